import fc from "fast-check";
import {
  broadcastPair,
  shape,
  type Single,
  single,
  special,
  valuesOf,
  valuesOfAnySize,
  wideShape,
} from "../support/arbitraries.ts";
import { same, sameKinds, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { operations } from "../support/operations.ts";
import { constant, type Question, run } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import { slipSuspects } from "../support/suspects.ts";
import { exact, fill, plus } from "../support/values.ts";

const stub = "accumulate";

/** Two shares for one tensor. */
export const adding = law({
  stub,
  core: true,
  weight: 2,
  says: "What came along one path is added to what came along the others.",
  given: single(),
  ask: ({ a, upstream, second }) =>
    run({ tensor: a }, ({ tensor }, { accumulate }) => {
      accumulate(tensor, upstream);
      accumulate(tensor, second);
      return tensor;
    }),
  holds: ({ grad }, { upstream, second }) =>
    same("gradient of tensor", grad.tensor, plus(exact(upstream), exact(second))),
  shows: ({ a, upstream, second }) => ({ tensor: a, "first share": upstream, "second share": second }),
  suspects: [
    {
      asks: "Might it be that the gradient is assigned, so that the last share replaces the first?",
      explains: ({ grad }, { second }) => same("gradient of tensor", grad.tensor, exact(second)),
    },
    {
      asks: "Might it be that the sum goes into a new array, as with `total.map`, and `total` itself stays as it was?",
      explains: ({ grad }, { a }) => same("gradient of tensor", grad.tensor, exact(fill(a.shape, () => 0))),
    },
    ...slipSuspects<Single, Question<Run<"tensor">>>(({ grad }, { upstream, second }) => [
      grad.tensor,
      plus(exact(upstream), exact(second)),
    ]),
  ],
});

/** A share of a larger shape. */
export const broadcasting = law({
  stub,
  says: "A share of a larger shape is summed down to the tensor's own.",
  given: broadcastPair(),
  ask: ({ a, upstream }) =>
    run({ tensor: a }, ({ tensor }, { accumulate }) => {
      accumulate(tensor, upstream);
      return tensor;
    }),
  holds: ({ grad }, { a, upstream }) =>
    same("gradient of tensor", grad.tensor, operations.unbroadcast.truth(upstream, a.shape)),
  shows: ({ a, upstream }) => ({ tensor: a, share: upstream }),
});

/** The share and the tensor's numbers stay as they are. */
export const untouched = law({
  stub,
  says: "Neither the share nor the tensor's own numbers are changed.",
  given: single(),
  ask: ({ a, upstream, second }) =>
    run({ tensor: a }, ({ tensor }, { accumulate }) => {
      accumulate(tensor, upstream);
      accumulate(tensor, second);
      return tensor;
    }),
  holds: ({ inputs, keepsWhatItIsGiven }, { a }) => {
    unchanged("tensor afterwards", inputs.tensor, a);
    keepsWhatItIsGiven();
  },
  shows: ({ a, upstream, second }) => ({ tensor: a, "first share": upstream, "second share": second }),
});

/** Hundreds of elements, numbers of any size. */
export const large = law({
  stub,
  says: "Hundreds of elements, numbers from 2⁻³⁰ to 2⁴⁰: every share is added.",
  runs: 6,
  given: wideShape().chain((s) => fc.record({ first: valuesOfAnySize(s), second: valuesOfAnySize(s) })),
  ask: ({ first, second }) =>
    run({ tensor: first }, ({ tensor }, { accumulate }) => {
      accumulate(tensor, first);
      accumulate(tensor, second);
      return tensor;
    }),
  holds: ({ grad }, { first, second }) => same("gradient of tensor", grad.tensor, plus(exact(first), exact(second))),
  shows: ({ first, second }) => ({ "first share": first, "second share": second }),
});

/** NaN and infinities. */
export const visible = law({
  stub,
  says: "What is not a number stays visible: a NaN or an infinity in a share reaches the gradient.",
  runs: 20,
  given: shape().chain((s) => fc.record({ a: valuesOf(s), first: special(s), second: special(s) })),
  ask: ({ a, first, second }) =>
    run({ tensor: a }, ({ tensor }, { accumulate }) => {
      accumulate(tensor, first);
      accumulate(tensor, second);
      return tensor;
    }),
  holds: ({ grad }, { first, second }) =>
    sameKinds("gradient of tensor", grad.tensor, plus(exact(first), exact(second))),
  shows: ({ a, first, second }) => ({ tensor: a, "first share": first, "second share": second }),
});

/** A constant beside another tensor. */
export const constants = law({
  stub,
  says: "A constant keeps gradient zero, and its neighbour receives its share.",
  given: single(),
  ask: ({ a, upstream }) =>
    run({ tensor: a, constant: constant(a) }, (t, { accumulate }) => {
      accumulate(t.constant, upstream);
      accumulate(t.tensor, upstream);
      return t.tensor;
    }),
  holds: ({ grad }, { a, upstream }) => {
    same("gradient of tensor", grad.tensor, exact(upstream));
    same("gradient of the constant", grad.constant, exact(fill(a.shape, () => 0)));
  },
  shows: ({ a, upstream }) => ({ tensor: a, share: upstream }),
});
