/** @file Draws the events of `grade --watch` as lines for a terminal. Printed lines stay. */
import { consoleLines } from "./console.ts";
import { sanitize } from "./sanitize.ts";
import { typeLines, typesOf } from "./findings.ts";
import { failureLines, headingLines } from "./failure.ts";
import { pickFitting, width, wrap } from "./layout.ts";
import { nextLines, taskOf } from "./next.ts";
import { graderFaultLines } from "./other-failures.ts";
import type { Page } from "./page.ts";
import { printable, printableLines } from "./printable.ts";
import { remarkLines } from "./remarks.ts";
import { renderTerminal } from "./terminal.ts";
import { totalLines } from "./totals.ts";
import { blockerOf, joinNames, lawCountOf, signs, summariesOf } from "./words.ts";
import type { GradingResult, StubResult } from "../../result/result.ts";
import type { SessionEvent } from "../../watch/session.ts";
import { nextStep, type Step } from "../../result/next-step.ts";
import { isError, isFailure } from "../../result/verdicts.ts";

/** The keys of `grade --watch`, in the order of the key line. */
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

/** The keys in one line: `h hint · n next · …`. */
export function keyLine(): string {
  return keys.map(({ key, word }) => `${key} ${word}`).join(" · ");
}

/** Draws a line for each key with its effect. */
export function keyHelpLines(page: Page): readonly string[] {
  return keys.flatMap(({ key, does }) => wrap(does, page.width, `  ${key}  `).map(page.paint.quiet));
}

/** Draws an event of the session. `judging` gives no lines: the status line shows it. */
export function eventLines(event: SessionEvent, time: string, page: Page): readonly string[] {
  switch (event.kind) {
    case "report":
      return renderTerminal(event.report, page).trimEnd().split("\n");
    case "edit":
      return ["", ...editLines(event.touched, time, page), ...newRemarkLines(event.report, page)];
    case "judging":
      return [];
    case "verdict":
      return firstStubs(event.report).flatMap((stub) => verdictLines(stub, event.first, page));
    case "slow":
      return wrap(`${event.stub} takes long. Does something in it never end? The next save ends it.`, page.width).map(
        page.paint.wait,
      );
    case "settled":
      return settledLines(event, page);
    case "fault":
      return faultLines(event.error, page);
  }
}

/** Draws the stub that the student picked. */
export function stubLines(report: GradingResult, id: string, page: Page): readonly string[] {
  const found = sanitize(report)
    .assignments.flatMap(({ stubs }) => stubs)
    .find((stub) => stub.id === id);
  if (found === undefined) return [];
  if (isFailure(found)) return ["", ...failureLines(found, { ...page, only: true })];
  const task = taskOf(id, page);
  return [
    "",
    ...headingLines(found, page),
    ...(task === "" ? [] : wrap(task, page.width, "  ")),
    verdictLine(found, page),
  ];
}

/** Draws the result of a replayed case. */
export function replayLines(report: GradingResult, page: Page): readonly string[] {
  return firstStubs(report).flatMap((stub) =>
    isFailure(stub)
      ? ["", ...failureLines(stub, { ...page, only: true, replayed: true })]
      : [
          "",
          page.paint.good(`${signs.passed.symbol} ${stub.id}: the law holds on this case`),
          ...(stub.console === undefined ? [] : consoleLines(stub.console, { ...page, only: true, replayed: true })),
        ],
  );
}

function firstStubs(report: GradingResult): readonly StubResult[] {
  return sanitize(report)
    .assignments.flatMap(({ stubs }) => stubs)
    .slice(0, 1);
}

/** Draws the time of an edit and the stubs that it touched. */
function editLines(touched: readonly string[], time: string, { width, paint }: Page): readonly string[] {
  const more = touched.length - mostNamed;
  const names = more > 1 ? [...touched.slice(0, mostNamed), `${more} more`] : touched;
  const what = touched.length === 0 ? "saved; nothing that is judged has changed" : joinNames(names);
  return wrap(what, width, `${time}  `).map(paint.quiet);
}

