/**
 * @file Forward-mode dual numbers: a value together with its derivatives along many directions, computed side by
 * side with it. There is no reverse mode in the grader's truth, so it cannot share a mistake with a student's
 * backward pass, it is exact to rounding, and it has no step size.
 *
 * Beside the value and every tangent stands a magnitude M: how large the terms were that made it. A right program's
 * rounding error is a small multiple of 2⁻⁵³·M, even if terms have cancelled.
 *
 * @see Griewank & Walther, Evaluating Derivatives, chapter 3
 */

/** One number of the grader's truth. Most numbers move with few directions, so only those are written down. */
export interface Dual {
  readonly value: number;
  readonly magnitude: number;
  /** The directions that it moves with, ascending. Along all others its derivative is 0. */
  readonly directions: readonly number[];
  /** Its derivative along each of `directions`. */
  readonly tangent: readonly number[];
  readonly tangentMagnitude: readonly number[];
}

/** A right program may be off by `2⁻⁴⁰·M`, the room of 8,192 roundings. */
export const tolerance = 2 ** -40;

const none: readonly number[] = [];
const unit: readonly number[] = [1];

/** A number that moves with none of the directions. */
export function constant(value: number): Dual {
  return { value, magnitude: Math.abs(value), directions: none, tangent: none, tangentMagnitude: none };
}

/** The same number, moving along direction k, too, at speed 1. */
export function along(x: Dual, k: number): Dual {
  // Nearly all numbers that are made to move were still before.
  if (x.directions.length === 0) return moving(x, k);
  return combine(x, x, one, moving(nothing, k), one);
}

/** A number, with the magnitude of the terms that made it, that moves along direction k alone, at speed 1. */
export function moving({ value, magnitude }: Factor, k: number): Dual {
  return { value, magnitude, directions: [k], tangent: unit, tangentMagnitude: unit };
}

/** The derivative of x along direction k, with its magnitude. */
export function tangentAlong(x: Dual, k: number): { readonly tangent: number; readonly magnitude: number } {
  const at = x.directions.indexOf(k);
  return { tangent: x.tangent[at] ?? 0, magnitude: x.tangentMagnitude[at] ?? 0 };
}

/** A factor with its magnitude; an exact one has magnitude 0, as it brings no error of its own. */
interface Factor {
  readonly value: number;
  readonly magnitude: number;
}

const one: Factor = { value: 1, magnitude: 0 };
const nothing: Factor = { value: 0, magnitude: 0 };

/** `x + y`; magnitudes add. */
export function plus(x: Dual, y: Dual): Dual {
  return combine({ value: x.value + y.value, magnitude: x.magnitude + y.magnitude }, x, one, y, one);
}

/** The sum of numbers; magnitudes add. Halves are summed first, so that the cost stays near linear. */
export function total(terms: readonly Dual[], from = 0, to = terms.length): Dual {
  const count = to - from;
  if (count <= 1) return terms[from] ?? constant(0);
  const half = from + (count >> 1);
  return plus(total(terms, from, half), total(terms, half, to));
}

