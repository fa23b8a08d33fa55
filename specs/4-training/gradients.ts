/** @file The gradients of a whole network: cases of their norm, and of clipping by it. */
import fc from "fast-check";
import type { Drawn } from "../support/arbitraries.ts";
import { exact, type Measured, scalar, type Values, values } from "../support/values.ts";

/** The gradients of several parameters, and the longest that they may be together. */
export interface Gradients {
  readonly gradients: readonly Values[];
  /** What the longest is, as a multiple of their norm. */
  readonly share: number;
}

/** Up to four gradients, each of a size of its own. */
export function gradients(
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
export const longOnes = { sizes: fc.integer({ min: 301, max: 330 }) };

/** The norm of all gradients together. */
export function normOf(all: readonly Values[]): Measured {
  const squares = all.flatMap(({ data }) => Array.from(data, (g) => g * g));
  const norm = Math.sqrt(squares.reduce((sum, x) => sum + x, 0));
  return exact(scalar(norm));
}

/** Gradients, as a report shows them: long ones by how many numbers they have. */
export function showGradients({ gradients: all }: Gradients): Readonly<Record<string, unknown>> {
  const sizes = values(all.map(({ data }) => data.length));
  if (all.some(({ data }) => data.length > 5)) return { "how many numbers": sizes };
  return Object.fromEntries(all.map((g, i) => [`gradient ${i + 1}`, g]));
}
