/** @file Dropout: its mask, the operation and its way back, two layers, and what a neuron says on average. */
import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import {
  type Drawn,
  plainOrNeutral,
  shape,
  sizesOfNumbers,
  special,
  valuesOf,
  wideShape,
} from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { must, same, sameKinds, showNumber, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { type Packed, probePacked } from "../support/packed.ts";
import { plainOf, plainOfSpecial } from "../support/plain.ts";
import { probeNumbers, type Question } from "../support/question.ts";
import { drawsOf } from "../support/rng.ts";
import {
  exact,
  fill,
  type Measured,
  scalar,
  type Shape,
  sizeOf,
  times,
  type Values,
  values,
} from "../support/values.ts";
import { chanceOf, expectationOf, masksOf, type NeuronName } from "./neurons.ts";

/** Up to five axes, and now and then hundreds of elements. */
const anyShape = fc.oneof({ arbitrary: shape({ maxRank: 5 }), weight: 9 }, { arbitrary: wideShape(), weight: 1 });

const probability = fc.constantFrom<number>(0.5, 0.25, 0.75, 0.1, 0.9, 0.3);

/** Draws of one seed; a few of them are exactly p, which keeps an element, or next to it, or 0. */
function drawsFor(s: Shape, p: number, seed: number): Values {
  const draws = drawsOf(seed, 2 * sizeOf(s));
  const edges = [p, p * (1 - 2 ** -30), 0, 1 - 2 ** -52];
  return fill(s, (i) => {
    const [draw, choice] = [pick(draws, 2 * i), pick(draws, 2 * i + 1)];
    return choice < 0.2 ? pick(edges, Math.floor(20 * choice)) : draw;
  });
}

function maskOf({ shape: s, data }: Values, p: number): Values {
  return fill(s, (i) => (pick(data, i) >= p ? 1 : 0));
}

/** What is drawn when all draws have been taken: each from 1. */
function turned({ shape: s, data }: Values): Values {
  return fill(s, (i) => 1 - pick(data, i));
}

/** An array, its draws, and how likely an element is dropped. */
interface Dropping {
  readonly a: Values;
  readonly p: number;
  readonly draws: Values;
  readonly upstream: Values;
  readonly before: Values;
}

function droppings(drawn: Drawn, { shapes = anyShape, ps = probability } = {}): fc.Arbitrary<Dropping> {
  return fc.record({ s: shapes, p: ps, seed: fc.noShrink(fc.nat()) }).chain(({ s, p, seed }) =>
    fc.record({
      a: drawn(s),
      p: fc.constant(p),
      draws: fc.constant(drawsFor(s, p, seed)),
      upstream: drawn(s),
      before: valuesOf(s, 4),
    }),
  );
}

function plain({ a, p, draws, upstream, before }: Dropping) {
  return {
    a: plainOfSpecial(a),
    p,
    draws: [...draws.data],
    upstream: plainOfSpecial(upstream),
    before: plainOf(before),
  };
}

function showDropping({ a, p, draws }: Dropping): Readonly<Record<string, unknown>> {
  return a.data.length > 24 ? { shape: values(a.shape), p } : { a, p, draws };
}

/** dropoutMask: the value. */
export const oneDrawEach = law({
  stub: "dropoutMask",
  core: true,
  weight: 2,
  says: "One draw for every element, in row-major order: 1 where it is at least p, else 0.",
  given: droppings((s) => valuesOf(s)),
  ask: askMask,
  holds: (said, { draws, p }) => {
    unchanged("the mask", said.next("the mask"), maskOf(draws, p));
    hasDraws(said, draws.data.length);
  },
  shows: ({ draws, p }) => (draws.data.length > 24 ? { shape: values(draws.shape), p } : { draws, p }),
});

/** dropoutMask: one after the other. */
export const newMasks = law({
  stub: "dropoutMask",
  says: "Every mask is drawn anew, into memory of its own.",
  given: droppings((s) => valuesOf(s)),
  runs: 30,
  ask: askMask,
  holds: (said, { draws, p }) => {
    for (const what of ["the first mask", "the draws"]) said.next(what);
    unchanged("the second mask", said.next("the second mask"), maskOf(turned(draws), p));
    must(said.next("arrays").data[0] === 2, "the memory of two masks", "two arrays", "one");
  },
  shows: ({ draws, p }) => ({ draws: values([...draws.data.subarray(0, 8)]), p }),
});

/** dropoutMask: both ends. */
export const ends = law({
  stub: "dropoutMask",
  says: "With p = 0 all is kept, and next to 1 nearly nothing.",
  given: droppings((s) => valuesOf(s), { ps: fc.constantFrom(0, 1 - 2 ** -20) }),
  runs: 20,
  ask: askMask,
  holds: (said, { draws, p }) => unchanged("the mask", said.next("the mask"), maskOf(draws, p)),
  shows: ({ draws, p }) => ({ draws: values([...draws.data.subarray(0, 8)]), p }),
});

function askMask({ draws, p }: Dropping): Question<Packed> {
  const data = { shape: draws.shape, p, draws: [...draws.data] };
  return probePacked("4-training/dropout.mask", data, [draws.shape, [], draws.shape, []]);
}

function hasDraws(said: Packed, due: number): void {
  const taken = said.next("the draws").data[0] ?? Number.NaN;
  must(taken === due, "how many draws are taken", `${due}`, showNumber(taken));
}

/** What dropout makes of numbers: of some, or of their gradients. */
export function dropped(a: Values, draws: Values, p: number, before?: Values): Measured {
  const mask = maskOf(draws, p);
  const share = fill(a.shape, (i) => (pick(mask.data, i) === 1 ? pick(a.data, i) / (1 - p) : 0));
  if (before === undefined) return exact(share);
  const total = fill(a.shape, (i) => pick(before.data, i) + pick(share.data, i));
  return {
    ...total,
    magnitude: fill(a.shape, (i) => Math.abs(pick(before.data, i)) + Math.abs(pick(share.data, i))).data,
  };
}

function askForward(asked: Dropping): Question<Packed> {
  const { shape: s } = asked.a;
  return probePacked("4-training/dropout.forward", plain(asked), [s, s, [], s, s]);
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
  return probePacked("4-training/dropout.gradient", plain(asked), [s, s, s, s, s, []]);
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
  });

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

