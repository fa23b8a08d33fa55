import fc from "fast-check";
import { broadcastableShapes, shape, valuesOf } from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { must, reports, same, showNumber, unchanged } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { operations } from "../support/operations.ts";
import { entry, listIn, type Plain, plainOf, valuesFrom } from "../support/plain.ts";
import { namesShapes, probe, refuses } from "../support/question.ts";
import { exact, fill, type Measured, plus, type Values, values } from "../support/values.ts";

const [forward, backward] = ["customFunction.forward", "customFunction.backward"];

/** Inputs, each of its own shape, and what the definition's forward returns for them. */
const calls = fc
  .tuple(fc.array(shape({ maxRank: 2 }), { minLength: 1, maxLength: 4 }), shape({ maxRank: 2 }))
  .chain(([shapes, out]) =>
    fc.record({ inputs: fc.tuple(...shapes.map((s, i) => valuesOf(s, 2 + i))), result: valuesOf(out, 7) }),
  );

/** The value. */
export const value = law({
  stub: forward,
  core: true,
  weight: 2,
  says: "The definition's forward, with the context and all inputs.",
  given: calls,
  runs: 60,
  ask: ({ inputs, result }) =>
    probe("2-autodiff/custom-function.forward", { inputs: inputs.map(plainOf), result: plainOf(result) }),
  holds: (said, { inputs, result }) => {
    const received = listIn("what forward is given", entry(said, "received"));
    reports("inputs that forward is given", received.length, inputs.length);
    inputs.forEach((input, i) => {
      const what = `input ${i + 1} of forward`;
      unchanged(what, valuesFrom(what, received[i] ?? null), input);
    });
    unchanged("the result", valuesFrom("the result", entry(said, "result")), result);
    reports("the context that forward is given", entry(said, "context"), "that of the call");
  },
  shows: ({ inputs, result }) => ({ ...nameInputs(inputs), "forward returns": result }),
});

/** How often forward is called. */
export const onceForward = law({
  stub: forward,
  says: "A call of the operation calls the definition's forward once, and changes no input.",
  given: calls,
  runs: 20,
  ask: ({ inputs, result }) =>
    probe("2-autodiff/custom-function.forward", { inputs: inputs.map(plainOf), result: plainOf(result) }),
  holds: (said, { inputs }) => {
    reports("calls of forward", entry(said, "calls"), 1);
    const after = listIn("the inputs", entry(said, "inputs"));
    inputs.forEach((input, i) => {
      const what = `input ${i + 1}, afterwards`;
      unchanged(what, valuesFrom(what, after[i] ?? null), input);
    });
  },
  shows: ({ inputs }) => nameInputs(inputs),
});

/** What the context holds. */
export const contextEmpty = law({
  stub: forward,
  says: "The context is empty when forward gets it, and keeps what forward saves there.",
  given: calls,
  runs: 20,
  ask: ({ inputs, result }) =>
    probe("2-autodiff/custom-function.forward", { inputs: inputs.map(plainOf), result: plainOf(result) }),
  holds: (said) => {
    reports("what the context holds before forward", entry(said, "savedBefore"), 0);
    reports("what the context holds afterwards", entry(said, "savedAfter"), "what forward has saved");
  },
  shows: ({ inputs }) => nameInputs(inputs),
});

/** One tensor in several places, and constants. */
export const everyPlace = law({
  stub: forward,
  says: "A tensor that stands in several places comes in each of them, and a constant comes like any other.",
  given: fc.record({
    x: valuesOf([2], 2),
    y: valuesOf([3], 3),
    places: fc.array(fc.nat({ max: 1 }), { minLength: 2, maxLength: 4 }),
    constant: fc.constantFrom("none", "x", "y", "both"),
  }),
  examples: [{ x: values([2]), y: values([3]), places: [0, 0], constant: "none" }],
  runs: 20,
  ask: ({ x, y, places, constant }) =>
    probe("2-autodiff/custom-function.forward", {
      inputs: [
        { ...plainOf(x), requiresGrad: constant !== "x" && constant !== "both" },
        { ...plainOf(y), requiresGrad: constant !== "y" && constant !== "both" },
      ],
      places,
      result: plainOf(x),
    }),
  holds: (said, { x, y, places }) => {
    const received = listIn("what forward is given", entry(said, "received"));
    reports("inputs that forward is given", received.length, places.length);
    places.forEach((place, i) => {
      const what = `input ${i + 1} of forward`;
      unchanged(what, valuesFrom(what, received[i] ?? null), place === 0 ? x : y);
    });
  },
  shows: ({ x, y, places, constant }) => ({
    x,
    y,
    inputs: places.map((place) => "xy"[place]).join(", "),
    constants: constant === "both" ? "x and y" : constant,
  }),
});

/** A backward pass in which each input receives its weight times the upstream gradient, or nothing. */
interface WayBack {
  readonly inputs: readonly Values[];
  readonly weights: readonly (number | null)[];
  readonly upstream: Values;
  readonly second: Values;
}

