import { type Assignment, gradedIds } from "../course/assignment.ts";
import { unknownNameError } from "../course/unknown-name-error.ts";

/**
 * Checks the ids of assignments that the command line names.
 *
 * @param command - the command for the next step of the error
 * @throws {ChainruleError} if there is no such assignment
 */
export function checkAssignments(all: readonly Assignment[], ids: readonly string[], command = "npx grade"): void {
  const known = all.map(({ id }) => id);
  const missing = ids.find((id) => !known.includes(id));
  if (missing !== undefined)
    throw unknownNameError(
      "--assignment",
      "the id of an assignment",
      missing,
      known,
      (id) => `${command} --assignment ${id}`,
    );
}

/** Checks the ids of stubs that the command line names. @throws {ChainruleError} if no assignment has one of them */
export function checkStubs(assignments: readonly Assignment[], stubs: readonly string[], option = "--stub"): void {
  const known = assignments.flatMap(gradedIds);
  const missing = stubs.find((stub) => !known.includes(stub));
  if (missing !== undefined)
    throw unknownNameError(option, "the id of a stub", missing, known, (id) => `npx grade ${id}`);
}

/** Resolves a word to stubs: the stub with that id, or forward and backward of an operation such as `add`, or none. */
export function resolveStubs(assignments: readonly Assignment[], word: string): readonly string[] {
  const known = assignments.flatMap(gradedIds);
  if (known.includes(word)) return [word];
  return known.filter((id) => id.startsWith(`${word}.`));
}
