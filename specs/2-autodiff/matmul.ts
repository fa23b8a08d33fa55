import fc from "fast-check";
import { same, sameList } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { batchedProducts, type Product, products, squares } from "../support/moves.ts";
import { namesShapes, refuses, run } from "../support/question.ts";
import { exact, fill, inner, type Measured, type Values } from "../support/values.ts";
import * as every from "./linear-maps.ts";

const multiplication: every.LinearMap<"x" | "y", Product> = {
  name: "matmul",
  given: products(),
  operands: ({ x, y }) => ({ x, y }),
  apply: (t) => t.x.matmul(t.y),
  shows: ({ x, y }) => ({ x, y }),
};

/** The value. */
export const value = every.value(multiplication, {
  says: "C[i, j] = Σₚ A[i, p] · B[p, j].",
  suspects: [
    {
      asks: "Might it be that each sum keeps only its last term?",
      explains: ({ value: got, truth }, { x, y }) => same("the result", got, lastTerms(x, y, truth.value)),
    },
  ],
});

/** In batches. */
export const batched = law({
  stub: "matmul.forward",
  says: "In a batch every pair of matrices is multiplied, and the axes of the batch are stretched to each other.",
  runs: 40,
  given: batchedProducts(),
  ask: ({ x, y }) => run({ x, y }, (t) => t.x.matmul(t.y)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ x, y }) => ({ x, y }),
});

/** The other way round. */
export const turnedOver = law({
  stub: "matmul.forward",
  says: "Turned over, a product is that of its factors turned over, in the other order.",
  runs: 20,
  given: products(),
  ask: ({ x, y }) => ({
    straight: run({ x, y }, (t) => t.x.matmul(t.y)),
    turned: run({ y: overTurned(y), x: overTurned(x) }, (t) => t.y.matmul(t.x)),
  }),
  holds: ({ straight, turned }) => {
    const { value: got, truth } = straight;
    same("the product of the factors turned over", turned.value, {
      ...overTurned(got),
      magnitude: overTurned({ ...got, data: truth.value.magnitude }).data,
    });
  },
  shows: ({ x, y }) => ({ x, y }),
});

export const operandsKept = every.keepsOperands(multiplication);

/** What does not fit. */
export const refusal = law({
  stub: "matmul.forward",
  says: "Factors that do not fit, or are not matrices, are refused, and the error names both shapes.",
  runs: 20,
  given: fc
    .record({ sizes: fc.tuple(size(), size(), size()), by: fc.integer({ min: 1, max: 3 }) })
    .map(({ sizes: [m, k, n], by }) => ({ a: [m, k], b: [k, n], wrong: [k + by, n] })),
  ask: ({ a, b, wrong }) => {
    const of = (x: readonly number[], y: readonly number[]) =>
      run({ x: counting(x), y: counting(y) }, (t) => t.x.matmul(t.y));
    return {
      inner: refuses(of(a, wrong)),
      firstVector: refuses(of(a.slice(1), b)),
      secondVector: refuses(of(a, a.slice(1))),
      batch: refuses(of([2, ...a], [3, ...b])),
      control: of(a, b),
    };
  },
  holds: ({ inner: unequal, firstVector, secondVector, batch, control }, { a, b, wrong }) => {
    same("the product of factors that fit", control.value, control.truth.value);
    namesShapes(unequal, [a, wrong]);
    namesShapes(firstVector, [a.slice(1), b]);
    namesShapes(secondVector, [a, a.slice(1)]);
    // It is the axes of the batch that do not fit.
    namesShapes(batch, [[2], [3]]);
  },
  shows: ({ a, b, wrong }) => ({ "shape of x": a, "shape of y": b, "a shape that does not fit x": wrong }),
});

/** The gradient. */
export const gradient = every.gradient(multiplication, {
  says: "A receives upstream times B turned over, B receives A turned over times upstream.",
});

/** In batches. */
export const batchSummed = law({
  stub: "matmul.backward",
  says: "A matrix that served several pairs of a batch receives the sum of its gradients.",
  runs: 40,
  given: batchedProducts(),
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.matmul(t.y), upstream),
  holds: (said) => every.sameGradients(said, said.truth.grad),
  shows: ({ x, y, upstream }) => ({ x, y, upstream }),
});

/** A matrix times itself. */
export const shared = law({
  stub: "matmul.backward",
  says: "A matrix that is multiplied by itself receives both shares.",
  runs: 30,
  given: squares(),
  ask: ({ x, upstream }) => run({ x }, (t) => t.x.matmul(t.x), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, upstream }) => ({ x, upstream }),
});

/** Backward is the transpose of forward, for each factor while the other stands still. */
export const adjoint = law({
  stub: "matmul.backward",
  says: "For each factor backward is forward transposed: ⟨A · B, g⟩ = ⟨A, gradient of A⟩ = ⟨B, gradient of B⟩.",
  runs: 20,
  given: products(),
  ask: ({ x, y, upstream }) => run({ x, y }, (t) => t.x.matmul(t.y), upstream),
  holds: ({ grad, truth }, { x, y, upstream }) => {
    const due = inner(truth.value, exact(upstream));
    sameList("shape of the gradient of x", grad.x.shape, x.shape);
    same("⟨x, gradient of x⟩", inner(exact(x), grad.x), due);
    sameList("shape of the gradient of y", grad.y.shape, y.shape);
    same("⟨y, gradient of y⟩", inner(exact(y), grad.y), due);
  },
  shows: ({ x, y, upstream }) => ({ x, y, upstream }),
});

export const accumulated = every.accumulates(multiplication);
export const computed = every.reachesComputed(multiplication);
export const linear = every.linear(multiplication);
export const restKept = every.keepsRest(multiplication);

/** A size from 2 on: an axis of one is stretched, and so fits everything. */
function size(): fc.Arbitrary<number> {
  return fc.integer({ min: 2, max: 4 });
}

function counting(shape: readonly number[]): Values {
  return fill(shape, (i) => i + 1);
}

/** A matrix turned over. */
function overTurned({ shape: [m = 0, n = 0], data }: Values): Values {
  return fill([n, m], (i) => data[(i % m) * n + Math.floor(i / m)] ?? Number.NaN);
}

/** The last term of every sum. */
function lastTerms(x: Values, y: Values, { shape }: Measured): Measured {
  const [k = 0, n = 0] = y.shape;
  return exact(
    fill(shape, (i) => {
      const [left, right] = [x.data[Math.floor(i / n) * k + k - 1], y.data[(k - 1) * n + (i % n)]];
      return (left ?? Number.NaN) * (right ?? Number.NaN);
    }),
  );
}