/** dropout.backward: constants. */
export const constants = law({
  stub: "dropout.backward",
  says: "A constant keeps gradient 0.",
  given: droppings((s) => valuesOf(s)),
  runs: 10,
  ask: (asked) => probePacked("4-training/dropout.constantGradient", plain(asked), [asked.a.shape]),
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

/** Calls of a layer, one after the other, in training or not. */
interface Layering extends Dropping {
  readonly modes: readonly boolean[];
}

type LayerKind = "dropoutLayer" | "testScaledDropout";

function layerings(modes: fc.Arbitrary<readonly boolean[]>, ps = probability): fc.Arbitrary<Layering> {
  return fc
    .record({ asked: droppings((s) => valuesOf(s), { ps }), modes })
    .map(({ asked, modes: each }) => ({ ...asked, modes: each }));
}

function askLayer(kind: LayerKind, asked: Layering): Question<Packed> {
  const { shape: s } = asked.a;
  const each: readonly Shape[] = [s, [], s];
  return probePacked("4-training/dropout.layer", { kind, modes: asked.modes, ...plain(asked) }, [
    ...asked.modes.flatMap(() => each),
    ...asked.modes.map(() => s),
  ]);
}

/** What a layer makes of numbers, or of their gradients, in the given call of those that are training. */
function layered(kind: LayerKind, v: Values, { draws, p }: Layering, training: boolean, call: number): Measured {
  const now = call % 2 === 0 ? draws : turned(draws);
  if (!training) return exact(fill(v.shape, (i) => pick(v.data, i) * (kind === "dropoutLayer" ? 1 : 1 - p)));
  if (kind === "dropoutLayer") return dropped(v, now, p);
  const mask = maskOf(now, p);
  return exact(fill(v.shape, (i) => pick(v.data, i) * pick(mask.data, i)));
}

function judgeLayer(kind: LayerKind, said: Packed, asked: Layering): void {
  const { a, upstream, modes } = asked;
  let calls = 0;
  for (const [i, training] of modes.entries()) {
    const when = `${training ? "in training" : "in evaluation"}, call ${i + 1}`;
    same(`the result ${when}`, said.next("the result"), layered(kind, a, asked, training, calls));
    const due = (calls + (training ? 1 : 0)) * a.data.length;
    hasDraws(said, due);
    same(`gradient of x ${when}`, said.next("gradient of x"), layered(kind, upstream, asked, training, calls));
    if (training) calls++;
  }
  for (const _ of modes) unchanged("x", said.next("x"), a);
}

const hasLayer = (kind: LayerKind, core: boolean, says: string, given: fc.Arbitrary<Layering>, runs: number): Law =>
  law({
    stub: kind,
    core,
    weight: core ? 2 : 1,
    says,
    given,
    runs,
    ask: (asked) => askLayer(kind, asked),
    holds: (said, asked) => judgeLayer(kind, said, asked),
    shows: (asked) => ({
      ...showDropping(asked),
      calls: asked.modes.map((training) => (training ? "training" : "evaluation")).join(", "),
    }),
  });

const oneMode = fc.boolean().map((training) => [training]);
const someModes = fc.array(fc.boolean(), { minLength: 2, maxLength: 4 });

/** dropoutLayer: the value. */
export const onlyInTraining = hasLayer(
  "dropoutLayer",
  true,
  "Dropout in training; in evaluation, x as it is.",
  layerings(oneMode),
  60,
);
export const layerInTurn = hasLayer(
  "dropoutLayer",
  false,
  "Calls in turn: each one of training has a new mask, and evaluation draws nothing.",
  layerings(someModes),
  30,
);

/** testScaledDropout: the value. */
export const scaledDown = hasLayer(
  "testScaledDropout",
  true,
  "The mask times x in training; in evaluation, x times 1 − p.",
  layerings(oneMode),
  60,
);
export const twinInTurn = hasLayer(
  "testScaledDropout",
  false,
  "Calls in turn: each one of training has a new mask, and evaluation draws nothing.",
  layerings(someModes),
  30,
);
export const twinAtEnds = hasLayer(
  "testScaledDropout",
  false,
  "With p = 0 nothing is dropped or scaled, and next to 1 nearly everything.",
  layerings(oneMode, fc.constantFrom(0, 1 - 2 ** -20)),
  20,
);

/** maskChance: the value. */
export const everyFactor = law({
  stub: "maskChance",
  core: true,
  weight: 2,
  says: "A product with one factor an element: p if it is dropped, 1 − p if it is kept.",
  given: fc.record({
    mask: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 8 }),
    p: fc.oneof(probability, fc.constantFrom<number>(0, 1)),
  }),
  examples: [{ mask: [1, 0], p: 0.5 }],
  ask: ({ mask, p }) => probeNumbers("4-training/dropout.chances", { masks: [mask], p }, 1),
  holds: ([got = Number.NaN], { mask, p }) => same("the chance", scalar(got), exact(scalar(chanceOf(mask, p)))),
  shows: ({ mask, p }) => ({ mask: values(mask), p }),
});

