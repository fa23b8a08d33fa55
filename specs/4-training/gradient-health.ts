import fc from "fast-check";
import { reports } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { plainOfSpecial } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { values } from "../support/values.ts";

/** What is known of a network. */
interface Signs {
  readonly norms: readonly number[];
  readonly dead: number;
  readonly saturated: number;
}

function diagnose({ norms, dead, saturated }: Signs): string {
  const [first = Number.NaN, last = Number.NaN] = [norms[0], norms.at(-1)];
  if (norms.some((norm) => !Number.isFinite(norm))) return "NaN";
  if (first > 1000 * last) return "exploding";
  if (dead > 0.5) return "dead";
  if (saturated > 0.5) return "saturated";
  return first === 0 || first < last / 1000 ? "vanishing" : "healthy";
}

const isDiagnosed = (
  core: boolean,
  says: string,
  given: fc.Arbitrary<Signs>,
  runs: number,
  examples: readonly Signs[] = [],
): Law =>
  law({
    stub: "gradientHealth",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    examples,
    runs,
    ask: ({ norms, ...rest }) =>
      probe("4-training/health.diagnosis", { ...rest, norms: plainOfSpecial(values(norms))["data"] ?? [] }),
    holds: (said, signs) => reports("the diagnosis", said, diagnose(signs)),
    shows: ({ norms, ...rest }) => ({ norms: values(norms), ...rest }),
  });

const share = fc.constantFrom(0, 0.25, 0.5, 0.75, 1);
const norm = fc.constantFrom(1, 0.5, 2, 1e-4, 1e-6, 3000, 1e5, 0);

/** The value. */
export const firstFinding = isDiagnosed(
  true,
  "The first finding of the list that holds, from exploding on.",
  fc.record({ norms: fc.array(norm, { minLength: 1, maxLength: 5 }), dead: share, saturated: share }),
  100,
);

/** Norms at the bounds, and next to them. */
const atBounds = [[1000, 1], [1, 1000], [1000.5, 1], [0.9995, 1000], [0, 0], [0, 1], [1, 0], [0]];

export const edges = isDiagnosed(
  false,
  "A thousand times, a thousandth and one half are no findings yet.",
  fc.record({
    norms: fc.constantFrom(...atBounds),
    dead: fc.constantFrom(0.5, 0.5000001),
    saturated: fc.constantFrom(0.5, 0.5000001),
  }),
  40,
  // Only where nothing else is found does a bound of the norms show: each stands there once.
  atBounds.map((norms) => ({ norms, dead: 0.5, saturated: 0.5 })),
);
export const inBetween = isDiagnosed(
  false,
  "The layers between the first and the last do not count, as long as all are numbers.",
  fc.record({
    norms: fc.constantFrom([1, 1e9, 1], [1, 1e-9, 1], [1, 0, 1], [2, 5, 1, 3]),
    dead: fc.constant(0),
    saturated: fc.constant(0),
  }),
  12,
);
export const nothingArrives = isDiagnosed(
  false,
  "A first layer whose norm is 0 has vanished, whatever the others get.",
  fc.record({
    norms: fc.constantFrom([0, 0, 0], [0, 5, 0], [0, 0, 1e-9, 0], [0]),
    dead: fc.constant(0.5),
    saturated: fc.constant(0.5),
  }),
  5,
  [
    [0, 0, 0],
    [0, 5, 0],
  ].map((norms) => ({ norms, dead: 0.5, saturated: 0.5 })),
);
