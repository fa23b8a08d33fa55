import fc from "fast-check";
import { plainOrNeutral, sizesOfNumbers, special, valuesOf } from "../support/arbitraries.ts";
import { same, sameKinds, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import type { Question } from "../support/question.ts";
import { fill, type Measured, times, timesEach, type Values } from "../support/values.ts";
import { dropped, type Dropping, droppings, hasDraws, plainDropping, showDropping, turned } from "./droppings.ts";

function askForward(asked: Dropping): Question<Packed> {
  const { shape: s } = asked.a;
  return probePacked("4-training/dropout.forward", plainDropping(asked), [s, s, [], s, s]);
}

/** dropout.forward: the value. */
export const scaledUp = law({
  stub: "dropout.forward",
  core: true,
  weight: 2,
  says: "What is kept is divided by 1 − p, and the rest is 0.",
  given: droppings((s) => plainOrNeutral(s, 3)),
  ask: askForward,
  holds: (said, { a, draws, p }) => same("the result", said.next("the result"), dropped(a, draws, p)),
  shows: showDropping,
  suspects: [
    {
      asks: "Might it be that what is kept is not scaled up?",
      explains: (said, { a, draws, p }) =>
        same("the result", said.next("the result"), times(dropped(a, draws, p), 1 - p)),
    },
    {
      asks: "Might it be that what is kept is divided by p?",
      explains: (said, { a, draws, p }) =>
        same("the result", said.next("the result"), times(dropped(a, draws, p), (1 - p) / p)),
    },
  ],
});

/** dropout.forward: p = 0, and p next to 1. */
export const nothingDropped = law({
  stub: "dropout.forward",
  says: "With p = 0 every element stays what it is, to the last digit.",
  given: droppings((s) => valuesOf(s), { ps: fc.constant(0) }),
  runs: 20,
  ask: askForward,
  holds: (said, { a }) => {
    unchanged("the result", said.next("the result"), a);
    for (const what of ["a", "the draws", "the second result"]) said.next(what);
    unchanged("the result when a is set to 0", said.next("the result"), a);
  },
  shows: showDropping,
});
export const nearlyAllDropped = law({
  stub: "dropout.forward",
  says: "With p next to 1, the few that are kept count a million times.",
  given: droppings((s) => valuesOf(s), { ps: fc.constantFrom(1 - 2 ** -20, 1 - 1e-6) }),
  runs: 20,
  ask: askForward,
  holds: (said, { a, draws, p }) => same("the result", said.next("the result"), dropped(a, draws, p)),
  shows: showDropping,
});

/** dropout.forward: what is left alone, and what is drawn. */
export const onlyReads = law({
  stub: "dropout.forward",
  says: "The operand is not changed, a second call has a mask of its own, and nothing else is drawn.",
  given: droppings((s) => valuesOf(s)),
  runs: 30,
  ask: askForward,
  holds: (said, { a, draws, p }) => {
    said.next("the result");
    unchanged("a", said.next("a"), a);
    hasDraws(said, a.data.length);
    same("the result of a second call", said.next("the second result"), dropped(a, turned(draws), p));
  },
  shows: showDropping,
});
export const forwardAnySize = law({
  stub: "dropout.forward",
  says: "Numbers of any size: the rule stays the same.",
  given: sizesOfNumbers().chain((drawn) => droppings(drawn)),
  runs: 20,
  ask: askForward,
  holds: (said, { a, draws, p }) => same("the result", said.next("the result"), dropped(a, draws, p)),
  shows: showDropping,
});
export const forwardVisible = law({
  stub: "dropout.forward",
  says: "What is not a number stays visible where it is kept, and leaves its neighbours alone.",
  given: droppings(special),
  runs: 30,
  ask: askForward,
  holds: (said, { a, draws, p }) =>
    sameKinds("the result", keptPart(said.next("the result"), draws, p), keptPart(a, draws, p)),
  shows: showDropping,
});

/** The numbers of what is kept; 0 for the rest, where 0 · NaN may be either. */
function keptPart(v: Values, draws: Values, p: number): Values {
  return { shape: v.shape, data: v.data.map((x, i) => ((draws.data[i] ?? 0) >= p ? x : 0)) };
}

function askGradient(asked: Dropping): Question<Packed> {
  const { shape: s } = asked.a;
  return probePacked("4-training/dropout.gradient", plainDropping(asked), [s, s, s, s, s, []]);
}

const hasGradient = (core: boolean, says: string, given: fc.Arbitrary<Dropping>, runs: number): Law =>
  law({
    stub: "dropout.backward",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: askGradient,
    holds: (said, { upstream, draws, p, before }) => {
      // The gradient was something before: the share is added to it.
      same("gradient of a", said.next("gradient of a"), dropped(upstream, draws, p, before));
    },
    shows: (asked) => ({ ...showDropping(asked), ...(asked.a.data.length > 24 ? {} : { upstream: asked.upstream }) }),
    suspects: wrongWays.map(({ asks, gives }) => ({
      asks,
      explains: (said: Packed, asked: Dropping) =>
        same("gradient of a", said.next("gradient of a"), gives(asked, asked.before)),
    })),
  });

/** What else could arrive at the operand. */
const wrongWays: readonly { readonly asks: string; readonly gives: (asked: Dropping, before: Values) => Measured }[] = [
  {
    asks: "Might it be that a second mask is drawn on the way back?",
    gives: ({ upstream, draws, p }, before) => dropped(upstream, turned(draws), p, before),
  },
  {
    asks: "Might it be that what was kept is not divided by 1 − p?",
    gives: ({ upstream, draws, p }, before) => dropped(timesEach(upstream, 1 - p), draws, p, before),
  },
  {
    asks: "Might it be that the upstream gradient arrives whole, without the mask?",
    gives: ({ upstream, p }, before) =>
      dropped(
        upstream,
        fill(upstream.shape, () => 1),
        p,
        before,
      ),
  },
];

/** dropout.backward: the value. */
export const sameMask = hasGradient(
  true,
  "What was kept receives the upstream gradient, divided by 1 − p, the rest 0.",
  droppings((s) => plainOrNeutral(s, 3)).map((asked) => ({ ...asked, before: fill(asked.a.shape, () => 0) })),
  100,
);
export const accumulated = hasGradient(
  false,
  "The share is added to the gradient that is there already.",
  droppings((s) => valuesOf(s)),
  30,
);
export const gradientAnySize = hasGradient(
  false,
  "Gradients of any size: the rule stays the same.",
  sizesOfNumbers()
    .chain((drawn) => droppings(drawn))
    .map((asked) => ({ ...asked, before: fill(asked.a.shape, () => 0) })),
  20,
);
export const gradientAtEnds = hasGradient(
  false,
  "With p = 0 all of the upstream gradient arrives; next to 1 it counts a million times for a few.",
  droppings((s) => valuesOf(s), { ps: fc.constantFrom(0, 1 - 2 ** -20) }).map((asked) => ({
    ...asked,
    before: fill(asked.a.shape, () => 0),
  })),
  20,
);

/** dropout.backward: twice, and what is left alone. */
export const backwardAgain = law({
  stub: "dropout.backward",
  says: "A second time, the same mask counts; upstream and result stay as they are, and nothing is drawn.",
  given: droppings((s) => valuesOf(s)),
  runs: 30,
  ask: askGradient,
  holds: (said, { a, upstream, draws, p, before }) => {
    said.next("gradient of a");
    const twice = { ...upstream, data: upstream.data.map((g) => 2 * g) };
    same("gradient of a after two times", said.next("gradient of a"), dropped(twice, draws, p, before));
    unchanged("the upstream gradient", said.next("the upstream gradient"), upstream);
    const out = said.next("the result");
    unchanged("the result", out, said.next("the result before"));
    hasDraws(said, a.data.length);
  },
  shows: showDropping,
});

/** dropout.backward: operands that are results. */
export const computed = law({
  stub: "dropout.backward",
  says: "An operand that was computed itself receives its share like any other.",
  given: droppings((s) => valuesOf(s)),
  runs: 20,
  ask: (asked) => probePacked("4-training/dropout.computedGradient", plainDropping(asked), [asked.a.shape]),
  holds: (said, { upstream, draws, p }) =>
    same("gradient of the computed a", said.next("gradient of a"), dropped(upstream, draws, p)),
  shows: showDropping,
});

/** dropout.backward: constants. */
export const constants = law({
  stub: "dropout.backward",
  says: "A constant keeps gradient 0.",
  given: droppings((s) => valuesOf(s)),
  runs: 10,
  ask: (asked) => probePacked("4-training/dropout.constantGradient", plainDropping(asked), [asked.a.shape]),
  holds: (said, { a }) =>
    unchanged(
      "gradient of a",
      said.next("gradient of a"),
      fill(a.shape, () => 0),
    ),
  shows: showDropping,
});
export const gradientVisible = law({
  stub: "dropout.backward",
  says: "What is not a number stays visible where it was kept, and leaves its neighbours alone.",
  given: droppings((s) => valuesOf(s)).chain((asked) =>
    special(asked.a.shape).map((upstream) => ({ ...asked, upstream })),
  ),
  runs: 30,
  ask: askGradient,
  holds: (said, { upstream, draws, p }) =>
    sameKinds("gradient of a", keptPart(said.next("gradient of a"), draws, p), keptPart(upstream, draws, p)),
  shows: showDropping,
});
