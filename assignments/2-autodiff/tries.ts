/**
 * @file What the handout asks you to predict. `npx grade try stretching` runs one of them on your own library. The file is
 * yours to change, and nobody collects it.
 */
import { accumulate } from "#course/2-autodiff/accumulate.ts";
import { backward } from "#course/2-autodiff/backward.ts";
import { broadcastShapes } from "#course/2-autodiff/broadcast-shapes.ts";
import { rand, randn, zeros } from "#course/2-autodiff/creation.ts";
import { customFunction } from "#course/2-autodiff/custom-function.ts";
import { detach } from "#course/2-autodiff/detach.ts";
import { mapEach, zipWith } from "#course/2-autodiff/elementwise.ts";
import { ShapeError } from "#course/2-autodiff/errors.ts";
import { forwardGraph, type GraphNode } from "#course/2-autodiff/forward-graph.ts";
import { gradientError } from "#course/2-autodiff/gradient-error.ts";
import { noGrad } from "#course/2-autodiff/no-grad.ts";
import { numericalGradient } from "#course/2-autodiff/numerical-gradient.ts";
import { offset } from "#course/2-autodiff/offset.ts";
import { add } from "#course/2-autodiff/ops/add.ts";
import { concat } from "#course/2-autodiff/ops/concat.ts";
import { div } from "#course/2-autodiff/ops/div.ts";
import { exp } from "#course/2-autodiff/ops/exp.ts";
import { gather } from "#course/2-autodiff/ops/gather.ts";
import { log } from "#course/2-autodiff/ops/log.ts";
import { matmul } from "#course/2-autodiff/ops/matmul.ts";
import { max } from "#course/2-autodiff/ops/max.ts";
import { mean } from "#course/2-autodiff/ops/mean.ts";
import { mul } from "#course/2-autodiff/ops/mul.ts";
import { multiply } from "#course/2-autodiff/ops/multiply.ts";
import { neg } from "#course/2-autodiff/ops/neg.ts";
import { pow } from "#course/2-autodiff/ops/pow.ts";
import { reshape } from "#course/2-autodiff/ops/reshape.ts";
import { slice } from "#course/2-autodiff/ops/slice.ts";
import { stack } from "#course/2-autodiff/ops/stack.ts";
import { sub } from "#course/2-autodiff/ops/sub.ts";
import { sum } from "#course/2-autodiff/ops/sum.ts";
import { transpose } from "#course/2-autodiff/ops/transpose.ts";
import { isRecording } from "#course/2-autodiff/recording.ts";
import { seededRng } from "#course/2-autodiff/rng.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { topologicalOrderIterative } from "#course/2-autodiff/topological-order-iterative.ts";
import { topologicalOrder } from "#course/2-autodiff/topological-order.ts";
import { trainOnMoons } from "#course/2-autodiff/two-moons.ts";
import { unbroadcast } from "#course/2-autodiff/unbroadcast.ts";
import { values } from "#course/2-autodiff/values.ts";
import { zeroGrad } from "#course/2-autodiff/zero-grad.ts";

