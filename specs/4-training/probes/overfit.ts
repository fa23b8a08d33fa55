/** @file A training that is written down step by step: what the network sees, gradients, and all parameters before and after. */
import { seededRng } from "#course/2-autodiff/rng.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { columnDeviations } from "#course/4-training/examples/column-deviations.ts";
import { columnMeans } from "#course/4-training/examples/column-means.ts";
import { standardise } from "#course/4-training/examples/standardise.ts";
import { overfit } from "#course/4-training/loop/overfit.ts";
import type { OptimiserOptions } from "#course/4-training/steps/optimiser.ts";
import { adam, type MakeRule, momentum, sgd } from "#course/4-training/steps/rules.ts";
import { leafFrom, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import type { RuleName } from "../overfittings.ts";
import { copyOf, numbersOf } from "../../probes/read-values.ts";
import { Recorder, watchedNetwork } from "./recorder.ts";

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

/**
 * Overfits, and tells: how many numbers the optimiser changes, and how many the network has in the end; x on its new scale; the mean loss of each epoch; the parameters in the
 * end; how many steps there were, and each of them.
 */
export function train(training: Training): Float64Array {
  const { labels, rule, options, epochs, size, seed } = training;
  const parameters = training.parameters.map((plain) => leafFrom(plain));
  const network = watchedNetwork(parameters);
  const pixels = valuesFrom(training.pixels);
  const means = columnMeans(pixels);
  const x = standardise(pixels, { means, deviations: columnDeviations(pixels, means) });
  const optimiser = new Recorder(network, parameters, rules[rule], options);
  const losses = overfit(network, { x: copyOf(x), labels: [...labels] }, optimiser, epochs, size, seededRng(seed));
  const count = (all: readonly Tensor[]) => all.reduce((sum, { data }) => sum + data.length, 0);
  const said = [
    count(optimiser.parameters),
    count(network.parameters()),
    ...numbersOf("standardise", x, training.pixels.shape),
  ];
  for (let epoch = 0; epoch < epochs; epoch++) said.push(losses[epoch]);
  const shapes = training.parameters.map(({ shape }) => shape);
  parameters.forEach((parameter, k) => said.push(...numbersOf(`parameter ${k + 1}`, parameter, shapes[k])));
  said.push(optimiser.steps.length);
  for (const { seen, before, gradients, after } of optimiser.steps) {
    const rows = numbersOf("x of a batch", seen, seen.shape);
    said.push(rows.length, ...rows);
    for (const all of [before, gradients, after])
      all.forEach((each, k) => said.push(...numbersOf(`parameter ${k + 1}, or its gradient`, each, shapes[k])));
  }
  return Float64Array.from(said);
}
