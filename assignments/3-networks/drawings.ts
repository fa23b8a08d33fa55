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
import { elu } from "#course/3-networks/activations/elu.ts";
import { leakyRelu } from "#course/3-networks/activations/leaky-relu.ts";
import { relu } from "#course/3-networks/activations/relu.ts";
import { embed } from "#course/3-networks/layers/embedding.ts";
import { absoluteError } from "#course/3-networks/losses/absolute-error.ts";
import { crossEntropy } from "#course/3-networks/losses/cross-entropy.ts";
import { squaredError } from "#course/3-networks/losses/squared-error.ts";
import { softmax } from "#course/3-networks/softmax.ts";

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

/** y = x + w·x: two paths from x to y. */
export function block() {
  const named = (label: string, tensor: Tensor) => Object.assign(tensor, { label });
  const x = named("x", new Tensor(values([3], [])));
  const w = named("w", new Tensor(values([0.1], [])));
  const root = named("y", add(x, named("f(x)", mul(w, x))));
  backward(root);
  return { kind: "graph", root };
}

/** A table of three words, one of which is said twice. */
export function words() {
  const table = new Tensor(values([1, 2, 3, 4, 5, 6], [3, 2]));
  const rows = [2, 0, 2, 1];
  const rowsOf = ({ data }: Tensor) =>
    Array.from({ length: data.length / 2 }, (_, i) => [...data.subarray(2 * i, 2 * i + 2)]);
  return { kind: "rows", table: rowsOf(table), rows, taken: rowsOf(embed(table, values(rows))) };
}
