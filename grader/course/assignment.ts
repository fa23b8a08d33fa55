/** @file Loads an assignment as data from `assignment.yaml`, `hints.yaml` and `handout.md`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { parse } from "yaml";
import { ChainruleError, messageOf } from "../result/chainrule-error.ts";
import { courseRoots } from "./roots.ts";

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
  // A folded line of the report has room for 32 characters.
  title: v.pipe(v.string(), v.regex(/^\S(?:.{0,30}\S)?$/u, "a title of at most 32 characters")),
  stubs: v.pipe(v.array(stubSchema), v.minLength(1)),
});

const assignmentSchema = v.strictObject({
  id: name,
  title: v.string(),
  "builds-on": v.optional(v.array(name), []),
  parts: v.pipe(
    v.array(partSchema),
    v.minLength(1),
    v.checkItems((part, i, all) => all.findIndex(({ title }) => title === part.title) === i, "a title of its own"),
  ),
  capstone: v.strictObject({ id: name, points, section: v.string() }),
  policy: v.strictObject({ globals: v.array(v.string()) }),
});

const hintsSchema = v.record(name, v.pipe(v.array(v.string()), v.length(3, "three hints")));

/** A stub in `assignment.yaml`: a region for the student to fill. */
export interface StubEntry {
  readonly id: string;
  /** The id of the stub's assignment. */
  readonly assignment: string;
  /** The path within a submission: `2-autodiff/ops/mul.ts`. */
  readonly file: string;
  readonly points: number;
  /** The anchor of the stub's section in the handout. */
  readonly section: string;
  /** The title of the stub's part of the assignment. */
  readonly part: string;
  /** True for extra credit: its points come on top of the assignment's, and no other stub waits for it. */
  readonly extra: boolean;
}

/** An assignment as data. */
export interface Assignment {
  readonly id: string;
  /** The folder whose `assignments/`, `solution/` and `specs/` hold its parts. */
  readonly root: URL;
  readonly title: string;
  /** The ids of the earlier assignments whose code this assignment uses. */
  readonly buildsOn: readonly string[];
  /** The stubs in order: each may use the stubs before it. */
  readonly stubs: readonly StubEntry[];
  readonly capstone: { readonly id: string; readonly points: number; readonly section: string };
  /** The global names that a region may use, such as `Math`. */
  readonly globals: readonly string[];
  readonly hints: Readonly<Record<string, readonly string[]>>;
}

/** The folder of an assignment's data. */
export function assignmentFolder({ id, root }: Pick<Assignment, "id" | "root">): URL {
  return new URL(`assignments/${id}/`, root);
}

/**
 * Loads all assignments of the course, in order of their ids.
 *
 * @throws {ChainruleError} if a file is missing or wrong; the error names file and place
 */
export function loadAssignments(roots: readonly URL[] = courseRoots()): readonly Assignment[] {
  const homes = roots.flatMap((root) => idsIn(root).map((id) => ({ id, root })));
  const assignments = homes.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(loadAssignment);
  const owners = new Map<string, string>();
  for (const [i, { id, root, buildsOn, stubs, capstone }] of assignments.entries()) {
    const file = new URL("assignment.yaml", assignmentFolder({ id, root }));
    const earlier = assignments.slice(0, i).map((each) => each.id);
    const unknownId = buildsOn.find((other) => !earlier.includes(other));
    if (unknownId !== undefined)
      throw assignmentError(file, "builds-on", "the id of an earlier assignment", `"${unknownId}"`);
    for (const graded of [...stubs, capstone]) {
      const owner = owners.get(graded.id);
      if (owner !== undefined) throw assignmentError(file, graded.id, "an id of its own", `one that ${owner} has, too`);
      owners.set(graded.id, id);
    }
  }
  return assignments;
}

/** The names of the folders in a root's `assignments/`. */
function idsIn(root: URL): readonly string[] {
  const folder = new URL("assignments/", root);
  if (!existsSync(folder))
    throw new ChainruleError("E_COURSE", {
      where: fileURLToPath(root),
      expected: "a folder with assignments/ in it",
      got: "none",
      next: "correct CHAINRULE_COURSES",
    });
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/**
 * Loads one assignment.
 *
 * @throws {ChainruleError} if a file is missing or wrong; the error names file and place
 */
export function loadAssignment(home: Pick<Assignment, "id" | "root">): Assignment {
  const { id, root } = home;
  const folder = assignmentFolder(home);
  const file = new URL("assignment.yaml", folder);
  const data = readYaml(file, assignmentSchema);
  if (data.id !== id) throw assignmentError(file, "id", `the folder's name, ${id}`, JSON.stringify(data.id));
  const places = placesOf(data.parts);
  const doubled = places.find(({ stub }, i) => places.findIndex((other) => other.stub.id === stub.id) !== i);
  if (doubled !== undefined)
    throw assignmentError(file, `${doubled.place}.id`, "an id of its own", `"${doubled.stub.id}"`);
  const hints = readYaml(new URL("hints.yaml", folder), hintsSchema);
  return {
    id,
    root,
    title: data.title,
    buildsOn: data["builds-on"],
    stubs: places.map(({ part, stub: { extra, ...stub } }) => ({
      ...stub,
      assignment: id,
      file: `${id}/${stub.file}`,
      part,
      extra: extra ?? false,
    })),
    capstone: data.capstone,
    globals: data.policy.globals,
    hints,
  };
}

/** The ids of everything that is graded in an assignment: the stubs, then the capstone. */
export function gradedIds({ stubs, capstone }: Assignment): readonly string[] {
  return [...stubs.map(({ id }) => id), capstone.id];
}

/** The sections of an assignment's handout: anchor → heading. */
export function handoutSections(assignment: Assignment): ReadonlyMap<string, string> {
  const file = new URL("handout.md", assignmentFolder(assignment));
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

/** All stubs in order, each with its part and its place in the YAML file. */
function placesOf(parts: readonly v.InferOutput<typeof partSchema>[]) {
  return parts.flatMap(({ title, stubs }, p) =>
    stubs.map((stub, s) => ({ part: title, stub, place: `parts.${p}.stubs.${s}` })),
  );
}

function readYaml<T>(file: URL, schema: v.GenericSchema<unknown, T>): T {
  const parsed = v.safeParse(schema, parseYaml(file));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  // The schema's own messages name only what is expected. Valibot's default messages name the received value, too.
  const expected = issue.message.startsWith("Invalid ") ? issue.expected : issue.message;
  throw assignmentError(file, v.getDotPath(issue) ?? "the top", expected ?? issue.message, issue.received);
}

function parseYaml(file: URL): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw assignmentError(file, "the top", "a YAML file", messageOf(error));
  }
}

function assignmentError(file: URL, where: string, expected: string, got: string): ChainruleError {
  return new ChainruleError("E_ASSIGNMENT", {
    where: `${fileURLToPath(file)}: at ${where}`,
    expected,
    got,
    next: "correct it there",
  });
}
