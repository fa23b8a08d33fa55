/** @file Nothing to fill: a network of two layers that learns to tell two moons apart, made of your operations only. */
import { backward } from "./backward.ts";
import { randn, zeros } from "./creation.ts";
import { detach } from "./detach.ts";
import { noGrad } from "./no-grad.ts";
import { add } from "./ops/add.ts";
import { concat } from "./ops/concat.ts";
import { div } from "./ops/div.ts";
import { exp } from "./ops/exp.ts";
import { gather } from "./ops/gather.ts";
import { log } from "./ops/log.ts";
import { matmul } from "./ops/matmul.ts";
import { max } from "./ops/max.ts";
import { mean } from "./ops/mean.ts";
import { multiply } from "./ops/multiply.ts";
import { neg } from "./ops/neg.ts";
import { pow } from "./ops/pow.ts";
import { reshape } from "./ops/reshape.ts";
import { slice } from "./ops/slice.ts";
import { stack } from "./ops/stack.ts";
import { sub } from "./ops/sub.ts";
import { sum } from "./ops/sum.ts";
import { transpose } from "./ops/transpose.ts";
import { type Rng, seededRng } from "./rng.ts";
import { Tensor } from "./tensor.ts";
import { values } from "./values.ts";
import { zeroGrad } from "./zero-grad.ts";

/** The parameters of `scores = σ(X · W₁ + b₁) · W₂ + b₂`, for points in the plane and two classes. */
export interface Weights {
  /** W₁, shape `[2, h]`. */
  readonly hidden: Tensor;
  /** b₁, shape `[h]`. */
  readonly hiddenBias: Tensor;
  /** W₂, shape `[h, 2]`. */
  readonly output: Tensor;
  /** b₂, shape `[2]`. */
  readonly outputBias: Tensor;
}

/** All parameters in a list: W₁, b₁, W₂, b₂. */
export function parametersOf({ hidden, hiddenBias, output, outputBias }: Weights): readonly Tensor[] {
  return [hidden, hiddenBias, output, outputBias];
}

/** Points in the plane, and which moon each lies on. */
export interface Moons {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  /** 0 or 1, one a point. */
  readonly labels: readonly number[];
}

/** Two half circles that reach into each other, each point a little off. Moons take turns: 0, 1, 0, 1, … */
export function twoMoons(count: number, rng: Rng, noise = 0.1): Moons {
  const labels = Array.from({ length: count }, (_, i) => i % 2);
  const angles = labels.map(() => Math.PI * rng.uniform());
  const off = randn([2, count], rng).data;
  return {
    xs: angles.map((angle, i) => (labels[i] === 0 ? Math.cos(angle) : 1 - Math.cos(angle)) + noise * off[i]),
    ys: angles.map((angle, i) => (labels[i] === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle)) + noise * off[count + i]),
    labels,
  };
}

/** Small random weights, so that no two hidden units begin alike, and biases of 0. */
export function freshWeights(units: number, rng: Rng): Weights {
  const scaled = (shape: readonly number[], factor: number): Tensor => {
    const drawn = randn(shape, rng);
    return new Tensor({ shape, data: drawn.data.map((x) => x * factor) });
  };
  return {
    hidden: scaled([2, units], 2),
    hiddenBias: zeros([units]),
    output: scaled([units, 2], 1 / Math.sqrt(units)),
    outputBias: zeros([2]),
  };
}

/** All points as the rows of one constant tensor, shape `[n, 2]`. */
export function pointsOf({ xs, ys }: Moons): Tensor {
  const fixed = (data: readonly number[]) => new Tensor(values(data), { requiresGrad: false });
  return transpose(stack([fixed(xs), fixed(ys)]));
}

const one = new Tensor(values([1], []), { requiresGrad: false });

const decay = new Tensor(values([1e-4], []), { requiresGrad: false });

/** `σ(z) = 1 / (1 + e⁻ᶻ)`, any shape. */
function sigmoid(z: Tensor): Tensor {
  return div(one, add(one, exp(neg(z))));
}

/** The two scores of every point: `points` is `[n, 2]`, and so is the result. */
export function scoresOf({ hidden, hiddenBias, output, outputBias }: Weights, points: Tensor): Tensor {
  const active = sigmoid(add(matmul(points, hidden), hiddenBias));
  return add(matmul(active, output), outputBias);
}

/**
 * Mean cross-entropy, `−(1/n) Σ log(share of the right class)`, and weight decay, `10⁻⁴ · Σ w²`.
 *
 * The largest score is taken from each row first: the shares stay what they are, and no exponential overflows. It is
 * detached, because moving it changes nothing.
 *
 * @param points - shape `[n, 2]`
 * @param labels - n of them
 */
export function lossOf(weights: Weights, points: Tensor, labels: readonly number[]): Tensor {
  const scores = scoresOf(weights, points);
  const shifted = sub(scores, detach(max(scores, [1], true)));
  const logShares = sub(shifted, log(sum(exp(shifted), [1], true)));
  const right = gather(reshape(logShares, [-1]), labels.map((label, i) => 2 * i + label));
  const all = concat([reshape(weights.hidden, [-1]), reshape(weights.output, [-1])]);
  return add(neg(mean(right)), multiply(decay, sum(pow(all, 2))));
}

/** One step: the gradients of the loss on some points, then every weight a little way down. Returns the loss before. */
export function trainStep(weights: Weights, points: Tensor, labels: readonly number[], rate: number): number {
  const all = parametersOf(weights);
  zeroGrad(all);
  const loss = lossOf(weights, points, labels);
  backward(loss);
  for (const { data, grad } of all) data.forEach((_, i) => void (data[i] -= rate * grad.data[i]));
  return loss.data[0];
}

/** Which share of the points gets its higher score from the right class. */
export function accuracyOf(weights: Weights, points: Tensor, labels: readonly number[]): number {
  const { data } = noGrad(() => scoresOf(weights, points));
  return labels.filter((label, i) => data[2 * i + label] > data[2 * i + 1 - label]).length / labels.length;
}

/** Trains on two moons and says how it goes: a line every 50 steps. */
export function trainOnMoons({ seed = 1, steps = 400, units = 12, rate = 3, batch = 50 } = {}): void {
  const rng = seededRng(seed);
  const moons = twoMoons(100, rng);
  const [weights, points] = [freshWeights(units, rng), pointsOf(moons)];
  for (let step = 0; step <= steps; step++) {
    const from = (step * batch) % moons.labels.length;
    const loss = trainStep(weights, slice(points, 0, from, from + batch), moons.labels.slice(from, from + batch), rate);
    if (step % 50 > 0) continue;
    const right = Math.round(100 * accuracyOf(weights, points, moons.labels));
    console.log(`step ${step}: loss ${loss.toFixed(3)}, ${right} % right`);
  }
}
