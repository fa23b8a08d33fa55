import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { sizesOfNumbers, special, valuesOf } from "../support/arbitraries.ts";
import { must, same, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import { exact, fill, type Measured, timesEach, type Values } from "../support/values.ts";
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
    suspects: misconceptions.map(({ asks, gives }) => ({
      asks,
      explains: (said: Packed, asked: Gradients) => {
        for (const due of gives(asked.gradients, mostOf(asked))) same("a gradient", said.next("a gradient"), due);
      },
    })),
  });

/** Other ways to shorten gradients. */
const misconceptions: readonly {
  readonly asks: string;
  readonly gives: (all: readonly Values[], most: number) => readonly Measured[];
}[] = [
  {
    asks: "Might it be that the 10⁻⁶ is missing?",
    gives: (all, most) => scaled(all, most / normed(all)),
  },
  {
    asks: "Might it be that the factor is computed again after an array has shrunk? It belongs before the loop.",
    gives: (all, most) => inTurn(all, (now, k) => now.map((g, j) => (j === k ? scaledBy(g, factorFor(now, most)) : g))),
  },
  {
    asks: "Might it be that the factor is computed again for each number? It belongs before both loops.",
    gives: (all, most) => inTurn(all, (now, k) => eachNumber(now, k, most)),
  },
  {
    asks: "Might it be that each array has a factor of its own?",
    gives: (all, most) => all.flatMap((g) => clippedTruth([g], most)),
  },
];

function normed(all: readonly Values[]): number {
  return normOf(all).data[0] ?? 0;
}

function factorFor(all: readonly Values[], most: number): number {
  return Math.min(1, most / (normed(all) + 1e-6));
}

function scaledBy(g: Values, factor: number): Values {
  return timesEach(g, Math.min(1, factor));
}

function scaled(all: readonly Values[], factor: number): readonly Measured[] {
  return all.map((g) => exact(scaledBy(g, factor)));
}

/** What becomes of gradients that are changed one array after the other. */
function inTurn(
  all: readonly Values[],
  change: (now: readonly Values[], k: number) => readonly Values[],
): readonly Measured[] {
  return all.reduce((now, _, k) => change(now, k), all).map(exact);
}

/** Every number of an array shrinks by a factor that is computed then. */
function eachNumber(now: readonly Values[], k: number, most: number): readonly Values[] {
  const { shape, data } = pick(now, k);
  return Array.from(data.keys()).reduce((all, i) => {
    const factor = factorFor(all, most);
    const { data: numbers } = pick(all, k);
    const changed = fill(shape, (j) => (j === i ? factor : 1) * pick(numbers, j));
    return all.map((g, j) => (j === k ? changed : g));
  }, now);
}

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
