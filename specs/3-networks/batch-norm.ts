import fc from "fast-check";
import { autodiff } from "../2-autodiff/operations.ts";
import { type Drawn, valuesOf } from "../support/arbitraries.ts";
import { same, sameKinds, unchanged } from "../support/compare.ts";
import type { DualTensor } from "../support/dual-tensor.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { truthOfFunction } from "../support/oracle.ts";
import { probePacked } from "../support/packed.ts";
import { type Plain, plainOf, plainOfSpecial } from "../support/plain.ts";
import { exact, fill, type Shape, type Values, values } from "../support/values.ts";
import {
  batchShapes,
  nearlyEqualColumns,
  type Running,
  runningAfter,
  runningFrom,
  runningStatistics,
  spreadRows,
  statisticsOf,
  still,
  wideBatches,
} from "./batch.ts";
import { around } from "./layer-cases.ts";
import { layers } from "./layer-rows.ts";

const stub = "batchNorm";

/** What goes through a batch norm, one after the other. */
interface Norming {
  readonly steps: readonly { readonly training: boolean; readonly x: Values }[];
  readonly gamma: Values;
  readonly beta: Values;
  readonly mean: Values;
  readonly variance: Values;
  readonly momentum: number;
  readonly epsilon: number;
  readonly upstream: Values;
}

interface Drawing {
  /** Whether each step is training. */
  readonly modes: fc.Arbitrary<readonly boolean[]>;
  readonly shapes: (d: number) => fc.Arbitrary<Shape>;
  readonly x?: Drawn;
  readonly epsilons?: readonly number[];
  readonly variance?: Drawn;
}

function normings({
  modes,
  shapes,
  x = spreadRows,
  epsilons = [1e-3, 1e-5, 0.1],
  variance,
}: Drawing): fc.Arbitrary<Norming> {
  return fc
    .record({ d: fc.integer({ min: 1, max: 4 }), modes })
    .chain(({ d, modes: all }) =>
      fc.tuple(...all.map((training) => fc.record({ training: fc.constant(training), s: shapes(d) }))),
    )
    .chain((all) => {
      const [d, last] = [all[0]?.s.at(-1) ?? 1, all.at(-1)?.s ?? []];
      return fc.record<Norming>({
        steps: fc.tuple(...all.map(({ training, s }) => fc.record({ training: fc.constant(training), x: x(s) }))),
        gamma: valuesOf([d], 3),
        beta: valuesOf([d], 1),
        ...runningStatistics(d),
        ...(variance === undefined ? {} : { variance: variance([d]) }),
        epsilon: fc.constantFrom(...epsilons),
        upstream: valuesOf(last, 1),
      });
    });
}

const modesOf = (...modes: readonly boolean[]) => fc.constant(modes);
const anyModes = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 });

const ask = (given: Norming) => {
  const d = given.gamma.shape;
  return probePacked("3-networks/batch.norms", plain(given), [
    ...given.steps.flatMap(({ x }) => [x.shape, d, d]),
    d,
    d,
    d,
    d,
  ]);
};
const askGradients = (given: Norming) => {
  const d = given.gamma.shape;
  return probePacked("3-networks/batch.normGradients", plain(given), [given.steps.at(-1)?.x.shape ?? d, d, d, d, d]);
};

/** The value. */
export const value = law({
  stub,
  core: true,
  weight: 2,
  says: "X normalised by the batch's statistics in training, by the running ones otherwise; times γ, plus β.",
  given: normings({ modes: anyModes, shapes: batchShapes }),
  ask,
  holds: (said, given) => {
    for (const [i, due] of truthsOf(given).entries()) {
      const { training } = pick(given.steps, i);
      same(`the result of step ${i + 1}, ${training ? "in training" : "in eval"}`, said.next("the result"), due.out);
      said.next("the running mean");
      said.next("the running variance");
    }
  },
  shows,
});

