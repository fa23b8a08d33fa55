/** @file What the handout draws: `npm run handout` computes it with the reference. */
import { readFileSync } from "node:fs";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { seededRng } from "#course/2-autodiff/rng.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { values } from "#course/2-autodiff/values.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { freshLinear } from "#course/3-networks/layers/linear.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { logitsCrossEntropy } from "#course/3-networks/losses/logits-cross-entropy.ts";
import type { Examples } from "#course/4-training/examples/examples.ts";
import { dropoutMask } from "#course/4-training/dropout/dropout-mask.ts";
import { columnDeviations } from "#course/4-training/examples/column-deviations.ts";
import { columnMeans } from "#course/4-training/examples/column-means.ts";
import { minibatches } from "#course/4-training/examples/minibatches.ts";
import { split } from "#course/4-training/examples/split.ts";
import { standardise } from "#course/4-training/examples/standardise.ts";
import { takeExamples } from "#course/4-training/examples/take-examples.ts";
import { trainEpoch } from "#course/4-training/loop/train-epoch.ts";
import { cosineRate } from "#course/4-training/steps/cosine-rate.ts";
import { Optimiser } from "#course/4-training/steps/optimiser.ts";
import { adam, type MakeRule, momentum, sgd } from "#course/4-training/steps/rules.ts";
import { stepRate } from "#course/4-training/steps/step-rate.ts";

/** The loss of the digits that are learned, and of others: at some point only the first still falls. */
export function overfitted() {
  const rng = seededRng(2);
  const all = digits();
  const { train, validation } = split(all.labels.length, { validation: 300, test: all.labels.length - 340 }, rng);
  const known = takeExamples(all, train);
  const means = columnMeans(known.x);
  const statistics = { means, deviations: columnDeviations(known.x, means).map((deviation) => Math.max(1, deviation)) };
  const scaled = ({ x, labels }: Examples) => ({ x: standardise(x, statistics), labels });
  const [learned, others] = [scaled(known), scaled(takeExamples(all, validation))];
  const network = new Mlp([freshLinear(64, 16, rng), freshLinear(16, 10, rng)], tanh);
  const optimiser = new Optimiser(network.parameters(), sgd, { rate: 0.3 });
  const places = train.map((_, place) => place);
  const curves: { readonly label: string; readonly points: [number, number][] }[] = [
    { label: "40 learned", points: [] },
    { label: "300 others", points: [] },
  ];
  for (let epoch = 0; epoch <= 40; epoch++) {
    [learned, others].forEach((examples, k) => void curves[k].points.push([epoch, lossOf(network, examples)]));
    trainEpoch(network, learned, minibatches(places, 10, rng), optimiser);
  }
  return {
    kind: "chart",
    x: { label: "epoch", from: 0, to: 40, marks: [0, 10, 20, 30, 40].map(whole) },
    y: { label: "mean cross-entropy", from: 0, to: 3, marks: [0, 1, 2].map(whole) },
    curves,
  };
}

/** Which of six numbers a mask keeps, and the draws that decided. */
export function dropped() {
  const a = values([11, 12, 13, 14, 15, 16]);
  const mask = dropoutMask(a.shape, 0.5, seededRng(5));
  const rng = seededRng(5);
  const draws = Array.from(a.data, () => rng.uniform());
  return {
    kind: "walk",
    from: [{ name: "a", ...a }],
    to: { name: "a · mask", shape: a.shape, data: a.data.map((x, i) => x * mask.data[i]) },
    notes: draws.map((draw) => `${draw.toFixed(2)} ${draw >= 0.5 ? "≥" : "<"} ½`),
  };
}

/** A long ravine, L = ½·(x² + 25·y²), and how three rules go down in it. */
export function ravine() {
  const rules: readonly (readonly [label: string, rule: MakeRule, rate: number])[] = [
    ["sgd", sgd, 0.07],
    ["momentum", momentum(0.8), 0.07],
    ["adam", adam(), 0.3],
  ];
  const power = (n: number) => ({ at: 10 ** n, shown: n === 0 ? "1" : `10⁻${"⁰¹²³⁴".charAt(-n)}` });
  return {
    kind: "chart",
    x: { label: "steps", from: 0, to: 50, marks: [0, 10, 20, 30, 40, 50].map(whole) },
    y: { label: "L", from: 1e-4, to: 200, logarithmic: true, marks: [-4, -2, 0].map(power) },
    curves: rules.map(([label, rule, rate]) => {
      const [w, step] = [Float64Array.of(10, 2), rule(2)];
      const points = Array.from({ length: 51 }, (_, k): [number, number] => {
        const loss = (w[0] ** 2 + 25 * w[1] ** 2) / 2;
        step(w, Float64Array.of(w[0], 25 * w[1]), rate);
        return [k, loss];
      });
      return { label, points };
    }),
  };
}

/** Two schedules. */
export function schedules() {
  const epochs = Array.from({ length: 400 }, (_, i) => i / 10);
  return {
    kind: "chart",
    x: { label: "epoch", from: 0, to: 40, marks: [0, 10, 20, 30, 40].map(whole) },
    y: { label: "rate", from: 0, to: 1, marks: [0, 1].map(whole) },
    curves: [
      { label: "in steps", points: epochs.map((epoch) => [epoch, stepRate(1, epoch, 10, 0.5)]) },
      { label: "cosine", points: epochs.map((epoch) => [epoch, cosineRate(1, 0, epoch, 40)]) },
    ],
  };
}

function digits(): Examples {
  const lines = readFileSync(new URL("data/digits.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const rows = lines.map((line) => line.split(",").map(Number));
  return {
    x: values(
      rows.flatMap((row) => row.slice(0, 64)),
      [rows.length, 64],
    ),
    labels: rows.map((row) => row[64]),
  };
}

function lossOf(network: Mlp, { x, labels }: Examples): number {
  return noGrad(() => logitsCrossEntropy(network.forward(new Tensor(x)), labels)).data[0];
}

function whole(at: number) {
  return { at, shown: String(at) };
}
