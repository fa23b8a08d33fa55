import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { sizesOfNumbers, special, valuesOf } from "../support/arbitraries.ts";
import { must, same, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import { exact, fill, type Measured, type Values } from "../support/values.ts";
import { type Gradients, gradients, longOnes, normOf, showGradients } from "./gradients.ts";

function mostOf({ gradients: all, share }: Gradients): number {
  return share * (normOf(all).data[0] ?? 1) || 1;
}

function askClip(asked: Gradients) {
  const shapes = asked.gradients.map(({ shape }) => shape);
  return probePacked(
    "4-training/steps.clipped",
    { gradients: asked.gradients.map(plainOfSpecial), most: mostOf(asked) },
    shapes,
  );
}

/** The gradients after clipping. */
export function clippedTruth(all: readonly Values[], most: number): readonly Measured[] {
  const factor = Math.min(1, most / ((normOf(all).data[0] ?? 0) + 1e-6));
  return all.map((g) => exact(fill(g.shape, (i) => factor * pick(g.data, i))));
}

const isClipped = (core: boolean, says: string, given: fc.Arbitrary<Gradients>, runs: number) =>
  law({
    stub: "clipNorm",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: askClip,
    holds: (said, asked) => {
      for (const [i, due] of clippedTruth(asked.gradients, mostOf(asked)).entries()) {
        const what = `gradient ${i + 1} after clipping`;
        same(what, said.next(what), due);
      }
    },
    shows: (asked) => ({ ...showGradients(asked), most: mostOf(asked) }),
  });

/** The value. */
export const oneFactor = isClipped(
  true,
  "All gradients shrink by one factor, most / (norm + 10⁻⁶), if that is below 1.",
  gradients((s) => valuesOf(s), { shares: [0.5, 0.25, 0.9, 1.5, 4] }),
  80,
);
export const clipsMany = isClipped(
  false,
  "Gradients of hundreds of numbers shrink together.",
  gradients(around(1, 8), longOnes),
  4,
);
export const clipsAnySize = isClipped(
  false,
  "Numbers of any size: all shrink by one factor.",
  sizesOfNumbers().chain((drawn) => gradients(drawn)),
  20,
);

/** Short gradients. */
export const shortKept = law({
  stub: "clipNorm",
  says: "Gradients that are short enough stay as they are, to the last digit, also where all are 0.",
  given: fc.oneof(
    gradients((s) => valuesOf(s), { shares: [1.5, 4, 1000] }),
    gradients((s) => fc.constant(fill(s, () => 0))),
  ),
  runs: 20,
  ask: askClip,
  holds: (said, { gradients: all }) => {
    for (const gradient of all) unchanged("a gradient", said.next("a gradient"), gradient);
  },
  shows: (asked) => ({ ...showGradients(asked), most: mostOf(asked) }),
});

/** What is not a number. */
export const clipVisible = law({
  stub: "clipNorm",
  says: "What is not a number is still none after clipping.",
  given: gradients(special),
  runs: 20,
  ask: askClip,
  holds: (said, { gradients: all }) => {
    for (const { shape, data } of all) {
      const got = said.next("a gradient");
      data.forEach((g, i) => {
        const x = got.data[i] ?? 0;
        if (Number.isNaN(g)) must(Number.isNaN(x), `gradient ${i} of shape [${shape.join()}]`, "NaN", showNumber(x));
      });
    }
  },
  shows: showGradients,
});