/** The running statistics. */
export const collected = law({
  stub,
  says: "Each step of training moves the running statistics once, and no other step moves them.",
  given: normings({ modes: anyModes, shapes: batchShapes }),
  ask,
  holds: (said, given) => {
    for (const [i, { running, moved }] of truthsOf(given).entries()) {
      const after = `after step ${i + 1}`;
      said.next("the result");
      const compare = moved ? same : unchangedIn(given, i);
      compare(`the running mean ${after}`, said.next("the running mean"), running.mean);
      compare(`the running variance ${after}`, said.next("the running variance"), running.variance);
    }
    unchanged("the running mean of another module", said.next("the running mean"), given.mean);
    unchanged("the running variance of another module", said.next("the running variance"), given.variance);
    unchanged("γ afterwards", said.next("γ"), given.gamma);
    unchanged("β afterwards", said.next("β"), given.beta);
  },
  shows,
});

/** One row. */
export const single = law({
  stub,
  says: "After training one row alone has a result, and it is that which it has among others.",
  runs: 20,
  given: normings({ modes: modesOf(false), shapes: (d) => fc.constantFrom([1, d], [d], [1, 1, d]) }),
  ask,
  holds: (said, given) => same("the result", said.next("the result"), pick(truthsOf(given), 0).out),
  shows,
});

export const nearlyEqual = computesOne(
  "Features that are nearly equal in all rows are divided by the root of their variance plus ε.",
  normings({
    modes: fc.constantFrom([true], [false]),
    shapes: batchShapes,
    x: nearlyEqualColumns,
    epsilons: [1e-5],
    variance: (s) => fc.constantFrom(0, 1e-5, 4e-5).map((v) => fill(s, () => v)),
  }),
);
export const farAway = computesOne(
  "Features near a thousand come out like any other.",
  normings({ modes: modesOf(true), shapes: batchShapes, x: around(1e3, 2) }),
);
export const large = computesOne(
  "Hundreds of rows, or of features: the rule stays the same.",
  normings({
    modes: fc.constantFrom([true], [false]),
    shapes: wideBatches,
    x: around(1, 8),
  }),
  5,
);

/** What is not a number. */
export const visible = law({
  stub,
  says: "What is not a number stays visible in its feature, and leaves the other features alone.",
  runs: 10,
  given: fc.record({
    place: fc.nat({ max: 5 }),
    special: fc.constantFrom(Number.NaN, Infinity, -Infinity),
    training: fc.boolean(),
  }),
  ask: (given) => ask(specialNorming(given)),
  holds: (said, given) =>
    sameKinds("the result", said.next("the result"), pick(truthsOf(specialNorming(given)), 0).out),
  shows: (given) => shows(specialNorming(given)),
});

/** The gradient in training. */
export const gradient = differentiatesOne(
  "In training the way back goes through the batch's mean and variance, too, and reaches x, γ and β.",
  normings({ modes: modesOf(true), shapes: batchShapes }),
);
/** The gradient after training. */
export const evalGradient = differentiatesOne(
  "After training the running statistics are constants: they receive nothing, and pass nothing on.",
  normings({ modes: fc.constantFrom([false], [true, false]), shapes: batchShapes }),
);
export const nearlyEqualGradient = differentiatesOne(
  "Features that are nearly equal in all rows receive the right gradient.",
  normings({ modes: modesOf(true), shapes: batchShapes, x: nearlyEqualColumns, epsilons: [1e-5] }),
);
export const farGradient = differentiatesOne(
  "Features near a thousand receive the right gradient, too.",
  normings({ modes: modesOf(true), shapes: batchShapes, x: around(1e3, 2) }),
);

/** A law about the value of one step. */
function computesOne(says: string, given: fc.Arbitrary<Norming>, runs = 40): Law {
  return law({
    stub,
    says,
    runs,
    given,
    ask,
    holds: (said, one) => same("the result", said.next("the result"), pick(truthsOf(one), 0).out),
    shows,
  });
}

