import { notStarted } from "../../2-autodiff/errors.ts";

/** What a doctor of networks would say. */
export type Health = "healthy" | "NaN" | "exploding" | "dead" | "saturated" | "vanishing";

/** What is known of a network in training. */
export interface Signs {
  /** The gradient's norm for each layer, the first layer first; at least one. */
  readonly norms: readonly number[];
  /** The largest share of dead neurons in a layer. */
  readonly dead: number;
  /** The largest share of saturated numbers in a layer. */
  readonly saturated: number;
}

/**
 * The diagnosis of a training. Gradients come from the last layer, and reach the first one last: there it shows whether they have grown or
 * shrunk on the way. Of several findings, the first of these counts:
 *
 * - `NaN`: a norm is NaN or infinite;
 * - `exploding`: the first layer's norm is over 1,000 times the last one's;
 * - `dead`: more than half of a layer's neurons;
 * - `saturated`: more than half of a layer's numbers;
 * - `vanishing`: the first layer's norm is 0, or below a thousandth of the last one's;
 * - `healthy`: none of these.
 */
export function gradientHealth({ norms, dead, saturated }: Signs): Health {
  const [first, last] = [norms[0], norms[norms.length - 1]];
  if (norms.some((norm) => !Number.isFinite(norm))) return "NaN";
  return diagnose();

  /** The diagnosis, where all norms are finite. */
  function diagnose(): Health {
    // START CODE HERE (gradientHealth) ~4 lines: the first finding of the list that holds, from exploding on
    if (first > 1000 * last) return "exploding";
    if (dead > 0.5) return "dead";
    if (saturated > 0.5) return "saturated";
    return first === 0 || first < last / 1000 ? "vanishing" : "healthy";
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