function newRemarkLines(report: GradingResult, page: Page): readonly string[] {
  return sanitize(report).assignments.flatMap((result) => remarkLines(result, undefined, page));
}

function verdictLines(stub: StubResult, inFull: boolean, page: Page): readonly string[] {
  const faults = stub.verdict === "internal-error" ? graderFaultLines([stub], page) : [];
  // A stub without a place is lost in its file. A remark on the file reports that.
  const failure = inFull && stub.place !== undefined ? ["", ...failureLines(stub, { ...page, only: true }), ""] : [];
  return [verdictLine(stub, page), ...faults, ...failure];
}

/** `✓ mul.backward passed, 7 of 7 laws`; `✗ mul.backward: 1 law failed, 4 not judged yet: …` */
function verdictLine(stub: StubResult, page: Page): string {
  const { symbol, word, tone, counts } = signs[stub.verdict];
  // The count of failed laws says the word `failed`, too.
  const start = stub.verdict === "failed" ? `${symbol} ${stub.id}` : `${symbol} ${stub.id} ${word}`;
  const until = stub.verdict === "blocked" ? blockerOf(stub) : undefined;
  const waits = until === undefined ? [] : [` for ${until}`];
  const counted = counts ? [`${stub.verdict === "failed" ? ": " : ", "}${lawCountOf(stub)}`] : [];
  const alone = stub.verdict === "passed" && stub.whole !== "passed" ? [", on its own"] : [];
  const noted = [...(stub.reason === undefined ? [] : [stub.reason]), ...stub.attention];
  const short = stub.counterexample === undefined ? noted.slice(0, 1) : summariesOf(stub);
  const why = isFailure(stub) ? short.map((text) => `; ${text}`) : [];
  const end = [...waits, ...counted, ...alone].join("");
  return page.paint[tone](start + end) + page.paint.quiet(pickFitting([...why, ""], page.width - width(start + end)));
}

/** Draws the end of a round: changed verdicts, points, next step. */
function settledLines(
  { report, touched, changed, atHand }: Extract<SessionEvent, { readonly kind: "settled" }>,
  page: Page,
): readonly string[] {
  if (touched.length === 0 && changed.length === 0) return [];
  const safe = sanitize(report);
  const others = safe.assignments.flatMap(({ stubs }) => stubs).filter(({ id }) => changed.includes(id));
  const more = others.length - mostChanged;
  const home = safe.assignments.find(({ stubs }) => stubs.some(({ id }) => id === atHand)) ?? safe.assignments[0];
  if (home === undefined) return [];
  const own = home.stubs.filter((stub) => stub.id === atHand && isFailure(stub));
  const lost = own.some(({ place }) => place === undefined) ? home.remarks.find(isError) : undefined;
  // The next step stays at a failing stub at hand. If its file or markers are lost, the next step restores them.
  const step: Step =
    lost === undefined
      ? nextStep(own.length === 0 ? safe : { ...safe, assignments: [{ ...home, stubs: own }] })
      : { kind: "restore", assignment: home.assignment, remark: lost };
  const types = safe.assignments.flatMap((result) =>
    result.stubs.flatMap((stub) => {
      const lines = touched.includes(stub.id) ? typeLines(typesOf(result, stub), page) : [];
      return lines.length === 0 ? [] : [...headingLines(stub, page), ...lines, ""];
    }),
  );
  return [
    ...types,
    ...others.slice(0, mostChanged).map((stub) => verdictLine(stub, page)),
    ...(more > 0 ? [page.paint.quiet(`and ${more} more; l lists them`)] : []),
    ...totalLines(home, page),
    ...nextLines(step, safe.assignments, page),
  ];
}

/** Draws a fault of the grader itself. */
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

/** Draws one hint for a stub, and how to get the next one. */
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
