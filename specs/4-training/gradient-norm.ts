import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { sizesOfNumbers, special, valuesOf } from "../support/arbitraries.ts";
import { same, sameKinds, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import { fill } from "../support/values.ts";
import { type Gradients, gradients, longOnes, normOf, showGradients } from "./gradients.ts";

function askNorm({ gradients: all }: Gradients) {
  const shapes = all.map(({ shape }) => shape);
  return probePacked("4-training/steps.norm", { gradients: all.map(plainOfSpecial) }, [[], ...shapes]);
}

const hasNorm = (core: boolean, says: string, given: fc.Arbitrary<Gradients>, runs: number) =>
  law({
    stub: "gradientNorm",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: askNorm,
    holds: (said, { gradients: all }) => same("the norm", said.next("the norm"), normOf(all)),
    shows: showGradients,
  });

/** The value. */
export const together = hasNorm(
  true,
  "The root of the sum of all squares, over all gradients together.",
  gradients((s) => valuesOf(s)),
  60,
);
export const normOfMany = hasNorm(
  false,
  "Gradients of hundreds of numbers: the norm is that of all.",
  gradients(around(1, 8), longOnes),
  4,
);
export const normAnySize = hasNorm(
  false,
  "Numbers of any size: the norm is right to the last digits.",
  sizesOfNumbers().chain((drawn) => gradients(drawn)),
  20,
);
export const normOfNothing = hasNorm(
  false,
  "Gradients that are 0 have norm 0.",
  gradients((s) => fc.constant(fill(s, () => 0))),
  5,
);

/** What is left alone. */
export const normKeeps = law({
  stub: "gradientNorm",
  says: "The gradients are not changed.",
  given: gradients((s) => valuesOf(s)),
  runs: 20,
  ask: askNorm,
  holds: (said, { gradients: all }) => {
    said.next("the norm");
    for (const gradient of all) unchanged("a gradient", said.next("a gradient"), gradient);
  },
  shows: showGradients,
});

/** What is not a number. */
export const normVisible = law({
  stub: "gradientNorm",
  says: "A gradient that is not a number shows in the norm.",
  given: gradients(special),
  runs: 20,
  ask: askNorm,
  holds: (said, { gradients: all }) => sameKinds("the norm", said.next("the norm"), normOf(all)),
  shows: showGradients,
});
