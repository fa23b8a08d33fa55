/** @file Steps down, and what is done to gradients and rates before one. */
import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { type Drawn, sizesOfNumbers, special, valuesOf } from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { must, same, sameKinds, showNumber, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import { plainOfSpecial } from "../support/plain.ts";
import { probeNumbers, type Question } from "../support/question.ts";
import { exact, fill, type Measured, scalar, type Shape, type Values, values } from "../support/values.ts";
import { type Constants, type Memory, type StepName, stepped } from "./step-rules.ts";

/** Steps of one parameter. */
interface Steps extends Constants {
  readonly weights: Values;
  readonly first: Values;
  readonly second: Values;
  /** How many steps there have been before. */
  readonly taken: number;
  readonly gradients: readonly Values[];
}

/** What is drawn of the steps of a law. */
interface Drawing {
  readonly drawn: Drawn;
  readonly size?: fc.Arbitrary<number>;
  /** Whether there is a memory of earlier steps. */
  readonly started?: boolean;
}

function steps({ drawn, size = fc.integer({ min: 1, max: 5 }), started = true }: Drawing): fc.Arbitrary<Steps> {
  const zero = (v: Values) => fill(v.shape, () => 0);
  const square = (v: Values) => fill(v.shape, (i) => pick(v.data, i) ** 2);
  return size.chain((n) =>
    fc
      .record({
        weights: valuesOf([n], 1),
        first: drawn([n]),
        second: drawn([n]),
        taken: fc.integer({ min: 1, max: 50 }),
        gradients: fc.array(drawn([n]), { minLength: 1, maxLength: 4 }),
        rate: fc.constantFrom(0.1, 0.5, 1, 0.001),
        momentum: fc.constantFrom(0.5, 0.9, 0.25, 0),
        beta1: fc.constantFrom(0.5, 0.9, 0.75),
        beta2: fc.constantFrom(0.75, 0.999, 0.9, 0.5),
        epsilon: fc.constantFrom(0.125, 1e-8, 1e-3),
      })
      .map((all) => (started ? { ...all, second: square(all.second) } : fresh(all))),
  );

  function fresh(all: Steps): Steps {
    return { ...all, first: zero(all.first), second: zero(all.second), taken: 0 };
  }
}

function ask(name: StepName, { weights, first, second, gradients, ...rest }: Steps): Question<Packed> {
  const data = {
    name,
    weights: plainOfSpecial(weights),
    first: plainOfSpecial(first),
    second: plainOfSpecial(second),
    gradients: gradients.map(plainOfSpecial),
    ...rest,
  };
  const { shape } = weights;
  const each: readonly Shape[] = [shape, shape, shape, []];
  return probePacked("4-training/steps.take", data, [
    ...gradients.flatMap(() => each),
    ...gradients.map((g) => g.shape),
  ]);
}

/** What is remembered, by name: with momentum, only a velocity. */
const memories: Readonly<Record<StepName, readonly ("first" | "second")[]>> = {
  sgdStep: [],
  momentumStep: ["first"],
  adamAverages: ["first", "second"],
  adamStep: ["first", "second"],
};

function nameOf(name: StepName, part: "first" | "second"): string {
  return name === "momentumStep" ? "the velocity" : `${part} (${part === "first" ? "m" : "v"})`;
}

/** Judges weights and memory after every step. */
function judge(
  name: StepName,
  said: Packed,
  asked: Steps,
  compare: (what: string, got: Values, due: Measured) => void,
): void {
  let due: Memory = { ...asked, weights: exact(asked.weights), first: exact(asked.first), second: exact(asked.second) };
  for (const [i, gradient] of asked.gradients.entries()) {
    due = stepped(name, due, gradient, asked);
    const after = `after step ${i + 1}`;
    const got = { weights: said.next("weights"), first: said.next("first"), second: said.next("second") };
    for (const part of memories[name]) compare(`${nameOf(name, part)} ${after}`, got[part], due[part]);
    compare(`the weights ${after}`, got.weights, due.weights);
    const taken = said.next("steps").data[0] ?? Number.NaN;
    must(taken === due.taken, `the number of steps ${after}`, `${due.taken}`, showNumber(taken));
  }
}

function shows(name: StepName, asked: Steps): Readonly<Record<string, unknown>> {
  const { weights, first, second, taken, gradients, rate, momentum, beta1, beta2, epsilon } = asked;
  const each = Object.fromEntries(gradients.map((g, i) => [`gradient ${i + 1}`, g] as const));
  switch (name) {
    case "sgdStep":
      return { weights, ...each, rate };
    case "momentumStep":
      return { weights, velocity: first, ...each, rate, momentum };
    case "adamAverages":
      return { first, second, ...each, beta1, beta2 };
    case "adamStep":
      return { weights, first, second, steps: taken, ...each, rate, beta1, beta2, epsilon };
  }
}

/** A misconception, and what it would make of the first step. */
interface Misconception {
  readonly asks: string;
  readonly first: (asked: Steps) => { readonly weights: Measured; readonly first?: Measured };
}

/** What `f` makes of a weight, its memory and its first gradient, with the sizes of the terms added up. */
function afterFirst(
  { weights, first, second, gradients }: Steps,
  f: (w: number, m: number, g: number, v: number) => readonly number[],
): Measured {
  const terms = Array.from(weights.data, (w, i) =>
    f(w, pick(first.data, i), pick(pick(gradients, 0).data, i), pick(second.data, i)),
  );
  return {
    ...fill(weights.shape, (i) => pick(terms, i).reduce((sum, term) => sum + term, 0)),
    magnitude: Float64Array.from(terms, (all) => all.reduce((sum, term) => sum + Math.abs(term), 0)),
  };
}

/** A law about the numbers after every step. */
function isRight(
  name: StepName,
  says: string,
  drawing: Drawing,
  {
    core = false,
    runs,
    hides = false,
    misconceptions = [],
  }: {
    readonly core?: boolean;
    readonly runs: number;
    readonly hides?: boolean;
    readonly misconceptions?: readonly Misconception[];
  },
): Law {
  return law<Steps, Question<Packed>>({
    stub: name,
    core,
    weight: core ? 2 : 1,
    says,
    given: steps(drawing),
    runs,
    ask: (asked) => ask(name, asked),
    holds: (said, asked) => judge(name, said, asked, same),
    shows: (asked) =>
      hides ? { "how many weights": asked.weights.data.length, steps: asked.gradients.length } : shows(name, asked),
    suspects: misconceptions.map(({ asks, first }) => ({
      asks,
      explains: (said: Packed, asked: Steps) => {
        const due = first(asked);
        const got = { weights: said.next("weights"), first: said.next("first") };
        same("the weights", got.weights, due.weights);
        if (due.first !== undefined) same("the velocity", got.first, due.first);
      },
    })),
  });
}

const any: Drawing = { drawn: (s) => valuesOf(s, 3) };
const many: Drawing = { drawn: around(1, 8), size: fc.integer({ min: 301, max: 400 }) };

/** What all steps have in common: hundreds of weights, numbers of any size. */
function isRightForMany(name: StepName): Law {
  return isRight(name, "Hundreds of weights: the rule stays the same.", many, { runs: 4, hides: true });
}
function isRightAnySize(name: StepName): Law {
  return law({
    stub: name,
    says: "Gradients of any size: the rule stays the same.",
    given: sizesOfNumbers().chain((drawn) => steps({ drawn })),
    runs: 20,
    ask: (asked) => ask(name, asked),
    holds: (said, asked) => judge(name, said, asked, same),
    shows: (asked) => shows(name, asked),
  });
}

/** The gradients belong to the network: a step only reads them. */
function keepsGradients(name: StepName): Law {
  return law({
    stub: name,
    says: "The gradients are not changed.",
    given: steps(any),
    runs: 20,
    ask: (asked) => ask(name, asked),
    holds: (said, { gradients }) => {
      for (const _ of gradients) for (const part of ["weights", "first", "second", "steps"]) said.next(part);
      for (const gradient of gradients) unchanged("the gradient", said.next("the gradient"), gradient);
    },
    shows: (asked) => shows(name, asked),
  });
}

/** What is not a number stays visible. */
function isVisible(name: StepName): Law {
  return law({
    stub: name,
    says: "A gradient that is not a number stays visible, and leaves other weights alone.",
    given: steps({ drawn: special }).map((asked) => ({
      ...asked,
      // Memory is finite: what else there is comes from the gradients.
      first: fill(asked.first.shape, (i) => finite(pick(asked.first.data, i))),
      second: fill(asked.second.shape, (i) => finite(pick(asked.second.data, i))),
    })),
    runs: 30,
    ask: (asked) => ask(name, asked),
    holds: (said, asked) => judge(name, said, asked, sameKinds),
    shows: (asked) => shows(name, asked),
  });
}

function finite(x: number): number {
  return Number.isFinite(x) ? x : 1;
}

/** sgdStep: the value. */
export const against = isRight("sgdStep", "Every weight moves against its gradient, rate times as far.", any, {
  core: true,
  runs: 60,
  misconceptions: [
    {
      asks: "Might it be that the weights go uphill?",
      first: (asked) => ({ weights: afterFirst(asked, (w, _, g) => [w, asked.rate * g]) }),
    },
    {
      asks: "Might it be that the rate is left out?",
      first: (asked) => ({ weights: afterFirst(asked, (w, _, g) => [w, -g]) }),
    },
  ],
});
export const sgdMany = isRightForMany("sgdStep");
export const sgdAnySize = isRightAnySize("sgdStep");
export const sgdKeeps = keepsGradients("sgdStep");
export const sgdVisible = isVisible("sgdStep");

/** momentumStep: the value. */
export const rolling = isRight(
  "momentumStep",
  "The velocity keeps momentum times itself, plus the gradient; weights move against it.",
  any,
  {
    core: true,
    runs: 60,
    misconceptions: [
      {
        asks: "Might it be that the rate stands before the gradient, inside the velocity?",
        first: (asked) => ({
          first: afterFirst(asked, (_, v, g) => [asked.momentum * v, asked.rate * g]),
          weights: afterFirst(asked, (w, v, g) => [w, -asked.momentum * v, -asked.rate * g]),
        }),
      },
      {
        asks: "Might it be that the weights move before the velocity does?",
        first: (asked) => ({
          first: afterFirst(asked, (_, v, g) => [asked.momentum * v, g]),
          weights: afterFirst(asked, (w, v) => [w, -asked.rate * v]),
        }),
      },
    ],
  },
);
export const momentumMany = isRightForMany("momentumStep");
export const momentumAnySize = isRightAnySize("momentumStep");
export const momentumKeeps = keepsGradients("momentumStep");
export const momentumVisible = isVisible("momentumStep");

/** momentumStep: a gradient that stays. */
export const terminalVelocity = law({
  stub: "momentumStep",
  says: "Under one gradient for long, the velocity comes near the gradient over 1 − momentum.",
  given: fc.record({ gradient: number(1), momentum: fc.constantFrom(0.5, 0.75) }),
  runs: 10,
  ask: ({ gradient, momentum }) => ask("momentumStep", longRun(gradient, momentum)),
  holds: (said, { gradient, momentum }) => {
    let velocity = scalar(Number.NaN);
    for (let i = 0; i < longest; i++) {
      said.next("weights");
      velocity = said.next("the velocity");
      for (const part of ["second", "steps"]) said.next(part);
    }
    same("the velocity after 200 steps", velocity, exact(values([gradient / (1 - momentum)])));
  },
});

const longest = 200;

/** 0.75²⁰⁰ is 10⁻²⁵: what is missing then is less than rounding. */
function longRun(gradient: number, momentum: number): Steps {
  const zero = values([0]);
  return {
    weights: zero,
    first: zero,
    second: zero,
    taken: 0,
    gradients: Array.from({ length: longest }, () => values([gradient])),
    rate: 0.1,
    momentum,
    beta1: 0,
    beta2: 0,
    epsilon: 0,
  };
}

/** adamAverages: the value. */
export const bothAverages = isRight(
  "adamAverages",
  "One average moves towards the gradient, the other towards its square.",
  any,
  { core: true, runs: 60 },
);
export const averagesMany = isRightForMany("adamAverages");
export const averagesAnySize = isRightAnySize("adamAverages");
export const averagesKeep = keepsGradients("adamAverages");
export const averagesVisible = isVisible("adamAverages");

/** adamStep: the value. */
export const corrected = isRight(
  "adamStep",
  "Weights move by the corrected average, divided by the root of the other one, plus ε.",
  { ...any, started: false },
  {
    core: true,
    runs: 60,
    misconceptions: [
      {
        asks: "Might it be that the averages are not corrected?",
        first: (asked) => ({ weights: afterFirst(asked, (w, _, g) => [w, -uncorrected(g, asked)]) }),
      },
      {
        asks: "Might it be that ε stands under the root?",
        first: (asked) => ({
          weights: afterFirst(asked, (w, _, g) => [w, (-asked.rate * g) / Math.sqrt(g * g + asked.epsilon)]),
        }),
      },
    ],
  },
);
/** How far the first step of Adam goes without its correction. */
function uncorrected(g: number, { rate, beta1, beta2, epsilon }: Constants): number {
  return (rate * (1 - beta1) * g) / (Math.sqrt((1 - beta2) * g * g) + epsilon);
}

export const later = isRight(
  "adamStep",
  "In the middle of a training the correction goes by the number of all steps.",
  any,
  { runs: 30 },
);
export const adamMany = isRightForMany("adamStep");
export const adamAnySize = isRightAnySize("adamStep");
export const adamKeeps = keepsGradients("adamStep");
export const adamVisible = isVisible("adamStep");

/** adamStep: gradients as small as ε. */
export const nearEpsilon = isRight(
  "adamStep",
  "Where gradients are as small as ε, it is added to the root, not under it.",
  { drawn: around(0, 1e-7), started: false },
  { runs: 20 },
);

/** adamStep: a weight without a gradient. */
export const noGradient = law({
  stub: "adamStep",
  says: "A weight whose gradient was always 0 stays where it is.",
  given: steps({ drawn: (s) => fc.constant(fill(s, () => 0)), started: false }),
  runs: 20,
  ask: (asked) => ask("adamStep", asked),
  holds: (said, { weights, gradients }) => {
    for (const [i] of gradients.entries()) {
      unchanged(`the weights after step ${i + 1}`, said.next("weights"), weights);
      for (const part of ["first", "second", "steps"]) said.next(part);
    }
  },
  shows: (asked) => shows("adamStep", asked),
});

/** A gradient, the weights that it belongs to, and how much they decay. */
interface Decaying {
  readonly gradient: Values;
  readonly weights: Values;
  readonly decay: number;
}

function decaying(drawn: Drawn, size = fc.integer({ min: 1, max: 5 })): fc.Arbitrary<Decaying> {
  return size.chain((n) =>
    fc.record({ gradient: drawn([n]), weights: drawn([n]), decay: fc.constantFrom(0.5, 0.1, 1e-4, 0, 2) }),
  );
}

function askDecay({ gradient, weights, decay }: Decaying) {
  const { shape } = gradient;
  const data = { gradient: plainOfSpecial(gradient), weights: plainOfSpecial(weights), decay };
  return probePacked("4-training/steps.decayed", data, [shape, shape, shape, shape, shape]);
}

function dueDecay({ gradient, weights, decay }: Decaying): Measured {
  const terms = (i: number) => [pick(gradient.data, i), decay * pick(weights.data, i)] as const;
  const total = fill(gradient.shape, (i) => terms(i)[0] + terms(i)[1]);
  const magnitude = fill(gradient.shape, (i) => Math.abs(terms(i)[0]) + Math.abs(terms(i)[1])).data;
  return { ...total, magnitude };
}

const isDecayed = (core: boolean, says: string, given: fc.Arbitrary<Decaying>, runs: number) =>
  law({
    stub: "weightDecay",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: askDecay,
    holds: (said, asked) => same("the new gradient", said.next("the new gradient"), dueDecay(asked)),
    shows: (asked) =>
      asked.weights.data.length > 5 ? { "how many weights": asked.weights.data.length } : { ...asked },
  });

/** weightDecay: the value. */
export const decays = isDecayed(
  true,
  "The gradient plus decay times the weight, in a new array.",
  decaying((s) => valuesOf(s)),
  60,
);
export const decaysMany = isDecayed(
  false,
  "Hundreds of weights: the rule stays the same.",
  decaying(around(1, 8), fc.integer({ min: 301, max: 400 })),
  4,
);
export const decaysAnySize = isDecayed(
  false,
  "Numbers of any size: the rule stays the same.",
  sizesOfNumbers().chain((drawn) => decaying(drawn)),
  20,
);

/** weightDecay: what is left alone. */
export const decayKeeps = law({
  stub: "weightDecay",
  says: "Gradient and weights stay as they are, and the new array is no part of them.",
  given: decaying((s) => valuesOf(s)),
  runs: 20,
  ask: askDecay,
  holds: (said, { gradient, weights }) => {
    said.next("the new gradient");
    for (const after of ["", " when the new array is set to 0"]) {
      unchanged(`the gradient${after}`, said.next("the gradient"), gradient);
      unchanged(`the weights${after}`, said.next("the weights"), weights);
    }
  },
});

/** weightDecay: what is not a number. */
export const decayVisible = law({
  stub: "weightDecay",
  says: "What is not a number stays visible, and leaves its neighbours alone.",
  given: decaying(special).filter(({ decay }) => decay > 0),
  runs: 30,
  ask: askDecay,
  holds: (said, asked) => sameKinds("the new gradient", said.next("the new gradient"), dueDecay(asked)),
});

/** The gradients of several parameters, and the longest that they may be together. */
interface Gradients {
  readonly gradients: readonly Values[];
  /** What the longest is, as a multiple of their norm. */
  readonly share: number;
}

function gradients(
  drawn: Drawn,
  { sizes = fc.integer({ min: 1, max: 4 }), shares = [0.5, 0.25, 0.9, 0.001] } = {},
): fc.Arbitrary<Gradients> {
  return fc.record({
    gradients: fc.array(
      sizes.chain((n) => drawn([n])),
      { minLength: 1, maxLength: 4 },
    ),
    share: fc.constantFrom(...shares),
  });
}

/** Some gradients of hundreds of numbers. */
const long = { sizes: fc.integer({ min: 301, max: 330 }) };

function normOf(all: readonly Values[]): Measured {
  const squares = all.flatMap(({ data }) => Array.from(data, (g) => g * g));
  const norm = Math.sqrt(squares.reduce((sum, x) => sum + x, 0));
  return exact(scalar(norm));
}

function mostOf({ gradients: all, share }: Gradients): number {
  return share * (normOf(all).data[0] ?? 1) || 1;
}

function askNorm({ gradients: all }: Gradients) {
  const shapes = all.map(({ shape }) => shape);
  return probePacked("4-training/steps.norm", { gradients: all.map(plainOfSpecial) }, [[], ...shapes]);
}

function askClip(asked: Gradients) {
  const shapes = asked.gradients.map(({ shape }) => shape);
  return probePacked(
    "4-training/steps.clipped",
    { gradients: asked.gradients.map(plainOfSpecial), most: mostOf(asked) },
    shapes,
  );
}

function showGradients({ gradients: all }: Gradients): Readonly<Record<string, unknown>> {
  const sizes = values(all.map(({ data }) => data.length));
  if (all.some(({ data }) => data.length > 5)) return { "how many numbers": sizes };
  return Object.fromEntries(all.map((g, i) => [`gradient ${i + 1}`, g]));
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

/** gradientNorm: the value. */
export const together = hasNorm(
  true,
  "The root of the sum of all squares, over all gradients together.",
  gradients((s) => valuesOf(s)),
  60,
);
export const normOfMany = hasNorm(
  false,
  "Gradients of hundreds of numbers: the norm is that of all.",
  gradients(around(1, 8), long),
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

/** gradientNorm: what is left alone. */
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

/** gradientNorm: what is not a number. */
export const normVisible = law({
  stub: "gradientNorm",
  says: "A gradient that is not a number shows in the norm.",
  given: gradients(special),
  runs: 20,
  ask: askNorm,
  holds: (said, { gradients: all }) => sameKinds("the norm", said.next("the norm"), normOf(all)),
  shows: showGradients,
});

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

/** clipNorm: the value. */
export const oneFactor = isClipped(
  true,
  "All gradients shrink by one factor, most / (norm + 10⁻⁶), if that is below 1.",
  gradients((s) => valuesOf(s), { shares: [0.5, 0.25, 0.9, 1.5, 4] }),
  80,
);
export const clipsMany = isClipped(
  false,
  "Gradients of hundreds of numbers shrink together.",
  gradients(around(1, 8), long),
  4,
);
export const clipsAnySize = isClipped(
  false,
  "Numbers of any size: all shrink by one factor.",
  sizesOfNumbers().chain((drawn) => gradients(drawn)),
  20,
);

/** clipNorm: short gradients. */
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

/** clipNorm: what is not a number. */
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

/** A schedule, and some epochs. */
interface Schedule {
  readonly first: number;
  readonly last: number;
  readonly every: number;
  readonly factor: number;
  readonly epochs: number;
}

const schedules = fc.record<Schedule>({
  first: fc.constantFrom(1, 0.1, 0.003, 8),
  last: fc.constantFrom(0, 0.001, 0.5, 2),
  every: fc.integer({ min: 1, max: 7 }),
  factor: fc.constantFrom(0.5, 0.1, 0.9, 1),
  epochs: fc.integer({ min: 1, max: 100 }),
});

/** Rates at every epoch from 0 to the last. */
const askRates = (name: "stepped" | "cosine", schedule: Schedule) => {
  const asked = Array.from({ length: schedule.epochs + 1 }, (_, epoch) => epoch);
  return probeNumbers(`4-training/steps.${name}`, { ...schedule, asked }, asked.length);
};

/** The rate after some epochs, with the size of the terms that make it. */
export function rateTruth(
  name: "stepped" | "cosine",
  { first, last, every, factor, epochs }: Schedule,
  epoch: number,
): Measured {
  if (name === "stepped") return exact(scalar(first * factor ** Math.floor(epoch / every)));
  const rate = last + ((first - last) / 2) * (1 + Math.cos((Math.PI * epoch) / epochs));
  return { ...scalar(rate), magnitude: Float64Array.of(Math.abs(first) + Math.abs(last)) };
}

/** Judges the rate of every epoch. */
function hasRates(name: "stepped" | "cosine", said: Float64Array, schedule: Schedule): void {
  for (let epoch = 0; epoch <= schedule.epochs; epoch++) {
    const what = `the rate after ${epoch} of ${schedule.epochs} epochs`;
    same(what, scalar(said[epoch] ?? Number.NaN), rateTruth(name, schedule, epoch));
  }
}

/** stepRate: the value. */
export const inSteps = law({
  stub: "stepRate",
  core: true,
  weight: 2,
  says: "The first rate, times the factor once for every full step of `every` epochs.",
  given: schedules,
  examples: [{ first: 0.1, last: 0, every: 10, factor: 0.5, epochs: 30 }],
  runs: 60,
  ask: (schedule) => askRates("stepped", schedule),
  holds: (said, schedule) => hasRates("stepped", said, schedule),
  shows: ({ first, every, factor, epochs }) => ({ first, every, factor, epochs: `0 to ${epochs}` }),
});

/** stepRate: the first step. */
export const firstStep = law({
  stub: "stepRate",
  says: "Until the first step is over, the rate is the first one; then it falls at once.",
  given: schedules,
  runs: 20,
  ask: (schedule) => askRates("stepped", { ...schedule, epochs: schedule.every }),
  holds: (said, { first, every, factor }) => {
    for (let epoch = 0; epoch < every; epoch++)
      same(`the rate after ${epoch} epochs`, scalar(said[epoch] ?? Number.NaN), exact(scalar(first)));
    same(`the rate after ${every} epochs`, scalar(said[every] ?? Number.NaN), exact(scalar(first * factor)));
  },
  shows: ({ first, every, factor }) => ({ first, every, factor, epochs: `0 to ${every}` }),
});

/** cosineRate: the value. */
export const halfWave = law({
  stub: "cosineRate",
  core: true,
  weight: 2,
  says: "Half a cosine leads from the first rate at epoch 0 to the last in the end.",
  given: schedules,
  examples: [{ first: 1, last: 0, every: 1, factor: 1, epochs: 4 }],
  runs: 60,
  ask: (schedule) => askRates("cosine", schedule),
  holds: (said, schedule) => hasRates("cosine", said, schedule),
  shows: ({ first, last, epochs }) => ({ first, last, epochs }),
});

/** cosineRate: its two ends, and the middle. */
export const ends = law({
  stub: "cosineRate",
  says: "It begins at the first rate, ends at the last, and half-way it is their mean.",
  given: schedules,
  runs: 20,
  ask: (schedule) => askRates("cosine", { ...schedule, epochs: 2 * schedule.epochs }),
  holds: (said, { first, last, epochs }) => {
    const near = (what: string, epoch: number, rate: number) =>
      same(what, scalar(said[epoch] ?? Number.NaN), {
        ...scalar(rate),
        magnitude: Float64Array.of(Math.abs(first) + Math.abs(last)),
      });
    near("the rate at the beginning", 0, first);
    near("the rate half-way", epochs, (first + last) / 2);
    near("the rate in the end", 2 * epochs, last);
  },
  shows: ({ first, last, epochs }) => ({ first, last, epochs: 2 * epochs }),
});
