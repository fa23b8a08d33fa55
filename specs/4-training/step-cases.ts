/** @file Steps of one parameter, one after the other: the cases of every rule. */
import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { type Drawn, valuesOf } from "../support/arbitraries.ts";
import { pick } from "../support/lists.ts";
import { fill, type Values } from "../support/values.ts";
import type { Constants } from "./step-rules.ts";

/** Steps of one parameter. */
export interface Steps extends Constants {
  readonly weights: Values;
  readonly first: Values;
  readonly second: Values;
  /** How many steps there have been before. */
  readonly taken: number;
  readonly gradients: readonly Values[];
}

/** What is drawn of the steps of a law. */
export interface Drawing {
  readonly drawn: Drawn;
  readonly size?: fc.Arbitrary<number>;
  /** Whether there is a memory of earlier steps. */
  readonly started?: boolean;
}

/** Up to four steps of one parameter, by any constants. */
export function steps({ drawn, size = fc.integer({ min: 1, max: 5 }), started = true }: Drawing): fc.Arbitrary<Steps> {
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

/** A few weights. */
export const anySteps: Drawing = { drawn: (s) => valuesOf(s, 3) };

/** Hundreds of weights. */
export const manySteps: Drawing = { drawn: around(1, 8), size: fc.integer({ min: 301, max: 400 }) };
