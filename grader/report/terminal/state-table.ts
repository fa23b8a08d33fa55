import { pointsOf } from "../../result/points.ts";
import type { StubResult, Verdict } from "../../result/result.ts";
import { cut, pickFitting, pad, width } from "./layout.ts";
import type { Page, Paint } from "./page.ts";
import { pairHalves, type Row, stubRows } from "./rows.ts";
import { blockerOf, summariesOf, showCount, showPoints, signs } from "./words.ts";
import { passesOnlyAlone, isFailure } from "../../result/verdicts.ts";

/** A longer table is hard to take in at one glance. */
const mostLines = 24;
const widestTitle = 32;
const indent = "    ";

/**
 * Draws the state of all stubs, by part. A part that is finished or untouched takes one line. Other parts list their
 * stubs; in a long table, stubs with equal states share a line. A stub that was judged and failed always has its own
 * line.
 */
export function stateTable(stubs: readonly StubResult[], page: Page): readonly string[] {
  if (page.only === true || stubs.every(({ part }) => part === undefined)) return stubRows([stubs], page, "  ").flat();
  const parts = partsOf(stubs);
  const [full, ...denser] = densities.map((density) => drawParts(parts, density, page));
  return [full ?? [], ...denser].find((lines) => lines.length <= mostLines) ?? denser.at(-1) ?? [];
}

/**
 * How much the table groups, from least to most. `parts`: finished and untouched parts. `idle`: also stubs that passed
 * or are not begun. `waiting`: also stubs with one blocker, and refused stubs.
 */
const densities = ["parts", "idle", "waiting"] as const;
type Density = (typeof densities)[number];

/** A part of an assignment with its stubs. A capstone is its own part. */
export interface Part {
  readonly title: string;
  readonly stubs: readonly StubResult[];
}

function partsOf(stubs: readonly StubResult[]): readonly Part[] {
  const titles = new Set(stubs.map(({ part, id }) => part ?? id));
  return Array.from(titles, (title) => ({ title, stubs: stubs.filter(({ part, id }) => (part ?? id) === title) }));
}

/** The line of a part or of an assignment: its whole state, or a heading above its stubs. */
export interface Head {
  /** Undefined for a heading above stubs. */
  readonly symbol?: string;
  readonly tone?: keyof Paint;
  /** Texts to choose from, from the longest to the shortest. */
  readonly words: readonly string[];
}

function drawParts(parts: readonly Part[], density: Density, page: Page): readonly string[] {
  const heads = parts.map((part) => headOf(part, density));
  const bodies = parts.map(({ stubs }, i) => (heads[i]?.symbol !== undefined ? [] : bodyOf(stubs, density)));
  const rows = bodies.flat().flatMap((entry) => (entry.kind === "row" ? [entry.row] : []));
  const lines = stubRows(rows.map(stubsOf), page, indent);
  const linesOf = new Map(rows.map((row, i) => [row, lines[i] ?? []]));
  const drawnHeads = headLines(parts, heads, page);
  return bodies.flatMap((body, i) => [
    drawnHeads[i] ?? "",
    ...body.flatMap((entry) =>
      entry.kind === "row" ? (linesOf.get(entry.row) ?? []) : [groupLine(entry.rows, entry.state, page)],
    ),
  ]);
}

function headOf({ stubs }: Part, density: Density): Head {
  const [only] = stubs;
  if (only !== undefined && stubs.length === 1 && only.part === undefined) return headOfOne(only);
  const passed = stubs.filter(({ verdict }) => verdict === "passed");
  const left = stubs.filter(({ verdict, extra }) => extra === true && verdict === "not-started");
  const { passed: done } = signs;
  if (passed.length > 0 && passed.length + left.length === stubs.length) {
    const count = showCount(passed.length, "stub");
    const alone = passed.filter(passesOnlyAlone).length;
    const more = [
      ...(alone === 0
        ? []
        : [`, ${alone === passed.length ? "" : `${alone} `}on ${alone === 1 ? "its" : "their"} own`]),
      ...(left.length === 0 ? [] : [`, ${left.length} extra not started`]),
    ].join("");
    const short = `${passed.length} ${done.word}`;
    return { ...done, words: [`${count} ${done.word}${more}`, `${short}${more}`, `${count} ${done.word}`, short] };
  }
  const shared = sharedState(stubs, density);
  if (shared !== undefined) {
    const count = showCount(stubs.length, "stub");
    const word = shared.words(stubs.length);
    return { ...signs[shared.verdict], words: [`${count} ${word}`, `${stubs.length} ${word}`, count] };
  }
  const count = `${passed.length} of ${stubs.length}`;
  return { words: [`${count} stubs passed`, `${count} passed`, count] };
}

function headOfOne(stub: StubResult): Head {
  const { symbol, tone, word } = signs[stub.verdict];
  const until = stub.verdict === "blocked" ? blockerOf(stub) : undefined;
  // The laws of a capstone are paid one by one.
  const waits = until === undefined ? [] : [`${stub.earned > 0 ? "the rest " : ""}${word} for ${until}`];
  const said = isFailure(stub) ? summariesOf(stub).map((text) => `${word}, ${text}`) : [];
  return { symbol, tone, words: [...waits, ...said, word] };
}

