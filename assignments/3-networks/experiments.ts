/**
 * @file The experiments of this assignment: `npx grade experiment NAME` runs one on your own library and draws what comes.
 * `npm run handout` draws each for the handout, on the reference.
 */
import { backward } from "#course/2-autodiff/backward.ts";
import { rand, randn } from "#course/2-autodiff/creation.ts";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { matmul } from "#course/2-autodiff/ops/matmul.ts";
import { type Rng, seededRng } from "#course/2-autodiff/rng.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { pointsOf, twoMoons } from "#course/2-autodiff/two-moons.ts";
import { values } from "#course/2-autodiff/values.ts";
import { zeroGrad } from "#course/2-autodiff/zero-grad.ts";
import { relu } from "#course/3-networks/activations/relu.ts";
import { sigmoid } from "#course/3-networks/activations/sigmoid.ts";
import { tanh } from "#course/3-networks/activations/tanh.ts";
import { freshLinear, Linear } from "#course/3-networks/layers/linear.ts";
import { Mlp } from "#course/3-networks/layers/mlp.ts";
import { Residual } from "#course/3-networks/layers/residual.ts";
import { squaredError } from "#course/3-networks/losses/squared-error.ts";
import { Module } from "#course/3-networks/modules/module.ts";
import { trainStep } from "#course/3-networks/train-step.ts";
import { constantWeights } from "#course/3-networks/weights/constant-weights.ts";
import { kaimingWeights } from "#course/3-networks/weights/kaiming-weights.ts";
import { normalWeights } from "#course/3-networks/weights/normal-weights.ts";
import { xavierWeights } from "#course/3-networks/weights/xavier-weights.ts";

/** Draws the weights of a layer. */
type Initialiser = (shape: readonly [number, number], rng: Rng) => Tensor;

const small: Initialiser = (shape, rng) => normalWeights(shape, rng, 0.1);

