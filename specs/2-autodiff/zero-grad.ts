import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { reports, same, sameList, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { entry, listIn, plainOf, valuesFrom } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { exact, fill, type Values, values } from "../support/values.ts";

const stub = "zeroGrad";

/** A tensor and the gradient that it has. */
interface Weight {
  readonly x: Values;
  readonly grad: Values;
}

/** Now and then a gradient is 0 already. */
const weight: fc.Arbitrary<Weight> = shape({ maxRank: 2 }).chain((s) =>
  fc.record({
    x: valuesOf(s, 2),
    grad: fc.oneof({ arbitrary: valuesOf(s, 3), weight: 3 }, { arbitrary: fc.constant(fill(s, () => 0)), weight: 1 }),
  }),
);
const one = fill([1], () => 1);
const clear = { x: one, grad: fill([1], () => 0) };
const large = { x: fill([331], (i) => i), grad: fill([331], (i) => i + 1) };
const weights = fc.record({ tensors: fc.array(weight, { minLength: 1, maxLength: 4 }) });

const asPlain = (tensors: readonly Weight[]) => ({
  tensors: tensors.map(({ x, grad }) => ({ x: plainOf(x), grad: plainOf(grad) })),
});

/** The gradients. */
export const allZero = law({
  stub,
  core: true,
  weight: 2,
  says: "Every gradient becomes 0, in place.",
  given: weights,
  examples: [
    { tensors: [clear, { x: one, grad: one }] },
    // The elements of a gradient cancel each other.
    { tensors: [{ x: fill([2], () => 1), grad: values([1, -1]) }] },
    // The first element of a gradient is 0, the others are not.
    { tensors: [{ x: fill([3], () => 1), grad: fill([3], (i) => i) }] },
    { tensors: [...Array.from({ length: 70 }, () => ({ x: one, grad: one })), large] },
  ],
  runs: 60,
  ask: ({ tensors }) => probe("2-autodiff/zero-grad.clearGradients", asPlain(tensors)),
  holds: (said, { tensors }) => {
    const after = listIn("the tensors", said);
    sameList("how many tensors", [after.length], [tensors.length]);
    tensors.forEach(({ grad }, i) => {
      const tensor = after[i] ?? null;
      const what = `gradient of tensor ${i + 1}`;
      same(what, valuesFrom(what, entry(tensor, "grad")), zeros(grad));
      reports(`where the ${what} lies`, entry(tensor, "memory"), "its own");
    });
  },
  shows: ({ tensors }) => Object.fromEntries(tensors.map(({ grad }, i) => [`gradient ${i + 1}`, grad])),
});

/** The numbers of the tensors. */
export const numbersKept = law({
  stub,
  says: "The numbers of the tensors are not changed.",
  given: weights,
  runs: 20,
  ask: ({ tensors }) => probe("2-autodiff/zero-grad.clearGradients", asPlain(tensors)),
  holds: (said, { tensors }) => {
    const after = listIn("the tensors", said);
    tensors.forEach(({ x }, i) => {
      const what = `tensor ${i + 1}, afterwards`;
      unchanged(what, valuesFrom(what, entry(after[i] ?? null, "x")), x);
    });
  },
  shows: ({ tensors }) => Object.fromEntries(tensors.map(({ x }, i) => [`tensor ${i + 1}`, x])),
});

/** Tensors outside the list. */
export const othersKept = law({
  stub,
  says: "Only the tensors in the list lose their gradients, not what they were computed from.",
  given: shape({ maxRank: 2 }).chain((s) =>
    fc.record({ given: valuesOf(s, 1), left: valuesOf(s, 2), below: valuesOf(s, 3) }),
  ),
  runs: 20,
  ask: ({ given, left, below }) =>
    probe("2-autodiff/zero-grad.neighbours", asPlain([given, left, below].map((grad) => ({ x: grad, grad })))),
  holds: (said, { given, left, below }) => {
    const gradient = (name: string) => valuesFrom("a gradient", entry(said, name));
    same("gradient of a tensor in the list", gradient("given"), zeros(given));
    same("gradient of a computed tensor in the list", gradient("computed"), zeros(given));
    unchanged("gradient of a tensor that is not in the list", gradient("left"), left);
    unchanged("gradient of what a tensor in the list was computed from", gradient("below"), below);
  },
});

/** Gradients that are NaN or infinite. */
export const overflown = law({
  stub,
  says: "A gradient that is no number, NaN or infinite, becomes 0 as well.",
  given: fc.constant({}),
  runs: 1,
  ask: () => probe("2-autodiff/zero-grad.clearOverflown", {}),
  holds: (said) => {
    const after = listIn("the gradients", said);
    for (const [i, what] of ["gradient 1", "gradient 2"].entries())
      same(what, valuesFrom(what, after[i] ?? null), exact(fill([3], () => 0)));
  },
  shows: () => ({ "gradient 1": "NaN, Infinity, −Infinity", "gradient 2": "NaN, NaN, NaN" }),
});

function zeros({ shape: s }: Values) {
  return exact(fill(s, () => 0));
}
