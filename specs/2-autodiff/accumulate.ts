import { broadcastPair, single } from "../support/arbitraries.ts";
import { same, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { operations } from "../support/operations.ts";
import { constant, run } from "../support/question.ts";
import { exact, fill, plus } from "../support/values.ts";

const stub = "accumulate";

/** Two paths. */
export const adding = law({
  stub,
  core: true,
  weight: 2,
  says: "What came along one path is added to what came along the others.",
  given: single(),
  ask: ({ x, upstream, second }) =>
    run({ x }, ({ x: t }, { accumulate }) => {
      accumulate(t, upstream);
      accumulate(t, second);
      return t;
    }),
  holds: ({ grad }, { upstream, second }) => same("gradient of x", grad.x, plus(exact(upstream), exact(second))),
  shows: ({ x, upstream, second }) => ({ x, "first share": upstream, "second share": second }),
  suspects: [
    {
      asks: "Might it be that the gradient is assigned, so that the last share replaces the first?",
      explains: ({ grad }, { second }) => same("gradient of x", grad.x, exact(second)),
    },
    {
      asks: "Might it be that the sum goes into a new array, as with `total.map`, and `total` itself stays as it was?",
      explains: ({ grad }, { x }) => same("gradient of x", grad.x, exact(fill(x.shape, () => 0))),
    },
  ],
});

/** A share of a larger shape. */
export const broadcasting = law({
  stub,
  says: "A share of a larger shape is summed down to the tensor's own.",
  given: broadcastPair(),
  ask: ({ x, upstream }) =>
    run({ x }, ({ x: t }, { accumulate }) => {
      accumulate(t, upstream);
      return t;
    }),
  holds: ({ grad }, { x, upstream }) => same("gradient of x", grad.x, operations.unbroadcast.truth(upstream, x.shape)),
  shows: ({ x, upstream }) => ({ x, share: upstream }),
});

/** The share belongs to somebody else. */
export const untouched = law({
  stub,
  says: "Neither the share nor the tensor's own numbers are changed.",
  given: single(),
  ask: ({ x, upstream, second }) =>
    run({ x }, ({ x: t }, { accumulate }) => {
      accumulate(t, upstream);
      accumulate(t, second);
      return t;
    }),
  holds: ({ inputs, keepsWhatItIsGiven }, { x }) => {
    unchanged("x afterwards", inputs.x, x);
    keepsWhatItIsGiven();
  },
  shows: ({ x, upstream, second }) => ({ x, "first share": upstream, "second share": second }),
});

/** Constants. */
export const constants = law({
  stub,
  says: "A constant keeps gradient zero, and its neighbour receives its share.",
  given: single(),
  ask: ({ x, upstream }) =>
    run({ x, constant: constant(x) }, ({ x: t, constant: c }, { accumulate }) => {
      accumulate(c, upstream);
      accumulate(t, upstream);
      return t;
    }),
  holds: ({ grad }, { x, upstream }) => {
    same("gradient of x", grad.x, exact(upstream));
    same("gradient of the constant", grad.constant, exact(fill(x.shape, () => 0)));
  },
  shows: ({ x, upstream }) => ({ x, share: upstream }),
});
