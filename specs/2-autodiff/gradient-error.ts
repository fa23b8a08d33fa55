import fc from "fast-check";
import { listOf, shape, valuesOf } from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { must, sameNumber, showNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { call } from "../support/question.ts";
import { fill, type Values, values } from "../support/values.ts";

const stub = "gradientError";

/** A number of any size and sign. Some are small whole numbers, and the others shrink to these. */
function element(simplest: number): fc.Arbitrary<number> {
  const whole = fc.integer({ min: -8, max: 8 }).map((n) => simplest + n);
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: whole, weight: 1 },
    { arbitrary: number(simplest), weight: 3 },
  );
}

/** An element of both gradients, near 1 or far above or below it. */
const elements = fc
  .record({ a: element(2), b: element(3), size: fc.constantFrom(1, 100, 0.01, 2 ** -30, 2 ** 40) })
  .map(({ a, b, size }) => ({ a: a * size, b: b * size }));

/** Two gradients of one shape. Shrinking may remove any of their elements. */
const gradients: fc.Arbitrary<{ a: Values; b: Values }> = fc
  .record({ all: listOf(elements, 1, 16), form: fc.nat({ max: 2 }) })
  .map(({ all, form }) => {
    const n = all.length;
    const s = [[n], n === 1 ? [] : [1, n], n % 2 === 0 ? [2, n / 2] : [n, 1, 1]][form];
    return {
      a: values(
        all.map(({ a }) => a),
        s,
      ),
      b: values(
        all.map(({ b }) => b),
        s,
      ),
    };
  });

/** The largest error. */
export const worst = law({
  stub,
  core: true,
  weight: 2,
  says: "The largest difference, relative to the larger of both and of 1.",
  given: gradients,
  examples: [
    // A difference of 1 near 1,000 is a smaller error than a difference of 0.5 near 1.
    { a: values([1, 1000]), b: values([0.5, 999]) },
    { a: values([1000, 1]), b: values([999, 0.5]) },
    { a: values([-1000, -3]), b: values([1000, -2]) },
    // Of 331 elements the last one alone differs.
    { a: fill([331], (i) => i), b: fill([331], (i) => (i === 330 ? 0 : i)) },
  ],
  runs: 80,
  ask: ({ a, b }) => call("gradientError", a, b),
  holds: ({ result, truth }) => sameNumber("the error", result, truth),
  suspects: [
    {
      asks: "Might it be that the errors are averaged, so that one wrong number hides among many right ones?",
      explains: ({ result }, { a, b }) => sameNumber("the error", result, total(errors(a, b)) / a.data.length),
    },
    {
      asks: "Might it be that the difference is not divided by anything?",
      explains: ({ result }, { a, b }) => sameNumber("the error", result, Math.max(...errors(a, b, () => 1))),
    },
    {
      asks: "Might it be that only one of the two gradients decides what is large?",
      explains: ({ result }, { a, b }) =>
        sameNumber("the error", result, Math.max(...errors(a, b, (x) => Math.max(1, Math.abs(x))))),
    },
  ],
});

/** Equal gradients. */
export const equal = law({
  stub,
  says: "Equal gradients are 0 apart, and a difference in one element alone is not lost among the others.",
  given: shape().chain((s) =>
    fc.record({ a: valuesOf(s, 2), place: fc.nat(), rise: fc.constantFrom(1, -1, 0.5, -0.001) }),
  ),
  runs: 40,
  ask: ({ a, place, rise }) => ({
    equal: call("gradientError", a, a),
    apart: call("gradientError", a, raiseElement(a, place, rise)),
  }),
  holds: ({ equal: none, apart }) => {
    sameNumber("the error of equal gradients", none.result, 0);
    sameNumber("the error", apart.result, apart.truth);
  },
  shows: ({ a, place, rise }) => ({ a, b: raiseElement(a, place, rise) }),
});

/** The gradients in the other order. */
export const symmetric = law({
  stub,
  says: "The order of the two does not matter, and neither does a sign that both change.",
  given: gradients,
  runs: 40,
  ask: ({ a, b }) => ({
    ab: call("gradientError", a, b),
    ba: call("gradientError", b, a),
    negative: call("gradientError", scaleElements(a, [-1]), scaleElements(b, [-1])),
  }),
  holds: ({ ab, ba, negative }) => {
    sameNumber("the error", ab.result, ab.truth);
    sameNumber("the error with the two exchanged", ba.result, ab.truth);
    sameNumber("the error with both signs changed", negative.result, ab.truth);
  },
});

/** NaN and infinities. */
export const neverSmall = law({
  stub,
  weight: 2,
  says: "NaN and Infinity are never close to anything, in whichever place and whichever gradient they stand.",
  given: fc.record({
    a: fc.integer({ min: 1, max: 5 }).chain((size) => valuesOf([size], 2)),
    odd: fc.constantFrom("NaN", "Infinity", "−Infinity"),
    place: fc.nat({ max: 4 }),
    where: fc.constantFrom("a", "b", "both"),
  }),
  examples: (["a", "b", "both"] as const).flatMap((where) =>
    [0, 1, 2].map((place) => ({ a: values([2, 3, 4]), odd: "NaN", place, where })),
  ),
  runs: 40,
  ask: (given) => {
    const { a, b } = withOdd(given);
    return { odd: call("gradientError", a, b), control: call("gradientError", given.a, given.a) };
  },
  holds: ({ odd, control }) => {
    sameNumber("the error of equal gradients", control.result, 0);
    must(!(odd.result < Number.MAX_VALUE), "the error", "NaN or Infinity", showNumber(odd.result));
  },
  shows: (given) => withOdd(given),
  suspects: [
    {
      asks: "Might it be that `>` decides which error is the worst? Every comparison with NaN says false.",
      explains: ({ odd }) => sameNumber("the error", odd.result, 0),
    },
  ],
});

/** The arguments stay as they are. */
export const untouched = law({
  stub,
  says: "Neither gradient is changed.",
  given: fc.record({ a: valuesOf([3], 2), b: valuesOf([3], 3), c: number() }),
  runs: 20,
  ask: ({ a, b }) => call("gradientError", a, b),
  holds: ({ keepsItsArguments }) => keepsItsArguments(),
  shows: ({ a, b }) => ({ a, b }),
});

/** The error of every element. */
function errors(
  a: Values,
  b: Values,
  size = (x: number, y: number) => Math.max(1, Math.abs(x), Math.abs(y)),
): number[] {
  return Array.from(a.data, (x, i) => {
    const y = b.data[i] ?? Number.NaN;
    return Math.abs(x - y) / size(x, y);
  });
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0);
}

/** Every element times one of the factors, which repeat. */
function scaleElements({ shape: s, data }: Values, factors: readonly number[]): Values {
  return { shape: s, data: data.map((x, i) => x * (factors[i % factors.length] ?? 1)) };
}

function raiseElement({ shape: s, data }: Values, place: number, rise: number): Values {
  const i = place % data.length;
  return { shape: s, data: data.with(i, (data[i] ?? 0) + rise) };
}

/** Two equal gradients, with NaN or an infinity in one place of the first, the second or both. */
function withOdd({ a, odd, place, where }: { a: Values; odd: string; place: number; where: string }) {
  const x = odd === "NaN" ? Number.NaN : odd === "Infinity" ? Infinity : -Infinity;
  const spoilt = { shape: a.shape, data: a.data.with(place % a.data.length, x) };
  return { a: where === "b" ? a : spoilt, b: where === "a" ? a : spoilt };
}
