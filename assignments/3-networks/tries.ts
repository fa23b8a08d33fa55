/**
 * @file What the handout asks you to predict. `npx grade try cut-off` runs one of them on your own library. The file is
 * yours to change, and nobody collects it.
 */
import { backward } from "#course/2-autodiff/backward.ts";
import { randn, zeros } from "#course/2-autodiff/creation.ts";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { add } from "#course/2-autodiff/ops/add.ts";
import { matmul } from "#course/2-autodiff/ops/matmul.ts";
import { mean } from "#course/2-autodiff/ops/mean.ts";
import { pow } from "#course/2-autodiff/ops/pow.ts";
import { sub } from "#course/2-autodiff/ops/sub.ts";
import { seededRng } from "#course/2-autodiff/rng.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { pointsOf, twoMoons } from "#course/2-autodiff/two-moons.ts";
import { values } from "#course/2-autodiff/values.ts";
import { zeroGrad } from "#course/2-autodiff/zero-grad.ts";
import { elu } from "#course/3-networks/activations/elu.ts";
import { leakyRelu } from "#course/3-networks/activations/leaky-relu.ts";
import { maxout } from "#course/3-networks/activations/maxout.ts";
import { prelu } from "#course/3-networks/activations/prelu.ts";
import { relu } from "#course/3-networks/activations/relu.ts";
import { sigmoid } from "#course/3-networks/activations/sigmoid.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { BatchNorm } from "#course/3-networks/layers/batch-norm.ts";
import { batchStatistics } from "#course/3-networks/layers/batch-statistics.ts";
import { embed } from "#course/3-networks/layers/embedding.ts";
import { fusedLayerNorm } from "#course/3-networks/layers/fused-layer-norm.ts";
import { layerNorm } from "#course/3-networks/layers/layer-norm.ts";
import { freshLinear, linear, Linear } from "#course/3-networks/layers/linear.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { moveTowards } from "#course/3-networks/layers/move-towards.ts";
import { normalise } from "#course/3-networks/layers/normalise.ts";
import { Residual } from "#course/3-networks/layers/residual.ts";
import { variance } from "#course/3-networks/layers/variance.ts";
import { logSoftmax } from "#course/3-networks/log-softmax.ts";
import { absoluteError } from "#course/3-networks/losses/absolute-error.ts";
import { crossEntropy } from "#course/3-networks/losses/cross-entropy.ts";
import { fusedCrossEntropy } from "#course/3-networks/losses/fused-cross-entropy.ts";
import { logitsCrossEntropy } from "#course/3-networks/losses/logits-cross-entropy.ts";
import { softLogitsCrossEntropy } from "#course/3-networks/losses/soft-logits-cross-entropy.ts";
import { squaredError } from "#course/3-networks/losses/squared-error.ts";
import { Module } from "#course/3-networks/modules/module.ts";
import { modulesIn } from "#course/3-networks/modules/modules-in.ts";
import { parametersOf } from "#course/3-networks/modules/parameters-of.ts";
import { softmax } from "#course/3-networks/softmax.ts";
import { trainStep } from "#course/3-networks/train-step.ts";
import { constantWeights } from "#course/3-networks/weights/constant-weights.ts";
import { kaimingWeights } from "#course/3-networks/weights/kaiming-weights.ts";
import { normalWeights } from "#course/3-networks/weights/normal-weights.ts";
import { xavierWeights } from "#course/3-networks/weights/xavier-weights.ts";
import { freshWordNetwork } from "#course/3-networks/word-network.ts";

/** Some numbers in a row, for people to read. */
function show({ data }: { readonly data: Float64Array }): string {
  return Array.from(data, (x) => Number(x.toPrecision(3))).join(" ");
}

/** Numbers in two digits behind the point. */
function rounded(numbers: Iterable<number>): string {
  return Array.from(numbers, (x) => x.toFixed(2).replace("-0.00", "0.00")).join(" ");
}

