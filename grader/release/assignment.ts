import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { parse } from "yaml";

const root = new URL("../../", import.meta.url);

const name = v.pipe(v.string(), v.regex(/^[\w.-]+$/, "letters, digits, dots and dashes"));
const points = v.pipe(v.number(), v.integer("whole points"), v.minValue(1));

const assignmentSchema = v.strictObject({
  id: name,
  title: v.string(),
  stubs: v.pipe(
    v.array(
      v.strictObject({
        id: name,
        file: v.pipe(v.string(), v.regex(/^(?:[\w-]+\/)*[\w-]+\.ts$/)),
        points,
        section: v.string(),
      }),
    ),
    v.minLength(1),
  ),
  capstone: v.strictObject({ id: name, points, section: v.string() }),
  policy: v.strictObject({ globals: v.array(v.string()) }),
});

const hintsSchema = v.record(name, v.pipe(v.array(v.string()), v.length(3, "three hints")));

/** A region that a student fills, as `assignment.yaml` names it. `file` is relative to the submission: `2-autodiff/ops/mul.ts`. */
export interface StubEntry {
  readonly id: string;
  readonly file: string;
  readonly points: number;
  /** The anchor of its section in the handout. */
  readonly section: string;
}

/** An assignment as data. */
export interface Assignment {
  readonly id: string;
  readonly title: string;
  /** In the order in which the stubs build on each other. */
  readonly stubs: readonly StubEntry[];
  readonly capstone: { readonly id: string; readonly points: number; readonly section: string };
  /** What a region may name beside its file's own imports, functions and variables. */
  readonly globals: readonly string[];
  readonly hints: Readonly<Record<string, readonly string[]>>;
}

/** The folder of an assignment's data. */
export function assignmentFolder(id: string): URL {
  return new URL(`assignments/${id}/`, root);
}

/** The ids of all assignments, in their order. */
export function assignmentIds(): readonly string[] {
  return readdirSync(new URL("assignments/", root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

/**
 * Reads an assignment.
 *
 * @throws {Error} that names the file and what is wrong in it
 */
export function loadAssignment(id: string): Assignment {
  const folder = assignmentFolder(id);
  const data = readYaml(new URL("assignment.yaml", folder), assignmentSchema);
  const hints = readYaml(new URL("hints.yaml", folder), hintsSchema);
  return {
    id: data.id,
    title: data.title,
    stubs: data.stubs.map((stub) => ({ ...stub, file: `${id}/${stub.file}` })),
    capstone: data.capstone,
    globals: data.policy.globals,
    hints,
  };
}

/** The sections of an assignment's handout: anchor → heading. */
export function handoutSections(id: string): ReadonlyMap<string, string> {
  const file = new URL("handout.md", assignmentFolder(id));
  if (!existsSync(file)) return new Map();
  const headings = readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm);
  return new Map(
    Array.from(headings, ([, heading = ""]) => [
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, "")
        .replaceAll(" ", "-"),
      heading,
    ]),
  );
}

function readYaml<T>(file: URL, schema: v.GenericSchema<unknown, T>): T {
  const parsed = v.safeParse(schema, parse(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? "the top";
  throw new Error(
    `${fileURLToPath(file)}: at ${where}: expected ${issue.expected ?? issue.message}, got ${issue.received}.\n  Next: correct it there [E_ASSIGNMENT]`,
  );
}
