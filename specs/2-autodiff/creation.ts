import fc from "fast-check";
import { shape } from "../support/arbitraries.ts";
import { beside, type Fact, must, reports, same, showNumber, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { entry, type Plain, valuesFrom } from "../support/plain.ts";
import { probe, probeNumbers } from "../support/question.ts";
import { drawsOf } from "../support/rng.ts";
import { distanceBound, farthest, hitsBounds, normalCdf, productsBound, squaresBounds } from "../support/statistics.ts";
import { exact, fill, type Shape, sizeOf } from "../support/values.ts";

type Maker = "zeros" | "rand" | "randn";

const seed = fc.noShrink(fc.nat({ max: 2 ** 31 - 1 }));
const asked = fc.record({ shape: shape(), seed });
/** Five axes and 315 elements. */
const wide = [7, 5, 3, 1, 3];

/** Asks for the properties of a new tensor. */
const askMaker = (
  maker: Maker,
  s: Shape,
  from: number,
  options?: { readonly label?: string; readonly requiresGrad?: boolean },
) =>
  probe("2-autodiff/creation.makeTensor", {
    maker,
    shape: s,
    seed: from,
    ...(options === undefined ? {} : { options }),
  });

/** zeros: the value. */
export const everyZero = law({
  stub: "zeros",
  core: true,
  weight: 2,
  says: "A new tensor of this shape, every element 0.",
  given: fc.record({ shape: shape() }),
  examples: [{ shape: wide }],
  runs: 60,
  ask: ({ shape: s }) => askMaker("zeros", s, 0),
  holds: (said, { shape: s }) => same("the tensor", valuesFrom("the tensor", entry(said, "values")), zeros(s)),
});

export const zerosOptions = handsOptionsOn("zeros");
export const zerosLeaf = makesLeaf("zeros");
export const zerosMemory = hasOwnMemory("zeros");

/** rand: the value. */
export const everyDraw = law({
  stub: "rand",
  core: true,
  weight: 2,
  says: "One draw for every element, in row-major order.",
  given: asked,
  examples: [{ shape: wide, seed: 1 }],
  runs: 60,
  ask: ({ shape: s, seed: from }) => askMaker("rand", s, from),
  holds: (said, { shape: s, seed: from }) => {
    const due = { shape: s, data: drawsOf(from, sizeOf(s)) };
    reports("how many draws are taken", entry(said, "draws"), sizeOf(s));
    unchanged("the tensor", valuesFrom("the tensor", entry(said, "values")), due);
  },
  shows: ({ shape: s, seed: from }) => ({
    shape: s,
    draws: `${[...drawsOf(from, Math.min(4, sizeOf(s)))].map(showNumber).join(", ")}${sizeOf(s) > 4 ? ", …" : ""}`,
  }),
  suspects: [
    {
      asks: "Might it be that one draw serves for all elements?",
      explains: (said, { shape: s, seed: from }) => {
        const [first = Number.NaN] = drawsOf(from, 1);
        reports("how many draws are taken", entry(said, "draws"), 1);
        unchanged(
          "the tensor",
          valuesFrom("the tensor", entry(said, "values")),
          fill(s, () => first),
        );
      },
    },
  ],
});

export const randOptions = handsOptionsOn("rand");
export const randLeaf = makesLeaf("rand");
export const randMemory = hasOwnMemory("rand");

/** The sample on which the distribution is judged. */
const sample = { shape: [100, 200], size: 20_000 };
/**
 * A right solution fails a statistical law with a probability of at most 3·10⁻¹⁰: the bounds of `statistics.ts` hold
 * for any number of independent draws, and a law uses at most three bounds. A failing seed is reported as it is, since a
 * smaller seed is no simpler.
 */
const alarm = 1e-10;
const farthestAllowed = distanceBound(sample.size, alarm);
const farthestAway = "largest distance from the normal distribution";
const atMost = (bound: number) => `at most ${showNumber(bound)}`;

const drawn = {
  given: fc.record({ seed }),
  runs: 1,
  ask: ({ seed: from }: { readonly seed: number }) =>
    probeNumbers("2-autodiff/creation.normals", { shape: sample.shape, seed: from }, sample.size),
  shows: ({ seed: from }: { readonly seed: number }) => ({ shape: sample.shape, "seed of rng": `${from}` }),
};

/** randn: the distribution. */
export const normal = law({
  ...drawn,
  stub: "randn",
  core: true,
  weight: 2,
  says: "Independent draws from the normal distribution with mean 0 and variance 1.",
  holds: (said) =>
    beside(
      () => describeSpread(said),
      () => isSpreadLike(said, normalCdf),
    ),
  suspects: [
    {
      asks: "Might it be that the 2 under the root is missing, so that the variance is ½?",
      explains: (said) => isSpreadLike(said, (x) => normalCdf(x * Math.SQRT2)),
    },
    {
      asks: "Might it be that the numbers are even ones that were only moved and stretched?",
      explains: (said) => isSpreadLike(said, (x) => Math.min(1, Math.max(0, 0.5 + x / Math.sqrt(12)))),
    },
    {
      asks: "Might it be that the numbers are even draws from [0, 1), as in rand?",
      explains: (said) => isSpreadLike(said, (x) => Math.min(1, Math.max(0, x))),
    },
  ],
});

/** randn: the variance. */
export const variance = law({
  ...drawn,
  stub: "randn",
  says: "The mean of the squares of 20,000 draws is near 1.",
  holds: (said) => {
    areNumbers(said, sample.size);
    const { least, most } = squaresBounds(sample.size, alarm);
    const squares = said.reduce((sum, x) => sum + x * x, 0);
    const mean = (sum: number) => showNumber(sum / sample.size);
    must(least <= squares && squares <= most, "mean of squares", `${mean(least)} to ${mean(most)}`, mean(squares));
  },
});

/** randn: far from the mean. A sum of three even draws never goes beyond 3. */
export const tails = law({
  ...drawn,
  stub: "randn",
  says: "Of 20,000 draws, about 54 are beyond ±3.",
  holds: (said) => {
    areNumbers(said, sample.size);
    const beyond = said.filter((x) => Math.abs(x) > 3).length;
    const { least, most } = hitsBounds(sample.size, 2 * normalCdf(-3), alarm);
    must(least <= beyond && beyond <= most, "draws beyond ±3", `${least} to ${most}`, `${beyond}`);
  },
});

/**
 * randn: very far from the mean, where one of 5·10⁸ draws lies. Even draws from the ends, the middle and the quarters of [0, 1)
 * lead there at once: by the formulas of Box and Muller at least one of 18 numbers is beyond 6, by the polar method and
 * the inverse distribution more. So a right solution fails with a probability of at most (17/18)¹⁰⁰⁰ < 10⁻²⁴. A sum of twelve even
 * draws never goes beyond 6.
 */
export const farTails = law({
  stub: "randn",
  says: "The largest and the smallest draws lead beyond ±6: a normal number has no bound.",
  given: fc.record({ seed }),
  runs: 1,
  ask: ({ seed: from }) => probeNumbers("2-autodiff/creation.normalsOfExtremes", { size: 1000, seed: from }, 1000),
  holds: (said) => {
    areNumbers(said, 1000);
    const farthestOut = said.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    must(farthestOut > 6, "the number farthest from 0", "beyond ±6", `±${showNumber(farthestOut)}`);
  },
  shows: () => ({ "draws of rng": "2⁻⁵², ¼, ½ ± 2⁻⁴⁰, ¾ and 1 − 2⁻⁵², in any order" }),
});

/** All pairs of neighbours, in two rounds: the pairs of one round share no draw, so they are independent of each other. */
function roundsOfNeighbours(said: Float64Array): readonly (readonly (readonly [number, number])[])[] {
  return [0, 1].map((first) =>
    Array.from({ length: Math.floor((said.length - first) / 2) }, (_, k) => {
      const i = first + 2 * k;
      return [at(said, i), at(said, i + 1)] as const;
    }),
  );
}

/** randn: neighbours. */
export const independent = law({
  ...drawn,
  stub: "randn",
  says: "A draw says nothing about the next: the products of neighbours add up to nearly 0.",
  holds: (said) => {
    areNumbers(said, sample.size);
    for (const pairs of roundsOfNeighbours(said)) {
      const mean = pairs.reduce((sum, [x, y]) => sum + x * y, 0) / pairs.length;
      const bound = productsBound(pairs.length, alarm) / pairs.length;
      must(Math.abs(mean) <= bound, "mean product of neighbours", `0 ± ${showNumber(bound)}`, showNumber(mean));
    }
  },
});

/** Half of all normal numbers are nearer to 0 than this: the upper quartile. */
const quartile = 0.6744897501960817;

/** randn: the sizes of neighbours. */
export const sizesIndependent = law({
  ...drawn,
  stub: "randn",
  says: "The size of a draw says nothing about the size of the next.",
  holds: (said) => {
    areNumbers(said, sample.size);
    for (const pairs of roundsOfNeighbours(said)) {
      const hits = pairs.filter((pair) => pair.every((x) => Math.abs(x) < quartile)).length;
      const { least, most } = hitsBounds(pairs.length, (2 * normalCdf(quartile) - 1) ** 2, alarm);
      must(least <= hits && hits <= most, "pairs within ±0.674", `${least} to ${most}`, `${hits}`);
    }
  },
});

/**
 * randn: the sample as it was drawn. Its mean, times √n, is normal: it lies within ±10⁻¹⁰ with a probability below 10⁻¹⁰. Each of its
 * two variances, about 0 and about its mean, less 1 and times √(n/2), has a density below ½: it lies there with a probability of at
 * most 10⁻¹⁰.
 */
export const uncorrected = law({
  ...drawn,
  stub: "randn",
  says: "The draws stay as they are: they are neither moved to the mean 0 nor stretched to the variance 1.",
  holds: (said) => {
    areNumbers(said, sample.size);
    const mean = said.reduce((sum, x) => sum + x, 0) / sample.size;
    const squares = said.reduce((sum, x) => sum + x * x, 0) / sample.size;
    const near = "not exactly that of the distribution";
    must(Math.abs(mean) * Math.sqrt(sample.size) > alarm, "the mean of one sample", near, "0");
    const spread = (variance: number) => Math.abs(variance - 1) * Math.sqrt(sample.size / 2);
    must(spread(squares) > alarm && spread(squares - mean ** 2) > alarm, "the variance of one sample", near, "1");
  },
});

/** randn: a draw of exactly 0. */
export const finite = law({
  stub: "randn",
  says: "A draw of exactly 0 gives a number, too.",
  given: fc.record({ seed, place: fc.nat({ max: 7 }) }),
  examples: [0, 1, 2, 3].map((place) => ({ seed: 1, place })),
  runs: 20,
  ask: ({ seed: from, place }) =>
    probeNumbers("2-autodiff/creation.normalsWithZero", { size: 8, seed: from, place }, 8),
  holds: (said) => areNumbers(said, 8),
  shows: ({ place }) => ({ "the draw of 0": `number ${place + 1}` }),
});

/** randn: rng is the only source of randomness. */
export const repeatable = law({
  stub: "randn",
  says: "All randomness comes from rng: the same seed gives the same numbers, another seed others.",
  given: fc.record({ seed, size: fc.constantFrom(1, 3, 5) }),
  runs: 10,
  // Odd sizes: two draws make two normal numbers, and a wrong solution keeps the second one for the next call.
  ask: ({ seed: from, size }) =>
    probeNumbers("2-autodiff/creation.normalsOf", { size, seeds: [from, from, from + 1] }, 3 * size),
  holds: (said, { size }) => {
    areNumbers(said, 3 * size);
    const [first, again, other] = [0, 1, 2].map((k) => said.subarray(k * size, (k + 1) * size));
    const like = (data: Float64Array = new Float64Array(0)) => ({ shape: [size], data });
    unchanged("the numbers from the same seed", like(again), like(first));
    const equal = first?.findIndex((x, i) => x === other?.[i]) ?? -1;
    must(equal < 0, "numbers from another seed", "other numbers", "one of them is the same");
  },
  shows: ({ size }) => ({ shape: [size] }),
});

/** randn: shape, options. */
export const randnShape = law({
  stub: "randn",
  says: "The tensor has the shape that is asked for, and every element a number of its own.",
  given: asked,
  examples: [{ shape: wide, seed: 1 }],
  runs: 20,
  ask: ({ shape: s, seed: from }) => askMaker("randn", s, from),
  holds: (said, { shape: s }) => {
    const got = valuesFrom("the tensor", entry(said, "values"));
    same("the tensor", { shape: got.shape, data: got.data.map(() => 0) }, zeros(s));
    areNumbers(got.data, sizeOf(s));
    const different = new Set(got.data).size;
    must(different === sizeOf(s), "different numbers", `${sizeOf(s)}`, `${different}`);
  },
  shows: ({ shape: s }) => ({ shape: s }),
});

export const randnOptions = handsOptionsOn("randn");
export const randnMemory = hasOwnMemory("randn");

/** The options reach the tensor. */
function handsOptionsOn(maker: Maker): Law {
  return law({
    stub: maker,
    says: "The options are handed on to the tensor, and without any it has a gradient and no label.",
    given: fc.record({ label: fc.constantFrom("w", "bias"), requiresGrad: fc.boolean(), shape: shape({ maxRank: 1 }) }),
    runs: 10,
    ask: ({ label, requiresGrad, shape: s }) => ({
      both: askMaker(maker, s, 1, { label, requiresGrad }),
      label: askMaker(maker, s, 1, { label }),
      requires: askMaker(maker, s, 1, { requiresGrad }),
      none: askMaker(maker, s, 1),
    }),
    holds: (said, { label, requiresGrad }) => {
      isLabelled("the label", entry(said.both, "label"), label);
      reports("what it requires", entry(said.both, "requires"), requiresGrad ? "a gradient" : "none");
      isLabelled("the label, where it is the only option", entry(said.label, "label"), label);
      reports("what it requires, where the label is the only option", entry(said.label, "requires"), "a gradient");
      isLabelled("the label, where requiresGrad is the only option", entry(said.requires, "label"), "");
      reports(
        "what it requires, by its only option",
        entry(said.requires, "requires"),
        requiresGrad ? "a gradient" : "none",
      );
      isLabelled("the label, without options", entry(said.none, "label"), "");
      reports("what it requires, without options", entry(said.none, "requires"), "a gradient");
    },
    shows: ({ label, requiresGrad, shape: s }) => ({ shape: s, label: JSON.stringify(label), requiresGrad }),
  });
}

/** Fails unless a label is the one that was asked for; a report shows both in quotes. */
function isLabelled(what: string, got: Plain, expected: string): void {
  must(got === expected, what, JSON.stringify(expected), JSON.stringify(got));
}

/** A new tensor is a leaf. */
function makesLeaf(maker: Maker): Law {
  return law({
    stub: maker,
    says: "The tensor is a leaf, and its gradient is 0 and of the same shape.",
    given: fc.record({ shape: shape() }),
    runs: 10,
    ask: ({ shape: s }) => askMaker(maker, s, 1),
    holds: (said, { shape: s }) => {
      reports("what is made", entry(said, "kind"), "a leaf");
      same("its gradient", valuesFrom("its gradient", entry(said, "grad")), zeros(s));
    },
  });
}

/** Two tensors share no memory. */
function hasOwnMemory(maker: Maker): Law {
  return law({
    stub: maker,
    says: "The numbers and the gradient of each tensor lie in memory of their own.",
    given: fc.record({ shape: shape() }),
    runs: 5,
    ask: ({ shape: s }) => probe("2-autodiff/creation.countArrays", { maker, shape: s, seed: 1 }),
    holds: (said) => reports("arrays of two tensors and their gradients", said, 4),
    shows: ({ shape: s }) => ({ "shape of both tensors": s }),
  });
}

function areNumbers(data: Float64Array, size: number): void {
  must(data.length === size, "how many numbers", `${size}`, `${data.length}`);
  const odd = data.find((x) => !Number.isFinite(x));
  must(odd === undefined, "every element", "a finite number", String(odd));
}

/** Fails unless the numbers are as close to this distribution as independent draws are. */
function isSpreadLike(data: Float64Array, cdf: (x: number) => number): void {
  areNumbers(data, sample.size);
  const distance = farthest(data, cdf);
  must(distance <= farthestAllowed, farthestAway, atMost(farthestAllowed), showNumber(distance));
}

/** Mean and variance, which say more about a mistake than a distance does. */
function describeSpread(data: Float64Array): readonly Fact[] {
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  const variance = data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length;
  return [
    { name: "mean", text: showNumber(mean) },
    { name: "variance", text: showNumber(variance) },
  ];
}

function zeros(s: Shape) {
  return exact(fill(s, () => 0));
}

function at(data: Float64Array, i: number): number {
  return data[i] ?? Number.NaN;
}
