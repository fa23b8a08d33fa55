/** @file Cases of the losses: predictions beside targets, probabilities or scores beside what is due in each row. */
import fc from "fast-check";
import { type Drawn, eachOf, shape, type Upstreams, valuesOf } from "../support/arbitraries.ts";
import { pick } from "../support/lists.ts";
import type { Law } from "../support/law.ts";
import * as every from "../support/operation-laws.ts";
import type { Operation } from "../support/operation-laws.ts";
import type { TensorOperationName } from "../support/operations.ts";
import { fill, type Shape, type Values } from "../support/values.ts";
import { sharesFrom } from "./rules.ts";

/** A prediction beside a target of the same shape. The result is a single number, and so is its gradient. */
export interface Beside extends Upstreams {
  readonly prediction: Values;
  readonly target: Values;
}

/** Scores, and a label for each row. */
export interface Labelled extends Upstreams {
  readonly logits: Values;
  readonly labels: readonly number[];
}

/** Two upstream gradients of a single number. */
const upstreams = { upstream: valuesOf([], 1), second: valuesOf([], 3) };

/** Predictions beside targets, both drawn together. */
export function besideTargets(
  drawn: (s: Shape) => fc.Arbitrary<Pick<Beside, "prediction" | "target">>,
  shapes = shape(),
) {
  return shapes.chain((s) =>
    fc.record({ both: drawn(s), ...upstreams }).map(({ both, ...rest }): Beside => ({ ...both, ...rest })),
  );
}

/** Predictions that differ from their targets by 2⁻³ at least. */
export const apart = besideTargets((s) =>
  fc
    .record({
      target: valuesOf(s, 1),
      eighths: fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 64, maxLength: 64 }),
      signs: fc.array(fc.constantFrom(1, -1), { minLength: 64, maxLength: 64 }),
    })
    .map(({ target, eighths, signs }) => ({
      prediction: { shape: s, data: target.data.map((t, i) => t + (pick(signs, i) * pick(eighths, i)) / 8) },
      target,
    })),
);

/** The shapes of matrices: up to four rows and four columns. */
export const matrices = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));

/** What is due in each row: shares, or 1 for one column and 0 for the others. */
export const dueShares: Drawn = (s) =>
  fc.oneof(
    { withCrossShrink: true },
    labelsFor(s).map((labels) => oneHot(s, labels)),
    eachOf(s, fc.integer({ min: 1, max: 8 })).map(sharesFrom),
  );

/** A column for each row. */
export function labelsFor([rows = 0, columns = 1]: Shape): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.nat({ max: columns - 1 }), { minLength: rows, maxLength: rows });
}

/** 1 in the column of each row's label, else 0. */
export function oneHot(s: Shape, labels: readonly number[]): Values {
  const columns = s[1] ?? 1;
  return fill(s, (i) => (labels[Math.floor(i / columns)] === i % columns ? 1 : 0));
}

/** Probabilities: the shares of numbers from 2⁻⁸ to 1. */
export const probabilities: Drawn = (s) => eachOf(s, fc.integer({ min: 1, max: 256 })).map(sharesFrom);

/** Scores with labels. */
function labelled(drawn: Drawn): fc.Arbitrary<Labelled> {
  return matrices.chain((s) => fc.record({ logits: drawn(s), labels: labelsFor(s), ...upstreams }));
}

/** Scores about −1000, 0 and 1000 in one row. */
const farScores: Drawn = (s) =>
  fc
    .record({ near: valuesOf(s, 1), about: eachOf(s, fc.constantFrom(0, 1000, -1000)) })
    .map(({ near, about }) => ({ shape: s, data: near.data.map((x, i) => x + pick(about.data, i)) }));

/** Describes a loss beside a target for the laws that all operations share. @param operand - what its code calls the tensor */
export function describeLoss<N extends string>(
  name: "squaredError" | "absoluteError" | "crossEntropy" | "softLogitsCrossEntropy",
  operand: N,
  given: fc.Arbitrary<Beside>,
): Operation<N, Beside> {
  return {
    name,
    given,
    operands: ({ prediction }) => ({ [operand]: prediction }) as Readonly<Record<N, Values>>,
    apply: (t, { target }) => t[operand][name](target),
    shows: ({ prediction, target }) => ({ [operand]: prediction, target }),
  };
}

/** The cases of a loss of scores with labels: usual scores, and those at which exponentials overflow or vanish. */
export function casesOfLabels(name: "logitsCrossEntropy" | "fusedCrossEntropy") {
  const describe = (drawn: Drawn): Operation<"logits", Labelled> => ({
    name,
    given: labelled(drawn),
    operands: ({ logits }) => ({ logits }),
    apply: (t, { labels }) => t.logits[name](labels),
    shows: ({ logits, labels }) => ({ logits, labels }),
  });
  return { usual: describe((s) => valuesOf(s, 1)), far: describe(farScores), extremes: extremesOf(name, "labels") };
}

/** The cases of a loss of scores beside shares. */
export function casesOfShares(name: "softLogitsCrossEntropy") {
  const describe = (drawn: Drawn) =>
    describeLoss(
      name,
      "logits",
      besideTargets((s) => fc.record({ prediction: drawn(s), target: dueShares(s) }), matrices),
    );
  return { usual: describe((s) => valuesOf(s, 1)), far: describe(farScores), extremes: extremesOf(name, "target") };
}

/** A loss of scores for the laws of `extreme-laws.ts`, which draw their cases by its rule. */
function extremesOf<N extends TensorOperationName>(name: N, option: string) {
  return { name, names: ["logits"], options: [option], ranks: [2] };
}

/** A loss of scores is made of log-softmax, and not of the logarithm of a share. @param far - scores about ±1000 */
export function hasFiniteLoss<G extends Upstreams>(far: Operation<"logits", G>): Law {
  return every.computes(far, { says: "Scores about ±1000 have a finite loss, however wrong they are." });
}

/** The same on the way back. */
export function hasFiniteGradient<G extends Upstreams>(far: Operation<"logits", G>): Law {
  return every.differentiates(far, { says: "Scores about ±1000 have a finite gradient, however wrong they are." });
}