const ways: fc.Arbitrary<WayBack> = shape({ maxRank: 2 })
  .chain((s) =>
    fc.record({
      inputs: fc.array(fc.record({ x: valuesOf(s, 2), weight: weightOrNull() }), { minLength: 1, maxLength: 4 }),
      upstream: valuesOf(s, 1),
      second: valuesOf(s, 4),
    }),
  )
  .map(({ inputs, ...upstreams }) => ({
    inputs: inputs.map(({ x }) => x),
    weights: inputs.map(({ weight }) => weight),
    ...upstreams,
  }));

const [two, one] = [fill([1], () => 2), fill([1], () => 1)];
/** The first of three inputs has no gradient: dropping it from the list would shift the others. */
const firstHasNone: WayBack = { inputs: [two, two, two], weights: [null, 3, 5], upstream: one, second: one };

/** The gradient. */
export const gradient = law({
  stub: backward,
  core: true,
  weight: 2,
  says: "Every input receives the gradient in its own place, if there is one.",
  given: ways,
  examples: [firstHasNone],
  runs: 60,
  ask: ({ inputs, weights, upstream }) => askBackward(inputs, weights, [upstream]),
  holds: (said, { weights, upstream }) => {
    weights.forEach((weight, i) => sameGradient(said, i, times(upstream, weight ?? 0)));
  },
  shows: ({ inputs, weights, upstream }) => ({ ...nameInputs(inputs), ...showReturned(weights), upstream }),
  suspects: [
    {
      asks: "Might it be that what has no gradient is taken out of the list, so that the others move up a place?",
      explains: (said, { weights, upstream }) => {
        const left = weights.filter((weight) => weight !== null);
        weights.forEach((_, i) => sameGradient(said, i, times(upstream, left[i] ?? 0)));
      },
    },
  ],
});

/** Two backward passes. */
export const accumulated = law({
  stub: backward,
  says: "Each way back adds to the gradients that are already there, and asks the definition once.",
  given: ways,
  runs: 30,
  ask: ({ inputs, weights, upstream, second }) => askBackward(inputs, weights, [upstream, second]),
  holds: (said, { weights, upstream, second }) => {
    weights.forEach((weight, i) =>
      sameGradient(said, i, plus(times(upstream, weight ?? 0), times(second, weight ?? 0))),
    );
    reports("calls of the definition's backward on two ways back", entry(said, "calls"), 2);
    unchanged("upstream afterwards", valuesFrom("upstream afterwards", entry(said, "upstream")), second);
  },
  shows: ({ inputs, weights, upstream, second }) => ({
    ...nameInputs(inputs),
    ...showReturned(weights),
    "first upstream": upstream,
    "second upstream": second,
  }),
});

/** One tensor in several places. */
export const shared = law({
  stub: backward,
  says: "A tensor that stands in several places receives all of their gradients.",
  given: ways,
  runs: 30,
  ask: ({ inputs, weights, upstream }) =>
    probe("2-autodiff/custom-function.shareGradient", {
      inputs: inputs.slice(0, 1).map(plainOf),
      weights,
      upstreams: [plainOf(upstream)],
    }),
  holds: (said, { weights, upstream }) => {
    const shares = weights.map((weight) => times(upstream, weight ?? 0));
    same("gradient of x", valuesFrom("gradient of x", said), plus(times(upstream, 0), ...shares));
  },
  shows: ({ inputs, weights, upstream }) => ({ "x, in every place": inputs[0], ...showReturned(weights), upstream }),
});

/** The arguments of the definition's backward. */
export const ownContext = law({
  stub: backward,
  says: "The definition's backward is given the context of its own call, and the upstream gradient.",
  given: fc.record({
    calls: fc.array(fc.record({ x: valuesOf([2], 2), upstream: valuesOf([2], 1) }), { minLength: 1, maxLength: 3 }),
  }),
  runs: 30,
  ask: ({ calls: made }) =>
    probe("2-autodiff/custom-function.listBackwardCalls", {
      inputs: made.map(({ x }) => plainOf(x)),
      upstreams: made.map(({ upstream }) => plainOf(upstream)),
    }),
  holds: (said, { calls: made }) => {
    const told = listIn("the ways back", said);
    reports("ways back", told.length, made.length);
    made.toReversed().forEach(({ x, upstream }, i) => {
      const way = told[i] ?? null;
      reports("the context that backward is given", entry(way, "context"), "that of the call");
      unchanged("what forward has saved", valuesFrom("what forward has saved", entry(way, "saved")), x);
      unchanged("the upstream that backward is given", valuesFrom("the upstream", entry(way, "upstream")), upstream);
    });
  },
  shows: ({ calls: made }) =>
    Object.fromEntries(
      made.flatMap(({ x, upstream }, i) => [
        [`x of call ${i + 1}`, x],
        [`upstream of call ${i + 1}`, upstream],
      ]),
    ),
});

