/**
 * @file The experiments of this assignment: `npx grade experiment NAME` runs one on your own library and draws what comes.
 * `npm run handout` draws each for the handout, on the reference.
 */
import { readFileSync } from "node:fs";
import { backward } from "#course/2-autodiff/backward.ts";
import { randn, zeros } from "#course/2-autodiff/creation.ts";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { add } from "#course/2-autodiff/ops/add.ts";
import { matmul } from "#course/2-autodiff/ops/matmul.ts";
import { type Rng, seededRng } from "#course/2-autodiff/rng.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { type Values, values } from "#course/2-autodiff/values.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { freshLinear, Linear } from "#course/3-networks/layers/linear.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { logitsCrossEntropy } from "#course/3-networks/losses/logits-cross-entropy.ts";
import { squaredError } from "#course/3-networks/losses/squared-error.ts";
import { Dropout } from "#course/4-training/dropout/dropout-layer.ts";
import { dropoutMask } from "#course/4-training/dropout/dropout-mask.ts";
import { columnDeviations } from "#course/4-training/examples/column-deviations.ts";
import { columnMeans } from "#course/4-training/examples/column-means.ts";
import type { Examples } from "#course/4-training/examples/examples.ts";
import { minibatches } from "#course/4-training/examples/minibatches.ts";
import { split } from "#course/4-training/examples/split.ts";
import { standardise } from "#course/4-training/examples/standardise.ts";
import { takeExamples } from "#course/4-training/examples/take-examples.ts";
import { EarlyStopping } from "#course/4-training/loop/early-stopping.ts";
import { evaluate } from "#course/4-training/loop/evaluate.ts";
import { train } from "#course/4-training/loop/train.ts";
import { trainBatch } from "#course/4-training/loop/train-batch.ts";
import { trainEpoch } from "#course/4-training/loop/train-epoch.ts";
import { cosineRate } from "#course/4-training/steps/cosine-rate.ts";
import { Optimiser } from "#course/4-training/steps/optimiser.ts";
import { sgd } from "#course/4-training/steps/rules.ts";

