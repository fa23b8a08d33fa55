import { shortReplayOf } from "../../engine/seed.ts";
import type { Counterexample, StubResult, TypeFinding, Verdict } from "../../result/result.ts";
import { caseRows } from "./case-rows.ts";
import { consoleLines } from "./console.ts";
import { findingLines, typeLines } from "./findings.ts";
import { labelRows } from "./label-rows.ts";
import { hasHints } from "./next.ts";
import { joinBlocks, commandLines, placeAtEnds, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";
import { pictureLines } from "./picture.ts";
import { tableLines } from "./table.ts";
import { signs } from "./words.ts";

/** The meaning of each verdict without numbers, and what to try. */
const meanings: Readonly<Partial<Record<Verdict, string>>> = {
  refused: "This region was not judged; what does not need it was.",
  crashed: "The process that your code ran in ended without an answer. The other stubs were judged in a new one.",
  "timed-out":
    "The time was up before an answer came, also in a second try. What makes the loop, or the recursion, stop?",
  "out-of-memory":
    "It asked for more memory than a stub is given, also in a second try. What grows, and what makes it stop?",
};

/**
 * Draws one failure in full: law, smallest case, expected and got, and the commands that show the case again.
 *
 * @param types - the compiler's findings for this stub
 */
export function failureLines(stub: StubResult, page: Page, types: readonly TypeFinding[] = []): readonly string[] {
  const found = stub.counterexample;
  const findings = stub.findings ?? [];
  // A thrown error explains itself. Other crashes ended the process, and their verdict needs a meaning.
  const meaning = found?.thrown === undefined ? meanings[stub.verdict] : undefined;
  return joinBlocks(
    // A refused region is never run, so it breaks no law.
    [
      ...headingLines(stub, page),
      ...(found === undefined || stub.verdict === "refused" ? [] : wrap(found.says, page.width, "  ")),
    ],
    findingLines(findings, page),
    found === undefined ? [] : labelRows(caseRows(found, signs[stub.verdict].word, page), page),
    found?.difference?.table === undefined ? [] : tableLines(found.difference.table, page),
    meaning === undefined ? [] : wrap(meaning, page.width, "  "),
    found?.locals === undefined ? [] : pictureLines(found.locals, page.width),
    (found?.suspects ?? []).flatMap((question) => wrap(question, page.width, "  ").map(page.paint.wait)),
    found?.console === undefined ? [] : consoleLines(found.console, page),
    typeLines(types, page),
    [...(stub.reason === undefined || findings.length > 0 ? [] : [stub.reason]), ...stub.attention].flatMap((text) =>
      wrap(text, page.width, "  note: ", "  ").map(page.paint.quiet),
    ),
    commandsOf(stub, found, page),
  );
}

/** Draws a stub's name and the place of its region. */
export function headingLines({ id, place }: StubResult, page: Page): readonly string[] {
  const [first = "", ...rest] = placeAtEnds(id, place === undefined ? "" : `${place.file}:${place.line}`, page.width);
  const name = first.slice(0, id.length);
  return [
    page.paint.strong(name) + page.paint.quiet(first.slice(name.length).trimEnd()),
    ...rest.map(page.paint.quiet),
  ];
}

/** Draws a command with a label before it. A long command begins below its label. */
export function labelCommand(label: string, command: string, page: Page): readonly string[] {
  const start = `  ${label.padEnd(9)}`;
  if (width(start) + width(command) <= page.width) return [page.paint.quiet(start) + page.paint.command(command)];
  return [page.paint.quiet(start.trimEnd()), ...commandLines(command, page.width, 4).map(page.paint.command)];
}

/**
 * Draws the replay command, with a short id where that is known. A long one is hard to copy, so a short one, which replays the case shown last, comes first.
 */
function replayCommandLines(replay: string, page: Page): readonly string[] {
  if (page.shortReplays === true)
    return labelCommand("replay", `${page.again} --replay ${shortReplayOf(replay)}`, page);
  const whole = `${page.again} --replay ${replay}`;
  const rows = labelCommand("replay", whole, page);
  if (rows.length === 1) return rows;
  return [...labelCommand("replay", `${page.again} --replay`, page), ...labelCommand("by name", whole, page)];
}

function commandsOf(stub: StubResult, found: Counterexample | undefined, page: Page): readonly string[] {
  if (page.keys === true) {
    const keys = [
      ...(found?.replay === undefined ? [] : ["r replays this case"]),
      ...(hasHints(stub.id, page) ? ["h gives a hint"] : []),
    ];
    return keys.length === 0 ? [] : [page.paint.quiet(`  ${keys.join(" · ")}`)];
  }
  return [
    ...(found === undefined && stub.findings === undefined && page.only !== true
      ? labelCommand("see", `${page.again} ${stub.id}`, page)
      : []),
    ...(found?.replay === undefined ? [] : replayCommandLines(found.replay, page)),
    ...(hasHints(stub.id, page) ? labelCommand("hint", `${page.command} hint ${stub.id}`, page) : []),
  ];
}
