import { Tensor } from "#course/2-autodiff/tensor.ts";
import type { Values } from "#course/2-autodiff/values.ts";
import { copyOfNumbers, readValues } from "./read-values.ts";

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

/** Plain data from Values, whose numbers may not fit the shape; what came instead, if a student's code made something else. */
export function plainOf(made: unknown): PlainValues | { readonly is: string } | null {
  const read = readValues(made);
  if (read.kind === "values") return { shape: read.shape, data: Array.from(copyOfNumbers(read.data)) };
  return read.hasPlainArray === true ? { is: "a plain array, as `new Array` makes" } : null;
}