/** maskChance: all masks together. */
export const sumToOne = law({
  stub: "maskChance",
  says: "The chances of all masks add up to 1.",
  given: fc.record({ n: fc.integer({ min: 1, max: 8 }), p: probability }),
  runs: 20,
  ask: ({ n, p }) => probeNumbers("4-training/dropout.chances", { masks: masksOf(n), p }, 2 ** n),
  holds: (said) => same("the sum of all chances", scalar(said.reduce((sum, x) => sum + x, 0)), exact(scalar(1))),
});

/** maskChance: hundreds of elements. */
export const longMask = law({
  stub: "maskChance",
  says: "A mask of hundreds of elements has a tiny chance, and not none.",
  given: fc.record({ seed: fc.noShrink(fc.nat()), p: fc.constantFrom<number>(0.5, 0.4, 0.6) }),
  runs: 5,
  ask: ({ seed, p }) => probeNumbers("4-training/dropout.chances", { masks: [longMaskOf(seed)], p }, 1),
  holds: ([got = Number.NaN], { seed, p }) =>
    same("the chance", scalar(got), exact(scalar(chanceOf(longMaskOf(seed), p)))),
  shows: ({ p }) => ({ "how many elements": 400, p }),
});

function longMaskOf(seed: number): readonly number[] {
  return Array.from(drawsOf(seed, 400), (draw) => (draw < 0.5 ? 0 : 1));
}

