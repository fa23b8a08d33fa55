import { SubmissionError } from "../intake/files.ts";
import { assignmentIds, handoutSections, loadAssignment } from "../release/assignment.ts";

/** `grade hint STUB`. */
export function hintCommand(stub: string, { number }: { readonly number: string }): void {
  const count = Number(number);
  if (!Number.isInteger(count) || count < 1 || count > 3)
    throw new SubmissionError("--number", "1, 2 or 3", number, `npx grade hint ${stub} -n 1`);
  const assignments = assignmentIds().map((id) => loadAssignment(id));
  const home = assignments.find(({ hints }) => Object.hasOwn(hints, stub));
  if (home === undefined) {
    const known = assignments.flatMap(({ hints }) => Object.keys(hints));
    throw new SubmissionError("hint", `one of ${known.join(", ")}`, stub, "npx grade list");
  }
  for (const hint of home.hints[stub]?.slice(0, count) ?? []) console.log(`${wrapped(hint.trim())}\n`);
  const section = home.stubs.find(({ id }) => id === stub)?.section ?? "";
  const more = count < 3 ? `another one: npx grade hint ${stub} -n ${count + 1}` : "that was the last";
  console.log(
    `${more}\nhandout: assignments/${home.id}/handout.md, "${handoutSections(home.id).get(section) ?? section}"`,
  );
}

function wrapped(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(.{1,72})(?: |$)/g, "$1\n")
    .trimEnd();
}
