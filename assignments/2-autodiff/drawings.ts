/** @file What the handout draws: `npm run handout` computes it with the reference. */
import { backward } from "#course/2-autodiff/backward.ts";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { numericalGradient } from "#course/2-autodiff/numerical-gradient.ts";
import { offset } from "#course/2-autodiff/offset.ts";
import { add } from "#course/2-autodiff/ops/add.ts";
import { concat } from "#course/2-autodiff/ops/concat.ts";
import { gather } from "#course/2-autodiff/ops/gather.ts";
import { matmul } from "#course/2-autodiff/ops/matmul.ts";
import { mul } from "#course/2-autodiff/ops/mul.ts";
import { slice } from "#course/2-autodiff/ops/slice.ts";
import { sub } from "#course/2-autodiff/ops/sub.ts";
import { transpose } from "#course/2-autodiff/ops/transpose.ts";
import { seededRng } from "#course/2-autodiff/rng.ts";
import { eachIndex } from "#course/2-autodiff/strides.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import {
  freshWeights,
  type Moons,
  pointsOf,
  scoresOf,
  trainStep,
  twoMoons,
  type Weights,
} from "#course/2-autodiff/two-moons.ts";
import { values } from "#course/2-autodiff/values.ts";

function number(label: string, x: number): Tensor {
  return new Tensor(values([x], []), { label });
}

function named(label: string, tensor: Tensor): Tensor {
  tensor.label = label;
  return tensor;
}

function differentiated(root: Tensor) {
  backward(root);
  return { kind: "graph", root };
}

/** The lecture's example: f = (x₁ + x₂)·x₃ − x₄. */
export function first() {
  const [x1, x2, x3, x4] = [number("x₁", 5), number("x₂", 4), number("x₃", 3), number("x₄", 2)];
  const a = named("a", add(x1, x2));
  const b = named("b", mul(a, x3));
  return differentiated(named("f", sub(b, x4)));
}

/** The lecture's second example: f = (x + y)·z. */
export function second() {
  const [x, y, z] = [number("x", -2), number("y", 5), number("z", -4)];
  return differentiated(named("f", mul(named("q", add(x, y)), z)));
}

/** The witness for the order: b = a + a; c = b + b. */
export function twice() {
  const a = number("a", 3);
  const b = named("b", add(a, a));
  return differentiated(named("c", add(b, b)));
}

/** A short and a long way from a to c: a = x + x; b = a + a; c = a + b. */
export function shortcut() {
  const x = number("x", 1);
  const a = named("a", add(x, x));
  const b = named("b", add(a, a));
  return differentiated(named("c", add(a, b)));
}

/** A column and a row make a table. */
export function stretched() {
  return { kind: "stretching", a: [[10], [20]], b: [[1, 2, 3]] };
}

/** How wrong the slope of x³ at 2 comes out, with differences in one direction and in both. */
export function error() {
  const cube = (x: number) => x * x * x;
  const steps = Array.from({ length: 57 }, (_, i) => 10 ** (-i / 4));
  const wrong = (slope: number) => Math.max(1e-14, Math.abs(slope - 12));
  const power = (n: number) => ({ at: 10 ** n, shown: `10${superscript(n)}` });
  return {
    kind: "chart",
    x: { label: "step h", from: 1e-14, to: 1, logarithmic: true, marks: [-14, -10, -6, -2].map(power) },
    y: { label: "error", from: 1e-12, to: 10, logarithmic: true, marks: [-12, -8, -4, 0].map(power) },
    curves: [
      {
        label: "x to x + h",
        points: steps.toReversed().map((h) => [h, wrong((cube(2 + h) - cube(2)) / h)]),
      },
      {
        label: "x − h to x + h",
        points: steps
          .toReversed()
          .map((h) => [h, wrong(numericalGradient(({ data: [x] }) => cube(x), values([2]), h).data[0])]),
      },
    ],
  };
}

