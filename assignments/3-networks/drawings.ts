/** @file What the handout draws: `npm run handout` computes it with the reference. */
import { backward } from "#course/2-autodiff/backward.ts";
import { randn } from "#course/2-autodiff/creation.ts";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { add } from "#course/2-autodiff/ops/add.ts";
import { matmul } from "#course/2-autodiff/ops/matmul.ts";
import { mul } from "#course/2-autodiff/ops/mul.ts";
import { seededRng } from "#course/2-autodiff/rng.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { pointsOf, twoMoons } from "#course/2-autodiff/two-moons.ts";
import { values } from "#course/2-autodiff/values.ts";
import { zeroGrad } from "#course/2-autodiff/zero-grad.ts";
import { relu } from "#course/3-networks/activations/relu.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { embed } from "#course/3-networks/layers/embedding.ts";
import { freshLinear, Linear } from "#course/3-networks/layers/linear.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { Residual } from "#course/3-networks/layers/residual.ts";
import { squaredError } from "#course/3-networks/losses/squared-error.ts";
import type { Module } from "#course/3-networks/modules/module.ts";
import { trainStep } from "#course/3-networks/train-step.ts";
import { constantWeights } from "#course/3-networks/weights/constant-weights.ts";
import { kaimingWeights } from "#course/3-networks/weights/kaiming-weights.ts";
import { normalWeights } from "#course/3-networks/weights/normal-weights.ts";
import { xavierWeights } from "#course/3-networks/weights/xavier-weights.ts";

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
    y: { label: "mean square", from: 1e-9, to: 1e9, logarithmic: true, marks: [-8, -4, 0, 4, 8].map(power) },
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
    const network = new Mlp(Array.from({ length: 12 }, () => wrap(inner())), (h) => h);
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
    x: { label: "distance along one direction", from: -0.6, to: 0.6, marks: [-0.5, 0, 0.5].map(count) },
    y: { label: "loss", from: 0, to: 6, marks: [0, 2, 4, 6].map(count) },
    curves: [curve("x + f(x)", (f) => new Residual(f)), curve("f(x)", (f) => f)],
  };
}

/** A table of three words, one of which is said twice. */
export function words() {
  const table = new Tensor(values([1, 2, 3, 4, 5, 6], [3, 2]));
  const rows = [2, 0, 2, 1];
  const rowsOf = ({ data }: Tensor) => Array.from({ length: data.length / 2 }, (_, i) => [...data.subarray(2 * i, 2 * i + 2)]);
  return { kind: "rows", table: rowsOf(table), rows, taken: rowsOf(embed(table, values(rows))) };
}
