import { tolerance } from "./dual.ts";
import { indexOf, nest, showShape } from "./shapes.ts";
import { exact, type Measured, sameShape, type Shape, type Values } from "./values.ts";

/** The difference between an answer and the truth. */
export interface Difference {
  /** What was compared: `gradient of x`. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  /** How many numbers differ, of how many; absent where shapes or words differ. */
  readonly differing?: number;
  readonly of?: number;
  /** The first index that differs. */
  readonly index?: readonly number[];
  /** The error at that index, divided by the error that rounding explains. */
  readonly errorOverAllowed?: number;
  /** All parts side by side, if several were compared. */
  readonly table?: Comparison;
  /** Other facts that help to find the mistake. */
  readonly facts?: readonly Fact[];
}

/** What was expected and got of several parts, side by side: `gradient of` a and b. */
export interface Comparison {
  readonly title: string;
  readonly rows: readonly {
    readonly name: string;
    readonly expected: string;
    readonly got: string;
    readonly differs: boolean;
  }[];
}

/** A text under a name: `your order`, `c, b, a`. */
export interface Fact {
  readonly name: string;
  readonly text: string;
}

/** A name, the expected numbers, and the numbers of the answer. */
export interface Part {
  readonly name: string;
  readonly expected: Measured;
  readonly got: Values | Measured;
}

/** Thrown where a law does not hold: what was compared, expected and got. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
  readonly difference: Difference;

  constructor(difference: Difference) {
    super(`${difference.what}: expected ${difference.expected}, got ${difference.got}`);
    this.difference = difference;
  }
}

/** Thrown where a case cannot be judged, because the oracle does not know how far a right program may be off. */
export class Unjudged extends Error {
  override readonly name = "Unjudged";
}

/** Fails unless `condition` holds. */
export function must(condition: boolean, what: string, expected: string, got: string): asserts condition {
  if (!condition) throw new Mismatch({ what, expected, got });
}

/**
 * Fails unless `got` is `expected` up to rounding: the same shape, every number finite, and no number further
 * off than `2⁻⁴⁰·M`, where M is the larger of the two magnitudes. The comparison is written so that NaN fails,
 * also in `expected`, where a law compares answers with each other.
 *
 * @throws {RangeError} if a magnitude of `expected` is not finite: then the law asks for more than it can judge
 */
export function same(what: string, got: Values | Measured, expected: Measured): void {
  must(sameShape(got.shape, expected.shape), `shape of ${what}`, showShape(expected.shape), showShape(got.shape));
  const gotMagnitude = "magnitude" in got ? got.magnitude : undefined;
  const allowed = (i: number) =>
    tolerance * Math.max(at(expected.magnitude, i), gotMagnitude === undefined ? 0 : at(gotMagnitude, i)) + 2 ** -1000;
  const error = (i: number) => Math.abs(at(got.data, i) - at(expected.data, i));

  const wrong: number[] = [];
  for (let i = 0; i < expected.magnitude.length; i++) {
    if (!Number.isFinite(expected.magnitude[i]))
      throw new RangeError(`the truth of ${what} is not finite at position ${i}`);
    if (!(error(i) <= allowed(i)) || allowed(i) === Infinity) wrong.push(i);
  }
  const [first] = wrong;
  if (first === undefined) return;
  throw new Mismatch({
    ...differenceAt(what, got, expected, wrong),
    errorOverAllowed: error(first) / allowed(first),
  });
}

/** Values with the error that is allowed beside every element. */
export interface Bounded extends Values {
  readonly allowed: Float64Array;
}

/**
 * Fails unless `got` is `due` within the allowed error of each element: for numbers of a GPU, whose accuracy its standard
 * tells. NaN fails. Where it is known which invocation wrote the first element that differs, that is told, too.
 *
 * @throws {RangeError} if a number that is due, or its allowed error, is not finite: then the law asks for more than it can judge
 */
