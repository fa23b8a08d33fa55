import { backward } from "#course/2-autodiff/backward.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { BatchNorm } from "#course/3-networks/layers/batch-norm.ts";
import { batchStatistics } from "#course/3-networks/layers/batch-statistics.ts";
import { moveTowards } from "#course/3-networks/layers/move-towards.ts";
import { node } from "../../probes/node.ts";
import { expectReturned, expectTensor, leafFrom, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";

interface Averaging {
  readonly running: PlainValues;
  readonly fresh: readonly PlainValues[];
  readonly momentum: number;
}

/** A running average after each of some arrays, and those arrays afterwards. */
export function averages({ running, fresh, momentum }: Averaging): Float64Array {
  const total = valuesFrom(running);
  const arrays = fresh.map(valuesFrom);
  const after = arrays.map(({ data }) => {
    moveTowards(total.data, data, momentum);
    return { shape: total.shape, data: total.data.slice() };
  });
  return pack([...after, ...arrays]);
}

/** A running average that a number joins which is none. */
export function averageOfSpecial({ momentum }: { readonly momentum: number }): Float64Array {
  const running = Float64Array.of(1, 2, Number.NaN, Infinity, 5);
  moveTowards(running, Float64Array.of(Number.NaN, Infinity, 3, 4, 6), momentum);
  return running;
}

interface Batches {
  readonly xs: readonly PlainValues[];
  readonly mean: PlainValues;
  readonly variance: PlainValues;
  readonly momentum: number;
  /** The upstream gradients of the last batch's mean and variance. */
  readonly upstreams: readonly [PlainValues, PlainValues];
}

/** The statistics of every batch, and the running ones after it; then all batches, to see that they are not changed. */
export function statistics({ xs, momentum, ...first }: Batches): Float64Array {
  const running = { mean: leafFrom(first.mean, false), variance: leafFrom(first.variance, false) };
  const tensors = xs.map((x) => leafFrom(x));
  const said = tensors.flatMap((x) => {
    const { mean, variance } = expectReturned("batchStatistics", batchStatistics(x, running, momentum));
    return [mean, variance, copyOf(running.mean), copyOf(running.variance)];
  });
  return pack([...said, ...tensors]);
}

/** The gradient of the last batch, for one upstream of its mean and one of its variance. */
export function statisticsGradient({ xs, momentum, upstreams, ...first }: Batches): Float64Array {
  const running = { mean: leafFrom(first.mean, false), variance: leafFrom(first.variance, false) };
  const tensors = xs.map((x) => leafFrom(x));
  const [last] = tensors.map((x) => ({ x, ...batchStatistics(x, running, momentum) })).slice(-1);
  backward(last.mean, valuesFrom(upstreams[0]));
  backward(last.variance, valuesFrom(upstreams[1]));
  return pack([last.x.grad, running.mean.grad, running.variance.grad]);
}

interface Norming {
  readonly gamma: PlainValues;
  readonly beta: PlainValues;
  readonly mean: PlainValues;
  readonly variance: PlainValues;
  readonly momentum: number;
  readonly epsilon: number;
  /** What goes through, one after the other, and whether it is training. */
  readonly steps: readonly { readonly training: boolean; readonly x: PlainValues }[];
  readonly upstream: PlainValues;
}

/** The result of every step, and the running statistics after it. A second module stands beside it, and is not used. */
export function norms(call: Norming): Float64Array {
  const [norm, beside] = [build(call), build(call)];
  const said = call.steps.flatMap(({ training, x }) => {
    const out = step(norm, training, leafFrom(x));
    return [out, copyOf(norm.runningMean), copyOf(norm.runningVariance)];
  });
  return pack([...said, beside.runningMean, beside.runningVariance, norm.gamma, norm.beta]);
}

/** The gradients after the last step: of x, which was computed itself, of γ, β, and of the running statistics. */
export function normGradients(call: Norming): Float64Array {
  const norm = build(call);
  const [{ leaf, out }] = call.steps
    .map(({ training, x }) => {
      const leaf = leafFrom(x);
      return { leaf, out: step(norm, training, node([leaf], [1])) };
    })
    .slice(-1);
  backward(out, valuesFrom(call.upstream));
  const { gamma, beta, runningMean, runningVariance } = norm;
  return pack([leaf, gamma, beta, runningMean, runningVariance].map(({ grad }) => grad));
}

function step(norm: BatchNorm, training: boolean, x: Tensor): Tensor {
  norm.training = training;
  return expectTensor("batchNorm", norm.forward(x));
}

function build({ gamma, beta, mean, variance, momentum, epsilon }: Norming): BatchNorm {
  const norm = new BatchNorm(leafFrom(gamma), leafFrom(beta), momentum, epsilon);
  norm.runningMean.data.set(mean.data);
  norm.runningVariance.data.set(variance.data);
  return norm;
}

function copyOf({ shape, data }: Tensor): Tensor {
  return new Tensor({ shape, data: data.slice() });
}
