import { numericalGradient } from "#course/2-autodiff/numerical-gradient.ts";
import type { Values } from "#course/2-autodiff/values.ts";
import { type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { numbersOf } from "../../probes/read-values.ts";

/** `f(x) = Σᵢ (aᵢ·xᵢ + bᵢ·xᵢ² + cᵢ·xᵢ³)`, a point x, and a step h. */
interface Polynomial {
  readonly x: PlainValues;
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
  readonly step: number;
}

/** The numerical gradient of a polynomial. */
export function gradient(asked: Polynomial): Float64Array {
  const made = numericalGradient(polynomial(asked), valuesFrom(asked.x), asked.step);
  return Float64Array.from(numbersOf("numericalGradient", made, asked.x.shape));
}

/** All points at which f was evaluated, one after the other. */
export function points(asked: Polynomial): Float64Array {
  const points: number[] = [];
  const f = polynomial(asked);
  const noting = (x: Values) => {
    points.push(...x.data);
    return f(x);
  };
  numericalGradient(noting, valuesFrom(asked.x), asked.step);
  return Float64Array.from(points);
}

/** Whether x stays unchanged during all calls of f and afterwards, and f receives copies of the same shape. */
export function watchInput(asked: Polynomial): string {
  const x = valuesFrom(asked.x);
  const f = polynomial(asked);
  const isChanged = () => x.data.some((number, i) => number !== asked.x.data[i]);
  let [changed, shared, reshaped] = [false, false, false];
  const watching = (moved: Values) => {
    changed ||= isChanged();
    shared ||= moved.data.buffer === x.data.buffer;
    reshaped ||= moved.shape.join() !== asked.x.shape.join();
    return f(moved);
  };
  numericalGradient(watching, x, asked.step);
  if (changed || shared) return "x moved while f was looking";
  if (isChanged()) return "other numbers in x";
  return reshaped ? "another shape for f" : "as it was";
}

function polynomial({ a, b, c }: Polynomial): (x: Values) => number {
  return ({ data }) => data.reduce((sum, x, i) => sum + (a[i] * x + b[i] * x * x + c[i] * x * x * x), 0);
}
