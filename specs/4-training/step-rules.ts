/**
 * @file The rules by which weights go down, of a single step, and of all steps of a training. In plain numbers, since a training has
 * many: beside each is its magnitude, by the rules that dual numbers go by.
 */
import { pick } from "../support/lists.ts";
import { fill, type Measured, type Values } from "../support/values.ts";

export type StepName = "sgdStep" | "momentumStep" | "adamAverages" | "adamStep";

/** The constants of all rules; each uses its own. */
export interface Constants {
  readonly rate: number;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** A parameter's numbers, and what is remembered of it: `first` is the velocity, or Adam's average of gradients. */
export interface Memory {
  readonly weights: Measured;
  readonly first: Measured;
  readonly second: Measured;
  /** How many steps there have been. */
  readonly taken: number;
}

/** A number, and how large the terms were that made it. */
type Sized = readonly [value: number, magnitude: number];

/** What a step makes of a parameter. */
export function stepped(name: StepName, before: Memory, gradient: Values, constants: Constants): Memory {
  const { weights, first, second } = before;
  const taken = before.taken + (name === "adamStep" ? 1 : 0);
  const after = Array.from(gradient.data, (g, i) =>
    move(name, [sized(weights, i), sized(first, i), sized(second, i)], g, taken, constants),
  );
  const part = (k: 0 | 1 | 2): Measured => ({
    ...fill(weights.shape, (i) => pick(after, i)[k][0]),
    magnitude: Float64Array.from(after, (parts) => parts[k][1]),
  });
  return { weights: part(0), first: part(1), second: part(2), taken };
}

type Parts = readonly [weight: Sized, first: Sized, second: Sized];

function move(
  name: StepName,
  [w, first, second]: Parts,
  g: number,
  taken: number,
  { rate, momentum, beta1, beta2, epsilon }: Constants,
): Parts {
  switch (name) {
    case "sgdStep":
      return [minus(w, [rate * g, rate * Math.abs(g)]), first, second];
    case "momentumStep": {
      const velocity = mixed(first, momentum, g, 1);
      return [minus(w, [rate * velocity[0], rate * velocity[1]]), velocity, second];
    }
    case "adamAverages":
      return [w, mixed(first, beta1, g, 1 - beta1), mixed(second, beta2, g * g, 1 - beta2)];
    case "adamStep": {
      const [m, v] = [mixed(first, beta1, g, 1 - beta1), mixed(second, beta2, g * g, 1 - beta2)];
      const [due, dueSquare] = [1 - beta1 ** taken, 1 - beta2 ** taken];
      const root = Math.sqrt(v[0] / dueSquare);
      const divisor = root + epsilon;
      // The root's magnitude: itself, and its slope times that of what is under it.
      const rootSize = root === 0 ? Math.sqrt(v[1] / dueSquare) : root + v[1] / dueSquare / (2 * root);
      const quotient = m[0] / due / divisor;
      const size = m[1] / due / divisor + Math.abs(quotient / divisor) * (rootSize + epsilon);
      return [minus(w, [rate * quotient, rate * size]), m, v];
    }
  }
}

function sized({ data, magnitude }: Measured, i: number): Sized {
  return [pick(data, i), pick(magnitude, i)];
}

function minus(x: Sized, y: Sized): Sized {
  return [x[0] - y[0], x[1] + y[1]];
}

/** `kept · x + part · fresh`. */
function mixed([x, size]: Sized, kept: number, fresh: number, part: number): Sized {
  return [kept * x + part * fresh, kept * size + part * Math.abs(fresh)];
}
