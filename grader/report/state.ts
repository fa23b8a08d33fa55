import { pointsOf } from "../score/points.ts";
import type { StubResult, Verdict } from "../score/result.ts";
import { cut, fitting, pad, width } from "./layout.ts";
import type { Page, Paint } from "./page.ts";
import { paired, type Row, stubRows } from "./rows.ts";
import { awaited, inShort, isAlone, isFailure, many, showPoints, signs } from "./words.ts";

/** More lines than these are no longer one glance. */
const glance = 24;
const widestTitle = 32;
const indent = "    ";

/**
 * Where every stub stands, at one glance. What is done and what is not begun folds to a line a part; the parts at work
 * are shown in full, or, where they are too many, with what agrees in one line. A stub that was judged and failed has a
 * line of its own in any case.
 */
export function stateTable(stubs: readonly StubResult[], page: Page): readonly string[] {
  if (page.only === true || stubs.every(({ part }) => part === undefined)) return stubRows([stubs], page, "  ").flat();
  const parts = partsOf(stubs);
  const [full, ...denser] = densities.map((density) => drawn(parts, density, page));
  return [full ?? [], ...denser].find((lines) => lines.length <= glance) ?? denser.at(-1) ?? [];
}

/**
 * What is put together: whole parts only; also stubs that are done or not begun; also those that wait for the same, or
 * were refused before anything was asked of them.
 */
const densities = ["parts", "idle", "waiting"] as const;
type Density = (typeof densities)[number];

/** Stubs that belong together; a capstone stands by itself. */
interface Part {
  readonly title: string;
  readonly stubs: readonly StubResult[];
}

function partsOf(stubs: readonly StubResult[]): readonly Part[] {
  const titles = new Set(stubs.map(({ part, id }) => part ?? id));
  return Array.from(titles, (title) => ({ title, stubs: stubs.filter(({ part, id }) => (part ?? id) === title) }));
}

/** The line of a part: all that is said of it, or what stands above its stubs. */
interface Head {
  /** None where the stubs stand below. */
  readonly symbol?: string;
  readonly tone?: keyof Paint;
  /** From the fullest to the shortest. */
  readonly words: readonly string[];
}