/** A state that several stubs share. Failures, and faults of the grader, are never shared. */
interface SharedState {
  readonly verdict: Verdict;
  readonly words: (count: number) => string;
}

function sharedState(stubs: readonly StubResult[], density: Density): SharedState | undefined {
  const [first] = stubs;
  if (first === undefined) return undefined;
  const { verdict, blockedBy } = first;
  if (stubs.some((stub) => stub.verdict !== verdict)) return undefined;
  if (verdict === "not-started" || verdict === "not-run") return { verdict, words: () => signs[verdict].word };
  if (verdict === "refused" && density === "waiting") return { verdict, words: () => signs.refused.word };
  const haveOneBlocker = blockedBy !== undefined && stubs.every((stub) => stub.blockedBy === blockedBy);
  if (verdict === "blocked" && density === "waiting" && haveOneBlocker)
    return { verdict, words: (count) => `${count === 1 ? "waits" : "wait"} for ${blockedBy}` };
  return undefined;
}

/** A line below a part's heading: a row of the table, or a group of rows with one state. */
type Entry =
  | { readonly kind: "row"; readonly row: Row }
  | { readonly kind: "group"; readonly rows: readonly Row[]; readonly state: SharedState };

function bodyOf(stubs: readonly StubResult[], density: Density): readonly Entry[] {
  const entries: Entry[] = [];
  for (const row of pairHalves(stubs)) {
    const last = entries.at(-1);
    const before = last?.kind === "group" ? last.rows : last === undefined ? [] : [last.row];
    const state = density === "parts" ? undefined : groupStateOf([...before, row].flatMap(stubsOf), density);
    if (last !== undefined && state !== undefined)
      entries.splice(-1, 1, { kind: "group", rows: [...before, row], state });
    else entries.push({ kind: "row", row });
  }
  return entries;
}

/** The state that a group of stubs shares. Passed stubs can form a group, unless they passed only on their own. */
function groupStateOf(stubs: readonly StubResult[], density: Density): SharedState | undefined {
  if (stubs.every((stub) => stub.verdict === "passed" && !passesOnlyAlone(stub)))
    return { verdict: "passed", words: () => signs.passed.word };
  return sharedState(stubs, density);
}

function stubsOf({ stub, backward }: Row): readonly StubResult[] {
  return backward === undefined ? [stub] : [stub, backward];
}

/** Draws one line for each head: title, words and points, in columns. */
export function headLines(
  parts: readonly Part[],
  heads: readonly Head[],
  { width: columns, paint }: Page,
): readonly string[] {
  const titles = Math.min(widestTitle, Math.max(...parts.map(({ title }) => width(title))));
  const points = parts.map(({ stubs }) => pointsTextOf(stubs));
  const room = columns - 4 - titles - 3 - 3 - Math.max(...points.map(width));
  const texts = shortenTogether(
    heads.map(({ words }) => words),
    room,
  );
  const column = Math.max(...texts.map(width));
  return parts.map(({ title }, i) => {
    const { symbol, tone = "quiet" } = heads[i] ?? {};
    const name = pad(cut(title, titles), titles);
    const rest = paint.quiet(`   ${pad(texts[i] ?? "", column)}   ${points[i] ?? ""}`);
    return symbol === undefined ? `  ${name}  ${rest}` : `  ${paint[tone](`${symbol} ${name}`)}${rest}`;
  });
}

/** Picks one text for each part. If one does not fit, the texts of all parts get shorter. */
function shortenTogether(all: readonly (readonly string[])[], room: number): readonly string[] {
  const fits = all.every(([first = ""]) => width(first) <= room);
  if (fits || all.every(({ length }) => length < 2)) return all.map((words) => pickFitting(words, room));
  return shortenTogether(
    all.map((words) => (words.length > 1 ? words.slice(1) : words)),
    room,
  );
}

/** `15/22`; with extra credit `15/22 +3`; for extra credit alone `3/4 extra`. */
function pointsTextOf(stubs: readonly StubResult[]): string {
  const { earned, points, extra } = pointsOf(stubs);
  const most = stubs.reduce((sum, stub) => sum + stub.points, 0);
  if (points === 0) return `${showPoints(extra)}/${showPoints(most)} extra`;
  const due = `${showPoints(earned - extra)}/${showPoints(points)}`;
  return extra > 0 ? `${due} +${showPoints(extra)}` : due;
}

/** Draws a group, `✓ passed: add, sub, mul`. Names that do not fit are counted. */
function groupLine(rows: readonly Row[], { verdict, words }: SharedState, { width: columns, paint }: Page): string {
  const names = rows.map(({ name }) => name);
  const start = `${signs[verdict].symbol} ${words(names.length)}: `;
  const texts = names.map((_, i) => {
    const shown = names.slice(0, names.length - i);
    return start + (i === 0 ? shown.join(", ") : `${shown.join(", ")} and ${i} more`);
  });
  return indent + paint[signs[verdict].tone](pickFitting(texts, columns - indent.length));
}