/** The experiments by name. */
export const experiments = {
  slopes: {
    title: "Where activations are flat",
    question: "Beyond which operand does a gradient no longer come through?",
    look: "Beyond 3 the slope of tanh is below 1/100, and beyond 5 that of the sigmoid: both are saturated. ReLU is flat on one side only.",
    draw: () => {
      // Two places next to 0, so that a jump is drawn upright.
      const places = [...range(-6, -1e-9, 90), ...range(1e-9, 6, 90)];
      const curve = (label: string, activation: (a: Tensor) => Tensor) => {
        const a = new Tensor(values(places));
        backward(activation(a));
        return { label, points: places.map((x, i) => [x, a.grad.data[i]]) };
      };
      return {
        kind: "chart",
        x: { label: "a", from: -6, to: 6, marks: [-5, -3, 0, 3, 5] },
        y: { label: "slope", from: 0, to: 1.1, marks: [0, 0.25, 0.5, 1] },
        curves: [curve("sigmoid", sigmoid), curve("tanh", tanh), curve("relu", relu)],
      };
    },
  },

  zigzag: {
    title: "Inputs of one sign make descent zigzag",
    question:
      "One neuron, two weights: one has to rise, and the other to fall. Which way do they go if all inputs are positive?",
    look: "With positive inputs both weights rise, or both fall, in every step: the path goes to and fro. The share of such steps stands beside each path.",
    draw: () => {
      const path = (name: string, shift: number) => {
        const rng = seededRng(1);
        const w = new Tensor(values([-1, 1], [2, 1]));
        const points = [[-1, 1]];
        let alike = 0;
        for (let step = 0; step < 60; step++) {
          // Numbers with mean 0 and deviation 1; the shift makes them positive, and leaves their difference as it is.
          const x = rand([1, 2], rng, { requiresGrad: false });
          x.data.forEach((draw, i) => (x.data[i] = (draw - 0.5) * Math.sqrt(12) + shift));
          zeroGrad([w]);
          backward(squaredError(matmul(x, w), values([x.data[0] - x.data[1]], [1, 1])));
          const [first, second] = w.grad.data;
          if (Math.sign(first) === Math.sign(second)) alike += 1;
          w.data.forEach((_, i) => (w.data[i] -= 0.03 * w.grad.data[i]));
          points.push([...w.data]);
        }
        return { label: `${name}: ${Math.round((100 * alike) / 60)} % alike`, points };
      };
      return {
        kind: "chart",
        x: { label: "first weight", from: -1.5, to: 1.5, marks: [-1, 0, 1] },
        y: { label: "second weight", from: -1.5, to: 1.5, marks: [-1, 0, 1] },
        curves: [path("positive", 2), path("standardised", 0)],
      };
    },
  },

  symmetry: {
    title: "Equal neurons stay equal for ever",
    question: "Four neurons begin with the same weights. How far apart are they after 300 steps?",
    look: "The distance is exactly 0 after every step, and the loss is stuck: four equal neurons are one. Drawn weights part at once.",
    draw: () => {
      const x = new Tensor(values([1, 1, 1, 1, -1, 1, -1, 1, 1, -1, -1, 1], [4, 3]), { requiresGrad: false });
      const due = values([1, -1, -1, 1], [4, 1]);
      const curves = (name: string, hidden: Tensor) => {
        const output = constantWeights([4, 1], 0.5);
        const [distances, losses]: [number, number][][] = [[], []];
        for (let step = 0; step <= 300; step++) {
          zeroGrad([hidden, output]);
          const loss = squaredError(matmul(tanh(matmul(x, hidden)), output), due);
          backward(loss);
          distances.push([step, largestDistance(hidden)]);
          losses.push([step, loss.data[0]]);
          for (const { data, grad } of [hidden, output]) data.forEach((_, i) => (data[i] -= 0.3 * grad.data[i]));
        }
        return [
          { label: `distance, ${name}`, points: distances },
          { label: `loss, ${name}`, points: losses },
        ];
      };
      return {
        kind: "chart",
        x: { label: "step", from: 0, to: 300, marks: [0, 100, 200, 300] },
        y: { label: "distance of neurons, and loss", from: 0, to: 3.5, marks: [0, 1, 2, 3] },
        curves: [
          ...curves("constant", constantWeights([3, 4], 0.5)),
          ...curves("drawn", normalWeights([3, 4], seededRng(1), 0.5)),
        ],
      };
    },
  },

  beginnings: {
    title: "How large numbers are behind each layer",
    question: "Twenty layers with ReLU: which weights keep the size of numbers as it is?",
    look: "Kaiming stays near 1. Xavier loses a half in every layer: a millionth is left. With a deviation of 0.3 they explode.",
    draw: () => {
      const curve = (label: string, weights: Initialiser) => {
        const rng = seededRng(1);
        let h = randn([20, 64], rng);
        const points = Array.from({ length: 21 }, (_, layer) => {
          if (layer > 0) h = relu(matmul(h, weights([64, 64], rng)));
          return [layer, meanSquare(h)];
        });
        return { label, points };
      };
      return {
        kind: "chart",
        x: { label: "layer", from: 0, to: 20, marks: [0, 5, 10, 15, 20] },
        y: { label: "mean square", from: 1e-9, to: 1e11, logarithmic: true, marks: [1e-8, 1e-4, 1, 1e4, 1e8] },
        curves: [
          curve("Kaiming", kaimingWeights),
          curve("Xavier", xavierWeights),
          curve("deviation 0.3", (shape, rng) => normalWeights(shape, rng, 0.3)),
        ],
      };
    },
  },

  saturation: {
    title: "What a deep layer says",
    question:
      "Ten layers with tanh. What does the last one say if weights are a third of Xavier's, as he wants them, or four times as large?",
    look: "With small weights all numbers are near 0. With large ones two thirds are nearer than 0.1 to −1 or 1, where tanh is flat. Only Xavier's spread around 0.",
    draw: () => {
      const last = (title: string, factor: number) => {
        const rng = seededRng(1);
        let h = randn([50, 64], rng);
        for (let layer = 0; layer < 10; layer++) h = tanh(matmul(h, normalWeights([64, 64], rng, factor / 8)));
        return { title, numbers: h.data };
      };
      return {
        kind: "histograms",
        x: { label: "outputs of layer 10", from: -1, to: 1, marks: [-1, 0, 1] },
        bins: 20,
        panels: [last("Xavier / 3", 1 / 3), last("Xavier", 1), last("Xavier · 4", 4)],
      };
    },
  },

  moons: {
    title: "A border that bends while it learns",
    question: "Two moons reach into each other. How does the border between them look after 50 steps, and after 200?",
    look: "At first a border anywhere, then a bend, then one that separates the moons.",
    draw: () => {
      const rng = seededRng(3);
      const moons = twoMoons(80, rng);
      const points = pointsOf(moons);
      const network = new Mlp([freshLinear(2, 16, rng), freshLinear(16, 16, rng), freshLinear(16, 2, rng)], relu);
      const parameters = network.parameters();
      const panel = (before: number, steps: number) => {
        for (let step = before; step < steps; step++) trainStep(network, points, moons.labels, 0.5);
        const kept = parameters.map(({ data }) => data.slice());
        const score = (x: number, y: number) => {
          parameters.forEach(({ data }, i) => data.set(kept[i]));
          const { data } = noGrad(() => network.forward(new Tensor(values([x, y], [1, 2]), { requiresGrad: false })));
          return data[0] - data[1];
        };
        return { title: `after ${steps} steps`, score };
      };
      return {
        kind: "planes",
        points: moons.labels.map((label, i) => ({ x: moons.xs[i], y: moons.ys[i], label })),
        panels: [panel(0, 0), panel(0, 50), panel(50, 200)],
      };
    },
  },

  depth: {
    title: "A gradient on its way through fifty layers",
    question:
      "Fifty layers, relu(x · W) or x + relu(x · W), with three kinds of weights. Where does a gradient reach the first layer?",
    look: "Without shortcuts only Kaiming's size carries it that far. With them it never vanishes, but large weights make it explode.",
    draw: () => {
      const curve = (label: string, weights: Initialiser, wrap: (f: Module) => Module) => {
        const rng = seededRng(1);
        let h = randn([8, 32], rng);
        const all = [h];
        for (let layer = 0; layer < 50; layer++) {
          h = wrap(new Bent(new Linear(weights([32, 32], rng), constantWeights([32], 0)))).forward(h);
          all.push(h);
        }
        backward(h);
        return { label, points: all.map(({ grad }, layer) => [layer, Math.hypot(...grad.data)]) };
      };
      const shortcut = (f: Module) => new Residual(f);
      const plain = (f: Module) => f;
      return {
        kind: "chart",
        x: { label: "layer", from: 0, to: 50, marks: [0, 10, 20, 30, 40, 50] },
        y: { label: "gradient", from: 1e-20, to: 1e14, logarithmic: true, marks: [1e-20, 1e-10, 1, 1e10] },
        curves: [
          curve("x + f, small", small, shortcut),
          curve("x + f, Xavier", xavierWeights, shortcut),
          curve("x + f, Kaiming", kaimingWeights, shortcut),
          curve("f, small", small, plain),
          curve("f, Xavier", xavierWeights, plain),
          curve("f, Kaiming", kaimingWeights, plain),
        ],
      };
    },
  },

  landscape: {
    title: "The loss around the place that training found",
    question:
      "Two networks of 24 layers, 300 steps each. How does the loss rise if all weights move along one random direction?",
    look: "With shortcuts the loss is a bowl whose ground is near 0. Without them it is a shallow hollow, with its ground at 0.7.",
    draw: () => {
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
        return { label, points: range(-0.6, 0.6, 120).map((far) => [far, lossAt(far)]) };
      };
      return {
        kind: "chart",
        x: { label: "distance along one direction", from: -0.6, to: 0.6, marks: [-0.5, 0, 0.5] },
        y: { label: "loss", from: 0, to: 6, marks: [0, 2, 4, 6] },
        curves: [curve("x + f(x)", (f) => new Residual(f)), curve("f(x)", (f) => f)],
      };
    },
  },
};

/** A layer with a ReLU behind it. */
class Bent extends Module {
  readonly layer: Module;

  constructor(layer: Module) {
    super();
    this.layer = layer;
  }

  forward(x: Tensor): Tensor {
    return relu(this.layer.forward(x));
  }
}

/** Numbers from one to another, both included, with equal steps. */
function range(from: number, to: number, steps: number): readonly number[] {
  return Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
}

function meanSquare({ data }: Tensor): number {
  return data.reduce((sum, x) => sum + x * x, 0) / data.length;
}

/** The largest distance between two columns: each column has the weights of a neuron. */
function largestDistance({ shape: [rows, columns], data }: Tensor): number {
  const neurons = range(0, columns - 1, columns - 1).map((j) =>
    range(0, rows - 1, rows - 1).map((i) => data[i * columns + j]),
  );
  const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((x, i) => x - b[i]));
  return Math.max(...neurons.flatMap((a) => neurons.map((b) => distance(a, b))));
}
