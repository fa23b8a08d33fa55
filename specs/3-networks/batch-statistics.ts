import fc from "fast-check";
import { type Drawn, valuesOf } from "../support/arbitraries.ts";
import { same, sameKinds, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { truthOfFunction } from "../support/oracle.ts";
import { probePacked } from "../support/packed.ts";
import { type Plain, plainOf, plainOfSpecial } from "../support/plain.ts";
import { exact, fill, type Shape, type Values, values } from "../support/values.ts";
import {
  batchShapes,
  runningAfter,
  runningFrom,
  runningStatistics,
  spreadRows,
  statisticsOf,
  wideBatches,
} from "./batch.ts";
import { around } from "./layer-cases.ts";

const stub = "batchStatistics";

/** Batches one after the other, the running statistics before them, and two upstream gradients. */
interface Batches {
  readonly xs: readonly Values[];
  readonly mean: Values;
  readonly variance: Values;
  readonly momentum: number;
  readonly upstreams: readonly [Values, Values];
}

/** One to three batches of the same features. */
function batches(shapes: (d: number) => fc.Arbitrary<Shape>, drawn: Drawn, most = 3): fc.Arbitrary<Batches> {
  return fc
    .integer({ min: 1, max: 4 })
    .chain((d) => fc.array(shapes(d), { minLength: 1, maxLength: most }))
    .chain((all) => {
      const [d, last] = [all[0]?.at(-1) ?? 1, all.at(-1) ?? []];
      const small = last.map((size, axis) => (axis === last.length - 1 ? size : 1));
      return fc.record<Batches>({
        xs: fc.tuple(...all.map(drawn)),
        ...runningStatistics(d),
        upstreams: fc.tuple(valuesOf(small, 1), valuesOf(small, 2)),
      });
    });
}

const some = batches(batchShapes, spreadRows);
const wide = batches(wideBatches, around(1, 8), 1);

const ask = (given: Batches) =>
  probePacked(
    "3-networks/batch.statistics",
    plain(given),
    given.xs.flatMap((x) => [smallOf(x), smallOf(x), given.mean.shape, given.mean.shape, x.shape]),
  );

/** The value. */
export const value = law({
  stub,
  core: true,
  weight: 2,
  says: "Mean and variance over the batch; the running ones move towards them, the variance times n/(n − 1).",
  given: some,
  ask,
  holds: (said, given) => {
    for (const [i, { mean, variance, running }] of truthsOf(given).entries()) {
      const nth = given.xs.length === 1 ? "" : ` of batch ${i + 1}`;
      same(`the mean${nth}`, said.next("the mean"), mean);
      same(`the variance${nth}`, said.next("the variance"), variance);
      same(`the running mean after it${nth}`, said.next("the running mean"), running.mean);
      same(`the running variance after it${nth}`, said.next("the running variance"), running.variance);
    }
    for (const x of given.xs) unchanged("x afterwards", said.next("x"), x);
  },
  shows,
});

export const large = law({
  stub,
  says: "Hundreds of rows, or of features: the rule stays the same.",
  runs: 5,
  given: wide,
  ask,
  holds: (said, given) => {
    const [{ mean, variance, running }] = [pick(truthsOf(given), 0)];
    same("the mean", said.next("the mean"), mean);
    same("the variance", said.next("the variance"), variance);
    same("the running mean", said.next("the running mean"), running.mean);
    same("the running variance", said.next("the running variance"), running.variance);
  },
  shows,
});

/** What is not a number. */
export const visible = law({
  stub,
  says: "What is not a number stays visible in its feature, and leaves the other features alone.",
  runs: 10,
  given: fc.record({ place: fc.nat({ max: 5 }), special: fc.constantFrom(Number.NaN, Infinity, -Infinity) }),
  ask: (given) => {
    const batch = specialBatch(given);
    return probePacked("3-networks/batch.statistics", plain(batch), [[1, 2], [1, 2], [2], [2], [3, 2]]);
  },
  holds: (said, given) => {
    const { mean, variance, running } = pick(truthsOf(specialBatch(given)), 0);
    sameKinds("the mean", said.next("the mean"), mean);
    sameKinds("the variance", said.next("the variance"), variance);
    sameKinds("the running mean", said.next("the running mean"), running.mean);
    sameKinds("the running variance", said.next("the running variance"), running.variance);
  },
  shows: (given) => shows(specialBatch(given)),
});

/** The gradient. */
export const gradient = law({
  stub,
  says: "Gradients flow through the batch's mean and variance; the running ones receive nothing.",
  given: some,
  ask: (given) => {
    const last = given.xs.at(-1)?.shape ?? [];
    return probePacked("3-networks/batch.statisticsGradient", plain(given), [last, given.mean.shape, given.mean.shape]);
  },
  holds: (said, given) => {
    const x = given.xs.at(-1) ?? given.mean;
    const { grad } = truthOfFunction(
      { x },
      (t) => {
        const { mean, variance } = statisticsOf(t.x);
        return [mean, variance];
      },
      given.upstreams,
    );
    same("gradient of the last batch", said.next("gradient of x"), grad.x);
    const nothing = exact(fill(given.mean.shape, () => 0));
    same("gradient of the running mean", said.next("gradient of the running mean"), nothing);
    same("gradient of the running variance", said.next("gradient of the running variance"), nothing);
  },
  shows: (given) => ({
    ...shows(given),
    "upstream of the mean": given.upstreams[0],
    "upstream of the variance": given.upstreams[1],
  }),
});

/** The statistics of every batch, and the running ones after it. */
function truthsOf({ xs, mean, variance, momentum }: Batches) {
  let running = runningFrom(mean, variance);
  return xs.map((x) => {
    const own = truthOfFunction({ x }, (t) => {
      const both = statisticsOf(t.x);
      return [both.mean, both.variance];
    });
    const batch = { mean: pick(own.values, 0), variance: pick(own.values, 1) };
    running = runningAfter(running, x, batch, momentum);
    return { ...batch, running };
  });
}

function smallOf({ shape }: Values): Shape {
  return shape.map((size, axis) => (axis === shape.length - 1 ? size : 1));
}

/** Three rows of two features, one number of which is none. */
function specialBatch({ place, special }: { readonly place: number; readonly special: number }): Batches {
  const x = [1, 2, 3, 4, 5, 7].with(place, special);
  const upstream = values([1, 1], [1, 2]);
  return {
    xs: [values(x, [3, 2])],
    mean: values([0, 0]),
    variance: values([1, 1]),
    momentum: 0.5,
    upstreams: [upstream, upstream],
  };
}

function plain({ xs, mean, variance, momentum, upstreams: [ofMean, ofVariance] }: Batches): Plain {
  return {
    xs: xs.map(plainOfSpecial),
    mean: plainOf(mean),
    variance: plainOf(variance),
    momentum,
    upstreams: [plainOf(ofMean), plainOf(ofVariance)],
  };
}

function shows({ xs, mean, variance, momentum }: Batches): Readonly<Record<string, unknown>> {
  const named = xs.length === 1 ? { x: xs[0] } : Object.fromEntries(xs.map((x, i) => [`batch ${i + 1}`, x]));
  return { ...named, "running mean": mean, "running variance": variance, momentum };
}
