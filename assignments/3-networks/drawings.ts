/** @file What the handout draws: `npm run handout` computes it with the reference. */
import { backward } from "#course/2-autodiff/backward.ts";
import { randn, zeros } from "#course/2-autodiff/creation.ts";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { add } from "#course/2-autodiff/ops/add.ts";
import { matmul } from "#course/2-autodiff/ops/matmul.ts";
import { mean } from "#course/2-autodiff/ops/mean.ts";
import { mul } from "#course/2-autodiff/ops/mul.ts";
import { pow } from "#course/2-autodiff/ops/pow.ts";
import { sub } from "#course/2-autodiff/ops/sub.ts";
import { seededRng } from "#course/2-autodiff/rng.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { pointsOf, twoMoons } from "#course/2-autodiff/two-moons.ts";
import { values } from "#course/2-autodiff/values.ts";
import { zeroGrad } from "#course/2-autodiff/zero-grad.ts";
import { elu } from "#course/3-networks/activations/elu.ts";
import { leakyRelu } from "#course/3-networks/activations/leaky-relu.ts";
import { relu } from "#course/3-networks/activations/relu.ts";
import { sigmoid } from "#course/3-networks/activations/sigmoid.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { embed } from "#course/3-networks/layers/embedding.ts";
import { freshLinear, Linear } from "#course/3-networks/layers/linear.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { Residual } from "#course/3-networks/layers/residual.ts";
import { absoluteError } from "#course/3-networks/losses/absolute-error.ts";
import { crossEntropy } from "#course/3-networks/losses/cross-entropy.ts";
import { squaredError } from "#course/3-networks/losses/squared-error.ts";
import type { Module } from "#course/3-networks/modules/module.ts";
import { softmax } from "#course/3-networks/softmax.ts";
import { trainStep } from "#course/3-networks/train-step.ts";
import { constantWeights } from "#course/3-networks/weights/constant-weights.ts";
import { kaimingWeights } from "#course/3-networks/weights/kaiming-weights.ts";
import { normalWeights } from "#course/3-networks/weights/normal-weights.ts";
import { xavierWeights } from "#course/3-networks/weights/xavier-weights.ts";

/** The points of a curve. */
type Points = readonly (readonly [number, number])[];

/** Numbers from one to another, both included, with equal steps. */
function between(from: number, to: number, steps: number): readonly number[] {
  return Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
}

function marks(...places: readonly number[]) {
  return places.map((at) => ({ at, shown: String(at).replace("-", "−") }));
}

/** The result of an activation at each place, and how steep it is there. */
function curves(f: (a: Tensor) => Tensor, places: readonly number[]): { values: Points; slopes: Points } {
  const a = new Tensor(values(places));
  const out = f(a);
  backward(out);
  return {
    values: places.map((x, i) => [x, out.data[i]]),
    slopes: places.map((x, i) => [x, a.grad.data[i]]),
  };
}

/** Two places next to 0, so that a jump is drawn upright. */
const aroundZero = [...between(-4, -1e-9, 80), ...between(1e-9, 4, 80)];

/** A rectifier and its slope. */
export function rectifier() {
  const { values: value, slopes } = curves((a) => relu(a), aroundZero);
  return {
    kind: "chart",
    x: { label: "a", from: -4, to: 4, marks: marks(-4, -2, 0, 2, 4) },
    y: { label: "out", from: -1, to: 4, marks: marks(-1, 0, 1, 2, 3, 4) },
    curves: [
      { label: "value", points: value },
      { label: "slope", points: slopes },
    ],
  };
}

/** The rectifiers, beside each other. */
export function rectifiers() {
  const value = (label: string, f: (a: Tensor) => Tensor) => ({ label, points: curves(f, aroundZero).values });
  return {
    kind: "chart",
    x: { label: "a", from: -4, to: 2, marks: marks(-4, -2, 0, 2) },
    y: { label: "out", from: -2, to: 2, marks: marks(-2, -1, 0, 1, 2) },
    curves: [value("relu", (a) => relu(a)), value("leaky, 0.2", (a) => leakyRelu(a, 0.2)), value("elu", (a) => elu(a))],
  };
}

/** How steep three activations are: where they are flat, no gradient comes through. */
export function slopes() {
  const places = [...between(-6, -1e-9, 90), ...between(1e-9, 6, 90)];
  const slope = (label: string, f: (a: Tensor) => Tensor) => ({ label, points: curves(f, places).slopes });
  return {
    kind: "chart",
    x: { label: "a", from: -6, to: 6, marks: marks(-5, -3, 0, 3, 5) },
    y: { label: "slope", from: 0, to: 1.1, marks: marks(0, 0.25, 0.5, 1) },
    curves: [slope("sigmoid", (a) => sigmoid(a)), slope("tanh", (a) => tanh(a)), slope("relu", (a) => relu(a))],
  };
}

