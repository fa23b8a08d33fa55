import { type Assignment, handoutSections, loadAssignments } from "../../course/assignment.ts";
import { wrap } from "../../report/terminal/layout.ts";
import { columnsOf } from "../../report/terminal/columns.ts";
import { handoutPathOf, starterPath } from "../../course/course-paths.ts";
import { unknownNameError } from "../../course/unknown-name-error.ts";
import { ChainruleError } from "../../result/chainrule-error.ts";
import { resolveStubs } from "../check-names.ts";
import { type LastRun, lastRunOf } from "../last-run.ts";

/**
 * Runs `grade hint [STUB]`: prints the first `number` hints of a stub, then the number of all hints and the command for one
 * more. A repeated command prints the same hints.
 *
 * @param word - the id of a stub; an operation's name, for the half that did not pass last; the stub at hand if left out
 */
export function hintCommand(
  word: string | undefined,
  { number }: { readonly number: string },
  lastRun: LastRun = lastRunOf(starterPath()),
): void {
  const assignments = loadAssignments();
  const stub = stubFor(word, assignments, lastRun);
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
  if (stub !== word) console.log(`${stub}\n`);
  for (const hint of hints.slice(0, count)) console.log(`${wrap(hint.trim(), columns).join("\n")}\n`);
  const section = [...home.stubs, home.capstone].find(({ id }) => id === stub)?.section ?? "";
  const more = count < hints.length ? `one more: npx grade hint ${stub} -n ${count + 1}` : "there are no more";
  console.log(`hint ${count} of ${hints.length}; ${more}`);
  const handout = `handout: ${handoutPathOf(home)}, "${handoutSections(home).get(section) ?? section}"`;
  console.log(wrap(handout, columns, "", "  ").join("\n"));
}

/** The longest line that is easy to read. */
const maxColumns = 72;

/** The stub that a word of the command line means. @throws {ChainruleError} if there is no word and no stub at hand */
function stubFor(word: string | undefined, assignments: readonly Assignment[], { atHand, stubs }: LastRun): string {
  if (word !== undefined) {
    const named = resolveStubs(assignments, word);
    return named.find((id) => stubs[id]?.verdict !== "passed") ?? named[0] ?? word;
  }
  if (atHand !== undefined) return atHand;
  throw new ChainruleError("E_USAGE", {
    where: "hint",
    expected: "a stub at hand, which a report has named",
    got: "none",
    next: "npx grade, which names the next stub; or npx grade hint STUB",
  });
}
