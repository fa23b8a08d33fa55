/**
 * @file What the handout asks you to predict. `npx grade try any-order` runs one of them on your own library. The file is
 * yours to change, and nobody collects it.
 */
import { readFileSync } from "node:fs";
import { backward } from "#course/2-autodiff/backward.ts";
import { type Rng, seededRng } from "#course/2-autodiff/rng.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { type Shape, values } from "#course/2-autodiff/values.ts";
import { zeroGrad } from "#course/2-autodiff/zero-grad.ts";
import { freshLinear } from "#course/3-networks/layers/linear.ts";
import { logitsCrossEntropy } from "#course/3-networks/losses/logits-cross-entropy.ts";
import { Dropout } from "#course/4-training/dropout/dropout-layer.ts";
import { dropoutMask } from "#course/4-training/dropout/dropout-mask.ts";
import { dropout } from "#course/4-training/dropout/dropout.ts";
import { expectedOutput } from "#course/4-training/dropout/expected-output.ts";
import { maskChance } from "#course/4-training/dropout/mask-chance.ts";
import { TestScaledDropout } from "#course/4-training/dropout/test-scaled-dropout.ts";
import { accuracy } from "#course/4-training/examples/accuracy.ts";
import { columnDeviations } from "#course/4-training/examples/column-deviations.ts";
import { columnMeans } from "#course/4-training/examples/column-means.ts";
import type { Examples } from "#course/4-training/examples/examples.ts";
import { minibatches } from "#course/4-training/examples/minibatches.ts";
import { shuffled } from "#course/4-training/examples/shuffled.ts";
import { split } from "#course/4-training/examples/split.ts";
import { standardise } from "#course/4-training/examples/standardise.ts";
import { takeExamples } from "#course/4-training/examples/take-examples.ts";
import { deadShare } from "#course/4-training/loop/dead-share.ts";
import { EarlyStopping } from "#course/4-training/loop/early-stopping.ts";
import { gradientHealth } from "#course/4-training/loop/gradient-health.ts";
import { majorityVote } from "#course/4-training/loop/majority-vote.ts";
import { overfit } from "#course/4-training/loop/overfit.ts";
import { restarts } from "#course/4-training/loop/restarts.ts";
import { saturatedShare } from "#course/4-training/loop/saturated-share.ts";
import { trainBatch } from "#course/4-training/loop/train-batch.ts";
import { evaluate } from "#course/4-training/loop/evaluate.ts";
import { trainEpoch } from "#course/4-training/loop/train-epoch.ts";
import { train } from "#course/4-training/loop/train.ts";
import { adamDefaults, freshAdam } from "#course/4-training/steps/adam-state.ts";
import { adamStep } from "#course/4-training/steps/adam-step.ts";
import { clipNorm } from "#course/4-training/steps/clip-norm.ts";
import { cosineRate } from "#course/4-training/steps/cosine-rate.ts";
import { gradientNorm } from "#course/4-training/steps/gradient-norm.ts";
import { momentumStep } from "#course/4-training/steps/momentum-step.ts";
import { Optimiser } from "#course/4-training/steps/optimiser.ts";
import { adam, momentum, sgd } from "#course/4-training/steps/rules.ts";
import { sgdStep } from "#course/4-training/steps/sgd-step.ts";
import { stepRate } from "#course/4-training/steps/step-rate.ts";
import { weightDecay } from "#course/4-training/steps/weight-decay.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";

