import fc from "fast-check";
import {
  broadcastableShapes,
  shape,
  special,
  stretchingTo,
  valuesOf,
  valuesOfAnySize,
  wideShape,
} from "../support/arbitraries.ts";
import { must, same, sameKinds, sameList } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { call, type Called, type Question } from "../support/question.ts";
import { stretch } from "../support/shapes.ts";
import { slipSuspects, sumSuspects } from "../support/suspects.ts";
import { exact, fill, inner, type Measured, type Shape, sizeOf, type Values } from "../support/values.ts";

const stub = "unbroadcast";

/** A shape, and an upstream gradient of a shape that it broadcasts to. */
const stretchedUpstream = broadcastableShapes().chain(({ a, out }) =>
  fc.record({ upstream: valuesOf(out, 1), shape: fc.constant(a), x: valuesOf(a, 2) }),
);

/** The sums. */
export const summing = law({
  stub,
  core: true,
  weight: 2,
  says: "Every element of upstream is added to the element that was read for it.",
  given: stretchedUpstream,
  ask: ({ upstream, shape: s }) => call("unbroadcast", upstream, s),
  holds: ({ result, truth }) => same("the sum", result, truth),
  shows: ({ upstream, shape: s }) => ({ upstream, shape: s }),
  suspects: [
    {
      asks: "Might it be that only the axes in front are summed, not those of size 1?",
      explains: ({ result }, { upstream, shape: s }) => same("the sum", result, sumLeadingOnly(upstream, s)),
    },
    ...sumSuspects<{ readonly upstream: Values }, Question<Called<Measured>>>(({ result, truth }, { upstream }) => [
      { got: result, due: truth, terms: exact(upstream) },
    ]),
    ...slipSuspects<unknown, Question<Called<Measured>>>(({ result, truth }) => [result, truth]),
  ],
});

/** Equal shapes. */
export const identity = law({
  stub,
  says: "Where nothing was stretched, nothing is summed: the result is a copy with memory of its own.",
  given: shape().chain((s) => fc.record({ upstream: valuesOf(s, 1) })),
  ask: ({ upstream }) => call("unbroadcast", upstream, upstream.shape),
  holds: ({ result, borrowed }, { upstream }) => {
    same("the sum", result, exact(upstream));
    must(!borrowed, "the result", "numbers of its own", "the numbers of upstream itself");
  },
});

/** Forward stretches, backward sums: one is the transpose of the other. */
export const adjoint = law({
  stub,
  says: "Stretching and summing are each other's reverse: ⟨stretched x, g⟩ = ⟨x, summed g⟩.",
  given: stretchedUpstream,
  ask: ({ upstream, shape: s }) => call("unbroadcast", upstream, s),
  holds: ({ result, truth }, { x, upstream }) => {
    sameList("shape of the sum", result.shape, x.shape);
    same(
      "⟨x, summed g⟩",
      inner(exact(x), { ...result, magnitude: truth.magnitude }),
      inner(stretch(x, upstream.shape), exact(upstream)),
    );
  },
});

/** Hundreds of elements, up to five axes, numbers of any size. */
export const large = law({
  stub,
  says: "Hundreds of elements, five axes, numbers from 2⁻³⁰ to 2⁴⁰: the rule stays the same.",
  runs: 6,
  given: wideShape().chain((s) => fc.record({ upstream: valuesOfAnySize(s), shape: stretchingTo(s) })),
  ask: ({ upstream, shape: s }) => call("unbroadcast", upstream, s),
  holds: ({ result, truth, borrowed, keepsItsArguments }) => {
    same("the sum", result, truth);
    must(!borrowed, "the result", "numbers of its own", "the numbers of upstream itself");
    keepsItsArguments();
  },
});

/** NaN and infinities. */
export const visible = law({
  stub,
  says: "What is not a number stays visible: no NaN and no infinity comes out as a number.",
  runs: 20,
  given: broadcastableShapes().chain(({ a, out }) => fc.record({ upstream: special(out), shape: fc.constant(a) })),
  ask: ({ upstream, shape: s }) => call("unbroadcast", upstream, s),
  holds: ({ result, truth }) => sameKinds("the sum", result, truth),
});

/** The argument stays as it is. */
export const untouched = law({
  stub,
  says: "The upstream gradient is not changed.",
  given: stretchedUpstream,
  ask: ({ upstream, shape: s }) => call("unbroadcast", upstream, s),
  holds: ({ keepsItsArguments }) => keepsItsArguments(),
  shows: ({ upstream, shape: s }) => ({ upstream, shape: s }),
});

/** The wrong sum over the axes in front alone. */
function sumLeadingOnly(upstream: Values, to: Shape): Measured {
  const rest = upstream.shape.slice(upstream.shape.length - to.length);
  const block = sizeOf(rest);
  return exact(
    fill(rest, (i) =>
      Array.from({ length: upstream.data.length / block }, (_, k) => upstream.data[k * block + i] ?? 0).reduce(
        (a, b) => a + b,
        0,
      ),
    ),
  );
}
