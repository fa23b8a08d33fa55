import fc from "fast-check";
import { pick } from "../support/lists.ts";
import { fill } from "../support/values.ts";
import { isShare, type Outputs } from "./shares.ts";

/** Layers of ReLU in which some neurons are dead: each number of the others is 0 as often as not. */
function layers(n: fc.Arbitrary<number>, neurons: fc.Arbitrary<number>): fc.Arbitrary<Outputs> {
  return fc.record({ rows: n, columns: neurons }).chain(({ rows, columns }) =>
    fc
      .record({
        dead: fc.array(fc.boolean(), { minLength: columns, maxLength: columns }),
        alive: fc.array(fc.constantFrom(0, 0, 2, -2, 0.5, 1e-9), {
          minLength: rows * columns,
          maxLength: rows * columns,
        }),
      })
      .map(({ dead, alive }) => {
        const outputs = fill([rows, columns], (i) => (pick(dead, i % columns) ? 0 : pick(alive, i)));
        const none = Array.from({ length: columns }, (_, j) => j).filter((j) =>
          outputs.data.every((y, i) => i % columns !== j || y === 0),
        );
        return { outputs, due: none.length / columns };
      }),
  );
}

const few = fc.integer({ min: 1, max: 5 });

/** The value. */
export const silentColumns = isShare(
  "deadShare",
  true,
  "The share of columns in which every number is 0.",
  layers(few, few),
  60,
);
export const manyOutputs = isShare(
  "deadShare",
  false,
  "Hundreds of examples: one that wakes a neuron is enough.",
  fc.record({ columns: fc.integer({ min: 2, max: 5 }), awake: fc.nat({ max: 4 }) }).map(({ columns, awake }) => ({
    outputs: fill([301, columns], (i) => (i === 300 * columns + (awake % columns) ? 1 : 0)),
    due: (columns - 1) / columns,
  })),
  5,
);

/** One column of zeros and something beside it. */
const beside = (x: number) =>
  fc.record({ rows: fc.integer({ min: 1, max: 4 }), place: fc.nat({ max: 3 }) }).map(({ rows, place }) => ({
    outputs: fill([rows, 2], (i) => (i === (place % rows) * 2 + 1 ? x : 0)),
    due: x === 0 ? 1 : 0.5,
  }));

export const signOfZero = isShare(
  "deadShare",
  false,
  "A zero with a sign, −0, is a zero: `x * 0` is one, if x is below 0.",
  beside(-0),
  8,
);
export const noNumberSpeaks = isShare("deadShare", false, "A neuron that says NaN is not dead.", beside(Number.NaN), 8);
