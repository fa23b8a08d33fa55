import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { IdentifiedLaw } from "../engine/laws.ts";
import type { Region, Submission } from "../intake/submission.ts";
import type { Course } from "../release/course.ts";

/** By stub: a print of all text of a student that the stub's outcome can depend on. */
export type Prints = ReadonlyMap<string, string>;

/**
 * Makes prints of an assignment's submissions. While a stub's print stays the same, so does its outcome, since nothing
 * else of a student's text can have a part in it:
 *
 * - its own region, and its file's helpers: from these its questions are drawn, too;
 * - another stub of its file, where the region or a helper uses its name;
 * - every region in the files that it imports, however indirectly: imports are locked, and count where the region, a
 *   helper or the code around them uses one of their names;
 * - what the stubs that its laws need depend on.
 *
 * A capstone depends on everything.
 */
export function printer(course: Course, laws: readonly IdentifiedLaw[]): (submission: Submission) => Prints {
  const stubs = course.assignment.stubs;
  const files = [...new Set(stubs.map(({ file }) => file))];
  const imports = importsOf(course);
  const needs = new Map(
    stubs.map(({ id }) => [id, new Set(laws.flatMap(({ law, needs }) => (law.stub === id ? needs : [])))]),
  );

  return (submission) => {
    const ofFile = new Map(
      files.map((file) => {
        const regions = stubs.filter((stub) => stub.file === file).map(({ id }) => submission.regions.get(id));
        return [file, hash([...regions.map(printOf), printOfHelpers(submission, file)])];
      }),
    );
    const prints = new Map<string, string>();
    const print = (id: string, file: string, above: readonly string[]): string => {
      const known = prints.get(id);
      if (known !== undefined) return known;
      const regions = [id, ...siblings(id, file, course, submission)].map((each) => submission.regions.get(each));
      const tokens = [...regions, submission.helpers.get(file)].map((region) => region?.tokens ?? "");
      const words = new Set(tokens.flatMap((text) => text.split(" ")));
      const needed = stubs.filter((stub) => needs.get(id)?.has(stub.id) === true && !above.includes(stub.id));
      const made = hash([
        ...regions.map(printOf),
        printOfHelpers(submission, file),
        ...(imports.get(file)?.(words) ?? []).map((imported) => ofFile.get(imported)),
        ...needed.map((stub) => print(stub.id, stub.file, [...above, id])),
      ]);
      prints.set(id, made);
      return made;
    };
    for (const { id, file } of stubs) print(id, file, []);
    return prints.set(course.assignment.capstone.id, hash([...ofFile.values()]));
  };
}

/** A region as its questions and its verdict see it: where it stands, and comments, play no part. */
export function printOf(region: Region | undefined): string {
  return region === undefined ? "" : JSON.stringify([region.state, region.tokens, region.reason]);
}

/** The same for a file's helpers. Whoever has none may as well have deleted their region. */
export function printOfHelpers({ helpers }: Submission, file: string): string {
  const region = helpers.get(file);
  return region?.state === "not-started" ? "" : printOf(region);
}

/**
 * The other stubs of a file whose function a stub could call, because its region, or a helper, has a word of their ids
 * that is not in its own.
 */
function siblings(id: string, file: string, course: Course, { regions, helpers }: Submission): readonly string[] {
  const others = course.assignment.stubs.filter((stub) => stub.file === file && stub.id !== id).map((stub) => stub.id);
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

/** An import of a file, by the names that the file uses for what it brings. */
interface Import {
  readonly names: readonly string[];
  readonly path: string;
}

/**
 * For every file: which files it imports, however indirectly, if some words stand in its regions. Imports of types are
 * gone from the stripped text.
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
        // What is added to a set while it is walked is walked too.
        for (const each of reached) for (const { path } of direct.get(each) ?? []) reached.add(path);
        return [...reached];
      },
    ]),
  );
}

function hash(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64");
}
