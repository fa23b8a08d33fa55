/**
 * @file Likely causes that the code of any operation may have. Each compares all numbers of an answer with the true ones,
 * so it needs to know nothing of the operation.
 */
import { must, same } from "./compare.ts";
import { tolerance } from "./dual.ts";
import type { Answers, Suspect } from "./law.ts";
import type { Question } from "./question.ts";
import type { Run } from "./run.ts";
import { broadcastMap } from "./shapes.ts";
import { fill, type Measured, sameShape, type Shape, times, type Values } from "./values.ts";

/** A slip that changes every number in one way. `explains` throws if the numbers came about in another way. */
interface Slip {
  readonly asks: string;
  readonly explains: (got: Values | Measured, due: Measured) => void;
}

/** The slips that any code for numbers may have, each recognized by its numbers. */
const slips: readonly Slip[] = [
  turned("Might it be that the sign of every number is turned around?", (x) => -x),
  turned("Everything is twice as large as is due: does something happen twice?", (x) => 2 * x),
  turned("Might it be that the sign is lost, as `Math.abs` or a root of a square would do?", Math.abs),
  {
    asks: "Might it be that the numbers are cut to whole ones? `|`, `~~`, `^` and `Math.imul` do that.",
    explains: (got, due) => all(got, due, (x, y) => Number.isInteger(x) && Math.abs(x - y) < 1),
  },
  {
    asks: "Might it be that the numbers pass through 32 bits? `Float32Array` and `Math.fround` keep 7 digits, not 16.",
    explains: (got, due) =>
      all(got, due, (x, y, magnitude) => Math.fround(x) === x && Math.abs(x - y) <= 2 ** -18 * magnitude),
  },
  {
    asks: "The numbers are right, but not their places: which index is read, and which one is written?",
    explains: (got, due) => same("", sorted(got), { ...sorted(due), magnitude: due.magnitude.map(() => largest(due)) }),
  },
  {
    asks: "Might it be that one number is used for all elements, the first one?",
    explains: (got, due) => all(got, due, (x) => near(x, due.data[0] ?? Number.NaN, largest(due))),
  },
];

const nothingWritten = turned("Everything is 0: is nothing written into the result?", () => 0);
const nothingHandedOn = turned(
  "Nothing arrives: might it be that the shares are computed or returned, but never given to `accumulate`?",
  () => 0,
);

/**
 * Likely causes of wrong numbers.
 *
 * @param numbers - the numbers of an answer, and the true ones
 */
export function slipSuspects<G, Q extends Question<unknown>>(
  numbers: (said: Answers<Q>, given: G) => readonly [got: Values | Measured, due: Measured],
): readonly Suspect<G, Q>[] {
  return [...slips, nothingWritten].map(({ asks, explains }) => ({
    asks,
    explains: (said, given) => explains(...numbers(said, given)),
  }));
}

/** Likely causes of wrong results of an operation. */
export function valueSuspects<N extends string, G>(): readonly Suspect<G, Question<Run<N>>>[] {
  return slipSuspects<G, Question<Run<N>>>(({ value, truth }) => [value, truth.value]);
}

/** Likely causes of wrong gradients of an operation: the same slip in all shares, or one operand that is left out. */
export function shareSuspects<N extends string, G>(): readonly Suspect<G, Question<Run<N>>>[] {
  const everyShare = [nothingHandedOn, ...slips].map(({ asks, explains }): Suspect<G, Question<Run<N>>> => ({
    asks,
    explains: ({ grad, truth }) => {
      for (const name of namesIn(truth.grad)) explains(grad[name], truth.grad[name]);
    },
  }));
  /** Every share but one is as it is due, times a number. */
  const except = (asks: string, at: 0 | -1, factor: number): Suspect<G, Question<Run<N>>> => ({
    asks,
    explains: ({ grad, truth }) => {
      const names = namesIn(truth.grad);
      for (const name of names) {
        const due = truth.grad[name];
        same("", grad[name], name === names.at(at) ? times(due, factor) : due);
      }
    },
  });
  const exchanged: Suspect<G, Question<Run<N>>> = {
    asks: "Might it be that each operand receives what is due to the other one?",
    explains: ({ grad, truth }) => {
      const [first, second, ...more] = namesIn(truth.grad);
      must(first !== undefined && second !== undefined && more.length === 0, "", "", "");
      if (first === undefined || second === undefined) return;
      same("", grad[first], truth.grad[second]);
      same("", grad[second], truth.grad[first]);
    },
  };
  return [
    ...everyShare,
    except("Might it be that only the first operand receives its share?", -1, 0),
    except("Might it be that only the last operand receives its share?", 0, 0),
    except("Might it be that the sign of the last operand's share is turned around?", -1, -1),
    except("Might it be that the sign of the first operand's share is turned around?", 0, -1),
    exchanged,
  ];
}