/** The tries by name: the anchor of their section in the handout. */
export const tries = {
  "any-order": () => {
    const rng = seededRng(1);
    const counts: Record<string, number> = {};
    for (let k = 0; k < 6000; k++) {
      const order = shuffled(["a", "b", "c"], rng).join("");
      counts[order] = (counts[order] ?? 0) + 1;
    }
    console.log(Object.keys(counts).toSorted().join(" "));
    console.log(Object.values(counts).every((count) => count > 900 && count < 1100));
    const list = [1, 2, 3];
    console.log(shuffled(list, rng) === list, list);
  },

  "labels-stay-with-inputs": () => {
    const all = { x: values([1, 2, 3, 4, 5, 6], [3, 2]), labels: [7, 8, 9] };
    const { x, labels } = takeExamples(all, [2, 0, 2]);
    console.log(x.shape, show(x), labels);
  },

  "once-an-epoch": () => {
    const places = Array.from({ length: 10 }, (_, place) => place);
    const rng = seededRng(3);
    for (const epoch of [0, 1]) {
      const batches = minibatches(places, 4, rng);
      console.log(
        epoch,
        batches.map((batch) => batch.length),
        batches
          .flat()
          .toSorted((a, b) => a - b)
          .join(" "),
      );
    }
  },

  "never-seen-before": () => {
    const { train, validation, test } = split(150, { validation: 15, test: 30 }, seededRng(2));
    console.log(train.length, validation.length, test.length);
    console.log(new Set([...train, ...validation, ...test]).size, train.filter((place) => test.includes(place)).length);
  },

  "on-one-scale": () => {
    const x = values([1, 500, 7, 3, 700, 7], [2, 3]);
    const means = columnMeans(x);
    const deviations = columnDeviations(x, means);
    console.log(show({ data: means }), "|", show({ data: deviations }));
    console.log(show(standardise(x, { means, deviations })));
    console.log(show(standardise(values([5, 900, 8], [1, 3]), { means, deviations })));
  },

  "how-many-are-right": () => {
    const scores = values([1, 5, 3, 2, 2, 2, Number.NaN, Number.NaN, Number.NaN], [3, 3]);
    for (const label of [0, 1, 2]) console.log(accuracy(scores, [label, label, label]).toFixed(3));
  },

  downhill: () => {
    const { examples, network } = start(seededRng(1));
    const rng = seededRng(1);
    const places = examples.labels.map((_, place) => place);
    const parameters = network.parameters();
    for (let epoch = 0; epoch <= 5; epoch++) {
      const scores = network.forward(new Tensor(examples.x));
      console.log(epoch, `${Math.round(100 * accuracy(scores, examples.labels))} % right`);
      for (const batch of minibatches(places, 20, rng)) {
        const { x, labels } = takeExamples(examples, batch);
        zeroGrad(parameters);
        backward(logitsCrossEntropy(network.forward(new Tensor(x)), labels));
        for (const { data, grad } of parameters) sgdStep(data, grad.data, 0.1);
      }
    }
  },

  "a-ball-that-rolls": () => {
    const [w, v] = [Float64Array.of(0), Float64Array.of(0)];
    for (const gradient of [1, 1, 1, -1]) {
      momentumStep(w, Float64Array.of(gradient), v, 0.1, 0.5);
      console.log(show({ data: v }), show({ data: w }));
    }
  },

  "every-weight-its-own-pace": () => {
    const w = Float64Array.of(0, 0, 0);
    adamStep(w, Float64Array.of(1000, 0.001, 0), freshAdam(3), 0.1, adamDefaults);
    console.log(show({ data: w }));
  },

  "weights-that-nobody-needs": () => {
    const [w, gradient] = [Float64Array.of(10, -10, 0), Float64Array.of(0, 0, 0)];
    for (let step = 0; step < 100; step++) sgdStep(w, weightDecay(gradient, w, 0.1), 0.1);
    console.log(show({ data: w }), show({ data: gradient }));
  },

  "one-step-too-far": () => {
    const gradients = [Float64Array.of(30, 0), Float64Array.of(-40)];
    clipNorm(gradients, 5);
    console.log(gradients.map((data) => show({ data })).join(" | "));
    clipNorm(gradients, 100);
    console.log(gradients.map((data) => show({ data })).join(" | "));
  },

  "slower-towards-the-end": () => {
    console.log([0, 9, 10, 19, 20].map((epoch) => stepRate(0.8, epoch, 10, 0.5)).join(" "));
    console.log([0, 5, 10, 15, 20].map((epoch) => cosineRate(0.8, 0, epoch, 20).toFixed(3)).join(" "));
  },

  "half-of-them-absent": () => {
    const rng = seededRng(5);
    console.log(show(dropoutMask([12], 0.5, rng)));
    const a = new Tensor(values(Array<number>(10_000).fill(3)));
    const out = dropout(a, 0.75, rng);
    console.log(
      [...new Set(out.data)].toSorted((x, y) => x - y).join(" or "),
      "| on average",
      mean(out.data).toFixed(1),
    );
  },

  "the-same-mask-on-the-way-back": () => {
    const a = new Tensor(values([3, 3, 3, 3, 3, 3]));
    const out = dropout(a, 0.5, seededRng(4));
    backward(out);
    console.log(show(out), "|", show(a.grad));
  },

  "not-in-the-examination": () => {
    const layer = new Dropout(0.5, seededRng(4));
    const x = new Tensor(values([3, 3, 3, 3, 3, 3]));
    console.log(show(layer.forward(x)), "|", show(layer.forward(x)));
    layer.eval();
    console.log(show(layer.forward(x)), "|", show(layer.forward(x)));
  },

  "the-twin": () => {
    const x = new Tensor(values([4, 4, 4, 4, 4, 4]));
    for (const layer of [new Dropout(0.75, seededRng(4)), new TestScaledDropout(0.75, seededRng(4))]) {
      const training = show(layer.forward(x));
      layer.eval();
      console.log(training, "|", show(layer.forward(x)));
    }
  },

  "all-masks-at-once": () => {
    console.log(maskChance([1, 0, 0], 0.5), maskChance([1, 0, 0], 0.9).toFixed(3));
    const [w, x] = [
      [2, 3],
      [5, -7],
    ];
    const linear = (inputs: readonly number[]) => w[0] * inputs[0] + w[1] * inputs[1];
    console.log(expectedOutput(linear, x, 0.5), linear(x) / 2);
    const relu = (inputs: readonly number[]) => Math.max(0, linear(inputs));
    console.log(expectedOutput(relu, x, 0.5), relu(x) / 2);
  },

  "three-lines": () => {
    const { examples, network } = start(seededRng(1), 20);
    const optimiser = new Optimiser(network.parameters(), sgd, { rate: 0.1 });
    for (let step = 1; step <= 3; step++) console.log(step, trainBatch(network, examples, optimiser).toFixed(2));
  },

  "every-batch-once": () => {
    const { examples, network } = start(seededRng(1));
    const optimiser = new Optimiser(network.parameters(), momentum(), { rate: 0.05 });
    const [places, rng] = [examples.labels.map((_, place) => place), seededRng(1)];
    for (let epoch = 0; epoch < 5; epoch++) {
      const loss = trainEpoch(network, examples, minibatches(places, 20, rng), optimiser);
      const right = accuracy(network.forward(new Tensor(examples.x)), examples.labels);
      console.log(epoch, loss.toFixed(2), `${Math.round(100 * right)} % right`);
    }
  },

  "only-looking": () => {
    const { examples, network } = start(seededRng(1), 20);
    const [before, { loss }] = [network.training, evaluate(network, examples)];
    console.log(loss.toFixed(2), before, network.training);
  },

  "epoch-after-epoch": () => {
    const { examples, network } = start(seededRng(1), 360, 60);
    const places = examples.labels.map((_, place) => place);
    const [learned, others] = [places.slice(0, 60), places.slice(60)].map((some) => takeExamples(examples, some));
    const optimiser = new Optimiser(network.parameters(), adam(), { rate: 0 });
    const plan = {
      epochs: 19,
      size: 10,
      rateAt: (epoch: number) => cosineRate(0.05, 0.01, epoch, 19),
      rng: seededRng(1),
    };
    train(network, learned, others, optimiser, plan).forEach(({ loss, validation }, epoch) => {
      if (epoch % 3 === 0) console.log(epoch, loss.toFixed(3), validation.loss.toFixed(3));
    });
  },

  "stop-in-time": () => {
    const weight = new Tensor(values([0]));
    const early = new EarlyStopping([weight], 2);
    [3, 2, 4, 1, 5, 5].forEach((loss, epoch) => {
      weight.data[0] = epoch;
      console.log(loss, early.note(loss));
    });
    early.restore();
    console.log(`the weight of epoch ${weight.data[0]}`);
  },

  "what-the-doctor-says": () => {
    for (const factor of [0.3, 1, 8]) {
      const rng = seededRng(1);
      const { examples } = start(rng, 50);
      const sizes = [64, ...Array<number>(11).fill(16), 10];
      const layers = sizes.slice(1).map((size, k) => {
        const layer = freshLinear(sizes[k], size, rng);
        layer.weight.data.forEach((w, i) => (layer.weight.data[i] = (w * factor) / Math.SQRT2));
        return layer;
      });
      let h = new Tensor(examples.x);
      const [outputs, last] = [[] as Tensor[], layers[layers.length - 1]];
      for (const layer of layers.slice(0, -1)) outputs.push((h = tanh(layer.forward(h))));
      backward(logitsCrossEntropy(last.forward(h), examples.labels));
      const norms = layers.map(({ weight, bias }) => gradientNorm([weight.grad.data, bias.grad.data]));
      const largest = (share: (y: Tensor) => number) => Math.max(...outputs.map(share));
      const health = gradientHealth({ norms, dead: largest(deadShare), saturated: largest(saturatedShare) });
      console.log(factor, norms[0].toExponential(0), "to", norms[11].toExponential(0), health);
    }
  },

  "more-than-one-try": () => {
    const { examples } = start(seededRng(1), 700, 100);
    const places = examples.labels.map((_, place) => place);
    const [learned, validation, test] = [places.slice(0, 100), places.slice(100, 400), places.slice(400)].map((some) =>
      takeExamples(examples, some),
    );
    const networks = [1, 2, 3, 4, 5].map((seed) => {
      const { network } = start(seededRng(seed), 1);
      const optimiser = new Optimiser(network.parameters(), adam(), { rate: 0.02 });
      const plan = { epochs: 10, size: 20, rateAt: () => 0.02, rng: seededRng(seed) };
      const reports = train(network, learned, validation, optimiser, plan);
      return { network, loss: reports[9].validation.loss };
    });
    const answers = networks.map(({ network }) => classesOf(network.forward(new Tensor(test.x))));
    const right = (said: readonly number[]) => said.filter((label, i) => label === test.labels[i]).length;
    console.log(answers.map(right).join(" "), "of 300; together", right(majorityVote(answers, 10)));
    const best = restarts(5, (k) => networks[k]);
    console.log("lowest validation loss: network", networks.indexOf(best) + 1);
  },

  "thirty-digits-by-heart": () => {
    for (const [name, rule, rate] of [
      ["sgd", sgd, 0.5],
      ["momentum", momentum(), 0.1],
      ["adam", adam(), 0.05],
    ] as const) {
      const { examples, network } = start(seededRng(7), 28);
      const optimiser = new Optimiser(network.parameters(), rule, { rate });
      const losses = overfit(network, examples, optimiser, 15, 9, seededRng(1));
      const right = accuracy(network.forward(new Tensor(examples.x)), examples.labels);
      console.log(name, losses[0].toFixed(1), "→", losses[14].toFixed(1), `${Math.round(100 * right)} % right`);
    }
  },
};

