/**
 * @file A training that is written down step by step: what the network sees, gradients, and all parameters before and after. The
 * recorder stands around the course's locked `Optimiser.step`.
 */
import { seededRng } from "#course/2-autodiff/rng.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { Linear } from "#course/3-networks/layers/linear.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { Module } from "#course/3-networks/modules/module.ts";
import { columnDeviations } from "#course/4-training/examples/column-deviations.ts";
import { columnMeans } from "#course/4-training/examples/column-means.ts";
import { standardise } from "#course/4-training/examples/standardise.ts";
import { overfit } from "#course/4-training/loop/overfit.ts";
import { Optimiser, type OptimiserOptions } from "#course/4-training/steps/optimiser.ts";
import { adam, type MakeRule, momentum, sgd } from "#course/4-training/steps/rules.ts";
import { leafFrom, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import type { RuleName } from "../overfittings.ts";

/** What the grader decides about a training: everything but the gradients. */
interface Training {
  readonly pixels: PlainValues;
  readonly labels: readonly number[];
  /** W₁, b₁, W₂, b₂. */
  readonly parameters: readonly PlainValues[];
  readonly rule: RuleName;
  readonly options: OptimiserOptions;
  readonly epochs: number;
  readonly size: number;
  readonly seed: number;
}

const rules: Readonly<Record<RuleName, MakeRule>> = { sgd, momentum: momentum(), adam: adam() };

/** A network that remembers what it was given last. */
class Watched extends Module {
  readonly inner: Module;
  readonly sight: { x: Tensor | undefined } = { x: undefined };

  constructor(inner: Module) {
    super();
    this.inner = inner;
  }

  forward(x: Tensor): Tensor {
    this.sight.x = x;
    return this.inner.forward(x);
  }
}

/** An optimiser that writes every step down. */
class Recorder extends Optimiser {
  readonly record: number[] = [];
  readonly network: Watched;
  readonly watched: readonly Tensor[];
  steps = 0;

  constructor(network: Watched, watched: readonly Tensor[], makeRule: MakeRule, options: OptimiserOptions) {
    super(network.parameters(), makeRule, options);
    this.network = network;
    this.watched = watched;
  }

  override step(): void {
    const seen = this.network.sight.x;
    this.steps++;
    this.record.push(seen?.data.length ?? 0, ...(seen?.data ?? []));
    for (const { data } of this.watched) this.record.push(...data);
    for (const { grad } of this.watched) this.record.push(...grad.data);
    super.step();
    for (const { data } of this.watched) this.record.push(...data);
  }
}

/**
 * Overfits, and tells: how many numbers the optimiser changes; x on its new scale; the mean loss of each epoch; the parameters in the
 * end; how many steps there were, and each of them.
 */
export function train(training: Training): Float64Array {
  const { labels, rule, options, epochs, size, seed } = training;
  const parameters = training.parameters.map((plain) => leafFrom(plain));
  const [w1, b1, w2, b2] = parameters;
  const network = new Watched(new Mlp([new Linear(w1, b1), new Linear(w2, b2)], tanh));
  const pixels = valuesFrom(training.pixels);
  const means = columnMeans(pixels);
  const x = standardise(pixels, { means, deviations: columnDeviations(pixels, means) });
  const examples = { x: { shape: x.shape, data: x.data.slice() }, labels: [...labels] };
  const optimiser = new Recorder(network, parameters, rules[rule], options);
  const losses = overfit(network, examples, optimiser, epochs, size, seededRng(seed));
  const changed = optimiser.parameters.reduce((sum, { data }) => sum + data.length, 0);
  const said = [changed, ...x.data];
  for (let epoch = 0; epoch < epochs; epoch++) said.push(losses[epoch]);
  for (const { data } of parameters) said.push(...data);
  said.push(optimiser.steps);
  return Float64Array.from(said.concat(optimiser.record));
}
