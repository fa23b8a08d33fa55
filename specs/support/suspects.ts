/**
 * @file Likely causes that the code of any operation may have. Each compares all numbers of an answer with the true ones,
 * so it needs to know nothing of the operation.
 */
import { must, same } from "./compare.ts";
import { tolerance } from "./dual.ts";
import type { Answers, Suspect } from "./law.ts";
import type { Question, Run } from "./question.ts";
import { exact, type Measured, sameShape, type Values } from "./values.ts";

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
  const only = (asks: string, at: 0 | -1): Suspect<G, Question<Run<N>>> => ({
    asks,
    explains: ({ grad, truth }) => {
      const names = namesIn(truth.grad);
      for (const name of names) {
        const due = truth.grad[name];
        same("", grad[name], name === names.at(at) ? due : exact({ ...due, data: due.data.map(() => 0) }));
      }
    },
  });
  return [
    ...everyShare,
    only("Might it be that only the first operand receives its share?", 0),
    only("Might it be that only the last operand receives its share?", -1),
  ];
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