/** Three shares, while the score of the first rises. */
export function shares() {
  const places = between(-4, 6, 100);
  const all = places.map((score) => softmax(new Tensor(values([score, 1, 0]))).data);
  const share = (label: string, k: number) => ({ label, points: places.map((x, i) => [x, all[i][k]] as const) });
  return {
    kind: "chart",
    x: { label: "the first score, beside scores 1 and 0", from: -4, to: 6, marks: marks(-4, -2, 0, 2, 4, 6) },
    y: { label: "share", from: 0, to: 1, marks: marks(0, 0.5, 1) },
    curves: [share("first", 0), share("score 1", 1), share("score 0", 2)],
  };
}

/** Two losses, by how far off a prediction is. */
export function errors() {
  const places = between(-3, 3, 120);
  const loss = (label: string, error: typeof squaredError) => ({
    label,
    points: places.map((off) => [off, error(new Tensor(values([off])), values([0])).data[0]] as const),
  });
  return {
    kind: "chart",
    x: { label: "prediction − target", from: -3, to: 3, marks: marks(-3, -1, 0, 1, 3) },
    y: { label: "loss", from: 0, to: 9, marks: marks(0, 1, 3, 9) },
    curves: [loss("squared", squaredError), loss("absolute", absoluteError)],
  };
}

/** How surprised the loss is, by the probability that the right class had. */
export function surprise() {
  const places = between(0.002, 1, 200);
  const loss = (p: number) => crossEntropy(new Tensor(values([p, 1 - p], [1, 2])), values([1, 0], [1, 2])).data[0];
  return {
    kind: "chart",
    x: { label: "probability of the right class", from: 0, to: 1, marks: marks(0, 0.25, 0.5, 0.75, 1) },
    y: { label: "loss", from: 0, to: 5, marks: marks(0, 1, 2, 3, 4, 5) },
    curves: [{ label: "−log p", points: places.map((p) => [p, loss(p)] as const) }],
  };
}

/** The border between two moons, made of the straight pieces of sixteen rectifiers. */
export function folded() {
  const after = (steps: number) => {
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
    const scoresOf = (of: Tensor) => add(matmul(relu(add(matmul(of, w1), b1)), w2), b2);
    const parameters = [w1, b1, w2, b2];
    for (let step = 0; step < steps; step++) {
      for (const { grad } of parameters) grad.data.fill(0);
      backward(mean(pow(sub(scoresOf(points), side), 2)));
      for (const { data, grad } of parameters) data.forEach((_, i) => void (data[i] -= 0.02 * grad.data[i]));
    }
    const score = (x: number, y: number) => -noGrad(() => scoresOf(new Tensor(values([x, y], [1, 2])))).data[0];
    return { moons, panel: { title: `after ${steps} steps`, score } };
  };
  const all = [0, 50, 400].map(after);
  const [{ moons }] = all;
  return {
    kind: "planes",
    points: moons.labels.map((label, i) => ({ x: moons.xs[i], y: moons.ys[i], label })),
    panels: all.map(({ panel }) => panel),
  };
}

function power(n: number) {
  const raised = String(n).replaceAll(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign))));
  return { at: 10 ** n, shown: `10${raised}` };
}

function count(at: number) {
  return { at, shown: String(at) };
}

/** How large numbers are after each of twenty layers with ReLU. */
export function beginnings() {
  const curve = (label: string, weights: (rng: ReturnType<typeof seededRng>) => Tensor) => {
    const rng = seededRng(1);
    let h = randn([20, 64], rng);
    const points = Array.from({ length: 21 }, (_, layer) => {
      if (layer > 0) h = relu(matmul(h, weights(rng)));
      return [layer, h.data.reduce((sum, x) => sum + x * x, 0) / h.data.length] as const;
    });
    return { label, points };
  };
  return {
    kind: "chart",
    x: { label: "layer", from: 0, to: 20, marks: [0, 5, 10, 15, 20].map(count) },
    y: { label: "mean square", from: 1e-9, to: 1e11, logarithmic: true, marks: [-8, -4, 0, 4, 8].map(power) },
    curves: [
      curve("Kaiming", (rng) => kaimingWeights([64, 64], rng)),
      curve("Xavier", (rng) => xavierWeights([64, 64], rng)),
      curve("deviation 0.3", (rng) => normalWeights([64, 64], rng, 0.3)),
    ],
  };
}