/** A neuron, its inputs, and how likely each is dropped. */
interface Expecting {
  readonly neuron: NeuronName;
  readonly weights: readonly number[];
  readonly x: readonly number[];
  readonly p: number;
}

function neurons(names: readonly NeuronName[], most: number, p = probability): fc.Arbitrary<Expecting> {
  return fc.integer({ min: 1, max: most }).chain((n) =>
    fc.record({
      neuron: fc.constantFrom(...names),
      weights: fc.array(number(1), { minLength: n, maxLength: n }),
      x: fc.array(number(3), { minLength: n, maxLength: n }),
      p,
    }),
  );
}

const askExpected = ({ neuron, weights, x, p }: Expecting) =>
  probeNumbers("4-training/dropout.expected", { neuron, weights, x, p }, 1 + x.length);

const isExpected = (
  core: boolean,
  says: string,
  given: fc.Arbitrary<Expecting>,
  runs: number,
  examples: readonly Expecting[] = [],
): Law =>
  law({
    stub: "expectedOutput",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    examples,
    runs,
    ask: askExpected,
    holds: ([got = Number.NaN], { neuron, weights, x, p }) =>
      same("the expected output", scalar(got), expectationOf(neuron, weights, x, p)),
    shows: ({ neuron, weights, x, p }) => ({ neuron, weights: values(weights), x: values(x), p }),
  });

/** expectedOutput: the value. The lecture's two inputs come first: ½·(w₁x₁ + w₂x₂). */
export const overAllMasks = isExpected(
  true,
  "The neuron's output for each masked x, times the mask's chance, all added up.",
  neurons(["linear", "relu", "square"], 5),
  60,
  [{ neuron: "linear", weights: [2, 3], x: [5, 7], p: 0.5 }],
);
export const manyMasks = isExpected(
  false,
  "Of ten inputs there are 1,024 masks, and all count.",
  neurons(["relu", "square"], 1).chain(({ neuron, p }) =>
    around(
      0,
      4,
    )([20]).map(({ data }) => ({
      neuron,
      p,
      weights: [...data.subarray(0, 10)],
      x: [...data.subarray(10)],
    })),
  ),
  4,
);
export const certain = isExpected(
  false,
  "With p = 0 it is the neuron's output for x, with p = 1 that for nothing.",
  neurons(["linear", "relu", "square"], 4, fc.constantFrom<number>(0, 1)),
  20,
);

/** expectedOutput: what the neuron sees. */
export const allInputs = isExpected(
  false,
  "The neuron always reads all inputs: what is dropped is 0, and not left out.",
  neurons(["count of inputs"], 5),
  10,
);

/** expectedOutput: what is left alone. */
export const inputsKept = law({
  stub: "expectedOutput",
  says: "x is not changed.",
  given: neurons(["linear", "relu"], 5),
  runs: 20,
  ask: askExpected,
  holds: ([, ...x], { x: before }) => unchanged("x", values(x), values(before)),
  shows: ({ weights, x, p }) => ({ weights: values(weights), x: values(x), p }),
});
