import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { IdentifiedLaw } from "../course/laws.ts";
import { filesOf, type Region, type Submission } from "../intake/submission.ts";
import { type Course, includeFoundations } from "../course/course.ts";

/** Stub → a hash of all text of the student that its outcome can depend on. */
export type Fingerprints = ReadonlyMap<string, string>;

/**
 * Creates a function that computes the fingerprints of a submission. While the fingerprint of a stub stays the same,
 * its outcome stays the same too. The fingerprint covers all text of the student that the outcome can depend on:
 *
 * - its own region and the helpers of its file, which also decide its questions;
 * - other stubs of its file, if the region or a helper uses their names;
 * - every region in the files that its file imports, directly or indirectly, if the region, a helper or the locked code
 *   uses an imported name;
 * - everything that the stubs depend on which its laws need.
 *
 * A capstone depends on its whole assignment, and on all assignments that it builds on.
 */
export function createFingerprinter(
  course: Course,
  laws: readonly IdentifiedLaw[],
): (submission: Submission) => Fingerprints {
  const { stubs, assignments } = course;
  const files = filesOf(course);
  const imports = importsOf(course);
  const needs = new Map(
    stubs.map(({ id }) => [id, new Set(laws.flatMap(({ stub, needs }) => (stub === id ? needs : [])))]),
  );

  return (submission) => {
    const ofFile = new Map(
      files.map((file) => {
        const regions = stubs.filter((stub) => stub.file === file).map(({ id }) => submission.regions.get(id));
        return [file, hash([...regions.map(fingerprintOf), helpersFingerprintOf(submission, file)])];
      }),
    );
    const fingerprints = new Map<string, string>();
    const fingerprint = (id: string, file: string, above: readonly string[]): string => {
      const known = fingerprints.get(id);
      if (known !== undefined) return known;
      const regions = [id, ...usedSiblingsOf(id, file, course, submission)].map((each) => submission.regions.get(each));
      const tokens = [...regions, submission.helpers.get(file)].map((region) => region?.tokens ?? "");
      const words = new Set(tokens.flatMap((text) => text.split(" ")));
      const needed = stubs.filter((stub) => needs.get(id)?.has(stub.id) === true && !above.includes(stub.id));
      const made = hash([
        ...regions.map(fingerprintOf),
        helpersFingerprintOf(submission, file),
        ...(imports.get(file)?.(words) ?? []).map((imported) => ofFile.get(imported)),
        ...needed.map((stub) => fingerprint(stub.id, stub.file, [...above, id])),
      ]);
      fingerprints.set(id, made);
      return made;
    };
    for (const { id, file } of stubs) fingerprint(id, file, []);
    for (const { id, capstone } of assignments) {
      const below = includeFoundations(assignments, [id]).flatMap((assignment) => filesOf(assignment));
      fingerprints.set(capstone.id, hash(below.map((file) => ofFile.get(file))));
    }
    return fingerprints;
  };
}

/**
 * The fingerprint of one region: everything that affects its questions and its verdict. Comments and its place do not. Line
 * breaks do: after `return`, one ends the statement.
 */
export function fingerprintOf(region: Region | undefined): string {
  return region === undefined ? "" : JSON.stringify([region.state, region.tokens, region.breaks, region.reason]);
}

/** The fingerprint of a file's helpers. Helpers that are not started count as missing. */
export function helpersFingerprintOf({ helpers }: Submission, file: string): string {
  const region = helpers.get(file);
  return region?.state === "not-started" ? "" : fingerprintOf(region);
}

/**
 * The other stubs of a file that a stub could call: its region, or a helper, contains a word of their ids that its own
 * id does not contain.
 */
function usedSiblingsOf(id: string, file: string, course: Course, { regions, helpers }: Submission): readonly string[] {
  const others = course.stubs.filter((stub) => stub.file === file && stub.id !== id).map((stub) => stub.id);
  const own = new Set(id.split("."));
  const found = new Set<string>();
  const follow = (tokens: string) => {
    const words = new Set(tokens.split(" "));
    for (const other of others) {
      if (found.has(other) || !other.split(".").some((word) => words.has(word) && !own.has(word))) continue;
      found.add(other);
      follow(regions.get(other)?.tokens ?? "");
    }
  };
  follow(`${regions.get(id)?.tokens ?? ""} ${helpers.get(file)?.tokens ?? ""}`);
  return others.filter((other) => found.has(other));
}

/** An imported file, and the names that the importing file uses for its exports. */
interface Import {
  readonly names: readonly string[];
  readonly path: string;
}

/**
 * For every file, a function from the words in its regions to the files that they import, directly or indirectly. The
 * stripped text has no imports of types.
 */
function importsOf({ stripped }: Course): ReadonlyMap<string, (words: ReadonlySet<string>) => readonly string[]> {
  const direct = new Map<string, readonly Import[]>();
  const locked = new Map<string, ReadonlySet<string>>();
  for (const [file, { segments }] of stripped) {
    const text = segments
      .map((segment) => (segment.kind === "locked" ? segment.text : ""))
      .join("")
      .replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, "");
    const statement = /^import\b([^;"]*)"([^"]+)"/gm;
    direct.set(
      file,
      Array.from(text.matchAll(statement), ([, names = "", path = ""]) => ({
        names: names.match(/[\w$]+/g) ?? [],
        path: posix.join(posix.dirname(file), path),
      })),
    );
    locked.set(file, new Set(text.replace(statement, "").match(/[\w$]+/g)));
  }
  return new Map(
    Array.from(direct, ([file, imports]) => [
      file,
      (words) => {
        const isUsed = ({ names }: Import) => names.some((name) => words.has(name) || locked.get(file)?.has(name));
        const reached = new Set(imports.filter(isUsed).map(({ path }) => path));
        // The loop also visits paths that it adds to the set.
        for (const each of reached) for (const { path } of direct.get(each) ?? []) reached.add(path);
        return [...reached];
      },
    ]),
  );
}

function hash(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}
