import fc from "fast-check";
import { valuesOf } from "../support/arbitraries.ts";
import { sameList } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { isBetween } from "./bends.ts";
import { apart, besideTargets, describeLoss } from "./losses.ts";

const anywhere = besideTargets((s) => fc.record({ prediction: valuesOf(s, 3), target: valuesOf(s, 1) }));
const error = describeLoss("absoluteError", "prediction", anywhere);
const away = describeLoss("absoluteError", "prediction", apart);

/** Predictions that miss their targets by 2⁻³⁰ to 2⁻¹⁰: the step of a difference leads to the other side. */
const near = describeLoss(
  "absoluteError",
  "prediction",
  besideTargets((s) =>
    fc
      .record({
        target: valuesOf(s, 1),
        misses: fc.array(fc.tuple(fc.constantFrom(1, -1), fc.integer({ min: 10, max: 30 })), {
          minLength: 64,
          maxLength: 64,
        }),
      })
      .map(({ target, misses }) => ({
        prediction: { shape: s, data: target.data.map((t, i) => t + pick(misses, i)[0] * 2 ** -pick(misses, i)[1]) },
        target,
      })),
  ),
);

/** Predictions some of which meet their targets. */
const hits = besideTargets((s) =>
  fc
    .record({
      target: valuesOf(s, 1),
      misses: fc.array(fc.constantFrom(0, 0, 1, -2), { minLength: 64, maxLength: 64 }),
    })
    .map(({ target, misses }) => ({
      prediction: { shape: s, data: target.data.map((t, i) => t + pick(misses, i)) },
      target,
    })),
);
const beside = { name: "absoluteError" as const, names: ["prediction"], options: ["target"] };

/** The value. */
export const value = every.computes(error, { core: true, says: "The mean of all differences, without their signs." });

export const hit = every.computes(describeLoss("absoluteError", "prediction", hits), {
  says: "A target that is met adds 0.",
  runs: 20,
});
export const operandKept = every.keepsOperands(error);
export const large = extreme.computesLarge(beside);
export const visible = extreme.showsSpecial(beside);

/** The gradient. */
export const gradient = every.differentiates(away, {
  core: true,
  says: "Upstream times the sign of the difference, divided by how many there are.",
});

export const nearSlope = every.differentiates(near, {
  says: "A prediction that misses by 2⁻³⁰ is pulled as strongly as any other.",
});
/** Several slopes are right where a target is met. */
export const atZero = law({
  stub: "absoluteError.backward",
  says: "Where a target is met, the gradient lies between −upstream/n and upstream/n.",
  runs: 30,
  given: hits,
  ask: ({ prediction, target, upstream }) => run({ prediction }, (t) => t.prediction.absoluteError(target), upstream),
  holds: ({ grad }, { prediction, target, upstream }) => {
    sameList("shape of the gradient of prediction", grad.prediction.shape, prediction.shape);
    const most = pick(upstream.data, 0) / prediction.data.length;
    prediction.data.forEach((p, i) => {
      if (p !== pick(target.data, i)) return;
      isBetween("the gradient of a prediction that is right", pick(grad.prediction.data, i), -most, most);
    });
  },
  shows: ({ prediction, target, upstream }) => ({ prediction, target, upstream }),
});
export const accumulated = every.accumulates(away);
export const computed = every.reachesComputed(away);
export const linear = every.isLinear(away);
export const restKept = every.keepsRest(away);
export const largeGradient = extreme.differentiatesLarge(beside);
export const visibleGradient = extreme.handsOnSpecial(beside, { operands: (s) => valuesOf(s) });
