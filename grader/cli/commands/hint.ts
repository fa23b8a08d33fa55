import { handoutSections, loadAssignments } from "../../course/assignment.ts";
import { wrap } from "../../report/terminal/layout.ts";
import { columnsOf } from "../../report/terminal/columns.ts";
import { handoutPathOf } from "../../course/course-paths.ts";
import { unknownNameError } from "../../course/unknown-name-error.ts";
import { ChainruleError } from "../../result/chainrule-error.ts";

/**
 * Runs `grade hint STUB`: prints the first `number` hints of a stub, then the number of all hints and the command for one
 * more. It keeps no state, so a repeated command prints the same hints.
 */
export function hintCommand(stub: string, { number }: { readonly number: string }): void {
  const assignments = loadAssignments();
  const home = assignments.find(({ hints }) => Object.hasOwn(hints, stub));
  if (home === undefined) {
    const known = assignments.flatMap(({ hints }) => Object.keys(hints));
    throw unknownNameError("hint", "the id of a stub", stub, known, (id) => `npx grade hint ${id}`);
  }
  const hints = home.hints[stub] ?? [];
  const count = Number(number);
  if (!Number.isInteger(count) || count < 1 || count > hints.length)
    throw new ChainruleError("E_USAGE", {
      where: "--number",
      expected: `a number from 1 to ${hints.length}`,
      got: number,
      next: `npx grade hint ${stub} -n 1`,
    });
  const columns = Math.min(maxColumns, columnsOf(process.stdout));
  for (const hint of hints.slice(0, count)) console.log(`${wrap(hint.trim(), columns).join("\n")}\n`);
  const section = home.stubs.find(({ id }) => id === stub)?.section ?? "";
  const more = count < hints.length ? `one more: npx grade hint ${stub} -n ${count + 1}` : "there are no more";
  console.log(`hint ${count} of ${hints.length}; ${more}`);
  const handout = `handout: ${handoutPathOf(home)}, "${handoutSections(home).get(section) ?? section}"`;
  console.log(wrap(handout, columns, "", "  ").join("\n"));
}

/** The longest line that is easy to read. */
const maxColumns = 72;