export function within(
  what: string,
  got: Values & { readonly writerOf?: (i: number) => readonly number[] | undefined },
  due: Bounded,
): void {
  must(sameShape(got.shape, due.shape), `shape of ${what}`, showShape(due.shape), showShape(got.shape));
  const wrong: number[] = [];
  const error = (i: number) => Math.abs(at(got.data, i) - at(due.data, i));
  for (let i = 0; i < due.data.length; i++) {
    if (!Number.isFinite(due.data[i]) || !Number.isFinite(due.allowed[i]))
      throw new RangeError(`the truth of ${what} is not finite at position ${i}`);
    if (!(error(i) <= at(due.allowed, i))) wrong.push(i);
  }
  const [first] = wrong;
  if (first === undefined) return;
  const writer = got.writerOf?.(first);
  const ratio = error(first) / at(due.allowed, first);
  throw new Mismatch({
    ...differenceAt(what, got, due, wrong),
    // There is no such number where the answer is NaN, or must be exact.
    ...(Number.isFinite(ratio) && { errorOverAllowed: ratio }),
    ...(writer && {
      facts: [
        { name: `${what}[${indexOf(first, due.shape).join(", ")}]`, text: `from invocation (${writer.join(", ")})` },
      ],
    }),
  });
}

/**
 * Fails unless all parts are the `same`. The first difference is told, and all parts are shown side by side.
 *
 * @param title - what stands before each name: `gradient of`
 * @param parts - in the order in which they were computed
 * @param earlier - parts that were computed before; they are only shown beside a difference
 */
export function sameEach(title: string, parts: readonly Part[], earlier: () => readonly Part[] = () => []): void {
  const compare = (part: Part) => ({
    ...part,
    difference: differenceOf(() => same(`${title} ${part.name}`, part.got, part.expected)),
  });
  const judged = parts.map(compare);
  const first = judged.find(({ difference }) => difference !== undefined)?.difference;
  if (first === undefined) return;
  const rows = [...earlier().map(compare), ...judged].map(({ name, expected, got, difference }) => ({
    name,
    expected: difference?.expected ?? showNear(expected, 0),
    got: difference?.got ?? showNear(got, 0),
    differs: difference !== undefined,
  }));
  throw new Mismatch(rows.length > 1 ? { ...first, table: { title, rows } } : first);
}

/** Judges, and adds facts to a difference. */
export function beside(facts: () => readonly Fact[], judge: () => void): void {
  const difference = differenceOf(judge);
  if (difference !== undefined) throw new Mismatch({ ...difference, facts: [...(difference.facts ?? []), ...facts()] });
}

function differenceOf(judge: () => void): Difference | undefined {
  try {
    judge();
    return undefined;
  } catch (error) {
    if (error instanceof Mismatch) return error.difference;
    throw error;
  }
}

/** Fails unless `got` is exactly `expected`, bit for bit: for numbers that are only copied or left alone. */
export function unchanged(what: string, got: Values, expected: Values): void {
  must(sameShape(got.shape, expected.shape), `shape of ${what}`, showShape(expected.shape), showShape(got.shape));
  const wrong = Array.from(expected.data.keys()).filter((i) => !Object.is(expected.data[i], got.data[i]));
  if (wrong.length > 0) throw new Mismatch(differenceAt(what, got, expected, wrong));
}

/**
 * Fails unless numbers stand where numbers are expected, NaN where NaN is, and an infinity, or NaN, where an infinity is: a
 * compensated sum takes infinities from each other. Which numbers there are does not matter.
 */
export function sameKinds(what: string, got: Values, expected: Values): void {
  must(sameShape(got.shape, expected.shape), `shape of ${what}`, showShape(expected.shape), showShape(got.shape));
  const wrong = Array.from(expected.data.keys()).filter((i) => !isOfKind(at(expected.data, i), at(got.data, i)));
  if (wrong.length > 0) throw new Mismatch(differenceAt(what, got, expected, wrong));
}

function isOfKind(due: number, x: number): boolean {
  return Number.isFinite(due) ? Number.isFinite(x) : Number.isNaN(x) || x === due;
}

