/**
 * @file The built-in functions of f32, as a device may evaluate them: those whose accuracy the specification gives by a
 * formula are that formula, step by step in f32. So `tanh(100)` is ∞/∞, which is NaN.
 *
 * @see WGSL §15.7.4, Floating point accuracy
 */
const { fround: f } = Math;

export type FloatFunction =
  | "abs"
  | "acos"
  | "acosh"
  | "asin"
  | "asinh"
  | "atan"
  | "atan2"
  | "atanh"
  | "ceil"
  | "clamp"
  | "cos"
  | "cosh"
  | "degrees"
  | "exp"
  | "exp2"
  | "floor"
  | "fma"
  | "fract"
  | "fractOf"
  | "exponentOf"
  | "significandOf"
  | "inverseSqrt"
  | "ldexp"
  | "log"
  | "log2"
  | "max"
  | "min"
  | "mix"
  | "pow"
  | "quantizeToF16"
  | "radians"
  | "round"
  | "saturate"
  | "sign"
  | "sin"
  | "sinh"
  | "smoothstep"
  | "sqrt"
  | "step"
  | "tan"
  | "tanh"
  | "trunc";

type Numeric = (...args: number[]) => number;

/** `x = significand · 2^exponent` with a significand in [0.5, 1). */
function exponentOf(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return 0;
  const guess = Math.ceil(Math.log2(Math.abs(x)));
  // Logarithms are rounded, so the guess may be off by one.
  const significand = Math.abs(x) * 2 ** -guess;
  return significand >= 1 ? guess + 1 : significand < 0.5 ? guess - 1 : guess;
}

/** Rounds to an integer, and halves to the even one. */
function roundEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  if (rest === 0.5) return down % 2 === 0 ? down : down + 1;
  return rest < 0.5 ? down : down + 1;
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);
const exp = (x: number): number => f(Math.exp(x));
const log = (x: number): number => f(Math.log(x));
const sqrt = (x: number): number => f(Math.sqrt(x));
const sinh = (x: number): number => f(f(exp(x) - exp(-x)) * 0.5);
const cosh = (x: number): number => f(f(exp(x) + exp(-x)) * 0.5);
const atan2 = (y: number, x: number): number => f(Math.atan2(y, x));
const step = (edge: number, x: number): number => (edge <= x ? 1 : 0);
const ldexp = (x: number, exponent: number): number => x * 2 ** clamp(exponent, -600, 600);

export const f32Functions = {
  abs: Math.abs,
  acos: (x) => atan2(sqrt(f(1 - f(x * x))), x),
  acosh: (x) => log(f(x + sqrt(f(f(x * x) - 1)))),
  asin: (x) => atan2(x, sqrt(f(1 - f(x * x)))),
  asinh: (x) => log(f(x + sqrt(f(f(x * x) + 1)))),
  atan: (x) => f(Math.atan(x)),
  atan2,
  atanh: (x) => f(log(f(f(1 + x) / f(1 - x))) * 0.5),
  ceil: Math.ceil,
  clamp,
  cos: (x) => f(Math.cos(x)),
  cosh,
  degrees: (x) => f(x * f(180 / Math.PI)),
  exp,
  exp2: (x) => f(2 ** x),
  floor: Math.floor,
  fma: (x, y, z) => f(f(x * y) + z),
  fract: (x) => f(x - Math.floor(x)),
  fractOf: (x) => f(x - Math.trunc(x)),
  exponentOf,
  significandOf: (x) => x * 2 ** -exponentOf(x),
  inverseSqrt: (x) => f(1 / Math.sqrt(x)),
  ldexp: (x, exponent) => f(ldexp(x, exponent)),
  log,
  log2: (x) => f(Math.log2(x)),
  max: Math.max,
  min: Math.min,
  mix: (x, y, z) => f(f(x * f(1 - z)) + f(y * z)),
  pow: (x, y) => f(2 ** f(y * f(Math.log2(x)))),
  quantizeToF16: (x) => Math.f16round(x),
  radians: (x) => f(x * f(Math.PI / 180)),
  round: roundEven,
  saturate: (x) => clamp(x, 0, 1),
  sign: (x) => Math.sign(x),
  sin: (x) => f(Math.sin(x)),
  sinh,
  smoothstep: (low, high, x) => {
    const t = clamp(f(f(x - low) / f(high - low)), 0, 1);
    return f(f(t * t) * f(3 - f(2 * t)));
  },
  sqrt,
  step,
  tan: (x) => f(f(Math.sin(x)) / f(Math.cos(x))),
  tanh: (x) => f(sinh(x) / cosh(x)),
  trunc: Math.trunc,
} satisfies Record<FloatFunction, Numeric>;

/** The same functions as exactly as float64 has them: what const-expressions are evaluated with, then rounded. */
export const exactFunctions = {
  ...f32Functions,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atan2: Math.atan2,
  atanh: Math.atanh,
  cos: Math.cos,
  cosh: Math.cosh,
  degrees: (x) => (x * 180) / Math.PI,
  exp: Math.exp,
  exp2: (x) => 2 ** x,
  fma: (x, y, z) => x * y + z,
  fract: (x) => x - Math.floor(x),
  fractOf: (x) => x - Math.trunc(x),
  inverseSqrt: (x) => 1 / Math.sqrt(x),
  ldexp,
  log: Math.log,
  log2: Math.log2,
  mix: (x, y, z) => x * (1 - z) + y * z,
  pow: (x, y) => (x < 0 ? Number.NaN : x ** y),
  radians: (x) => (x * Math.PI) / 180,
  sin: Math.sin,
  sinh: Math.sinh,
  smoothstep: (low, high, x) => {
    const t = clamp((x - low) / (high - low), 0, 1);
    return t * t * (3 - 2 * t);
  },
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
} satisfies Record<FloatFunction, Numeric>;
