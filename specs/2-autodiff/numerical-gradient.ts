import fc from "fast-check";
import { shape, valuesOf } from "../support/arbitraries.ts";
import { must, reports, same } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { plainOf } from "../support/plain.ts";
import { probe, probeNumbers } from "../support/question.ts";
import { fill, type Measured, type Values, values } from "../support/values.ts";

const stub = "numericalGradient";

/** `f(x) = Σᵢ (aᵢ·xᵢ + bᵢ·xᵢ² + cᵢ·xᵢ³)`, a point x, and a step h. Steps are powers of two, so that x ± h is exact. */
interface Polynomial {
  readonly x: Values;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
  readonly step: number;
}

/** The simplest: f(x) = x² at 2, with a step of 1. */
function polynomials(degree: 2 | 3): fc.Arbitrary<Polynomial> {
  const factor = (simplest: number) => fc.integer({ min: -3, max: 3 }).map((n) => n + simplest);
  return shape({ maxRank: 2 }).chain((s) => {
    const size = s.reduce((product, n) => product * n, 1);
    const factors = (of: fc.Arbitrary<number>) => fc.array(of, { minLength: size, maxLength: size });
    return fc.record({
      x: valuesOf(s, 2),
      a: factors(factor(0)),
      b: factors(factor(1)),
      c: factors(degree === 2 ? fc.constant(0) : factor(0)),
      step: fc.integer({ min: 0, max: 10 }).map((k) => 2 ** -k),
    });
  });
}

const toPlain = ({ x, a, b, c, step }: Polynomial) => ({ x: plainOf(x), a, b, c, step });
const gradientOf = (asked: Polynomial) =>
  probeNumbers("2-autodiff/numerical-gradient.gradient", toPlain(asked), asked.a.length);
const shows = (asked: Polynomial) => ({ f: showPolynomial(asked), x: asked.x, step: asked.step });

/** A function of 131 elements. */
const wide: Polynomial = {
  x: fill([131], (i) => i - 60),
  a: Array<number>(131).fill(2),
  b: Array<number>(131).fill(1),
  c: Array<number>(131).fill(0),
  step: 0.5,
};

/** The lecture's example against one-sided differences: x³ is flat at 0, but not one step away. */
const cube: Polynomial = { x: values([0]), a: [0], b: [0], c: [1], step: 1 };

/** The formula. */
export const central = law({
  stub,
  core: true,
  weight: 2,
  says: "How far f moves from x − h to x + h, divided by how far x moves.",
  given: polynomials(3),
  examples: [cube, wide],
  runs: 80,
  ask: gradientOf,
  holds: (said, asked) => same("the gradient", withShapeOf(asked.x, said), differences(asked, 1, -1, 2)),
  shows,
  suspects: [
    {
      asks: "Might it be that f is asked at x + h and at x, so that the difference looks in one direction only?",
      explains: (said, asked) => same("the gradient", withShapeOf(asked.x, said), differences(asked, 1, 0, 1)),
    },
    {
      asks: "Might it be that the difference is divided by h, though x moves by 2h from one end to the other?",
      explains: (said, asked) => same("the gradient", withShapeOf(asked.x, said), differences(asked, 1, -1, 1)),
    },
  ],
});

/** Where the formula is exact. */
export const quadratic = law({
  stub,
  says: "Of a quadratic function it is the derivative itself, however large the step.",
  given: polynomials(2),
  runs: 30,
  ask: gradientOf,
  holds: (said, asked) => {
    const { magnitude } = differences(asked, 1, -1, 2);
    const slopes = fill(asked.x.shape, (i) => (asked.a[i] ?? 0) + 2 * (asked.b[i] ?? 0) * (asked.x.data[i] ?? 0));
    same("the gradient", withShapeOf(asked.x, said), { ...slopes, magnitude });
  },
  shows,
});

