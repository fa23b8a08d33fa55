/** @file The operations that this assignment exports to programs, and the truth about each. */
import { autodiff } from "../2-autodiff/operations.ts";
import { composedOperation, tensorOperation } from "../support/course-functions.ts";
import { branchOf, constant, type Dual, larger, scale, smooth, times } from "../support/dual.ts";
import {
  type Branch,
  branchwise,
  type DualTensor,
  elementwise,
  lift,
  pairwiseBranches,
} from "../support/dual-tensor.ts";
import type { Values } from "../support/values.ts";
import { layers } from "./layer-rows.ts";
import * as draw from "./rules.ts";

/** The assignment's rows of the table in `support/operations.ts`, by the names of the exports. */
export const networks = {
  relu: tensorOperation("3-networks/activations/relu.ts", ["1 or 0"], branchwise(rectify), draw.bending),
  leakyRelu: tensorOperation("3-networks/activations/leaky-relu.ts", ["1 or slope"], leakyRelu, draw.bendingSoftly),
  prelu: tensorOperation(
    "3-networks/activations/prelu.ts",
    ["1 or slope", "0 or a"],
    pairwiseBranches((x, slope) => above0(x, times(slope, x))),
    draw.bendingByTensor,
  ),
  sigmoid: tensorOperation(
    "3-networks/activations/sigmoid.ts",
    ["out·(1 − out)"],
    elementwise(logistic),
    draw.squashing,
  ),
  tanh: tensorOperation("3-networks/activations/tanh.ts", ["1 − out²"], elementwise(hyperbolic), draw.squashing),
  elu: tensorOperation("3-networks/activations/elu.ts", ["1 or alpha·eᵃ"], elu, draw.bendingSoftly),
  maxout: tensorOperation(
    "3-networks/activations/maxout.ts",
    ["1 or 0", "1 or 0"],
    pairwiseBranches(largerOf),
    draw.comparing,
  ),
  softmax: tensorOperation("3-networks/softmax.ts", ["out·(1 − out)"], softmax, draw.alongLines),
  logSoftmax: tensorOperation("3-networks/log-softmax.ts", ["1 − e^out"], logSoftmax, draw.alongLines),
  squaredError: tensorOperation(
    "3-networks/losses/squared-error.ts",
    ["2·(prediction − target)/n"],
    squaredError,
    draw.besideTargets,
  ),
  absoluteError: tensorOperation(
    "3-networks/losses/absolute-error.ts",
    ["1/n or −1/n"],
    absoluteError,
    draw.apartFromTargets,
  ),
  crossEntropy: tensorOperation(
    "3-networks/losses/cross-entropy.ts",
    ["−target/probability/n"],
    crossEntropy,
    draw.probabilities,
  ),
  logitsCrossEntropy: composedOperation("3-networks/losses/logits-cross-entropy.ts", labelsLoss, draw.besideLabels),
  softLogitsCrossEntropy: composedOperation(
    "3-networks/losses/soft-logits-cross-entropy.ts",
    sharesLoss,
    draw.besideShares,
  ),
  fusedCrossEntropy: tensorOperation(
    "3-networks/losses/fused-cross-entropy.ts",
    ["(softmax − 1)/n"],
    labelsLoss,
    draw.besideLabels,
  ),
  ...layers,
} as const;

const { detach, div, exp, gather, log, max, mean, mul, neg, reshape, sub, sum } = autodiff;

/** `x` where it is above 0, else another number. */
function above0(x: Dual, below: Dual): Branch {
  return x.value > 0 ? branchOf(x, below, x) : branchOf(below, x, x);
}

function rectify(x: Dual): Branch {
  return largerOf(x, constant(0));
}

function largerOf(x: Dual, y: Dual): Branch {
  const { max: branch, atKink } = larger(x, y);
  // Of two numbers one of which is NaN, the larger one is NaN.
  return Number.isNaN(y.value) ? { branch: y, atKink: false } : { branch, atKink };
}

function leakyRelu(a: DualTensor, slope = 0.01): DualTensor {
  return branchwise((x) => above0(x, scale(x, slope)))(a);
}

function elu(a: DualTensor, alpha = 1): DualTensor {
  return branchwise((x) => {
    const slope = alpha * Math.exp(x.value);
    return above0(x, smooth(x, { value: alpha * Math.expm1(x.value), first: slope, second: slope }, alpha));
  })(a);
}

/** Right formulas form its slope as y·(1 − y), and itself as 1 − 1/(1 + eˣ). */
function logistic(x: Dual): Dual {
  const y = 1 / (1 + Math.exp(-x.value));
  const slope = y * (1 - y);
  return smooth(certain(x), { value: y, first: slope, second: slope * (1 - 2 * y) }, 1);
}

/** Right formulas form its slope as 1 − y², and itself as 1 − 2/(e²ˣ + 1). */
function hyperbolic(x: Dual): Dual {
  const y = Math.tanh(x.value);
  const slope = 1 - y * y;
  return smooth(certain(x), { value: y, first: slope, second: -2 * y * slope }, 1);
}

/**
 * The same number, but an infinite one brings no rounding error: no other double is near it. So a function that is flat there has a
 * value and a slope that every right formula gives.
 */
function certain(x: Dual): Dual {
  return Number.isFinite(x.value) ? x : { ...x, magnitude: 0 };
}

/** Scores minus the largest of their line, which carries no tangent: moving it changes nothing. */
function shifted(a: DualTensor, axis: number): DualTensor {
  return sub.truth(a, detach.truth(max.truth(a, [axis], true)));
}

function softmax(a: DualTensor, axis = -1): DualTensor {
  const powers = exp.truth(shifted(a, axis));
  return div.truth(powers, sum.truth(powers, [axis], true));
}

function logSoftmax(a: DualTensor, axis = -1): DualTensor {
  const scores = shifted(a, axis);
  return sub.truth(scores, log.truth(sum.truth(exp.truth(scores), [axis], true)));
}

function squaredError(prediction: DualTensor, target: Values): DualTensor {
  const difference = sub.truth(prediction, lift(target));
  return mean.truth(mul.truth(difference, difference));
}

function absoluteError(prediction: DualTensor, target: Values): DualTensor {
  const sizes = branchwise((x) => largerOf(x, scale(x, -1)))(sub.truth(prediction, lift(target)));
  return { ...mean.truth(sizes), atKink: sizes.atKink === true };
}

/** The least probability. */
const floor = 1e-12;

/** Below the least probability any slope up to the one there is right, as at a kink. */
function crossEntropy(probabilities: DualTensor, target: Values): DualTensor {
  const raised = branchwise((p) => {
    const { branch, atKink } = largerOf(certain(p), constant(floor));
    return { branch, atKink: atKink || p.value < floor };
  })(probabilities);
  const terms = mul.truth(lift(target), log.truth(raised));
  return { ...neg.truth(mean.truth(sum.truth(terms, [1]))), atKink: raised.atKink === true };
}

function labelsLoss(logits: DualTensor, labels: readonly number[]): DualTensor {
  const places = labels.map((label, row) => row * (logits.shape[1] ?? Number.NaN) + label);
  return neg.truth(mean.truth(gather.truth(reshape.truth(logSoftmax(logits), [-1]), places)));
}

function sharesLoss(logits: DualTensor, target: Values): DualTensor {
  return neg.truth(mean.truth(sum.truth(mul.truth(lift(target), logSoftmax(logits)), [1])));
}
