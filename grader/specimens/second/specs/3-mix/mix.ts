import fc from "fast-check";
import { must, showNumber } from "../../../../../specs/support/compare.ts";
import { law } from "../../../../../specs/support/law.ts";
import { probe } from "../../../../../specs/support/question.ts";

const number = fc.integer({ min: -9, max: 9 });
const mixture = fc.record({ a: number, b: number, weight: number });

/** A case: three single numbers. */
interface Mixture {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

function equal(what: string, got: unknown, due: number): void {
  must(Object.is(Number(got) + 0, due + 0), what, showNumber(due), showNumber(Number(got)));
}

const field = (said: unknown, name: string): unknown => (said as Readonly<Record<string, unknown>> | null)?.[name];

/** The value of a mixture. */
export const value = law({
  stub: "mix",
  core: true,
  weight: 2,
  says: "A times weight, plus b.",
  given: mixture,
  ask: (given: Mixture) => probe("3-mix/mix.value", { ...given }),
  holds: (said, { a, b, weight }) => equal("the mixture", said, a * weight + b),
});

/** The gradients of a mixture. */
export const gradient = law({
  stub: "mix",
  says: "The way back reaches all three: a receives weight, weight receives a, b receives 1.",
  given: mixture,
  ask: (given: Mixture) => probe("3-mix/mix.gradients", { ...given }),
  holds: (said, { a, weight }) => {
    equal("gradient of a", field(said, "a"), weight);
    equal("gradient of weight", field(said, "weight"), a);
    equal("gradient of b", field(said, "b"), 1);
  },
});

/** The value with shares as weights: the whole library. */
export const shared = law({
  stub: "mixing",
  core: true,
  weight: 2,
  says: "A mixture with shares as weights is right.",
  given: mixture,
  ask: (given: Mixture) => probe("3-mix/mix.mixed", { ...given }),
  holds: (said, { a, b }) => equal("the mixture", said, a * 0.25 + b),
});

/** The gradient of the whole library. */
export const back = law({
  stub: "mixing",
  says: "Its gradient is right, too.",
  given: mixture,
  ask: (given: Mixture) => probe("3-mix/mix.gradients", { ...given }),
  holds: (said, { weight }) => equal("gradient of a", field(said, "a"), weight),
});
