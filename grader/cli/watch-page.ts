/** @file The words of `grade --watch`: what a session tells, as lines for a terminal. Nothing that was said is taken back. */
import { consoleLines } from "../report/console.ts";
import { contained } from "../report/contained.ts";
import { typesInFull, typesOf } from "../report/findings.ts";
import { failureInFull, heading } from "../report/failure.ts";
import { fitting, width, wrap } from "../report/layout.ts";
import { nextLine, nextStep, type Step, taskOf } from "../report/next.ts";
import { graderFaults } from "../report/others.ts";
import type { Page } from "../report/page.ts";
import { printable, printableLines } from "../report/printable.ts";
import { isError, remarkLines } from "../report/remarks.ts";
import { renderTerminal } from "../report/terminal.ts";
import { totals } from "../report/totals.ts";
import { awaited, inShort, isFailure, listed, signs } from "../report/words.ts";
import type { GradingResult, StubResult } from "../score/result.ts";
import type { Told } from "../watch/session.ts";

/** What can be done with a key, in the order in which it is shown. */
const keys = [
  { key: "h", word: "hint", does: "a hint for the stub at hand; again for the next one" },
  { key: "n", word: "next", does: "leave the stub at hand, and look at the next one that is not done" },
  { key: "r", word: "replay", does: "run the case that is shown once more, with all that it writes to the console" },
  { key: "l", word: "list", does: "how everything stands" },
  { key: "a", word: "all", does: "judge everything again" },
  { key: "q", word: "quit", does: "end; so does Ctrl-C" },
] as const;

const mostNamed = 3;
const mostChanged = 12;

/** One quiet line. */
export function keysInShort(): string {
  return keys.map(({ key, word }) => `${key} ${word}`).join(" · ");
}

/** All of them, with what they do. */
export function keysInFull(page: Page): readonly string[] {
  return keys.flatMap(({ key, does }) => wrap(does, page.width, `  ${key}  `).map(page.paint.quiet));
}

/** The lines for what a session tells; none for what only a line that goes away again should show. */
export function linesFor(told: Told, time: string, page: Page): readonly string[] {
  switch (told.kind) {
    case "report":
      return renderTerminal(told.report, page).trimEnd().split("\n");
    case "edit":
      return ["", ...editLines(told.touched, time, page), ...newRemarks(told.report, page)];
    case "judging":
      return [];
    case "verdict":
      return oneStub(told.report).flatMap((stub) => verdictLines(stub, told.first, page));
    case "slow":
      return wrap(`${told.stub} takes long. Does something in it never end? The next save ends it.`, page.width).map(
        page.paint.wait,
      );
    case "settled":
      return settledLines(told, page);
    case "fault":
      return faultLines(told.error, page);
  }
}

/** A stub that somebody wants to look at. */
export function stubLines(report: GradingResult, id: string, page: Page): readonly string[] {
  const found = contained(report)
    .assignments.flatMap(({ stubs }) => stubs)
    .find((stub) => stub.id === id);
  if (found === undefined) return [];
  if (isFailure(found)) return ["", ...failureInFull(found, { ...page, only: true })];
  const task = taskOf(id, page);
  return ["", ...heading(found, page), ...(task === "" ? [] : wrap(task, page.width, "  ")), verdictLine(found, page)];
}

/** A case that was run once more. */
export function replayLines(report: GradingResult, page: Page): readonly string[] {
  return oneStub(report).flatMap((stub) =>
    isFailure(stub)
      ? ["", ...failureInFull(stub, { ...page, only: true })]
      : [
          "",
          page.paint.good(`${signs.passed.symbol} ${stub.id}: the law holds on this case`),
          ...(stub.console === undefined ? [] : consoleLines(stub.console, { ...page, only: true })),
        ],
  );
}

function oneStub(report: GradingResult): readonly StubResult[] {
  return contained(report)
    .assignments.flatMap(({ stubs }) => stubs)
    .slice(0, 1);
}

/** When, and what. A stub that nobody can tell from before is no news. */
function editLines(touched: readonly string[], time: string, { width, paint }: Page): readonly string[] {
  const more = touched.length - mostNamed;
  const names = more > 1 ? [...touched.slice(0, mostNamed), `${more} more`] : touched;
  const what = touched.length === 0 ? "saved; nothing that is judged has changed" : listed(names);
  return wrap(what, width, `${time}  `).map(paint.quiet);
}

