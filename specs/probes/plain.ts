import { Tensor } from "#course/2-autodiff/tensor.ts";
import type { Values } from "#course/2-autodiff/values.ts";

/** Values as plain data. */
export interface PlainValues {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** New Values from plain data. */
export function valuesFrom({ shape, data }: PlainValues): Values {
  return { shape: [...shape], data: Float64Array.from(data) };
}

/** A leaf that holds these numbers. */
export function leafFrom(plain: PlainValues, requiresGrad = true): Tensor {
  return new Tensor(valuesFrom(plain), { requiresGrad });
}

/** What a student's function returned. @throws {TypeError} if it returned nothing */
export function expectReturned<T>(name: string, made: T | undefined): T {
  if (made === undefined) throw new TypeError(`${name} returned nothing: is a \`return\` missing?`);
  return made;
}

/** The tensor that a student's function returned. @throws {TypeError} if it returned something else */
export function expectTensor(name: string, made: Tensor | undefined): Tensor {
  const returned: unknown = expectReturned(name, made);
  if (returned instanceof Tensor) return returned;
  throw new TypeError(`${name} returned ${kindOf(returned)}, and a Tensor is due.`);
}

function kindOf(returned: unknown): string {
  if (typeof returned === "number") return "a number";
  if (returned instanceof Float64Array || Array.isArray(returned)) return "an array of numbers";
  const isObject = typeof returned === "object" && returned !== null;
  return isObject && "shape" in returned && "data" in returned ? "Values alone, { shape, data }" : "something else";
}

/** Plain data from Values; what came instead, if a student's code made something else. */
export function plainOf(made: Values | undefined): PlainValues | { readonly is: string } | null {
  const { shape, data }: { readonly shape?: unknown; readonly data?: unknown } = made ?? {};
  if (Array.isArray(shape) && Array.isArray(data)) return { is: "a plain array, as `new Array` makes" };
  if (!Array.isArray(shape) || !(data instanceof Float64Array)) return null;
  return { shape: shape.map(Number), data: [...data] };
}
