/**
 * @file Forward-mode dual numbers: a value together with its derivatives along K directions, computed side by
 * side with it. There is no reverse mode in the grader's truth, so it cannot share a mistake with a student's
 * backward pass, it is exact to rounding, and it has no step size.
 *
 * Beside the value and every tangent stands a magnitude M: how large the terms were that made it. A right
 * program's rounding error is a small multiple of 2⁻⁵³·M, whatever has cancelled since.
 *
 * @see Griewank & Walther, Evaluating Derivatives, chapter 3
 */

/** One number of the grader's truth. `tangent[k]` is its derivative along direction k. */
export interface Dual {
  readonly value: number;
  readonly magnitude: number;
  readonly tangent: Float64Array;
  readonly tangentMagnitude: Float64Array;
}

/** What a right program may differ from the truth: `2⁻⁴⁰·M`, the room of 8,192 roundings. */
export const tolerance = 2 ** -40;

/** A number that moves with none of the directions. */
export function constant(value: number, directions: number): Dual {
  return {
    value,
    magnitude: Math.abs(value),
    tangent: still(directions),
    tangentMagnitude: still(directions),
  };
}

const stills: Float64Array[] = [];

/** Zeros that all constants share: nobody writes into a tangent once it is made. */
function still(directions: number): Float64Array {
  return (stills[directions] ??= new Float64Array(directions));
}

/** The same number, made to move with direction k at speed 1. */
export function along(x: Dual, k: number): Dual {
  return { ...x, tangent: x.tangent.with(k, 1), tangentMagnitude: x.tangentMagnitude.with(k, 1) };
}

/** `x + y`; magnitudes add. */
export function plus(x: Dual, y: Dual): Dual {
  const add = (a: Float64Array, b: Float64Array) => a.map((ai, k) => ai + (b[k] ?? 0));
  return {
    value: x.value + y.value,
    magnitude: x.magnitude + y.magnitude,
    tangent: add(x.tangent, y.tangent),
    tangentMagnitude: add(x.tangentMagnitude, y.tangentMagnitude),
  };
}

/** `factor · x` for an exact factor. */
export function scale(x: Dual, factor: number): Dual {
  const size = Math.abs(factor);
  return {
    value: factor * x.value,
    magnitude: size * x.magnitude,
    tangent: x.tangent.map((t) => factor * t),
    tangentMagnitude: x.tangentMagnitude.map((m) => size * m),
  };
}

/** `x − y`; magnitudes add. */
export function minus(x: Dual, y: Dual): Dual {
  return plus(x, scale(y, -1));
}

/** `x · y`, with `(xy)′ = x′y + xy′`. */
export function times(x: Dual, y: Dual): Dual {
  return {
    value: x.value * y.value,
    magnitude: productMagnitude(x.value, x.magnitude, y.value, y.magnitude),
    tangent: x.tangent.map((dx, k) => dx * y.value + x.value * (y.tangent[k] ?? 0)),
    tangentMagnitude: x.tangent.map(
      (dx, k) =>
        productMagnitude(dx, x.tangentMagnitude[k] ?? 0, y.value, y.magnitude) +
        productMagnitude(x.value, x.magnitude, y.tangent[k] ?? 0, y.tangentMagnitude[k] ?? 0),
    ),
  };
}

/**
 * `f(x)` for a smooth function of one number.
 *
 * The magnitude is `|f| + |f′|·M(x)`; as the factor of a tangent, f′ has magnitude `|f′| + |f″|·M(x)`.
 *
 * @param f - value, first and second derivative at `x.value`
 */
export function smooth(x: Dual, f: { readonly value: number; readonly first: number; readonly second: number }): Dual {
  const firstMagnitude = Math.abs(f.first) + Math.abs(f.second) * x.magnitude;
  return {
    value: f.value,
    magnitude: Math.abs(f.value) + Math.abs(f.first) * x.magnitude,
    tangent: x.tangent.map((dx) => f.first * dx),
    tangentMagnitude: x.tangent.map((dx, k) =>
      productMagnitude(dx, x.tangentMagnitude[k] ?? 0, f.first, firstMagnitude),
    ),
  };
}

/**
 * The larger of two numbers, and whether a right program could have taken the other one.
 *
 * `atKink`: the values are too close to tell apart *and* the branches move differently. Where the branches
 * agree, a tie is harmless. The result then carries both branches' magnitudes.
 */
export function larger(x: Dual, y: Dual): { readonly max: Dual; readonly atKink: boolean } {
  const close = Math.abs(x.value - y.value) <= tolerance * (x.magnitude + y.magnitude);
  // What is not a number is handed on: a case without a truth must not pass for one.
  const winner = x.value >= y.value || Number.isNaN(x.value) ? x : y;
  if (!close) return { max: winner, atKink: false };
  const tangentMagnitude = x.tangentMagnitude.map((m, k) => m + (y.tangentMagnitude[k] ?? 0));
  const atKink = x.tangent.some((t, k) => Math.abs(t - (y.tangent[k] ?? 0)) > tolerance * (tangentMagnitude[k] ?? 0));
  return { max: { ...winner, magnitude: x.magnitude + y.magnitude, tangentMagnitude }, atKink };
}

/** M of a product: each factor's room, times the other factor, and the room of both together. */
function productMagnitude(x: number, mx: number, y: number, my: number): number {
  return Math.abs(x) * my + Math.abs(y) * mx + tolerance * mx * my;
}
