import { SubmissionError } from "../intake/files.ts";
import { assignmentIds, handoutSections, loadAssignment } from "../release/assignment.ts";
import { wrap } from "../report/layout.ts";
import { columnsOf } from "./columns.ts";
import { handoutOf } from "./own-files.ts";
import { unknownName } from "./unknown-name.ts";

/**
 * `grade hint STUB`: the first hints, as many as are asked for. It remembers nothing, so that the same command says the
 * same again; the last lines say how many there are and how to get one more.
 */
export function hintCommand(stub: string, { number }: { readonly number: string }): void {
  const assignments = assignmentIds().map((id) => loadAssignment(id));
  const home = assignments.find(({ hints }) => Object.hasOwn(hints, stub));
  if (home === undefined) {
    const known = assignments.flatMap(({ hints }) => Object.keys(hints));
    throw unknownName("hint", "the id of a stub", stub, known, (id) => `npx grade hint ${id}`);
  }
  const hints = home.hints[stub] ?? [];
  const count = Number(number);
  if (!Number.isInteger(count) || count < 1 || count > hints.length)
    throw new SubmissionError("--number", `a number from 1 to ${hints.length}`, number, `npx grade hint ${stub} -n 1`);
  const columns = Math.min(widest, columnsOf(process.stdout));
  for (const hint of hints.slice(0, count)) console.log(`${wrap(hint.trim(), columns).join("\n")}\n`);
  const section = home.stubs.find(({ id }) => id === stub)?.section ?? "";
  const more = count < hints.length ? `one more: npx grade hint ${stub} -n ${count + 1}` : "there are no more";
  console.log(`hint ${count} of ${hints.length}; ${more}`);
  const handout = `handout: ${handoutOf(home.id)}, "${handoutSections(home.id).get(section) ?? section}"`;
  console.log(wrap(handout, columns, "", "  ").join("\n"));
}

/** Where reading becomes work. */
const widest = 72;
