/**
 * @file Runs a try of a handout on the student's own library: `npx grade try stretching`, or the id of a stub in place of
 * the try's name. The exit code is 1 if the library throws, and 2 if no try has the name.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Assignment, assignmentFolder, loadAssignments } from "../course/assignment.ts";
import { printableLines } from "../report/terminal/printable.ts";
import { starterPath } from "../course/course-paths.ts";
import { exitCodes } from "./exit-codes.ts";
import { findTry } from "./find-try.ts";
import { loadErrorLines, tryErrorLines } from "./try-error-lines.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** The tries of an assignment: name → function. */
type Tries = Readonly<Record<string, () => void>>;

/** A try, and the id of its assignment. */
interface Try {
  readonly run: () => void;
  readonly assignment: string;
}

/** The tries of all assignments, or the lines about the error that stopped their loading. */
type LoadedTries =
  | { readonly kind: "tries"; readonly tries: ReadonlyMap<string, Try> }
  | { readonly kind: "trouble"; readonly lines: readonly string[] };

/** Loads the tries of assignments, and the library that the tries use. */
async function loadTries(assignments: readonly Assignment[], starter: string): Promise<LoadedTries> {
  try {
    const loaded = await Promise.all(
      assignments.map(async (assignment) => {
        const module = (await import(new URL("tries.ts", assignmentFolder(assignment)).href)) as {
          readonly tries: Tries;
        };
        return Object.entries(module.tries).map(([name, run]) => [name, { run, assignment: assignment.id }] as const);
      }),
    );
    return { kind: "tries", tries: new Map(loaded.flat()) };
  } catch (error) {
    const files = new Set(assignments.flatMap(({ stubs }) => stubs.map(({ file }) => file)));
    return { kind: "trouble", lines: loadErrorLines(error, starter, [...files]) };
  }
}

async function main(word: string): Promise<void> {
  const assignments = loadAssignments().filter((each) => existsSync(new URL("tries.ts", assignmentFolder(each))));
  const starter = resolve(starterPath());
  const loaded = await loadTries(assignments, starter);
  if (loaded.kind === "trouble") {
    printLines(loaded.lines);
    process.exitCode = exitCodes.pointsMissing;
    return;
  }
  const names = [...loaded.tries.keys()];
  if (word === "") {
    printLines([
      "npx grade try NAME, with one of these names, or with the id of a stub:",
      ...names.map((name) => `  ${name}`),
    ]);
    return;
  }
  let assignment = "";
  try {
    const stubs = assignments.flatMap((each) => [...each.stubs, each.capstone]);
    const name = findTry(word, names, stubs);
    const found = loaded.tries.get(name);
    assignment = found?.assignment ?? "";
    found?.run();
    const more = names.filter((other) => other.startsWith(`${name}-`) && /-\d+$/.test(other));
    // A section may have several tries; a student who has named a stub learns of the others here.
    if (word !== name && more.length > 0)
      printLines([`more: ${more.map((other) => `npx grade try ${other}`).join(", ")}`]);
  } catch (error) {
    const isUsage = error instanceof ChainruleError;
    printLines(isUsage ? [error.message] : tryErrorLines(error, starter, assignment));
    process.exitCode = isUsage ? exitCodes.usage : exitCodes.pointsMissing;
  }
}

function printLines(lines: readonly string[]): void {
  for (const line of lines.flatMap((each) => printableLines(each, 400))) console.log(line);
}

await main(process.argv.slice(2).join(" "));
