import { assignmentIds, loadAssignment } from "../release/assignment.ts";
import { unknownName } from "./unknown-name.ts";

/**
 * The assignments that somebody named; all, if none.
 *
 * @param command - what they were named to
 * @throws {SubmissionError} if there is no such assignment
 */
export function chosenAssignments(ids: readonly string[], command = "npx grade"): readonly string[] {
  const all = assignmentIds();
  const missing = ids.find((id) => !all.includes(id));
  if (missing !== undefined)
    throw unknownName("--assignment", "the id of an assignment", missing, all, (id) => `${command} --assignment ${id}`);
  return ids.length === 0 ? all : ids;
}

/** The assignments that have one of the stubs; all, if none is named. @throws {SubmissionError} if none has it */
export function withStubs(assignments: readonly string[], stubs: readonly string[]): readonly string[] {
  if (stubs.length === 0) return assignments;
  const known = new Map(assignments.map((id) => [id, stubIds(id)]));
  const all = [...known.values()].flat();
  const missing = stubs.find((stub) => !all.includes(stub));
  if (missing !== undefined) throw unknownName("--stub", "the id of a stub", missing, all, (id) => `npx grade ${id}`);
  return assignments.filter((id) => stubs.some((stub) => known.get(id)?.includes(stub) === true));
}

/** The stubs that a word stands for: the one with that id, else the halves of an operation, such as `add`; perhaps none. */
export function stubsOf(word: string): readonly string[] {
  const known = assignmentIds().flatMap(stubIds);
  if (known.includes(word)) return [word];
  return known.filter((id) => id.startsWith(`${word}.`));
}

/** What can be named as a stub of an assignment: its stubs, and the capstone. */
export function stubIds(id: string): readonly string[] {
  const { stubs, capstone } = loadAssignment(id);
  return [...stubs.map((stub) => stub.id), capstone.id];
}
