/** @file The network of the course's `word-network.ts`, on dual numbers. */
import fc from "fast-check";
import { autodiff } from "../2-autodiff/operations.ts";
import { moveAlong } from "../2-autodiff/moons.ts";
import { constant, type Dual, tangentAlong } from "../support/dual.ts";
import { type DualTensor, lift, measure } from "../support/dual-tensor.ts";
import { pick } from "../support/lists.ts";
import { drawsOf } from "../support/rng.ts";
import { fill, type Measured, scalar, type Shape, sizeOf, type Values } from "../support/values.ts";
import { type Running, runningAfter, runningFrom, statisticsOf, still } from "./batch.ts";
import { networks } from "./operations.ts";

export type ActivationName = "tanh" | "sigmoid" | "elu";

/** Everything that determines a training. */
export interface Training {
  readonly parameters: Readonly<Record<string, Values>>;
  readonly activation: ActivationName;
  readonly places: readonly number[];
  /** Indices of words, `[n, 2]`. */
  readonly x: Values;
  readonly labels: readonly number[];
  readonly rate: number;
  readonly steps: number;
}

/** The batch norm's default values, and the layer norm's. */
const [momentum, epsilon] = [0.1, 1e-5];

/**
 * A training, and for every parameter a direction that only the grader knows: components ±[1, 2). The first block stands in two
 * places. No case shrinks: a smaller seed is no simpler.
 */
export function trainings(): fc.Arbitrary<{
  readonly training: Training;
  readonly directions: Readonly<Record<string, Values>>;
}> {
  const [count, width, hidden, n] = [5, 2, 4, 7];
  const shapes: Readonly<Record<string, Shape>> = {
    table: [count, width],
    "entry weight": [2 * width, hidden],
    "entry bias": [hidden],
    "norm gamma": [hidden],
    "norm beta": [hidden],
    ...blockShapes(0, hidden),
    ...blockShapes(1, hidden),
    "exit weight": [hidden, count],
    "exit bias": [count],
  };
  const index = fc.nat({ max: count - 1 });
  return fc
    .record({
      seed: fc.nat(),
      activation: fc.constantFrom<ActivationName>("tanh", "sigmoid", "elu"),
      indices: fc.array(index, { minLength: 2 * n, maxLength: 2 * n }),
      labels: fc.array(index, { minLength: n, maxLength: n }),
      rate: fc.constantFrom(0.1, 0.5),
    })
    .map(({ seed, activation, indices, labels, rate }) => ({
      training: {
        parameters: drawAll(shapes, seed, (draw) => 2 * draw - 1),
        activation,
        places: [0, 1, 0],
        x: fill([n, 2], (i) => pick(indices, i)),
        labels,
        rate,
        steps: 4,
      },
      directions: drawAll(shapes, seed + 1, (draw) => (draw < 0.5 ? 1 + 2 * draw : -2 * draw)),
    }));
}

function blockShapes(k: number, hidden: number): Readonly<Record<string, Shape>> {
  return {
    [`block ${k} gamma`]: [hidden],
    [`block ${k} beta`]: [hidden],
    [`block ${k} first weight`]: [hidden, hidden],
    [`block ${k} first bias`]: [hidden],
    [`block ${k} second weight`]: [hidden, hidden],
    [`block ${k} second bias`]: [hidden],
  };
}

/** Values of all shapes, from one row of draws. */
function drawAll(
  shapes: Readonly<Record<string, Shape>>,
  seed: number,
  numberOf: (draw: number) => number,
): Readonly<Record<string, Values>> {
  let place = 0;
  const total = Object.values(shapes).reduce((sum, shape) => sum + sizeOf(shape), 0);
  const draws = drawsOf(seed, total);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, fill(shape, () => numberOf(pick(draws, place++)))]),
  );
}

/** The scores of all examples, and the statistics of the batch that its norm saw. */
export function scoresOf(
  t: Readonly<Record<string, DualTensor>>,
  { activation, places, x }: Training,
  running?: Running,
): {
  readonly scores: DualTensor;
  readonly batch: { readonly mean: DualTensor; readonly variance: DualTensor };
  readonly entry: DualTensor;
} {
  const named = (name: string) => t[name] ?? lift(scalar(Number.NaN));
  const g = (h: DualTensor) => networks[activation].truth(h);
  const linear = (name: string, h: DualTensor) =>
    networks.linear.truth(h, named(`${name} weight`), named(`${name} bias`));
  const words = networks.embed.truth(named("table"), x);
  const entry = linear("entry", autodiff.reshape.truth(words, [x.shape[0] ?? 1, -1]));
  const batch = statisticsOf(entry);
  const used = running === undefined ? batch : { mean: still(running.mean), variance: still(running.variance) };
  const rows = networks.normalise.truth(entry, used.mean, used.variance, epsilon);
  const first = g(autodiff.add.truth(autodiff.mul.truth(rows, named("norm gamma")), named("norm beta")));
  const last = places.reduce((h, k) => {
    const normed = networks.layerNorm.truth(h, named(`block ${k} gamma`), named(`block ${k} beta`), epsilon);
    const inner = linear(`block ${k} second`, g(linear(`block ${k} first`, g(normed))));
    return autodiff.add.truth(h, inner);
  }, first);
  return { scores: linear("exit", last), batch, entry };
}

/** A step: the loss, moving along direction k with parameter k, and the running statistics after it. */
export function stepOf(
  parameters: Readonly<Record<string, Values>>,
  directions: Readonly<Record<string, Values>>,
  training: Training,
  running: Running,
): { readonly loss: Dual; readonly running: Running } {
  const moved = Object.entries(parameters).map(
    ([name, v], k) => [name, moveAlong(v, directions[name] ?? v, k)] as const,
  );
  const { scores, batch, entry } = scoresOf(Object.fromEntries(moved), training);
  const loss = networks.logitsCrossEntropy.truth(scores, training.labels);
  const statistics = { mean: measure(batch.mean), variance: measure(batch.variance) };
  return {
    loss: loss.elements[0] ?? constant(Number.NaN),
    running: runningAfter(running, measure(entry), statistics, momentum),
  };
}

/** Statistics before training: 0 and 1. */
export function firstStatistics({ parameters }: Training): Running {
  const { shape } = parameters["norm gamma"] ?? scalar(0);
  return runningFrom(
    fill(shape, () => 0),
    fill(shape, () => 1),
  );
}

/** The gradient of one parameter, element by element: for the report of a wrong one. */
export function gradientOf(parameters: Readonly<Record<string, Values>>, name: string, training: Training): Measured {
  const own = parameters[name] ?? scalar(Number.NaN);
  const slopes = Array.from(own.data, (_, i) => {
    const along = fill(own.shape, (e) => (e === i ? 1 : 0));
    const moved = Object.entries(parameters).map(
      ([other, v]) => [other, other === name ? moveAlong(v, along, 0) : lift(v)] as const,
    );
    const { scores } = scoresOf(Object.fromEntries(moved), training);
    return tangentAlong(networks.logitsCrossEntropy.truth(scores, training.labels).elements[0] ?? constant(0), 0);
  });
  return {
    ...fill(own.shape, (i) => slopes[i]?.tangent ?? Number.NaN),
    magnitude: Float64Array.from(slopes, ({ magnitude }) => magnitude),
  };
}
