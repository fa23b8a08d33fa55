/**
 * @file What the handout asks you to predict. `npm run try stretching` runs one of them on your own library. The file is
 * yours to change, and nobody collects it.
 */
import { accumulate } from "#course/2-autodiff/accumulate.ts";
import { backward } from "#course/2-autodiff/backward.ts";
import { broadcastShapes } from "#course/2-autodiff/broadcast-shapes.ts";
import { offset } from "#course/2-autodiff/offset.ts";
import { add } from "#course/2-autodiff/ops/add.ts";
import { mul } from "#course/2-autodiff/ops/mul.ts";
import { sub } from "#course/2-autodiff/ops/sub.ts";
import { sum } from "#course/2-autodiff/ops/sum.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { topologicalOrder } from "#course/2-autodiff/topological-order.ts";
import { unbroadcast } from "#course/2-autodiff/unbroadcast.ts";
import { values } from "#course/2-autodiff/values.ts";

/** The tries by name: the anchor of their section in the handout. */
export const tries = {
  "finding-an-element": () => {
    console.log(offset([1, 2, 3], [12, 4, 1]));
    console.log(offset([1, 2], [0, 1]));
    console.log(offset([], []));
  },

  stretching: () => {
    console.log(broadcastShapes([3], [3, 1]));
    console.log(broadcastShapes([], [5]));
    console.log(broadcastShapes([2, 3], [3, 2]));
  },

  "one-element-read-many-times": () => {
    const upstream = values([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [2, 3, 2]);
    console.log(...unbroadcast(upstream, [2, 1, 2]).data);
  },

  "paths-add-up": () => {
    const x = new Tensor(values([3, 4]));
    const fixed = new Tensor(values([3, 4]), { requiresGrad: false });
    for (const tensor of [x, fixed]) {
      accumulate(tensor, values([1, 1]));
      accumulate(tensor, values([10, 20]));
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
    const x = new Tensor(values([7]));
    const out = sub(x, x);
    out.grad.data.set([3]);
    out.backwardStep();
    console.log(...out.data, "|", ...x.grad.data);
  },

  products: () => {
    const x = new Tensor(values([3]));
    const square = mul(x, x);
    square.grad.data.set([10]);
    square.backwardStep();
    console.log(...square.data, "|", ...x.grad.data);
  },

  "sums-along-axes": () => {
    const a = new Tensor(values([1, 2, 3, 4, 5, 6], [2, 3]));
    const columns = sum(a, [0]);
    columns.grad.data.set([1, 10, 100]);
    columns.backwardStep();
    console.log(columns.shape, ...columns.data, "|", ...a.grad.data);
  },

  "parents-first": () => {
    const [x1, x2, x3, x4] = ["x1", "x2", "x3", "x4"].map((label) => new Tensor(values([1]), { label }));
    const f = sub(mul(add(x1, x2), x3), x4);
    console.log(
      topologicalOrder(f)
        .map((tensor) => tensor.label || tensor.op)
        .join(" "),
    );
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
    const [x, y, z] = [-2, 5, -4].map((value) => new Tensor(values([value], [])));
    backward(mul(add(x, y), z));
    console.log(...[x, y, z].map((leaf) => leaf.grad.data[0]));
  },

  "all-of-it-at-once": () => {
    const a = new Tensor(values([2, 5], [2, 1]));
    const b = new Tensor(values([1, 10, 100]));
    const total = sum(sub(mul(a, b), a));
    backward(total);
    console.log(...total.data, "|", ...a.grad.data, "|", ...b.grad.data);
  },
} satisfies Readonly<Record<string, () => void>>;

if (import.meta.main) {
  const [name = ""] = process.argv.slice(2);
  const act = new Map<string, () => void>(Object.entries(tries)).get(name);
  try {
    if (act === undefined)
      console.log(`npm run try NAME, with one of these names:\n  ${Object.keys(tries).join("\n  ")}`);
    act?.();
  } catch (error) {
    console.log(error instanceof Error ? `${error.name}: ${error.message}` : error);
  }
}