/** f is infinite. */
export const visible = law({
  stub,
  says: "Where f is infinite on both sides the slope is NaN, not 0: nobody knows it.",
  // 2⁴⁰⁰, cubed, is beyond the largest number.
  given: fc.record({
    place: fc.nat({ max: 2 }),
    others: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }),
    sign: fc.constantFrom(1, -1),
  }),
  runs: 10,
  ask: (given) => gradientOf(beyond(given)),
  // The number that is too large is in f at both ends of every element.
  holds: (said) => must(said.length === 3 && said.every(Number.isNaN), "the gradient", "NaN", [...said].join(", ")),
  shows: (given) => shows(beyond(given)),
});

/** x³ of three elements, one of which is too large. */
function beyond({ place, others, sign }: { place: number; others: readonly number[]; sign: number }): Polynomial {
  const x = values(others.with(place, sign * 2 ** 400));
  return { x, a: [0, 0, 0], b: [0, 0, 0], c: [1, 1, 1], step: 1 };
}

/** The points at which f is evaluated. */
export const twiceAnElement = law({
  stub,
  says: "f is asked twice an element, and there only that element has moved.",
  given: polynomials(3),
  runs: 20,
  ask: (asked) => {
    const size = asked.a.length;
    return probeNumbers("2-autodiff/numerical-gradient.points", toPlain(asked), 2 * size * size + size);
  },
  holds: (said, { x, step }) => {
    const size = x.data.length;
    const asked = said.length / size;
    must(
      asked === 2 * size,
      "f",
      `asked ${2 * size} times`,
      `asked ${asked > 2 * size ? "more often" : `${asked} times`}`,
    );
    const points = new Set(Array.from({ length: 2 * size }, (_, k) => said.subarray(k * size, (k + 1) * size).join()));
    for (const [i, at] of x.data.entries()) {
      for (const [end, moved] of Object.entries({ "x + h": at + step, "x − h": at - step })) {
        must(points.has(x.data.with(i, moved).join()), "f", `asked at ${end} for element ${i}`, "asked elsewhere");
      }
    }
  },
  shows,
});

/** The point stays as it is. */
export const untouched = law({
  stub,
  says: "x is not changed, not even while f is looking: f gets copies.",
  given: polynomials(2),
  runs: 20,
  ask: (asked) => probe("2-autodiff/numerical-gradient.watchInput", toPlain(asked)),
  holds: (said) => reports("x", said, "as it was"),
  shows,
});

function withShapeOf({ shape: s }: Values, data: Float64Array): Values {
  return { shape: s, data };
}

/** `(f(x + up·h) − f(x + down·h)) / (widths · h)` for every element; its magnitude counts both terms. */
function differences(asked: Polynomial, up: number, down: number, widths: number): Measured {
  const { x, step } = asked;
  const at = (i: number, rise: number) => valueAt(asked, x.data.with(i, (x.data[i] ?? Number.NaN) + rise * step));
  const width = widths * step;
  return {
    ...fill(x.shape, (i) => (at(i, up) - at(i, down)) / width),
    magnitude: fill(x.shape, (i) => (Math.abs(at(i, up)) + Math.abs(at(i, down))) / width).data,
  };
}

function valueAt({ a, b, c }: Polynomial, point: Float64Array): number {
  return point.reduce((sum, x, i) => sum + ((a[i] ?? 0) * x + (b[i] ?? 0) * x * x + (c[i] ?? 0) * x * x * x), 0);
}

/** `x₀ + 2·x₀² − x₁³`; a single number is x. */
function showPolynomial({ a, b, c }: Polynomial): string {
  const terms = a.flatMap((_, i) => {
    const name = a.length === 1 ? "x" : `x${[...String(i)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("")}`;
    return [a, b, c].map((factors, k) => ({ factor: factors[i] ?? 0, power: `${name}${["", "²", "³"][k]}` }));
  });
  const written = terms
    .filter(({ factor }) => factor !== 0)
    .map(
      ({ factor, power }) =>
        `${factor < 0 ? "− " : "+ "}${Math.abs(factor) === 1 ? "" : `${Math.abs(factor)}·`}${power}`,
    )
    .join(" ");
  return written === "" ? "0" : written.replace(/^\+ /, "");
}