/** The experiments by name. */
export const experiments = {
  flowers: {
    title: "Flowers in three units",
    question:
      "Four measures of 150 flowers: the first in millimetres, two in centimetres, the last in metres. Is there a rate that suits all of them?",
    look: "At 0.005 the loss leaps, since the millimetres are large. At 0.001 nothing is learned of the metres, which are small. On one scale even 0.5 suits all.",
    draw: () => {
      const { x, labels } = flowers([10, 1, 1, 0.01]);
      const means = columnMeans(x);
      const scaled = standardise(x, { means, deviations: columnDeviations(x, means) });
      const curve = (label: string, inputs: Values, rate: number) => {
        const network = new Linear(zeros([4, 3]), zeros([3]));
        const optimiser = new Optimiser(network.parameters(), sgd, { rate });
        const points = Array.from({ length: 201 }, (_, step) => [
          step,
          trainBatch(network, { x: inputs, labels }, optimiser),
        ]);
        return { label, points };
      };
      return {
        kind: "chart",
        x: { label: "step", from: 0, to: 200, marks: [0, 50, 100, 150, 200] },
        y: { label: "loss of 150 flowers", from: 0, to: 4, marks: [0, 1, 2, 3, 4] },
        curves: [
          curve("as measured, 0.005", x, 0.005),
          curve("as measured, 0.001", x, 0.001),
          curve("on one scale, 0.5", scaled, 0.5),
        ],
      };
    },
  },

  "learning-rates": {
    title: "Four learning rates",
    question:
      "A neuron with eight weights sees five new examples in every step, and they are noisy. Which rate comes nearest to the true weights?",
    look: "Too small is slow, too large explodes. A fixed rate soon comes no nearer: each step follows the noise. A schedule lets the noise fall with the rate.",
    draw: () => {
      const due = randn([8, 1], seededRng(1));
      const curve = (label: string, rateAt: (step: number) => number) => {
        const rng = seededRng(2);
        const w = zeros([8, 1]);
        const optimiser = new Optimiser([w], sgd, { rate: 0 });
        const points = Array.from({ length: 501 }, (_, step) => {
          const distance = Math.hypot(...w.data.map((each, i) => each - due.data[i]));
          const x = randn([5, 8], rng, { requiresGrad: false });
          const noisy = add(matmul(x, due), randn([5, 1], rng));
          optimiser.zeroGrad();
          backward(squaredError(matmul(x, w), noisy));
          optimiser.rate = rateAt(step);
          optimiser.step();
          return [step, distance];
        });
        return { label, points };
      };
      return {
        kind: "chart",
        x: { label: "step", from: 0, to: 500, marks: [0, 100, 200, 300, 400, 500] },
        y: { label: "distance", from: 0.01, to: 100, logarithmic: true, marks: [0.01, 0.1, 1, 10] },
        curves: [
          curve("0.0005", () => 0.0005),
          curve("0.5", () => 0.5),
          curve("0.1", () => 0.1),
          curve("0.1 to 0, cosine", (step) => cosineRate(0.1, 0, step, 500)),
        ],
      };
    },
  },

  masks: {
    title: "Who is absent",
    question: "Three masks for 96 neurons, drawn with 0.2, 0.5 and 0.8 as p. Which shares are kept?",
    look: "About 1 − p of the neurons is kept, but not exactly: each one is drawn for itself.",
    draw: () => {
      const rng = seededRng(1);
      const panels = [0.2, 0.5, 0.8].map((p) => {
        const { data } = dropoutMask([12, 8], p, rng);
        const kept = data.reduce((sum, bit) => sum + bit, 0);
        const grid = Array.from({ length: 12 }, (_, row) => [...data.subarray(8 * row, 8 * row + 8)]);
        return { title: `p = ${p}: ${Math.round((100 * kept) / 96)} % kept`, grid };
      });
      return { kind: "fields", low: "dropped", high: "kept", panels };
    },
  },

  ensemble: {
    title: "Many thinned networks, or one that is whole",
    question:
      "Ask a network with half of its neurons absent, other ones each time, and average the scores. How many answers does it take until the average is as good as the whole network?",
    look: "One thinned network is worse; the average of ten is about as good as the whole. Behind the dropout stands one linear layer, so the whole network is the average of all.",
    draw: () => {
      const rng = seededRng(1);
      const { learned, others } = deal({ learned: 200, others: 300 }, rng);
      const hidden = new Mlp([freshLinear(64, 32, rng), new Dropout(0.5, rng)], tanh);
      const network = new Mlp([hidden, freshLinear(32, 10, rng)], (h) => h);
      const optimiser = new Optimiser(network.parameters(), sgd, { rate: 0 });
      train(network, learned, others, optimiser, { epochs: 20, size: 10, rateAt: () => 0.1, rng });
      const whole = evaluate(network, others).loss;

      network.train();
      const total = new Float64Array(others.labels.length * 10);
      const points = Array.from({ length: 50 }, (_, before) => {
        const scores = noGrad(() => network.forward(new Tensor(others.x, { requiresGrad: false })));
        scores.data.forEach((score, i) => (total[i] += score));
        const average = new Tensor(
          values(
            total.map((sum) => sum / (before + 1)),
            scores.shape,
          ),
        );
        return [before + 1, logitsCrossEntropy(average, others.labels).data[0]];
      });
      return {
        kind: "chart",
        x: { label: "answers", from: 0, to: 50, marks: [1, 10, 20, 30, 40, 50] },
        y: { label: "loss of 300 others", from: 0.2, to: 0.5, marks: [0.2, 0.3, 0.4] },
        curves: [
          { label: "average", points },
          {
            label: "whole network",
            points: [
              [1, whole],
              [50, whole],
            ],
          },
        ],
      };
    },
  },

  "early-stopping": {
    title: "Stop before it learns by heart",
    question:
      "A hundred digits, every fifth with a wrong label, are learned until their loss is nearly 0. What happens to the loss of 300 others meanwhile, and which weights would you keep?",
    look: "The loss of the others is lowest early, and rises while wrong labels are learned by heart. The upright line ends at the loss of the weights that were kept.",
    draw: () => {
      const rng = seededRng(2);
      const { learned: right, others } = deal({ learned: 100, others: 300 }, rng);
      const learned = { ...right, labels: right.labels.map((label, i) => (i % 5 === 0 ? (label + 1) % 10 : label)) };
      const network = new Mlp([freshLinear(64, 16, rng), freshLinear(16, 10, rng)], tanh);
      const optimiser = new Optimiser(network.parameters(), sgd, { rate: 0.3 });
      const early = new EarlyStopping(network.parameters(), 10);
      const places = learned.labels.map((_, place) => place);
      const [known, unknown]: [number, number][][] = [[], []];
      let stopped = false;
      for (let epoch = 0; epoch <= 40; epoch++) {
        known.push([epoch, evaluate(network, learned).loss]);
        unknown.push([epoch, evaluate(network, others).loss]);
        // Training goes on after the signal, to show what would have come.
        stopped ||= early.note(unknown[epoch][1]);
        trainEpoch(network, learned, minibatches(places, 10, rng), optimiser);
      }
      early.restore();
      const best = unknown.findIndex(([, loss]) => loss === early.best);
      return {
        kind: "chart",
        x: { label: "epoch", from: 0, to: 40, marks: [0, 10, 20, 30, 40] },
        y: { label: "loss", from: 0, to: 2.5, marks: [0, 1, 2] },
        curves: [
          { label: "100 learned", points: known },
          { label: "300 others", points: unknown },
          {
            label: `kept: epoch ${best}`,
            points: [
              [best, 0],
              [best, evaluate(network, others).loss],
            ],
          },
        ],
      };
    },
  },
};

/** All flowers, with each measure in a unit of its own. */
function flowers(units: readonly number[]): Examples {
  const lines = readFileSync(new URL("data/iris.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const rows = lines.slice(1).map((line) => line.split(",").map(Number));
  const x = values(
    rows.flatMap((row) => units.map((unit, j) => unit * row[j])),
    [rows.length, 4],
  );
  return { x, labels: rows.map((row) => row[4]) };
}

/** Digits to learn from, and others, on the scale of the first. */
function deal(
  counts: { readonly learned: number; readonly others: number },
  rng: Rng,
): { readonly learned: Examples; readonly others: Examples } {
  const lines = readFileSync(new URL("data/digits.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const rows = lines.map((line) => line.split(",").map(Number));
  const all = {
    x: values(
      rows.flatMap((row) => row.slice(0, 64)),
      [rows.length, 64],
    ),
    labels: rows.map((row) => row[64]),
  };
  const test = rows.length - counts.learned - counts.others;
  const places = split(rows.length, { validation: counts.others, test }, rng);
  const [learned, others] = [places.train, places.validation].map((some) => takeExamples(all, some));
  const means = columnMeans(learned.x);
  // A pixel that is nearly always 0 would become a huge number where it is not.
  const statistics = {
    means,
    deviations: columnDeviations(learned.x, means).map((deviation) => Math.max(1, deviation)),
  };
  const scaled = ({ x, labels }: Examples) => ({ x: standardise(x, statistics), labels });
  return { learned: scaled(learned), others: scaled(others) };
}