function superscript(n: number): string {
  return String(n).replaceAll(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign))));
}

function array(name: string, { shape, data }: Tensor) {
  return { name, shape, data };
}

/** Where the numbers of a matrix go when it is turned over. */
export function turned() {
  const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
  const to = transpose(a);
  const notes: string[] = [];
  eachIndex(to.shape, (index) => void notes.push(`${index[0]}·1 + ${index[1]}·3 = ${offset(index, [1, 3])}`));
  return { kind: "walk", from: [array("a", a)], to: array("transpose(a)", to), notes };
}

/** Which numbers a part takes. */
export function part() {
  const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
  const to = slice(a, 1, 1, 3);
  const notes: string[] = [];
  eachIndex(to.shape, (index) => void notes.push(`1 + ${offset(index, [3, 1])} = ${1 + offset(index, [3, 1])}`));
  return { kind: "walk", from: [array("a", a)], to: array("slice(a, 1, 1, 3)", to), notes };
}

/** Two matrices side by side lie between each other in memory. */
export function joined() {
  const [a, b] = [new Tensor(values([1, 2, 3, 4], [2, 2])), new Tensor(values([5, 6], [2, 1]))];
  const to = concat([a, b], 1);
  return {
    kind: "walk",
    from: [array("a", a), array("b", b)],
    to: array("concat([a, b], 1)", to),
    notes: [],
  };
}

/** A table of three rows, one of which is taken twice. */
export function embedding() {
  const table = new Tensor(values([1, 2, 3, 4, 5, 6], [3, 2]));
  const rows = [2, 0, 2];
  return { kind: "rows", table: rowsOf(table), rows, taken: rowsOf(gather(table, rows)) };
}

/** A row and a column meet. */
export function product() {
  const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
  const b = new Tensor(values([1, 10, 2, 20, 3, 30], [3, 2]));
  return { kind: "product", a: rowsOf(a), b: rowsOf(b), c: rowsOf(matmul(a, b)), row: 1, column: 1 };
}

function rowsOf({ shape: [count, width], data }: Tensor): readonly (readonly number[])[] {
  return Array.from({ length: count }, (_, row) => [...data.subarray(row * width, (row + 1) * width)]);
}

/** The two moons before, during and after training. */
export function border() {
  const after = (steps: number) => {
    const { moons, weights } = trained(steps, 3);
    const score = (x: number, y: number) => {
      const { data } = noGrad(() => scoresOf(weights, pointsOf({ xs: [x], ys: [y], labels: [0] })));
      return data[0] - data[1];
    };
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

/** How the loss falls, or does not, at three rates. */
export function rates() {
  const curve = (rate: number) => ({
    label: `rate ${rate}`,
    // The two halves of the points take turns: both together are one point of the curve.
    points: trained(400, rate).losses.flatMap((loss, step, all) =>
      step % 2 === 1 ? [[step, (all[step - 1] + loss) / 2]] : [],
    ),
  });
  return {
    kind: "chart",
    x: { label: "step", from: 0, to: 400, marks: [0, 100, 200, 300, 400].map((at) => ({ at, shown: String(at) })) },
    y: {
      label: "loss",
      from: 0.02,
      to: 10,
      logarithmic: true,
      marks: [0.1, 1, 10].map((at) => ({ at, shown: String(at) })),
    },
    curves: [0.1, 3, 30].map(curve),
  };
}

/** The training of `trainOnMoons`, kept. */
function trained(steps: number, rate: number): { moons: Moons; weights: Weights; losses: readonly number[] } {
  const rng = seededRng(1);
  const moons = twoMoons(100, rng);
  const [weights, points] = [freshWeights(12, rng), pointsOf(moons)];
  const losses = Array.from({ length: steps }, (_, step) => {
    const from = (step * 50) % moons.labels.length;
    return trainStep(weights, slice(points, 0, from, from + 50), moons.labels.slice(from, from + 50), rate);
  });
  return { moons, weights, losses };
}