/** Fails unless two shapes, or lists of whole numbers, are equal. */
export function sameList(what: string, got: Shape, expected: Shape): void {
  must(sameShape(got, expected), what, showShape(expected), showShape(got));
}

/** Fails unless a probe reports exactly `expected`. */
export function reports(what: string, got: unknown, expected: string | number): void {
  must(got === expected, what, String(expected), typeof got === "string" ? got : JSON.stringify(got));
}

/** Fails unless two numbers agree up to rounding; `expected` must be finite, since it may be an answer, too. */
export function sameNumber(what: string, got: number, expected: number): void {
  must(Number.isFinite(expected), what, "a finite number", showNumber(expected));
  const one = (x: number): Values => ({ shape: [], data: Float64Array.of(x) });
  same(what, one(got), exact(one(expected)));
}

/** What is told of numbers that differ, at the positions `wrong`: there, both have as many digits as tell them apart. */
function differenceAt(what: string, got: Values, expected: Values, wrong: readonly number[]): Difference {
  const differ = new Set(wrong);
  const [first = 0] = wrong;
  const digits = (i: number) => (differ.has(i) ? digitsApart(at(expected.data, i), at(got.data, i)) : fewestDigits);
  return {
    what,
    expected: showNear(expected, first, digits),
    got: showNear(got, first, digits),
    differing: wrong.length,
    of: expected.data.length,
    index: indexOf(first, expected.shape),
  };
}

/** The fewest digits that show two numbers as different ones. */
function digitsApart(a: number, b: number): number {
  let digits = fewestDigits;
  while (digits < mostDigits && shorten(a, digits) === shorten(b, digits)) digits++;
  return digits;
}

/**
 * Up to four numbers around position `i`: `3`, all of them in rows as `[[1, 2], [3, 4]]`, or `[…, 1, 2, 3, …]`.
 *
 * @param digits - how many digits are shown of the number at a position
 */
function showNear(v: Values, i: number, digits: (i: number) => number = () => fewestDigits): string {
  const size = v.data.length;
  const show = (x: number, k: number) => showDigits(x, digits(k));
  if (size === 1) return show(at(v.data, 0), 0);
  if (size <= 4) return nest(Array.from(v.data, show), v.shape);
  const from = Math.max(0, Math.min(i - 1, size - 3));
  const to = from + 3;
  const shown = Array.from(v.data.subarray(from, to), (x, k) => show(x, from + k));
  return `[${[...(from > 0 ? ["…"] : []), ...shown, ...(to < size ? ["…"] : [])].join(", ")}]`;
}

/** How many digits are shown of a number that has many. */
const fewestDigits = 6;
/** As many digits tell any two numbers apart. */
const mostDigits = 17;
/** A number with no more digits than this is shown as it is: 1000000.25. */
const mostExact = 9;

/** A number: exact where nine digits are enough for that, else rounded to six. Many zeros become a power of ten. */
export function showNumber(x: number): string {
  return showDigits(x, fewestDigits);
}

/** Numbers side by side: as many digits as tell different ones apart. */
export function showNumbers(numbers: readonly number[]): readonly string[] {
  const different = new Set(numbers).size;
  let digits = fewestDigits;
  while (digits < mostDigits && new Set(numbers.map((x) => shorten(x, digits))).size < different) digits++;
  return numbers.map((x) => showDigits(x, digits));
}

/** The same, rounded to as many digits. */
function showDigits(x: number, digits: number): string {
  if (Object.is(x, -0)) return "−0";
  const isShown = shorten(x, digits) === x;
  const text = !isShown ? x.toPrecision(digits) : Math.abs(x) >= 1e9 ? x.toExponential() : String(x);
  return text.replace(/^-/, "−").replace("e-", "e−");
}

/** The number that is shown in place of another. */
function shorten(x: number, digits: number): number {
  const isShort = Number(x.toPrecision(mostExact)) === x;
  return isShort ? x : Number(x.toPrecision(digits));
}

function at(data: Float64Array, i: number): number {
  return data[i] ?? Number.NaN;
}