/** The tries by name: the anchor of their section in the handout. */
export const tries = {
  "finding-an-element": () => {
    console.log(offset([1, 2, 3], [12, 4, 1]));
    console.log(offset([1, 0, 2], [0, 1, 3]));
    console.log(offset([], []));
  },

  stretching: () => {
    console.log(broadcastShapes([3], [3, 1]));
    console.log(broadcastShapes([5], [1, 2, 1]));
    console.log(broadcastShapes([2, 3], [4, 3]));
  },

  "one-element-read-many-times": () => {
    const upstream = values([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]);
    console.log(...unbroadcast(upstream, [2, 1, 2]).data);
    console.log(...unbroadcast(upstream, [3, 1]).data);
  },

  "four-steps-to-a-class": () => {
    class Scalar {
      readonly value: number;
      readonly parents: readonly Scalar[];
      readonly op: string;
      grad = 0;

      constructor(value: number, parents: readonly Scalar[] = [], op = "") {
        this.value = value;
        this.parents = parents;
        this.op = op;
      }
    }
    const plus = (a: Scalar, b: Scalar) => new Scalar(a.value + b.value, [a, b], "+");
    const times = (a: Scalar, b: Scalar) => new Scalar(a.value * b.value, [a, b], "·");

    const story = ({ value, parents, op }: Scalar): string =>
      parents.length === 0 ? `${value}` : `(${parents.map(story).join(` ${op} `)})`;
    const f = times(plus(new Scalar(2), new Scalar(3)), new Scalar(4));
    console.log(f.value);
    console.log(story(f));
  },

  "paths-add-up": () => {
    const x = new Tensor(values([3, 4]));
    const fixed = new Tensor(values([3, 4]), { requiresGrad: false });
    for (const tensor of [x, fixed]) {
      accumulate(tensor, values([0, 1]));
      accumulate(tensor, values([10, -20]));
      console.log(...tensor.grad.data);
    }
  },

  terms: () => {
    const a = new Tensor(values([2, 1000]));
    const b = new Tensor(values([10], []));
    const out = add(a, b);
    out.grad.data.set([5, 7]);
    out.backwardStep();
    console.log(...out.data, "|", ...a.grad.data, "|", ...b.grad.data);
  },

  differences: () => {
    const a = new Tensor(values([7], []));
    const b = new Tensor(values([10, 2]));
    const out = sub(a, b);
    out.grad.data.set([4, -10]);
    out.backwardStep();
    console.log(...out.data, "|", ...a.grad.data, "|", ...b.grad.data);
  },

  "differences-2": () => {
    const x = new Tensor(values([7]));
    const out = sub(x, x);
    out.grad.data.set([3]);
    out.backwardStep();
    console.log(...out.data, "|", ...x.grad.data);
  },

  products: () => {
    const a = new Tensor(values([2, 1000]));
    const b = new Tensor(values([-10], []));
    const out = mul(a, b);
    out.grad.data.set([5, 7]);
    out.backwardStep();
    console.log(...out.data, "|", ...a.grad.data, "|", ...b.grad.data);
  },

  "products-2": () => {
    const x = new Tensor(values([3]));
    const square = mul(x, x);
    square.grad.data.set([10]);
    square.backwardStep();
    console.log(...square.data, "|", ...x.grad.data);
  },

  "sums-along-axes": () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]));
    const out = sum(a, [1]);
    out.grad.data.set([1, 10, 100, 1000]);
    out.backwardStep();
    console.log(out.shape, ...out.data, "|", ...a.grad.data);
  },

  "operands-first": () => {
    const graph: Readonly<Record<string, GraphNode>> = {
      f: { operands: ["b", "x4"], compute: (b, x4) => b - x4 },
      b: { operands: ["a", "x3"], compute: (a, x3) => a * x3 },
      a: { operands: ["x1", "x2"], compute: (x1, x2) => x1 + x2 },
      x1: { operands: [], compute: () => 5 },
      x2: { operands: [], compute: () => 4 },
      x3: { operands: [], compute: () => 3 },
      x4: { operands: [], compute: () => 2 },
    };
    console.log(...[...forwardGraph(graph)].map(([name, number]) => `${name} = ${number}`));
  },

  "operands-first-2": () => {
    let computed = 0;
    const doubled = (name: string): GraphNode => ({
      operands: [name, name],
      compute: (a, b) => {
        computed += 1;
        return a + b;
      },
    });
    const steps = Array.from({ length: 20 }, (_, i) => [`x${i + 1}`, doubled(`x${i}`)] as const);
    const numbers = forwardGraph({ x0: { operands: [], compute: () => 1 }, ...Object.fromEntries(steps) });
    console.log(numbers.get("x20"), computed);
  },

  "parents-first": () => {
    const x = new Tensor(values([1]), { label: "x" });
    const a = add(x, x);
    const b = add(a, a);
    [a.label, b.label] = ["a", "b"];
    for (const c of [add(a, b), add(b, a)]) {
      console.log(...topologicalOrder(c).map((tensor) => tensor.label || "c"));
    }
  },

  "the-way-back": () => {
    const [x1, x2, x3, x4, unused] = [5, 4, 3, 2, 1].map((value) => new Tensor(values([value], [])));
    const a = add(x1, x2);
    const f = sub(mul(a, x3), x4);
    for (const call of [1, 2]) {
      backward(f);
      console.log(`call ${call}:`, ...[x1, x2, x3, x4, unused].map((leaf) => leaf.grad.data[0]));
    }
    console.log("a:", a.grad.data[0]);
  },

  "the-way-back-2": () => {
    const x = new Tensor(values([1, 2]));
    const a = add(x, x);
    const b = add(a, a);
    backward(add(a, b), values([10, 100]));
    console.log(...x.grad.data);
  },

  downhill: () => {
    const receipts = new Tensor(values([1, 1, 0, 0, 1, 1, 1, 0, 1], [3, 3]), { requiresGrad: false });
    const totals = new Tensor(values([4, 6, 8]), { requiresGrad: false });
    let prices = new Tensor(values([0, 0, 0]));
    for (let step = 0; step <= 12; step++) {
      const errors = sub(sum(mul(receipts, prices), [1]), totals);
      const loss = sum(mul(errors, errors));
      backward(loss);
      if (step % 3 === 0) console.log(`loss ${loss.data[0].toFixed(2)}:`, ...[...prices.data].map((x) => x.toFixed(1)));
      prices = new Tensor(zipWith(prices, prices.grad, (price, slope) => price - 0.15 * slope));
    }
  },

  "raise-it-and-look": () => {
    const cube = ({ data: [x] }: { readonly data: Float64Array }) => x * x * x;
    for (const step of [0.1, 0.01, 0.001]) {
      const [slope] = numericalGradient(cube, values([2]), step).data;
      console.log(step, slope.toFixed(6));
    }
  },

  "raise-it-and-look-2": () => {
    const cube = ({ data: [x] }: { readonly data: Float64Array }) => x * x * x;
    for (const step of [1e-3, 1e-5, 1e-7, 1e-9, 1e-11, 1e-13, 1e-15]) {
      const [slope] = numericalGradient(cube, values([2]), step).data;
      console.log(step, Math.abs(slope - 12).toExponential(0));
    }
  },

  "close-enough": () => {
    console.log(gradientError(values([0.01, 1000]), values([0.03, 1001])).toFixed(4));
    console.log(gradientError(values([NaN, 1]), values([2, 1])) < 0.001);
  },

  "close-enough-2": () => {
    const f = (a: Tensor) => sum(mul(a, mul(a, a)));
    const x = new Tensor(values([1, 2, -3]));
    backward(f(x));
    const checked = numericalGradient((moved) => f(new Tensor(moved)).data[0], x);
    console.log(...x.grad.data, "|", gradientError(x.grad, checked) < 1e-8);
  },

  "turned-around": () => {
    const x = new Tensor(values([3, -2]));
    const once = neg(x);
    backward(neg(once), values([5, 7]));
    console.log(...once.data, "|", ...once.grad.data, "|", ...x.grad.data);
  },

  "its-own-slope": () => {
    const x = new Tensor(values([0, 1, -1]));
    const out = exp(x);
    backward(out, values([1, 10, -10]));
    console.log(...[...out.data].map((y) => y.toFixed(2)), "|", ...[...x.grad.data].map((g) => g.toFixed(2)));
  },

  "the-reverse-of-exp": () => {
    const p = new Tensor(values([1, 0.5, 0.01]));
    const loss = neg(log(p));
    backward(loss);
    console.log(...[...loss.data].map((y) => y.toFixed(2)), "|", ...[...p.grad.data].map((g) => g.toFixed(2)));
  },

  quotients: () => {
    const a = new Tensor(values([6, 8]));
    const b = new Tensor(values([-2], []));
    const out = div(a, b);
    backward(out, values([1, 10]));
    console.log(...out.data, "|", ...a.grad.data, "|", ...b.grad.data);
  },

  "quotients-2": () => {
    const one = new Tensor(values([1], []), { requiresGrad: false });
    const z = new Tensor(values([0, 2, 10]));
    const sigmoid = div(one, add(one, exp(neg(z))));
    backward(sigmoid);
    console.log(...[...sigmoid.data].map((y) => y.toFixed(3)), "|", ...[...z.grad.data].map((g) => g.toFixed(5)));
  },

  powers: () => {
    for (const exponent of [2, 0.5, -1, 0]) {
      const x = new Tensor(values([4, 0]));
      const out = pow(x, exponent);
      backward(out, values([10, 10]));
      console.log(exponent, "|", ...out.data, "|", ...x.grad.data);
    }
  },

  "powers-2": () => {
    for (const f of [(x: Tensor) => pow(x, 1.5), (x: Tensor) => mul(x, pow(x, 0.5))]) {
      const x = new Tensor(values([0], []));
      const out = f(x);
      backward(out);
      console.log(...out.data, "|", ...x.grad.data);
    }
  },

  means: () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]));
    const out = mean(a, [0, 2]);
    backward(out, values([4, 40, 400]));
    console.log(...out.data, "|", ...a.grad.data);
  },

  "the-largest": () => {
    const a = new Tensor(values([5, 1, 3, -4, -6, -2], [2, 3]));
    const best = max(a, [1]);
    backward(best, values([10, 20]));
    console.log(...best.data, "|", ...a.grad.data);
  },

  "the-largest-2": () => {
    const a = new Tensor(values([4, 1, 4]));
    backward(max(a), values([6], []));
    const [first, second, third] = a.grad.data;
    console.log(second, first + third);
  },

  "another-shape": () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
    const out = reshape(a, [3, -1]);
    backward(out, values([10, 20, 30, 40, 50, 60], [3, 2]));
    a.data[0] = 99;
    console.log(out.shape, ...out.data, "|", a.grad.shape, ...a.grad.data);
  },

  "axes-in-another-order": () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
    const out = transpose(a);
    backward(out, values([10, 20, 30, 40, 50, 60], [3, 2]));
    console.log(out.shape, ...out.data, "|", ...a.grad.data);
  },

  "axes-in-another-order-2": () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]));
    const out = transpose(a, [1, 2, 0]);
    backward(out, values([10, 20, 30, 40, 50, 60, 70, 80], [2, 2, 2]));
    console.log(...out.data, "|", ...a.grad.data);
  },

  "a-part": () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
    const part = slice(a, 1, 1, 3);
    backward(part, values([10, 20, 30, 40], [2, 2]));
    console.log(...part.data, "|", ...a.grad.data);
  },

  "a-part-2": () => {
    const x = new Tensor(values([1, 2, 3, 4, 5, 6], [3, 2]));
    const out = add(slice(x, 0, 0, 2), slice(x, 0, 1, 3));
    backward(out);
    console.log(...out.data, "|", ...x.grad.data);
  },

  "end-to-end": () => {
    const a = new Tensor(values([1, 2, 3, 4], [2, 2]));
    const b = new Tensor(values([5, 6], [2, 1]));
    const out = concat([a, b], 1);
    backward(out, values([10, 20, 30, 40, 50, 60], [2, 3]));
    console.log(...out.data, "|", ...a.grad.data, "|", ...b.grad.data);
  },

  "end-to-end-2": () => {
    const x = new Tensor(values([7, 8]));
    const y = new Tensor(values([9]));
    const out = concat([x, y, x]);
    backward(out, values([1, 2, 30, 400, 500]));
    console.log(...out.data, "|", ...x.grad.data, "|", ...y.grad.data);
  },

  layers: () => {
    for (const axis of [0, 1]) {
      const xs = new Tensor(values([1, 2, 3]));
      const ys = new Tensor(values([4, 5, 6]));
      const out = stack([xs, ys], axis);
      backward(out, values([10, 20, 30, 40, 50, 60], out.shape));
      console.log(out.shape, ...out.data, "|", ...xs.grad.data, "|", ...ys.grad.data);
    }
  },

  "layers-2": () => {
    const out = stack([new Tensor(values([1, 2])), new Tensor(values([3, 4]))]);
    console.log(out.op, "of", ...out.parents.map(({ op }) => op));
  },

  "rows-by-index": () => {
    const table = new Tensor(values([1, 2, 3, 4, 5, 6], [3, 2]));
    const out = gather(table, [2, 0, 2]);
    backward(out, values([1, 1, 10, 10, 100, 100], [3, 2]));
    console.log(out.shape, ...out.data, "|", ...table.grad.data);
  },

  "matrix-products": () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
    const b = new Tensor(values([1, 10, 2, 20, 3, 30], [3, 2]));
    console.log(matmul(a, b).shape, ...matmul(a, b).data);
    console.log(matmul(b, a).shape);
  },

  "matrix-products-2": () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
    const b = new Tensor(values([1, 10, 2, 20, 3, 30], [3, 2]));
    backward(matmul(a, b), values([1, 0, 0, 10], [2, 2]));
    console.log(...a.grad.data, "|", ...b.grad.data);
  },

  "matrix-products-3": () => {
    const batch = new Tensor(values([1, 2, 10, 20, 100, 200], [3, 1, 2]));
    const weights = new Tensor(values([1, -1], [2, 1]));
    const out = matmul(batch, weights);
    backward(out);
    console.log(out.shape, ...out.data, "|", ...weights.grad.data);
  },

  "where-weights-come-from": () => {
    let draws = 0;
    const counting = { uniform: () => draws++ / 10 };
    const biases = zeros([2, 3]);
    console.log(biases.shape, ...biases.data, "|", ...rand([2, 3], counting).data);
  },

  "where-weights-come-from-2": () => {
    const { data } = randn([10_000], seededRng(1));
    const near = data.filter((x) => Math.abs(x) < 1).length / data.length;
    const far = data.filter((x) => Math.abs(x) > 3).length / data.length;
    console.log(`${(100 * near).toFixed(0)} % within 1, ${(100 * far).toFixed(1)} % beyond 3`);
    console.log(randn([3], seededRng(7)).data.join() === randn([3], seededRng(7)).data.join());
  },

  "starting-again": () => {
    for (const clear of [true, false]) {
      const w = new Tensor(values([1], []));
      const path = Array.from({ length: 8 }, () => {
        if (clear) zeroGrad([w]);
        backward(mul(w, w));
        w.data[0] -= 0.1 * w.grad.data[0];
        return w.data[0].toFixed(2);
      });
      console.log(clear ? "cleared:" : "kept:", ...path);
    }
  },

  "leaving-the-graph": () => {
    const x = new Tensor(values([3], []));
    const out = mul(x, detach(x));
    backward(out);
    console.log(...out.data, "|", ...x.grad.data);
  },

  "leaving-the-graph-2": () => {
    const x = new Tensor(values([3], []));
    const square = noGrad(() => mul(x, x));
    console.log(...square.data, square.parents.length, square.requiresGrad);
    noGrad(() => {
      noGrad(() => mul(x, x));
      console.log(isRecording());
    });
    console.log(isRecording());
  },

  "leaving-the-graph-3": () => {
    try {
      noGrad(() => add(new Tensor(values([1, 2])), new Tensor(values([1, 2, 3]))));
    } catch (error) {
      console.log(error instanceof ShapeError, isRecording());
    }
  },

  "an-operation-of-your-own": () => {
    const turnBack = customFunction({
      op: "turnBack",
      forward: (_, x) => mapEach(x, (number) => number),
      backward: (_, upstream) => [mapEach(upstream, (number) => -number)],
    });
    const x = new Tensor(values([7], []));
    const out = mul(turnBack(x), x);
    backward(out);
    console.log(...out.data, "|", ...x.grad.data);
  },

  "an-operation-of-your-own-2": () => {
    const [x, y, z] = [-2, 5, -4].map((value) => new Tensor(values([value], [])));
    backward(multiply(add(x, y), z), values([10], []));
    console.log(...[x, y, z].map((leaf) => leaf.grad.data[0]));
  },

  "deeper-than-the-call-stack": () => {
    let x = new Tensor(values([1], []));
    for (let i = 0; i < 100_000; i++) x = neg(x);
    for (const order of [topologicalOrder, topologicalOrderIterative]) {
      try {
        console.log(order(x).length);
      } catch (error) {
        console.log(error instanceof RangeError ? error.message : error);
      }
    }
  },

  "all-of-it-at-once": () => {
    const a = new Tensor(values([2, 5], [2, 1]));
    const b = new Tensor(values([1, 10, 100]));
    const total = sum(sub(mul(a, b), a));
    backward(total);
    console.log(...total.data, "|", ...a.grad.data, "|", ...b.grad.data);
  },

  "two-moons": () => {
    trainOnMoons({ steps: 400, units: 12, rate: 3 });
  },
} satisfies Readonly<Record<string, () => void>>;