function drawn(parts: readonly Part[], density: Density, page: Page): readonly string[] {
  const heads = parts.map((part) => headOf(part, density));
  const bodies = parts.map(({ stubs }, i) => (heads[i]?.symbol !== undefined ? [] : bodyOf(stubs, density)));
  const rows = bodies.flat().flatMap((entry) => (entry.kind === "row" ? [entry.row] : []));
  const lines = stubRows(rows.map(stubsOf), page, indent);
  const linesOf = new Map(rows.map((row, i) => [row, lines[i] ?? []]));
  const drawnHeads = headLines(parts, heads, page);
  return bodies.flatMap((body, i) => [
    drawnHeads[i] ?? "",
    ...body.flatMap((entry) =>
      entry.kind === "row" ? (linesOf.get(entry.row) ?? []) : [runLine(entry.rows, entry.state, page)],
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
    const count = many(passed.length, "stub");
    const alone = passed.filter(isAlone).length;
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
    const count = many(stubs.length, "stub");
    const word = shared.words(stubs.length);
    return { ...signs[shared.verdict], words: [`${count} ${word}`, `${stubs.length} ${word}`, count] };
  }
  const count = `${passed.length} of ${stubs.length}`;
  return { words: [`${count} stubs passed`, `${count} passed`, count] };
}

function headOfOne(stub: StubResult): Head {
  const { symbol, tone, word } = signs[stub.verdict];
  const until = stub.verdict === "blocked" ? awaited(stub) : undefined;
  const waits = until === undefined ? [] : [`${word} for ${until}`];
  const said = isFailure(stub) ? inShort(stub).map((text) => `${word}, ${text}`) : [];
  return { symbol, tone, words: [...waits, ...said, word] };
}

/** What can be said of several stubs at once; nothing of those that were judged and failed, or that the grader failed on. */
interface Shared {
  readonly verdict: Verdict;
  readonly words: (count: number) => string;
}

function sharedState(stubs: readonly StubResult[], density: Density): Shared | undefined {
  const [first] = stubs;
  if (first === undefined) return undefined;
  const { verdict, blockedBy } = first;
  if (stubs.some((stub) => stub.verdict !== verdict)) return undefined;
  if (verdict === "not-started" || verdict === "not-run") return { verdict, words: () => signs[verdict].word };
  if (verdict === "refused" && density === "waiting") return { verdict, words: () => signs.refused.word };
  const together = blockedBy !== undefined && stubs.every((stub) => stub.blockedBy === blockedBy);
  if (verdict === "blocked" && density === "waiting" && together)
    return { verdict, words: (count) => `${count === 1 ? "waits" : "wait"} for ${blockedBy}` };
  return undefined;
}

/** A line below a part's heading: a row of the table, or several rows that agree. */
type Entry =
  | { readonly kind: "row"; readonly row: Row }
  | { readonly kind: "run"; readonly rows: readonly Row[]; readonly state: Shared };

function bodyOf(stubs: readonly StubResult[], density: Density): readonly Entry[] {
  const entries: Entry[] = [];
  for (const row of paired(stubs)) {
    const last = entries.at(-1);
    const before = last?.kind === "run" ? last.rows : last === undefined ? [] : [last.row];
    const state = density === "parts" ? undefined : stateOfRun([...before, row].flatMap(stubsOf), density);
    if (last !== undefined && state !== undefined)
      entries.splice(-1, 1, { kind: "run", rows: [...before, row], state });
    else entries.push({ kind: "row", row });
  }
  return entries;
}

/** In a part at work, stubs that passed can be told together as well; but not those that passed only on their own. */
function stateOfRun(stubs: readonly StubResult[], density: Density): Shared | undefined {
  if (stubs.every((stub) => stub.verdict === "passed" && !isAlone(stub)))
    return { verdict: "passed", words: () => signs.passed.word };
  return sharedState(stubs, density);
}

function stubsOf({ stub, backward }: Row): readonly StubResult[] {
  return backward === undefined ? [stub] : [stub, backward];
}

function headLines(parts: readonly Part[], heads: readonly Head[], { width: columns, paint }: Page): readonly string[] {
  const titles = Math.min(widestTitle, Math.max(...parts.map(({ title }) => width(title))));
  const points = parts.map(({ stubs }) => showShare(stubs));
  const room = columns - 4 - titles - 3 - 3 - Math.max(...points.map(width));
  const said = inOneForm(
    heads.map(({ words }) => words),
    room,
  );
  const column = Math.max(...said.map(width));
  return parts.map(({ title }, i) => {
    const { symbol, tone = "quiet" } = heads[i] ?? {};
    const name = pad(cut(title, titles), titles);
    const rest = paint.quiet(`   ${pad(said[i] ?? "", column)}   ${points[i] ?? ""}`);
    return symbol === undefined ? `  ${name}  ${rest}` : `  ${paint[tone](`${symbol} ${name}`)}${rest}`;
  });
}

/** What is said of each part: in full, if that fits for all of them, else all of them shorter. */
function inOneForm(all: readonly (readonly string[])[], room: number): readonly string[] {
  const fits = all.every(([first = ""]) => width(first) <= room);
  if (fits || all.every(({ length }) => length < 2)) return all.map((words) => fitting(words, room));
  return inOneForm(
    all.map((words) => (words.length > 1 ? words.slice(1) : words)),
    room,
  );
}

/** `15/22`, and what extra credit adds: `15/22 +3`; `3/4 extra` where there is nothing else. */
function showShare(stubs: readonly StubResult[]): string {
  const { earned, points, extra } = pointsOf(stubs);
  const most = stubs.reduce((sum, stub) => sum + stub.points, 0);
  if (points === 0) return `${showPoints(extra)}/${showPoints(most)} extra`;
  const due = `${showPoints(earned - extra)}/${showPoints(points)}`;
  return extra > 0 ? `${due} +${showPoints(extra)}` : due;
}

/** `✓ passed: add, sub, mul`; names that do not fit are counted. */
function runLine(rows: readonly Row[], { verdict, words }: Shared, { width: columns, paint }: Page): string {
  const names = rows.map(({ name }) => name);
  const start = `${signs[verdict].symbol} ${words(names.length)}: `;
  const texts = names.map((_, i) => {
    const shown = names.slice(0, names.length - i);
    return start + (i === 0 ? shown.join(", ") : `${shown.join(", ")} and ${i} more`);
  });
  return indent + paint[signs[verdict].tone](fitting(texts, columns - indent.length));
}