/** The two moons, and what a perceptron of three layers makes of them. */
export function learned() {
  const rng = seededRng(3);
  const moons = twoMoons(80, rng);
  const points = pointsOf(moons);
  const network = new Mlp([freshLinear(2, 16, rng), freshLinear(16, 16, rng), freshLinear(16, 2, rng)], relu);
  const panel = (steps: number, before: number) => {
    for (let step = before; step < steps; step++) trainStep(network, points, moons.labels, 0.5);
    const kept = network.parameters().map(({ data }) => data.slice());
    const score = (x: number, y: number) => {
      network.parameters().forEach(({ data }, i) => data.set(kept[i]));
      const { data } = noGrad(() => network.forward(new Tensor(values([x, y], [1, 2]), { requiresGrad: false })));
      return data[0] - data[1];
    };
    return { title: `after ${steps} steps`, score };
  };
  return {
    kind: "planes",
    points: moons.labels.map((label, i) => ({ x: moons.xs[i], y: moons.ys[i], label })),
    panels: [panel(0, 0), panel(50, 0), panel(200, 50)],
  };
}

/** y = x + w·x: two paths from x to y. */
export function block() {
  const named = (label: string, tensor: Tensor) => Object.assign(tensor, { label });
  const x = named("x", new Tensor(values([3], [])));
  const w = named("w", new Tensor(values([0.1], [])));
  const root = named("y", add(x, named("f(x)", mul(w, x))));
  backward(root);
  return { kind: "graph", root };
}

/** How large the gradient is at each of fifty layers. */
export function paths() {
  const curve = (label: string, wrap: (f: Module) => Module) => {
    const rng = seededRng(1);
    let h = randn([1, 8], rng);
    const all = [h];
    for (let depth = 0; depth < 50; depth++) {
      h = wrap(new Linear(normalWeights([8, 8], rng, 0.1), constantWeights([8], 0))).forward(h);
      all.push(h);
    }
    backward(h);
    return { label, points: all.map(({ grad }, layer) => [layer, Math.hypot(...grad.data)] as const) };
  };
  return {
    kind: "chart",
    x: { label: "layer", from: 0, to: 50, marks: [0, 10, 20, 30, 40, 50].map(count) },
    y: { label: "gradient", from: 1e-32, to: 1e4, logarithmic: true, marks: [-30, -20, -10, 0].map(power) },
    curves: [curve("x + f(x)", (f) => new Residual(f)), curve("f(x)", (f) => f)],
  };
}

/** The loss around the place to which 300 steps have led, along one random direction through all weights. */
export function landscape() {
  const curve = (label: string, wrap: (f: Module) => Module) => {
    const rng = seededRng(4);
    const [x, due] = [randn([10, 6], rng, { requiresGrad: false }), randn([10, 6], rng)];
    const inner = () => new Mlp([freshLinear(6, 6, rng), freshLinear(6, 6, rng)], tanh);
    const network = new Mlp(
      Array.from({ length: 12 }, () => wrap(inner())),
      (h) => h,
    );
    const parameters = network.parameters();
    for (let step = 0; step < 300; step++) {
      zeroGrad(parameters);
      backward(squaredError(network.forward(x), due));
      for (const { data, grad } of parameters) data.forEach((_, i) => (data[i] -= 0.05 * grad.data[i]));
    }
    // Each tensor of the direction is as long as its weights: then large and small ones move alike.
    const found = parameters.map(({ data }) => data.slice());
    const along = found.map((data) => {
      const drawn = randn([data.length], rng).data;
      return drawn.map((d) => (d * Math.hypot(...data)) / Math.hypot(...drawn));
    });
    const lossAt = (far: number) => {
      parameters.forEach(({ data }, k) => data.forEach((_, i) => (data[i] = found[k][i] + far * along[k][i])));
      return noGrad(() => squaredError(network.forward(x), due)).data[0];
    };
    return { label, points: Array.from({ length: 121 }, (_, i) => [(i - 60) / 100, lossAt((i - 60) / 100)] as const) };
  };
  return {
    kind: "chart",
    x: { label: "distance along one direction", from: -0.6, to: 0.6, marks: marks(-0.5, 0, 0.5) },
    y: { label: "loss", from: 0, to: 6, marks: [0, 2, 4, 6].map(count) },
    curves: [curve("x + f(x)", (f) => new Residual(f)), curve("f(x)", (f) => f)],
  };
}

/** A table of three words, one of which is said twice. */
export function words() {
  const table = new Tensor(values([1, 2, 3, 4, 5, 6], [3, 2]));
  const rows = [2, 0, 2, 1];
  const rowsOf = ({ data }: Tensor) =>
    Array.from({ length: data.length / 2 }, (_, i) => [...data.subarray(2 * i, 2 * i + 2)]);
  return { kind: "rows", table: rowsOf(table), rows, taken: rowsOf(embed(table, values(rows))) };
}