/** A law about the gradients of the last step. */
function differentiatesOne(says: string, given: fc.Arbitrary<Norming>): Law {
  return law({
    stub,
    says,
    given,
    ask: askGradients,
    holds: (said, one) => {
      const { grad } = pick(truthsOf(one, [one.upstream]), one.steps.length - 1);
      same("gradient of x", said.next("gradient of x"), grad.x);
      same("gradient of γ", said.next("gradient of γ"), grad.gamma);
      same("gradient of β", said.next("gradient of β"), grad.beta);
      const nothing = exact(fill(one.mean.shape, () => 0));
      same("gradient of the running mean", said.next("gradient of the running mean"), nothing);
      same("gradient of the running variance", said.next("gradient of the running variance"), nothing);
    },
    shows: (one) => ({ ...shows(one), upstream: one.upstream }),
  });
}

/** Fails unless running statistics are, bit for bit, what they were: right up to rounding is not enough for what nobody moves. */
function unchangedIn({ steps }: Norming, at: number): typeof same {
  const before = steps.slice(0, at).some(({ training }) => training);
  // After a step of training the numbers are known up to rounding only.
  return before ? same : unchanged;
}

/** The results of every step, and the running statistics after it; of the last one also the gradients, if there is an upstream. */
function truthsOf(
  { steps, gamma, beta, mean, variance, momentum, epsilon }: Norming,
  upstreams: readonly Values[] = [],
) {
  let running: Running = runningFrom(mean, variance);
  return steps.map(({ training, x }, i) => {
    const through = (t: Readonly<Record<"x" | "gamma" | "beta", DualTensor>>) => {
      const used = training ? statisticsOf(t.x) : { mean: still(running.mean), variance: still(running.variance) };
      const rows = layers.normalise.truth(t.x, used.mean, used.variance, epsilon);
      return [autodiff.add.truth(autodiff.mul.truth(rows, t.gamma), t.beta)];
    };
    const { values: results, grad } = truthOfFunction(
      { x, gamma, beta },
      through,
      i === steps.length - 1 ? upstreams : [],
    );
    if (training) {
      const own = truthOfFunction({ x }, (t) => {
        const both = statisticsOf(t.x);
        return [both.mean, both.variance];
      });
      running = runningAfter(running, x, { mean: pick(own.values, 0), variance: pick(own.values, 1) }, momentum);
    }
    return { out: pick(results, 0), grad, running, moved: training };
  });
}

/** Three rows of two features, one number of which is none. */
function specialNorming(given: {
  readonly place: number;
  readonly special: number;
  readonly training: boolean;
}): Norming {
  const { place, special, training } = given;
  return {
    steps: [{ training, x: values([1, 2, 3, 4, 5, 7].with(place, special), [3, 2]) }],
    gamma: values([2, 3]),
    beta: values([1, -1]),
    mean: values([0, 1]),
    variance: values([1, 2]),
    momentum: 0.5,
    epsilon: 1e-5,
    upstream: fill([3, 2], () => 1),
  };
}

function plain({ steps, gamma, beta, mean, variance, momentum, epsilon, upstream }: Norming): Plain {
  return {
    steps: steps.map(({ training, x }) => ({ training, x: plainOfSpecial(x) })),
    gamma: plainOf(gamma),
    beta: plainOf(beta),
    mean: plainOf(mean),
    variance: plainOf(variance),
    momentum,
    epsilon,
    upstream: plainOf(upstream),
  };
}

function shows({ steps, gamma, beta, mean, variance, momentum, epsilon }: Norming): Readonly<Record<string, unknown>> {
  const named = steps.map(({ training, x }, i) => {
    const step = steps.length === 1 ? "x" : `x of step ${i + 1}`;
    return [`${step}, ${training ? "in training" : "in eval"}`, x] as const;
  });
  return {
    ...Object.fromEntries(named),
    γ: gamma,
    β: beta,
    "running mean": mean,
    "running variance": variance,
    momentum,
    ε: epsilon,
  };
}
