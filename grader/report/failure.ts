import type { Counterexample, StubResult, TypeFinding, Verdict } from "../score/result.ts";
import { caseRows } from "./case.ts";
import { consoleLines } from "./console.ts";
import { findingsInFull, typesInFull } from "./findings.ts";
import { labelled } from "./labelled.ts";
import { blocks, commandLines, spread, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { picture } from "./picture.ts";
import { tableLines } from "./table.ts";
import { signs } from "./words.ts";

/** What a verdict without numbers means, and what to try. */
const meanings: Readonly<Partial<Record<Verdict, string>>> = {
  refused: "This region was not judged; what does not need it was.",
  crashed: "The process that your code ran in ended without an answer. The other stubs were judged in a new one.",
  "timed-out":
    "The time was up before an answer came, also in a second try. What makes the loop, or the recursion, stop?",
  "out-of-memory":
    "It asked for more memory than a stub is given, also in a second try. What grows, and what makes it stop?",
};

/**
 * One failure in full: the law, the smallest case, what came and what was due, and how to see it again.
 *
 * @param types - what the compiler says of it
 */
export function failureInFull(stub: StubResult, page: Page, types: readonly TypeFinding[] = []): readonly string[] {
  const found = stub.counterexample;
  const findings = stub.findings ?? [];
  // An error that was thrown speaks for itself; the process ended only where there is a reason instead.
  const meaning = found?.thrown === undefined ? meanings[stub.verdict] : undefined;
  return blocks(
    // What was refused was not asked, so no law was broken.
    [
      ...heading(stub, page),
      ...(found === undefined || stub.verdict === "refused" ? [] : wrap(found.says, page.width, "  ")),
    ],
    findingsInFull(findings, page),
    found === undefined ? [] : labelled(caseRows(found, signs[stub.verdict].word, page.width), page),
    found?.difference?.table === undefined ? [] : tableLines(found.difference.table, page),
    meaning === undefined ? [] : wrap(meaning, page.width, "  "),
    found?.locals === undefined ? [] : picture(found.locals, page.width),
    (found?.suspects ?? []).flatMap((question) => wrap(question, page.width, "  ").map(page.paint.wait)),
    found?.console === undefined ? [] : consoleLines(found.console, page),
    typesInFull(types, page),
    stub.attention
      .filter((text) => !findings.some(({ message }) => message === text))
      .flatMap((text) => wrap(text, page.width, "  note: ", "  ").map(page.paint.quiet)),
    commands(stub, found, page),
  );
}

/** The stub's name, and where it stands. */
export function heading({ id, place }: StubResult, page: Page): readonly string[] {
  const [first = "", ...rest] = spread(id, place === undefined ? "" : `${place.file}:${place.line}`, page.width);
  const name = first.slice(0, id.length);
  return [
    page.paint.strong(name) + page.paint.quiet(first.slice(name.length).trimEnd()),
    ...rest.map(page.paint.quiet),
  ];
}

/** A command with a word in front of it. */
export function commandRow(label: string, command: string, page: Page): readonly string[] {
  const start = `  ${label.padEnd(9)}`;
  if (width(start) + width(command) <= page.width) return [page.paint.quiet(start) + page.paint.command(command)];
  return [page.paint.quiet(start.trimEnd()), ...commandLines(command, page.width, 4).map(page.paint.command)];
}

/** What runs over several lines is hard to copy; the case that was shown last needs no name. */
function replayRows(replay: string, page: Page): readonly string[] {
  const whole = `${page.again} --replay ${replay}`;
  const rows = commandRow("replay", whole, page);
  if (rows.length === 1) return rows;
  return [...commandRow("replay", `${page.again} --replay`, page), ...commandRow("by name", whole, page)];
}

function commands(stub: StubResult, found: Counterexample | undefined, page: Page): readonly string[] {
  if (page.keys === true) {
    const keys = [
      ...(found?.replay === undefined ? [] : ["r replays this case"]),
      ...(stub.kind === "region" ? ["h gives a hint"] : []),
    ];
    return keys.length === 0 ? [] : [page.paint.quiet(`  ${keys.join(" · ")}`)];
  }
  return [
    ...(found === undefined && stub.findings === undefined && page.only !== true
      ? commandRow("see", `${page.again} --stub ${stub.id}`, page)
      : []),
    ...(found?.replay === undefined ? [] : replayRows(found.replay, page)),
    ...(stub.kind === "region" ? commandRow("hint", `${page.command} hint ${stub.id}`, page) : []),
  ];
}