function newRemarks(report: GradingResult, page: Page): readonly string[] {
  return contained(report).assignments.flatMap((result) => remarkLines(result, undefined, page));
}

function verdictLines(stub: StubResult, inFull: boolean, page: Page): readonly string[] {
  const faults = stub.verdict === "internal-error" ? graderFaults([stub], page) : [];
  // A stub that cannot be found in its file has been told of with the file.
  const failure = inFull && stub.place !== undefined ? ["", ...failureInFull(stub, { ...page, only: true }), ""] : [];
  return [verdictLine(stub, page), ...faults, ...failure];
}

/** `✓ mul.backward passed, 7 of 7 laws` */
function verdictLine(stub: StubResult, page: Page): string {
  const { symbol, word, tone, counts } = signs[stub.verdict];
  const passed = stub.laws.filter(({ verdict }) => verdict === "passed").length;
  const start = `${symbol} ${stub.id} ${word}`;
  const until = stub.verdict === "blocked" ? awaited(stub) : undefined;
  const waits = until === undefined ? [] : [` for ${until}`];
  const counted = counts ? [`, ${passed} of ${stub.laws.length} laws`] : [];
  const alone = stub.verdict === "passed" && stub.whole !== "passed" ? [", on its own"] : [];
  const short = stub.counterexample === undefined ? stub.attention.slice(0, 1) : inShort(stub);
  const why = isFailure(stub) ? short.map((text) => `: ${text}`) : [];
  const end = [...waits, ...counted, ...alone].join("");
  return page.paint[tone](start + end) + page.paint.quiet(fitting([...why, ""], page.width - width(start + end)));
}

/** What came out otherwise than before, points, and the one thing to do next. */
function settledLines(
  { report, touched, changed, atHand }: Extract<Told, { readonly kind: "settled" }>,
  page: Page,
): readonly string[] {
  if (touched.length === 0 && changed.length === 0) return [];
  const safe = contained(report);
  const others = safe.assignments.flatMap(({ stubs }) => stubs).filter(({ id }) => changed.includes(id));
  const more = others.length - mostChanged;
  const home = safe.assignments.find(({ stubs }) => stubs.some(({ id }) => id === atHand)) ?? safe.assignments[0];
  if (home === undefined) return [];
  const own = home.stubs.filter((stub) => stub.id === atHand && isFailure(stub));
  const lost = own.some(({ place }) => place === undefined) ? home.remarks.find(isError) : undefined;
  // Who is at work on a stub that does not hold stays at it; one that is not there comes back first.
  const step: Step =
    lost === undefined
      ? nextStep(own.length === 0 ? safe : { ...safe, assignments: [{ ...home, stubs: own }] })
      : { kind: "restore", assignment: home.assignment, remark: lost };
  const types = safe.assignments.flatMap((result) =>
    result.stubs.flatMap((stub) => {
      const said = touched.includes(stub.id) ? typesInFull(typesOf(result, stub), page) : [];
      return said.length === 0 ? [] : [...heading(stub, page), ...said, ""];
    }),
  );
  return [
    ...types,
    ...others.slice(0, mostChanged).map((stub) => verdictLine(stub, page)),
    ...(more > 0 ? [page.paint.quiet(`and ${more} more; l lists them`)] : []),
    ...totals(home, page),
    ...nextLine(step, safe.assignments, page),
  ];
}

/** What is told where the grader is at fault. */
export function faultLines(error: unknown, page: Page): readonly string[] {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    page.paint.wait("The grader is at fault, not your code. It goes on; a tries again."),
    ...printableLines(text, page.width - 2)
      .slice(0, 8)
      .map((line) => page.paint.quiet(`  ${line}`)),
    "  Please send this text to the course staff [E_INTERNAL]",
  ];
}

/** The nth hint for a stub, and how to get the next. */
export function hintLines(
  stub: string,
  hints: readonly string[],
  number: number,
  section: string,
  page: Page,
): readonly string[] {
  const hint = hints[number - 1];
  const where = section === "" ? "" : ` · handout: "${printable(section, 50)}"`;
  const more = number < hints.length ? "h gives another one" : "that was the last";
  return [
    "",
    page.paint.strong(`${stub}, hint ${number} of ${hints.length}`),
    ...(hint === undefined ? [] : wrap(hint.trim().replaceAll(/\s+/g, " "), page.width, "  ")),
    page.paint.quiet(`  ${more}${where}`),
  ];
}