/** `factor · x` for an exact factor. */
export function scale(x: Dual, factor: number): Dual {
  const size = Math.abs(factor);
  return {
    value: factor * x.value,
    magnitude: size * x.magnitude,
    directions: x.directions,
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
  return combine(product(x, y), x, y, y, x);
}

/**
 * `q = x / y`, with `q′ = (x′ − q·y′) / y`.
 *
 * The factor 1/y has magnitude `|1/y| + M(y)/y²`. Nothing is squared: y may be as small as 10⁻³⁰⁰, or as large as 10³⁰⁰.
 */
export function over(x: Dual, y: Dual): Dual {
  const size = Math.abs(1 / y.value);
  const inverse: Factor = { value: 1 / y.value, magnitude: size + size * (size * y.magnitude) };
  const quotient: Factor = { ...product(x, inverse), value: x.value / y.value };
  const slope = product({ ...quotient, value: -quotient.value }, inverse);
  return combine(quotient, x, inverse, y, slope);
}

/**
 * `f(x)` for a smooth function of one number.
 *
 * The magnitude is `|f| + |f′|·M(x)`; as the factor of a tangent, f′ has magnitude `|f′| + |f″|·M(x)`.
 *
 * @param f - value, first and second derivative at `x.value`
 * @param from - adds to both magnitudes: the number of which right formulas form f and f′ as a difference, such as 1 for
 *   a sigmoid, whose slope is y·(1 − y)
 */
export function smooth(
  x: Dual,
  f: { readonly value: number; readonly first: number; readonly second: number },
  from = 0,
): Dual {
  const firstMagnitude = Math.abs(f.first) + Math.abs(f.second) * x.magnitude + Math.abs(from);
  return {
    value: f.value,
    magnitude: Math.abs(f.value) + Math.abs(f.first) * x.magnitude + Math.abs(from),
    directions: x.directions,
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
  // NaN is handed on, so that a case without a truth is noticed.
  const [winner, other] = x.value >= y.value || Number.isNaN(x.value) ? [x, y] : [y, x];
  const lead = { value: x.value - y.value, magnitude: x.magnitude + y.magnitude };
  const { branch, atKink } = branchOf(winner, other, lead);
  return { max: branch, atKink };
}

/**
 * The branch that a program takes by the sign of a number, and whether a right program could have taken the other one: as in
 * `larger`, the number is too close to 0, and the branches move differently.
 *
 * @param sign - what is compared with 0
 */
export function branchOf(
  taken: Dual,
  other: Dual,
  sign: Pick<Dual, "value" | "magnitude">,
): { readonly branch: Dual; readonly atKink: boolean } {
  if (!(Math.abs(sign.value) <= tolerance * sign.magnitude)) return { branch: taken, atKink: false };
  const { directions, tangent: apart, tangentMagnitude, magnitude } = minus(taken, other);
  const atKink = apart.some((t, i) => Math.abs(t) > tolerance * (tangentMagnitude[i] ?? 0));
  const tangent = directions.map((k) => tangentAlong(taken, k).tangent);
  return { branch: { value: taken.value, magnitude, directions, tangent, tangentMagnitude }, atKink };
}

/** A number whose tangents are those of x times a, plus those of y times b. */
function combine({ value, magnitude }: Factor, x: Dual, a: Factor, y: Dual, b: Factor): Dual {
  if (y.directions.length === 0) return { value, magnitude, ...scaledTangents(x, a) };
  if (x.directions.length === 0) return { value, magnitude, ...scaledTangents(y, b) };
  const directions: number[] = [];
  const tangent: number[] = [];
  const tangentMagnitude: number[] = [];
  for (let i = 0, j = 0; i < x.directions.length || j < y.directions.length;) {
    const k = x.directions[i] ?? Infinity;
    const l = y.directions[j] ?? Infinity;
    let t = 0;
    let m = 0;
    if (k <= l) {
      const dx = x.tangent[i] ?? 0;
      t += dx * a.value;
      m += productMagnitude(dx, x.tangentMagnitude[i] ?? 0, a.value, a.magnitude);
      i++;
    }
    if (l <= k) {
      const dy = y.tangent[j] ?? 0;
      t += dy * b.value;
      m += productMagnitude(dy, y.tangentMagnitude[j] ?? 0, b.value, b.magnitude);
      j++;
    }
    directions.push(Math.min(k, l));
    tangent.push(t);
    tangentMagnitude.push(m);
  }
  return { value, magnitude, directions, tangent, tangentMagnitude };
}

/** The tangents of x times a. */
function scaledTangents(
  { directions, tangent, tangentMagnitude }: Dual,
  a: Factor,
): Pick<Dual, "directions" | "tangent" | "tangentMagnitude"> {
  if (directions.length === 0) return still;
  return {
    directions,
    tangent: tangent.map((t) => t * a.value),
    tangentMagnitude: tangent.map((t, i) => productMagnitude(t, tangentMagnitude[i] ?? 0, a.value, a.magnitude)),
  };
}

const still = { directions: none, tangent: none, tangentMagnitude: none };

/** The product of two numbers, with its magnitude. */
function product(x: Factor, y: Factor): Factor {
  return { value: x.value * y.value, magnitude: productMagnitude(x.value, x.magnitude, y.value, y.magnitude) };
}

/** M of a product: `|x|·M(y) + |y|·M(x) + 2⁻⁴⁰·M(x)·M(y)`. */
function productMagnitude(x: number, mx: number, y: number, my: number): number {
  return Math.abs(x) * my + Math.abs(y) * mx + tolerance * mx * my;
}
