/** @file What the laws of activations that bend at 0 share: cases away from the bend, next to it, and at it. */
import fc from "fast-check";
import { awayFromZero, type Drawn, eachOf, type Single, single, special } from "../support/arbitraries.ts";
import { must, same, sameList, showNumber } from "../support/compare.ts";
import { type Law, law, type Suspect } from "../support/law.ts";
import type { TensorOperationName } from "../support/operations.ts";
import type { Operation } from "../support/operation-laws.ts";
import { type Question, run } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { pick } from "../support/lists.ts";
import { exact, fill } from "../support/values.ts";
import type { Handle } from "../support/writing.ts";
import { describeUnary } from "../support/unary.ts";

/** An activation with a parameter: a slope, or a limit; undefined where the activation's own one is meant. */
export interface Bent extends Single {
  readonly by: number | undefined;
}

/** An activation that bends at 0. */
interface Activation {
  readonly name: TensorOperationName;
  /** What its code calls the parameter. */
  readonly parameter?: string;
  /** The parameters that its cases have. */
  readonly by?: readonly (number | undefined)[];
  readonly apply: (a: Handle, by: number | undefined) => Handle;
}

/** Numbers of either sign that are far enough from the bend. */
export const awayFromBend: Drawn = (s) => eachOf(s, awayFromZero(2));

/** Numbers of either sign, from 2⁻¹⁰⁰⁰ to 2⁻²⁰ in size: no step of a difference stays on their side. */
export const nextToBend: Drawn = (s) => eachOf(s, signedPower(-1000, -20));

/** Numbers of either sign, from 2⁴⁰ to 2¹⁰⁰⁰ in size. */
export const farFromBend: Drawn = (s) => eachOf(s, signedPower(40, 1000));

function signedPower(min: number, max: number): fc.Arbitrary<number> {
  return fc
    .record({ sign: fc.constantFrom(1, -1), power: fc.integer({ min, max }) })
    .map(({ sign, power }) => sign * 2 ** power);
}

/** Numbers among which many are 0. */
const oftenZero: Drawn = (s) => eachOf(s, fc.constantFrom(0, 0, 0, 1, -1, 2));

/** Describes an activation on numbers of one kind for the laws that all operations share. */
export function describeBent({ name, parameter, by = [undefined], apply }: Activation, drawn: Drawn = awayFromBend) {
  return describeUnary<Bent>({
    name,
    given: fc
      .record({ its: single(drawn), by: fc.constantFrom(...by) })
      .map(({ its, by: each }) => ({ ...its, by: each })),
    apply: (a, { by: each }) => apply(a, each),
    shows: ({ by: each }) => (parameter === undefined || each === undefined ? {} : { [parameter]: each }),
  }) satisfies Operation<"a", Bent>;
}

/** Backward, at the bend: every slope between those of the two sides is right. */
export function liesBetween(
  activation: Activation,
  says: string,
  sidesFor: (by: number | undefined) => readonly [number, number],
): Law {
  const operation = describeBent(activation, oftenZero);
  return law({
    stub: `${activation.name}.backward`,
    says,
    runs: 30,
    given: operation.given,
    ask: ({ a, by, upstream }) => run({ a }, (t) => activation.apply(t.a, by), upstream),
    holds: ({ grad }, { a, by, upstream }) => {
      sameList("shape of the gradient of a", grad.a.shape, a.shape);
      a.data.forEach((element, i) => {
        if (element !== 0) return;
        const [one, other] = sidesFor(by).map((side) => side * pick(upstream.data, i));
        isBetween("the gradient of an element that is 0", grad.a.data[i] ?? Number.NaN, one ?? 0, other ?? 0);
      });
    },
    shows: (given) => ({ ...operation.shows(given), upstream: given.upstream }),
  });
}

/** Fails unless a number lies between two others. */
export function isBetween(what: string, x: number, one: number, other: number): void {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  must(x >= low && x <= high, what, `something from ${showNumber(low)} to ${showNumber(high)}`, showNumber(x));
}

/** A likely cause: every element of the gradient came about like this. */
export function slopeIs(
  asks: string,
  f: (a: number, upstream: number, by: number) => number,
  usual: number,
): Suspect<Bent, Question<Run<"a">>> {
  return {
    asks,
    explains: ({ grad }, { a, upstream, by }) =>
      same(
        "gradient of a",
        grad.a,
        exact(fill(a.shape, (i) => f(pick(a.data, i), pick(upstream.data, i), by ?? usual))),
      ),
  };
}

/** Numbers beside which special upstream gradients are judged: at the bend there are several right slopes. */
export const specialAwayFromBend: Drawn = (s) => eachOf(s, fc.oneof(awayFromZero(), fc.constantFrom(-1, 1, 3)));

/** Values two fifths of which are NaN or infinite, and none of which is 0. */
export const specialButZero: Drawn = (s) =>
  special(s).map(({ data }) => ({ shape: s, data: data.map((x) => (x === 0 ? 1 : x)) }));
