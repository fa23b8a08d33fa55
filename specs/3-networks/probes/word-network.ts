import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { elu } from "#course/3-networks/activations/elu.ts";
import { sigmoid } from "#course/3-networks/activations/sigmoid.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { BatchNorm } from "#course/3-networks/layers/batch-norm.ts";
import { Embedding } from "#course/3-networks/layers/embedding.ts";
import { LayerNorm } from "#course/3-networks/layers/layer-norm.ts";
import { Linear } from "#course/3-networks/layers/linear.ts";
import type { Activation } from "#course/3-networks/layers/mlp.ts";
import { trainStep } from "#course/3-networks/train-step.ts";
import { blockOf, WordNetwork } from "#course/3-networks/word-network.ts";
import { leafFrom, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { numbersOf } from "../../probes/read-values.ts";
import type { ActivationName } from "../word-networks.ts";

/** What the grader decides about a training: everything but the gradients. */
interface Training {
  /** The parameters by name, as `word-networks.ts` lists them. */
  readonly parameters: Readonly<Record<string, PlainValues>>;
  readonly activation: ActivationName;
  /** Which block stands at each place. */
  readonly places: readonly number[];
  readonly x: PlainValues;
  readonly labels: readonly number[];
  readonly rate: number;
  readonly steps: number;
}

const activations: Readonly<Record<ActivationName, Activation>> = { tanh, sigmoid, elu: (x) => elu(x) };

/**
 * Trains, and records every step: the loss before it, the gradients it went along, the parameters after it. At the end come
 * the running statistics, and the scores after training, twice.
 */
export function train(training: Training): Float64Array {
  const tensors = Object.entries(training.parameters).map(([name, plain]) => [name, leafFrom(plain)] as const);
  const network = build(training, Object.fromEntries(tensors));
  const x = new Tensor(valuesFrom(training.x), { requiresGrad: false });
  const record: number[] = [];
  for (let step = 0; step < training.steps; step++) {
    network.train();
    record.push(trainStep(network, x, training.labels, training.rate));
    for (const [name, { grad }] of tensors)
      record.push(...numbersOf(`the gradient of ${name}`, grad, training.parameters[name].shape));
    for (const [name, tensor] of tensors) record.push(...numbersOf(name, tensor, training.parameters[name].shape));
  }
  network.eval();
  const gammaShape = training.parameters["norm gamma"].shape;
  const scores = [1, 2].map(() => noGrad(() => network.forward(x)));
  const { runningMean, runningVariance } = network.norm;
  for (const each of [runningMean, runningVariance]) record.push(...numbersOf("a running statistic", each, gammaShape));
  for (const each of scores) record.push(...numbersOf("the scores", each, each.shape));
  return Float64Array.from(record);
}

/** How many parameters the network lists, and how many of them are those that it was given. */
export function listParameters(training: Training): object {
  const given = Object.fromEntries(
    Object.entries(training.parameters).map(([name, plain]) => [name, leafFrom(plain)] as const),
  );
  const listed = build(training, given).parameters();
  const known = new Set(Object.values(given));
  return { listed: listed.length, known: new Set(listed.filter((tensor) => known.has(tensor))).size };
}

function build({ activation, places }: Training, given: Readonly<Record<string, Tensor>>): WordNetwork {
  const g = activations[activation];
  const linear = (name: string) => new Linear(given[`${name} weight`], given[`${name} bias`]);
  const blocks = Array.from({ length: Math.max(...places) + 1 }, (_, k) =>
    blockOf(
      [
        new LayerNorm(given[`block ${k} gamma`], given[`block ${k} beta`]),
        linear(`block ${k} first`),
        linear(`block ${k} second`),
      ],
      g,
    ),
  );
  return new WordNetwork({
    embedding: new Embedding(given.table),
    entry: linear("entry"),
    norm: new BatchNorm(given["norm gamma"], given["norm beta"]),
    blocks: places.map((place) => blocks[place]),
    exit: linear("exit"),
    activation: g,
  });
}
