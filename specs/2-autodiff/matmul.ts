import fc from "fast-check";
import { valuesOfAnySize } from "../support/arbitraries.ts";
import { same, sameList } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { batchedProducts, type Product, products, squares } from "./moves.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { pick } from "../support/lists.ts";
import { truthOf } from "../support/oracle.ts";
import { namesShapes, type Question, refuses, run } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { stretch } from "../support/shapes.ts";
import { sumSuspects } from "../support/suspects.ts";
import { exact, fill, inner, type Measured, type Values, values } from "../support/values.ts";
import * as map from "./linear-maps.ts";

const multiplication: every.Operation<"a" | "b", Product> = {
  name: "matmul",
  given: products(),
  operands: ({ a, b }) => ({ a, b }),
  apply: (t) => t.a.matmul(t.b),
  shows: ({ a, b }) => ({ a, b }),
};

/** Matrices with one side of more than 64 elements: tiles and blocks end there. */
const longSided: typeof multiplication = {
  ...multiplication,
  given: fc
    .record({
      place: fc.nat({ max: 2 }),
      long: fc.integer({ min: 65, max: 201 }),
      sides: fc.tuple(size(), size(), size()),
    })
    .chain(({ place, long, sides }) => {
      const [m = 1, k = 1, n = 1] = sides.with(place, long);
      const upstream = valuesOfAnySize([m, n]);
      return fc.record({ a: valuesOfAnySize([m, k]), b: valuesOfAnySize([k, n]), upstream, second: upstream });
    }),
};

/** A row and a column whose product, and whose gradients, are 0 · ∞. */
const zeroTimesInfinity = {
  operands: [values([0, 1], [1, 2]), values([Infinity, 1], [2, 1])],
  options: [],
  upstream: values([Infinity], [1, 1]),
};

/** The value. */
export const value = map.value(multiplication, {
  says: "C[i, j] = Σₚ A[i, p] · B[p, j].",
  suspects: [
    {
      asks: "Might it be that each sum keeps only its last term?",
      explains: ({ value: got, truth }, { a, b }) => same("the result", got, lastTerms(a, b, truth.value)),
    },
  ],
});

/** In batches. */
export const batched = law({
  stub: "matmul.forward",
  says: "In a batch every pair of matrices is multiplied, and the axes of the batch are stretched to each other.",
  runs: 40,
  given: batchedProducts(),
  ask: ({ a, b }) => run({ a, b }, (t) => t.a.matmul(t.b)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
  shows: ({ a, b }) => ({ a, b }),
});

/** The product of transposed factors. */
export const turnedOver = law({
  stub: "matmul.forward",
  says: "Turned over, a product is that of its factors turned over, in the other order.",
  runs: 20,
  given: products(),
  ask: ({ a, b }) => ({
    straight: run({ a, b }, (t) => t.a.matmul(t.b)),
    turned: run({ b: turnOver(b), a: turnOver(a) }, (t) => t.b.matmul(t.a)),
  }),
  holds: ({ straight, turned }) => {
    const { value: got, truth } = straight;
    same("the product of the factors turned over", turned.value, {
      ...turnOver(got),
      magnitude: turnOver({ ...got, data: truth.value.magnitude }).data,
    });
  },
  shows: ({ a, b }) => ({ a, b }),
});

/** Small products whose elements differ much in size. Strassen's product lends terms of one element to another. */
export const ownTerms = law({
  stub: "matmul.forward",
  says: "Each element is as exact as a sum of its own terms, however large the others are.",
  runs: 24,
  given: fc
    .constantFrom(2, 2, 4)
    .chain((size) => fc.record({ a: valuesOfAnySize([size, size]), b: valuesOfAnySize([size, size]) })),
  ask: ({ a, b }) => run({ a, b }, (t) => t.a.matmul(t.b)),
  holds: ({ value: got, truth }) => same("the result", got, truth.value),
});

export const long = every.computes(longSided, {
  says: "A side of a hundred elements changes nothing: every term of every sum counts.",
  runs: 9,
});

export const operandsKept = every.keepsOperands(multiplication);

/** Factors that do not fit. */
export const refusal = law({
  stub: "matmul.forward",
  says: "Factors that do not fit, or are not matrices, are refused, and the error names both shapes.",
  runs: 20,
  given: fc
    .record({ sizes: fc.tuple(size(), size(), size()), by: fc.integer({ min: 1, max: 3 }) })
    .map(({ sizes: [m, k, n], by }) => ({ a: [m, k], b: [k, n], wrong: [k + by, n] })),
  ask: ({ a, b, wrong }) => {
    const of = (first: readonly number[], second: readonly number[]) =>
      run({ a: countUp(first), b: countUp(second) }, (t) => t.a.matmul(t.b));
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
    // Only the batch axes do not fit, so the error names these.
    namesShapes(batch, [[2], [3]]);
  },
  shows: ({ a, b, wrong }) => ({ "shape of a": a, "shape of b": b, "a shape that does not fit a": wrong }),
});
export const large = extreme.computesLarge({ name: "matmul", ranks: [2, 2, 2, 4, 5] });
export const visible = extreme.showsSpecial({ name: "matmul", specials: [zeroTimesInfinity] });

/** The gradient. */
export const gradient = map.gradient(multiplication, {
  says: "A receives upstream times B turned over, B receives A turned over times upstream.",
});

/** In batches. */
export const batchSummed = law({
  stub: "matmul.backward",
  says: "A matrix that served several pairs of a batch receives the sum of its gradients.",
  runs: 40,
  given: batchedProducts(),
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.matmul(t.b), upstream),
  holds: (said) => every.sameGradients(said, said.truth.grad),
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
  suspects: sumSuspects<Product, Question<Run<"a" | "b">>>(({ grad, truth }, { a, b, upstream }) => {
    const batch = upstream.shape.slice(0, -2);
    const whole = (factor: Values) => stretch(factor, [...batch, ...factor.shape.slice(-2)]);
    const { grads } = truthOf(run({ a: whole(a), b: whole(b) }, (t) => t.a.matmul(t.b), upstream).ask);
    return (["a", "b"] as const).map((name, i) => ({ got: grad[name], due: truth.grad[name], terms: pick(grads, i) }));
  }),
});

