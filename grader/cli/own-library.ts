/** @file What runs on the student's own library, in a process of its own: tries and experiments. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Assignment, assignmentFolder, loadAssignments } from "../course/assignment.ts";
import { starterPath } from "../course/course-paths.ts";
import { printableLines } from "../report/terminal/printable.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { exitCodes } from "./exit-codes.ts";
import { loadErrorLines, tryErrorLines } from "./try-error-lines.ts";

/** What one assignment exports: name → program. */
export interface Programs<Program> {
  readonly assignment: Assignment;
  readonly programs: ReadonlyMap<string, Program>;
}

/**
 * Loads a file of every assignment that has it, and with it the library of the student.
 *
 * @param file - `tries.ts`, for example
 * @param name - the export with the programs
 * @returns undefined if the library does not load; then the error is printed, and the exit code set
 */
export async function loadPrograms<Program>(
  file: string,
  name: string,
): Promise<readonly Programs<Program>[] | undefined> {
  const assignments = loadAssignments().filter((each) => existsSync(new URL(file, assignmentFolder(each))));
  try {
    return await Promise.all(
      assignments.map(async (assignment) => {
        const module = (await import(new URL(file, assignmentFolder(assignment)).href)) as Readonly<
          Record<string, Readonly<Record<string, Program>>>
        >;
        return { assignment, programs: new Map(Object.entries(module[name] ?? {})) };
      }),
    );
  } catch (error) {
    const files = new Set(assignments.flatMap(({ stubs }) => stubs.map((stub) => stub.file)));
    printLines(loadErrorLines(error, resolve(starterPath()), [...files]));
    process.exitCode = exitCodes.pointsMissing;
    return undefined;
  }
}

/**
 * Runs a program. What the library throws is printed, with its line; the exit code says who is at fault.
 *
 * @param act - names the program's assignment before it begins, so that a line of that one is shown
 */
export function runProgram(act: (begin: (assignment: Assignment) => void) => void): void {
  let id = "";
  try {
    act((assignment) => void (id = assignment.id));
  } catch (error) {
    const isUsage = error instanceof ChainruleError;
    printLines(isUsage ? [error.message] : tryErrorLines(error, resolve(starterPath()), id));
    process.exitCode = !isUsage ? exitCodes.pointsMissing : error.fault === "usage" ? exitCodes.usage : exitCodes.fault;
  }
}

/** Prints lines that may hold text of the student's library. */
export function printLines(lines: readonly string[]): void {
  for (const line of lines.flatMap((each) => printableLines(each, 400))) console.log(line);
}
