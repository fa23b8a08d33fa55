import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { parse } from "yaml";

const root = new URL("../../", import.meta.url);

const name = v.pipe(v.string(), v.regex(/^[\w.-]+$/, "letters, digits, dots and dashes"));
const points = v.pipe(v.number(), v.integer("whole points"), v.minValue(1));

const stubSchema = v.strictObject({
  id: name,
  file: v.pipe(v.string(), v.regex(/^(?:[\w-]+\/)*[\w-]+\.ts$/, "a path such as ops/mul.ts")),
  points,
  section: v.string(),
  extra: v.optional(v.literal(true)),
});

const partSchema = v.strictObject({
  // As wide as a folded line of the report has room for.
  title: v.pipe(v.string(), v.regex(/^\S(?:.{0,30}\S)?$/u, "a title of at most 32 characters")),
  stubs: v.pipe(v.array(stubSchema), v.minLength(1)),
});

const assignmentSchema = v.strictObject({
  id: name,
  title: v.string(),
  parts: v.pipe(
    v.array(partSchema),
    v.minLength(1),
    v.checkItems((part, i, all) => all.findIndex(({ title }) => title === part.title) === i, "a title of its own"),
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
  /** The title of the part that it belongs to. */
  readonly part: string;
  /** Extra credit: what it earns comes on top of the assignment's points, and nothing waits for it. */
  readonly extra: boolean;
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
 * @param folder - where its data lie
 * @throws {Error} that names the file and what is wrong in it
 */
export function loadAssignment(id: string, folder: URL = assignmentFolder(id)): Assignment {
  const file = new URL("assignment.yaml", folder);
  const data = readYaml(file, assignmentSchema);
  if (data.id !== id) throw unfit(file, "id", `the folder's name, ${id}`, JSON.stringify(data.id));
  const places = placesOf(data.parts);
  const doubled = places.find(({ stub }, i) => places.findIndex((other) => other.stub.id === stub.id) !== i);
  if (doubled !== undefined) throw unfit(file, `${doubled.place}.id`, "an id of its own", `"${doubled.stub.id}"`);
  const hints = readYaml(new URL("hints.yaml", folder), hintsSchema);
  return {
    id: data.id,
    title: data.title,
    stubs: places.map(({ part, stub: { extra, ...stub } }) => ({
      ...stub,
      file: `${id}/${stub.file}`,
      part,
      extra: extra ?? false,
    })),
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

/** All stubs in their order, each with its part and with where it stands in the file. */
function placesOf(parts: readonly v.InferOutput<typeof partSchema>[]) {
  return parts.flatMap(({ title, stubs }, p) =>
    stubs.map((stub, s) => ({ part: title, stub, place: `parts.${p}.stubs.${s}` })),
  );
}

function readYaml<T>(file: URL, schema: v.GenericSchema<unknown, T>): T {
  const parsed = v.safeParse(schema, parsedYaml(file));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  // Messages of our own say what is expected; valibot's say it together with what came.
  const expected = issue.message.startsWith("Invalid ") ? issue.expected : issue.message;
  throw unfit(file, v.getDotPath(issue) ?? "the top", expected ?? issue.message, issue.received);
}

function parsedYaml(file: URL): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw unfit(file, "the top", "a YAML file", error instanceof Error ? error.message : String(error));
  }
}

function unfit(file: URL, where: string, expected: string, got: string): Error {
  return new Error(
    `${fileURLToPath(file)}: at ${where}: expected ${expected}, got ${got}.\n  Next: correct it there [E_ASSIGNMENT]`,
  );
}