/** Inputs of smaller shapes. */
export const broadcasting = law({
  stub: backward,
  says: "A gradient of a larger shape is summed down to its input's own.",
  given: broadcastableShapes().chain(({ a, b, out }) =>
    fc.record({ x: valuesOf(a, 2), y: valuesOf(b, 3), weight: number(2), upstream: valuesOf(out, 1) }),
  ),
  runs: 30,
  ask: ({ x, y, weight, upstream }) => askBackward([x, y], [weight, 3], [upstream]),
  holds: (said, { x, y, weight, upstream }) => {
    sameGradient(said, 0, operations.unbroadcast.truth(times(upstream, weight), x.shape));
    sameGradient(said, 1, operations.unbroadcast.truth(times(upstream, 3), y.shape));
  },
  shows: ({ x, y, weight, upstream }) => ({ ...nameInputs([x, y]), ...showReturned([weight, 3]), upstream }),
});

/** Constants. */
export const constants = law({
  stub: backward,
  says: "An input that is a constant keeps gradient zero, and its neighbours receive theirs.",
  given: fc.record({ x: valuesOf([2], 2), place: fc.nat({ max: 2 }), upstream: valuesOf([2], 1) }),
  runs: 20,
  ask: ({ x, place, upstream }) =>
    probe("2-autodiff/custom-function.backward", {
      inputs: [0, 1, 2].map((i) => ({ ...plainOf(x), requiresGrad: i !== place })),
      weights: [1, 2, 3],
      upstreams: [plainOf(upstream)],
    }),
  holds: (said, { place, upstream }) => {
    for (const i of [0, 1, 2]) sameGradient(said, i, times(upstream, i === place ? 0 : i + 1));
  },
  shows: ({ x, place, upstream }) => ({
    "all inputs": x,
    constant: `input ${place + 1}`,
    ...showReturned([1, 2, 3]),
    upstream,
  }),
});

/** More or fewer gradients than inputs. */
export const refusal = law({
  stub: backward,
  says: "Other than one gradient an input, more or fewer, are refused.",
  given: fc
    .record({ inputs: fc.integer({ min: 1, max: 4 }), gradients: fc.nat({ max: 5 }) })
    .filter(({ inputs, gradients }) => inputs !== gradients),
  runs: 20,
  ask: ({ inputs, gradients }) => ({
    wrong: refuses(probe("2-autodiff/custom-function.countGradients", { inputs, gradients })),
    control: probe("2-autodiff/custom-function.countGradients", { inputs, gradients: inputs }),
  }),
  holds: ({ wrong, control }, { inputs, gradients }) => {
    reports(`${inputs} gradients`, control, "accepted");
    const got = wrong === undefined ? "accepted" : `${wrong.name}: ${wrong.message}`;
    must(wrong?.name === "ShapeError", `${gradients} gradients for ${inputs} inputs`, "a ShapeError", got);
  },
});

/** A gradient of another shape. */
export const foreignShape = law({
  stub: backward,
  says: "A gradient with the shape of neither its input nor the result is refused, and the error names both shapes.",
  given: shape({ maxRank: 2 }).chain((s) =>
    fc.record({ shape: fc.constant(s), more: fc.integer({ min: 2, max: 4 }), place: fc.nat({ max: 2 }) }),
  ),
  examples: [{ shape: [3], more: 4, place: 0 }],
  runs: 12,
  ask: ({ shape: s, more, place }) => ({
    // Each of these numbers would be summed down without a word.
    wrong: refuses(probe("2-autodiff/custom-function.returnShape", { shape: s, gradient: [more, ...s], place })),
    control: probe("2-autodiff/custom-function.returnShape", { shape: s, gradient: s, place }),
  }),
  holds: ({ wrong, control }, { shape: s, more }) => {
    reports("gradients of the shape of their inputs", control, "accepted");
    namesShapes(wrong, [s, [more, ...s]]);
  },
  shows: ({ shape: s, more, place }) => ({
    "shape of all inputs": s,
    [`shape of gradient ${place + 1}`]: [more, ...s],
  }),
});

/** A weight, null or 1; for 1 the definition returns the upstream gradient itself. */
function weightOrNull(): fc.Arbitrary<number | null> {
  return fc.oneof(
    { arbitrary: number(3), weight: 3 },
    { arbitrary: fc.constant(null), weight: 1 },
    { arbitrary: fc.constant(1), weight: 1 },
  );
}

function askBackward(inputs: readonly Values[], weights: readonly (number | null)[], upstreams: readonly Values[]) {
  return probe("2-autodiff/custom-function.backward", {
    inputs: inputs.map(plainOf),
    weights,
    upstreams: upstreams.map(plainOf),
  });
}

function sameGradient(said: Plain, i: number, due: Measured): void {
  const what = `gradient of input ${i + 1}`;
  const gradients = listIn("the gradients", entry(said, "grads"));
  same(what, valuesFrom(what, gradients[i] ?? null), due);
}

function times(v: Values, factor: number): Measured {
  return exact({ shape: v.shape, data: v.data.map((x) => factor * x) });
}

function nameInputs(inputs: readonly Values[]): Readonly<Record<string, Values>> {
  return Object.fromEntries(inputs.map((input, i) => [`input ${i + 1}`, input]));
}

/** The definition's backward as a text. */
function showReturned(weights: readonly (number | null)[]): Readonly<Record<string, string>> {
  const texts = weights.map((weight) => (weight === null ? "undefined" : `${showNumber(weight)} · upstream`));
  return { "backward returns": texts.join(",  ") };
}