/** The tries by name: the anchor of their section in the handout. */
export const tries = {
  "cut-off": () => {
    const a = new Tensor(values([-2, 3, 0.5, NaN]));
    const out = relu(a);
    backward(out, values([10, -20, 30, 0]));
    console.log(show(out), "|", show(a.grad));
  },

  "it-learns": () => {
    const rng = seededRng(1);
    const moons = twoMoons(100, rng);
    const points = pointsOf(moons);
    const side = new Tensor(
      values(
        moons.labels.map((label) => (label === 0 ? -1 : 1)),
        [100, 1],
      ),
      { requiresGrad: false },
    );
    const [w1, b1] = [randn([2, 16], rng), randn([16], rng)];
    const [w2, b2] = [randn([16, 1], rng), zeros([1])];
    const parameters = [w1, b1, w2, b2];
    for (let step = 0; step <= 400; step++) {
      zeroGrad(parameters);
      const scores = add(matmul(relu(add(matmul(points, w1), b1)), w2), b2);
      const loss = mean(pow(sub(scores, side), 2));
      backward(loss);
      for (const { data, grad } of parameters) data.forEach((_, i) => void (data[i] -= 0.02 * grad.data[i]));
      const right = side.data.filter((due, i) => due * scores.data[i] > 0).length;
      if (step % 100 === 0) console.log(`step ${step}: loss ${loss.data[0].toFixed(3)}, ${right} % right`);
    }
  },

  "a-little-gets-through": () => {
    const a = new Tensor(values([5, -5]));
    const once = leakyRelu(a);
    const twice = leakyRelu(once, 2);
    backward(twice, values([1, 1]));
    console.log(show(once), "|", show(twice), "|", show(a.grad));
  },

  "a-slope-that-learns": () => {
    const a = new Tensor(values([-2, 3, -4, 5], [2, 2]));
    const slope = new Tensor(values([10, 100]));
    const out = prelu(a, slope);
    backward(out, values([1, 1, 1, 1], [2, 2]));
    console.log(show(out), "|", show(a.grad), "|", show(slope.grad));
  },

  squashed: () => {
    const a = new Tensor(values([0, 2, -2, 1000, -1000]));
    const out = sigmoid(a);
    backward(out);
    console.log(show(out), "|", show(a.grad));
  },

  "squashed-2": () => {
    let x: Tensor = new Tensor(values([2]));
    const first = x;
    for (let layer = 0; layer < 10; layer++) x = sigmoid(x);
    backward(x);
    console.log(show(x), "|", first.grad.data[0].toExponential(0));
  },

  centred: () => {
    const a = new Tensor(values([0, 1, -1, 1000]));
    const out = tanh(a);
    backward(out);
    console.log(show(out), "|", show(a.grad));
  },

  "a-soft-bend": () => {
    const a = new Tensor(values([1000, -0.5, -1000]));
    const out = elu(a, 2);
    backward(out);
    console.log(show(out), "|", show(a.grad));
  },

  "the-larger-of-two": () => {
    const [a, b] = [new Tensor(values([1, 5, 3])), new Tensor(values([4, 2, 3]))];
    const out = maxout(a, b);
    backward(out, values([10, 20, 30]));
    const together = a.grad.data.map((share, i) => share + b.grad.data[i]);
    console.log(show(out), "|", a.grad.data[0], b.grad.data[1], "|", ...together);
  },

  "scores-become-shares": () => {
    console.log(show(softmax(new Tensor(values([0, Math.log(3)])))));
    console.log(show(softmax(new Tensor(values([1000, 1000 + Math.log(3)])))));
    console.log(show(softmax(new Tensor(values([1, 1, 1, 5, 5, 5], [2, 3])))));
    console.log(show(softmax(new Tensor(values([1, 1, 1, 5, 5, 5], [2, 3])), 0)));
  },

  "shares-compete": () => {
    const a = new Tensor(values([0, 0, Math.log(2)]));
    const out = softmax(a);
    backward(out, values([8, 0, 0]));
    console.log(show(out), "|", show(a.grad));
  },

  "shares-too-small-for-a-number": () => {
    const scores = new Tensor(values([0, -1000]));
    console.log(show({ data: softmax(scores).data.map((share) => Math.log(share)) }));
    const out = logSoftmax(scores);
    backward(out, values([0, -1]));
    console.log(show(out), "|", show(scores.grad));
  },

  "far-off-counts-more": () => {
    const prediction = new Tensor(values([1, 2, 13]));
    const loss = squaredError(prediction, values([0, 3, 3]));
    backward(loss);
    console.log(show(loss), "|", show(prediction.grad));
  },

  "one-that-is-far-off": () => {
    const prediction = new Tensor(values([1, 2, 13]));
    const loss = absoluteError(prediction, values([0, 3, 3]));
    backward(loss, values([30], []));
    console.log(show(loss), "|", show(prediction.grad));
  },

  "one-that-is-far-off-2": () => {
    const data = values([1, 2, 3, 4, 100]);
    for (const [name, error] of Object.entries({ squaredError, absoluteError })) {
      const centre = new Tensor(values([10], []));
      for (let step = 0; step < 4000; step++) {
        zeroGrad([centre]);
        backward(error(add(centre, new Tensor(values([0, 0, 0, 0, 0]), { requiresGrad: false })), data));
        centre.data[0] -= 0.01 * centre.grad.data[0];
      }
      console.log(name, centre.data[0].toFixed(1));
    }
  },

  "how-surprised": () => {
    const probabilities = new Tensor(values([0.25, 0.75, 1, 0], [2, 2]));
    const loss = crossEntropy(probabilities, values([1, 0, 0, 1], [2, 2]));
    console.log(show(loss));
    const sure = new Tensor(values([0.25, 0.75], [1, 2]));
    backward(crossEntropy(sure, values([1, 0], [1, 2])));
    console.log(show(sure.grad));
  },

  "straight-from-the-scores": () => {
    const logits = new Tensor(values([0, 0, 1000, 0], [2, 2]));
    const loss = logitsCrossEntropy(logits, [1, 1]);
    backward(loss);
    console.log(show(loss), "|", show(logits.grad));
  },

  "straight-from-the-scores-2": () => {
    const logits = new Tensor(values([2, 1, 0], [1, 3]));
    for (const target of [
      [1, 0, 0],
      [0.5, 0.5, 0],
    ]) {
      console.log(show(softLogitsCrossEntropy(logits, values(target, [1, 3]))));
    }
    console.log(show(logitsCrossEntropy(logits, [0])));
  },

  "two-steps-at-once": () => {
    const [one, other] = [0, 1].map(() => new Tensor(values([2, 1, 0, -1, 3, 3], [2, 3])));
    backward(logitsCrossEntropy(one, [0, 2]));
    backward(fusedCrossEntropy(other, [0, 2]));
    console.log(show(one.grad));
    console.log(show(other.grad));
  },

  "neurons-that-stay-alike": () => {
    const x = new Tensor(values([1, 1, 1, -1], [2, 2]), { requiresGrad: false });
    for (const hidden of [constantWeights([2, 4], 0.5), normalWeights([2, 4], seededRng(1), 0.5)]) {
      const out = matmul(tanh(matmul(x, hidden)), constantWeights([4, 1], 0.5));
      backward(squaredError(out, values([1, -1], [2, 1])));
      console.log(rounded(hidden.data.subarray(0, 4)), "| gradients", rounded(hidden.grad.data.subarray(0, 4)));
    }
  },

  "how-large-to-begin": () => {
    const rng = seededRng(1);
    const ways = {
      "deviation 0.01": () => normalWeights([64, 64], rng, 0.01),
      "deviation 1": () => normalWeights([64, 64], rng, 1),
      Xavier: () => xavierWeights([64, 64], rng),
      Kaiming: () => kaimingWeights([64, 64], rng),
    };
    for (const [name, weights] of Object.entries(ways)) {
      let h = randn([20, 64], rng);
      for (let layer = 0; layer < 20; layer++) h = relu(matmul(h, weights()));
      const square = h.data.reduce((sum, x) => sum + x * x, 0) / h.data.length;
      console.log(`${name}: ${square.toExponential(0)}`);
    }
  },

  "a-network-in-a-box": () => {
    const layer = () => new Linear(constantWeights([1, 1], 1), constantWeights([1], 0));
    const shared = layer();
    const network = new Mlp([layer(), new Residual(shared), shared], relu);
    console.log(
      modulesIn(network)
        .map((module) => module.constructor.name)
        .join(", "),
    );
    console.log(modulesIn(network)[0] === network);
  },

  "what-training-changes": () => {
    class Tied extends Module {
      readonly weight = constantWeights([2, 2], 1);
      readonly fixed = new Tensor(values([7]), { requiresGrad: false });
      readonly layers = [
        new Linear(this.weight, constantWeights([2], 0)),
        new Linear(this.weight, constantWeights([2], 0)),
      ];
      forward(x: Tensor): Tensor {
        return x;
      }
    }
    console.log(parametersOf(new Tied()).length);
  },

  "two-ways-to-work": () => {
    const inner = new BatchNorm(constantWeights([1], 1), constantWeights([1], 0));
    const network = new Mlp([new Residual(inner)], relu);
    network.eval();
    console.log(network.training, inner.training);
    network.train();
    console.log(network.training, inner.training);
  },

  "a-layer-of-neurons": () => {
    const x = new Tensor(values([1, 2, 3, 4], [2, 2]));
    const weight = new Tensor(values([1, 0, 10, 0, 1, 100], [2, 3]));
    const bias = new Tensor(values([0.5, 0.25, 0]));
    const y = linear(x, weight, bias);
    backward(y);
    console.log(`[${y.shape.join(", ")}]`, ...y.data);
    console.log(...bias.grad.data, "|", ...weight.grad.data);
  },

  "layers-in-a-row": () => {
    const rng = seededRng(3);
    const moons = twoMoons(80, rng);
    const points = pointsOf(moons);
    const network = new Mlp([freshLinear(2, 16, rng), freshLinear(16, 16, rng), freshLinear(16, 2, rng)], relu);
    for (let step = 0; step <= 200; step++) {
      const loss = trainStep(network, points, moons.labels, 0.5);
      if (step % 50 === 0) console.log(`step ${step}: loss ${loss.toFixed(3)}`);
    }
  },

  "a-path-around": () => {
    for (const wrap of [(f: Module) => f, (f: Module) => new Residual(f)]) {
      const rng = seededRng(1);
      const layer = () => new Linear(normalWeights([8, 8], rng, 0.1), constantWeights([8], 0));
      let h = randn([1, 8], rng);
      const x = h;
      for (let depth = 0; depth < 50; depth++) h = wrap(layer()).forward(h);
      backward(h);
      console.log(Math.hypot(...x.grad.data).toExponential(0));
    }
  },

  "how-far-they-spread": () => {
    const x = new Tensor(values([1, 2, 6, 5, 5, 5], [2, 3]));
    const spread = variance(x, [-1]);
    console.log(`[${spread.shape.join(", ")}]`, rounded(spread.data));
    const mean = new Tensor(values([3, 5], [2, 1]));
    console.log(rounded(normalise(x, mean, spread, 1e-5).data));
  },

  "each-row-for-itself": () => {
    const x = new Tensor(values([1, 2, 6, 1000, 2000, 6000], [2, 3]));
    const [gamma, beta] = [constantWeights([3], 1), constantWeights([3], 0)];
    const y = layerNorm(x, gamma, beta, 1e-5);
    backward(y);
    console.log(rounded(y.data));
    console.log(rounded(x.grad.data), "|", ...beta.grad.data);
  },

  "a-memory-that-fades": () => {
    const running = Float64Array.of(0);
    for (let batch = 1; batch <= 3; batch++) {
      moveTowards(running, Float64Array.of(10), 0.1);
      console.log(running[0].toFixed(2));
    }
  },

  "each-feature-over-the-batch": () => {
    const fixed = (x: number) => new Tensor(values([x]), { requiresGrad: false });
    const running = { mean: fixed(0), variance: fixed(1) };
    const batch = batchStatistics(new Tensor(values([1, 3], [2, 1])), running, 0.5);
    console.log(batch.mean.data[0], batch.variance.data[0], "|", running.mean.data[0], running.variance.data[0]);
  },

  "each-feature-over-the-batch-2": () => {
    const norm = new BatchNorm(constantWeights([1], 1), constantWeights([1], 0));
    const column = (...x: readonly number[]) => new Tensor(values(x, [x.length, 1]));
    console.log("in training:", rounded(norm.forward(column(10, 20)).data));
    console.log("with another neighbour:", rounded(norm.forward(column(10, 12)).data));
    for (let step = 0; step < 100; step++) norm.forward(column(10, 20, 12));
    norm.eval();
    console.log("afterwards, alone:", rounded(norm.forward(column(10)).data));
  },

  "words-as-vectors": () => {
    const table = new Tensor(values([1, 2, 3, 4, 5, 6], [3, 2]));
    const sentences = values([2, 0, 2, 1], [2, 2]);
    const vectors = embed(table, sentences);
    backward(vectors);
    console.log(`[${vectors.shape.join(", ")}]`, ...vectors.data);
    console.log(...table.grad.data);
  },

  "one-closure-for-all": () => {
    const gradients = [layerNorm, fusedLayerNorm].map((norm) => {
      const x = new Tensor(values([1, 2, 6]));
      backward(norm(x, constantWeights([3], 2), constantWeights([3], 0), 1e-5), values([1, 0, 0]));
      return rounded(x.grad.data);
    });
    console.log(gradients.join(" | "));
  },

  "all-layers-at-once": () => {
    const rng = seededRng(1);
    const examples = new Tensor(randn([5, 3], rng), { requiresGrad: false });
    const [w1, w2] = [randn([3, 8], rng), zeros([8, 10])];
    const loss = logitsCrossEntropy(matmul(relu(matmul(examples, w1)), w2), [0, 3, 1, 9, 4]);
    backward(loss);
    console.log(show(loss));
    for (const { grad } of [w1, w2]) console.log(grad.data.some((slope) => slope !== 0));
  },

  "all-layers-at-once-2": () => {
    const text = "the cat sat on the mat and the dog sat on the cat and the mat sat on the dog".split(" ");
    const words = [...new Set(text)];
    const indices = text.map((word) => words.indexOf(word));
    const pairs = indices.slice(2).map((_, i) => indices.slice(i, i + 2));
    const x = new Tensor(values(pairs.flat(), [pairs.length, 2]), { requiresGrad: false });
    const sizes = { count: words.length, words: 2, width: 4, hidden: 16, blocks: 2 };
    const network = freshWordNetwork(sizes, tanh, seededRng(1));
    for (let step = 0; step <= 60; step++) {
      const loss = trainStep(network, x, indices.slice(2), 0.2);
      if (step % 20 === 0) console.log(`step ${step}: loss ${loss.toFixed(2)}`);
    }
    network.eval();
    const sentence = ["the", "cat"].map((word) => words.indexOf(word));
    for (let k = 0; k < 6; k++) {
      const scores = noGrad(() =>
        network.forward(new Tensor(values(sentence.slice(-2), [1, 2]), { requiresGrad: false })),
      );
      sentence.push(scores.data.indexOf(Math.max(...scores.data)));
    }
    console.log(sentence.map((index) => words[index]).join(" "));
  },
};
