/**
 * @file What the handout asks you to predict. `npx grade try cut-off` runs one of them on your own library. The file is
 * yours to change, and nobody collects it.
 */
import { backward } from "#course/2-autodiff/backward.ts";
import { randn, zeros } from "#course/2-autodiff/creation.ts";
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
import { logSoftmax } from "#course/3-networks/log-softmax.ts";
import { absoluteError } from "#course/3-networks/losses/absolute-error.ts";
import { crossEntropy } from "#course/3-networks/losses/cross-entropy.ts";
import { fusedCrossEntropy } from "#course/3-networks/losses/fused-cross-entropy.ts";
import { logitsCrossEntropy } from "#course/3-networks/losses/logits-cross-entropy.ts";
import { softLogitsCrossEntropy } from "#course/3-networks/losses/soft-logits-cross-entropy.ts";
import { squaredError } from "#course/3-networks/losses/squared-error.ts";
import { softmax } from "#course/3-networks/softmax.ts";

/** Some numbers in a row, for people to read. */
function show({ data }: { readonly data: Float64Array }): string {
  return Array.from(data, (x) => Number(x.toPrecision(3))).join(" ");
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

  "a-network": () => {
    const rng = seededRng(1);
    const examples = new Tensor(randn([5, 3], rng), { requiresGrad: false });
    const [w1, w2] = [randn([3, 8], rng), zeros([8, 10])];
    const loss = logitsCrossEntropy(matmul(relu(matmul(examples, w1)), w2), [0, 3, 1, 9, 4]);
    backward(loss);
    console.log(show(loss));
    for (const { grad } of [w1, w2]) console.log(grad.data.some((slope) => slope !== 0));
  },
};