/** A matrix times itself. */
export const shared = law({
  stub: "matmul.backward",
  says: "A matrix that is multiplied by itself receives both shares.",
  runs: 30,
  given: squares(),
  ask: ({ a, upstream }) => run({ a }, (t) => t.a.matmul(t.a), upstream),
  holds: ({ grad, truth }) => same("gradient of a", grad.a, truth.grad.a),
  shows: ({ a, upstream }) => ({ a, upstream }),
});

/** Backward is the transpose of forward, for each factor while the other is constant. */
export const adjoint = law({
  stub: "matmul.backward",
  says: "For each factor backward is forward transposed: ⟨A · B, g⟩ = ⟨A, gradient of A⟩ = ⟨B, gradient of B⟩.",
  runs: 20,
  given: products(),
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.matmul(t.b), upstream),
  holds: ({ grad, truth }, { a, b, upstream }) => {
    const due = inner(truth.value, exact(upstream));
    sameList("shape of the gradient of a", grad.a.shape, a.shape);
    same("⟨a, gradient of a⟩", inner(exact(a), grad.a), due);
    sameList("shape of the gradient of b", grad.b.shape, b.shape);
    same("⟨b, gradient of b⟩", inner(exact(b), grad.b), due);
  },
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
});

export const accumulated = every.accumulates(multiplication);
export const computed = every.reachesComputed(multiplication);
export const linear = every.isLinear(multiplication);
export const restKept = every.keepsRest(multiplication);
export const longGradient = every.differentiates(longSided, {
  says: "The gradients of matrices with a side of a hundred elements follow the same rule.",
  runs: 9,
});
export const largeGradient = extreme.differentiatesLarge({ name: "matmul", ranks: [2, 2, 2, 4, 5] });
export const visibleGradient = extreme.handsOnSpecial({ name: "matmul", specials: [zeroTimesInfinity] });

/** A size of at least 2, since an axis of size 1 would be stretched. */
function size(): fc.Arbitrary<number> {
  return fc.integer({ min: 2, max: 4 });
}

function countUp(shape: readonly number[]): Values {
  return fill(shape, (i) => i + 1);
}

/** The transpose of a matrix. */
function turnOver({ shape: [m = 0, n = 0], data }: Values): Values {
  return fill([n, m], (i) => data[(i % m) * n + Math.floor(i / m)] ?? Number.NaN);
}

/** The wrong product that keeps only the last term of every sum. */
function lastTerms(a: Values, b: Values, { shape }: Measured): Measured {
  const [k = 0, n = 0] = b.shape;
  return exact(
    fill(shape, (i) => {
      const [left, right] = [a.data[Math.floor(i / n) * k + k - 1], b.data[(k - 1) * n + (i % n)]];
      return (left ?? Number.NaN) * (right ?? Number.NaN);
    }),
  );
}
