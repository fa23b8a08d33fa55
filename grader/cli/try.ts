/**
 * @file Runs a try of a handout on the student's own library: `npm run try stretching`, or by the id of a stub. It
 * always exits with 0, because npm would say more about another code than the try has said.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { SubmissionError } from "../intake/files.ts";
import { type Assignment, assignmentFolder, assignmentIds, loadAssignment } from "../release/assignment.ts";
import { printableLines } from "../report/printable.ts";
import { ownStarter } from "./own-files.ts";
import { tryNamed } from "./try-named.ts";
import { loadTrouble, tryTrouble } from "./try-trouble.ts";

/** What each try does, by its name. */
type Tries = Readonly<Record<string, () => void>>;

/** The tries, or what there is to say instead. */
type Loaded =
  | { readonly kind: "tries"; readonly tries: ReadonlyMap<string, () => void> }
  | { readonly kind: "trouble"; readonly lines: readonly string[] };

/** Loads the tries of all these assignments, and with them the library that they use. */
async function load(assignments: readonly Assignment[], starter: string): Promise<Loaded> {
  try {
    const loaded = await Promise.all(
      assignments.map(async ({ id }) => {
        const module = (await import(new URL("tries.ts", assignmentFolder(id)).href)) as { readonly tries: Tries };
        return Object.entries(module.tries);
      }),
    );
    return { kind: "tries", tries: new Map(loaded.flat()) };
  } catch (error) {
    const files = new Set(assignments.flatMap(({ stubs }) => stubs.map(({ file }) => file)));
    return { kind: "trouble", lines: loadTrouble(error, starter, [...files]) };
  }
}

async function main(word: string): Promise<void> {
  const assignments = assignmentIds()
    .filter((id) => existsSync(new URL("tries.ts", assignmentFolder(id))))
    .map((id) => loadAssignment(id));
  const starter = resolve(ownStarter());
  const loaded = await load(assignments, starter);
  if (loaded.kind === "trouble") {
    say(loaded.lines);
    return;
  }
  const names = [...loaded.tries.keys()];
  if (word === "") {
    say(["npm run try NAME, with one of these names, or with the id of a stub:", ...names.map((name) => `  ${name}`)]);
    return;
  }
  try {
    const stubs = assignments.flatMap((assignment) => [...assignment.stubs, assignment.capstone]);
    const name = tryNamed(word, names, stubs);
    loaded.tries.get(name)?.();
    const more = names.filter((other) => other.startsWith(`${name}-`) && /-\d+$/.test(other));
    // Who has named a stub does not know that its section has several.
    if (word !== name && more.length > 0) say([`more: ${more.map((other) => `npm run try ${other}`).join(", ")}`]);
  } catch (error) {
    say(error instanceof SubmissionError ? [error.message] : tryTrouble(error, starter));
  }
}

function say(lines: readonly string[]): void {
  for (const line of lines.flatMap((each) => printableLines(each, 400))) console.log(line);
}

await main(process.argv.slice(2).join(" "));