/** Some digits on one scale, and a small network that has not seen them yet. */
function start(rng: Rng, count = 300, known = count): { readonly examples: Examples; readonly network: Mlp } {
  const lines = readFileSync(new URL("data/digits.csv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const rows = shuffled(lines, rng)
    .slice(0, count)
    .map((line) => line.split(",").map(Number));
  const pixelsOf = (some: typeof rows) =>
    values(
      some.flatMap((row) => row.slice(0, 64)),
      [some.length, 64],
    );
  const learned = pixelsOf(rows.slice(0, known));
  const means = columnMeans(learned);
  const x = standardise(pixelsOf(rows), { means, deviations: columnDeviations(learned, means) });
  const network = new Mlp([freshLinear(64, 16, rng), freshLinear(16, 10, rng)], tanh);
  return { examples: { x, labels: rows.map((row) => row[64]) }, network };
}

/** The class with the largest score, for every row. */
function classesOf({ shape: [n, k], data }: Tensor): readonly number[] {
  const rows = Array.from({ length: n }, (_, i) => data.subarray(i * k, (i + 1) * k));
  return rows.map((row) => row.indexOf(Math.max(...row)));
}

/** Numbers with at most three digits after the point, in rows of their shape. */
function show({ data, shape = [data.length] }: { readonly data: Float64Array; readonly shape?: Shape }): string {
  const width = shape.at(-1) ?? 1;
  const texts = Array.from(data, (x) => String(Number(x.toFixed(3))).replace("-", "−"));
  const rows = Array.from({ length: texts.length / width }, (_, i) => texts.slice(i * width, (i + 1) * width));
  return rows.map((row) => row.join(" ")).join(", ");
}

function mean(data: Float64Array): number {
  return data.reduce((sum, x) => sum + x, 0) / data.length;
}