/** Numbers that are sums: what came, what is due, and the terms, in a shape that `due` stretches to. */
export interface Sums {
  readonly got: Values;
  readonly due: Measured;
  readonly terms: Measured;
}

/** A wrong way to tell which elements belong together. */
interface Misplacing {
  readonly asks: string;
  /** For each element of the large shape, its place in the small one; undefined if it is left out. */
  readonly places: (sources: readonly number[], size: number) => readonly (number | undefined)[];
}

const misplacings: readonly Misplacing[] = [
  {
    asks: "Might it be that the small array is gone through again and again, which is right only for axes in front?",
    places: (sources, size) => sources.map((_, i) => i % size),
  },
  {
    asks: "Might it be that equal runs are taken for what belongs together, which is right only for the last axes?",
    places: (sources, size) => sources.map((_, i) => Math.floor((i * size) / sources.length)),
  },
  {
    asks: "Might it be that only the first elements are taken, in the order in which they lie?",
    places: (sources, size) => sources.map((_, i) => (i < size ? i : undefined)),
  },
  {
    asks: "Might it be that of the elements that belong together only the first one counts?",
    places: (sources) => sources.map((source, i) => (sources.indexOf(source) === i ? source : undefined)),
  },
  {
    asks: "Might it be that of the elements that belong together only the last one counts?",
    places: (sources) => sources.map((source, i) => (sources.lastIndexOf(source) === i ? source : undefined)),
  },
];

/** Likely causes of wrong sums. */
export function sumSuspects<G, Q extends Question<unknown>>(
  sums: (said: Answers<Q>, given: G) => readonly Sums[],
): readonly Suspect<G, Q>[] {
  return [
    {
      asks: "Might it be that the mean is taken where the sum is due?",
      explains: (said, given) => {
        for (const { got, due, terms } of sums(said, given))
          same("", got, times(due, due.data.length / terms.data.length));
      },
    },
    ...placeSuspects(sums),
  ];
}

/** Likely causes of wrong sums: the terms are added in wrong places. */
export function placeSuspects<G, Q extends Question<unknown>>(
  sums: (said: Answers<Q>, given: G) => readonly Sums[],
): readonly Suspect<G, Q>[] {
  return misplacings.map(({ asks, places }) => ({
    asks,
    explains: (said, given) => {
      for (const { got, due, terms } of sums(said, given))
        same("", got, addAt(places(broadcastMap(due.shape, terms.shape), due.data.length), terms, due.shape));
    },
  }));
}

/** Numbers that are read from a small array: what came, and the array, in a shape that stretches to that of `got`. */
export interface Spread {
  readonly got: Values;
  readonly from: Measured;
}

/** Likely causes of numbers that were read in wrong places. */
export function spreadSuspects<G, Q extends Question<unknown>>(
  spread: (said: Answers<Q>, given: G) => Spread,
): readonly Suspect<G, Q>[] {
  return misplacings.map(({ asks, places }) => ({
    asks,
    explains: (said, given) => {
      const { got, from } = spread(said, given);
      const read = places(broadcastMap(from.shape, got.shape), from.data.length);
      const take = (numbers: Float64Array) =>
        fill(got.shape, (i) => (read[i] === undefined ? 0 : at(numbers, read[i]))).data;
      same("", got, { shape: got.shape, data: take(from.data), magnitude: take(from.magnitude) });
    },
  }));
}

/** Values of a shape that begin at 0, and to which each term is added at its place. */
function addAt(places: readonly (number | undefined)[], terms: Measured, shape: Shape): Measured {
  const add = (numbers: Float64Array) => {
    const { data } = fill(shape, () => 0);
    for (const [i, place] of places.entries()) if (place !== undefined) data[place] = at(data, place) + at(numbers, i);
    return data;
  };
  return { shape, data: add(terms.data), magnitude: add(terms.magnitude) };
}

/** A likely cause: each number went through a function. */
function turned(asks: string, f: (x: number) => number): Slip {
  return { asks, explains: (got, due) => same("", got, { ...due, data: due.data.map(f) }) };
}

/** Fails unless the shapes agree, and each number has a relation to the true one. */
function all(got: Values, due: Measured, holds: (x: number, due: number, magnitude: number) => boolean): void {
  const fits = got.data.every((x, i) => holds(x, at(due.data, i), at(due.magnitude, i)));
  must(sameShape(got.shape, due.shape) && fits, "", "", "");
}

/** The numbers in order of size. */
function sorted({ shape, data }: Values): Values {
  return { shape, data: data.toSorted() };
}

function largest({ magnitude }: Measured): number {
  return magnitude.reduce((most, x) => Math.max(most, x), 0);
}

function near(x: number, y: number, magnitude: number): boolean {
  return Math.abs(x - y) <= tolerance * magnitude;
}

function at(data: Float64Array, i: number): number {
  return data[i] ?? Number.NaN;
}

function namesIn<N extends string>(record: Readonly<Record<N, unknown>>): readonly N[] {
  return Object.keys(record) as N[];
}
