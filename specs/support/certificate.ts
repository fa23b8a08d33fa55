/** @file What laws about a training share: they read its record number by number, and judge gradients along a direction first. */
import { Mismatch, same } from "./compare.ts";
import { type Dual, tangentAlong } from "./dual.ts";
import { type Measured, scalar, type Shape, sizeOf, type Values } from "./values.ts";

/** Reads Values off a row of numbers, one after the other. */
export function reader(row: Float64Array): (shape: Shape) => Values {
  let place = 0;
  return (shape) => ({ shape, data: row.slice(place, (place += sizeOf(shape))) });
}

/** A single number of the grader's truth. */
export function valueOf({ value, magnitude }: Dual): Measured {
  return { ...scalar(value), magnitude: Float64Array.of(magnitude) };
}

/** Its derivative along direction k. */
export function tangentOf(x: Dual, k: number): Measured {
  const { tangent, magnitude } = tangentAlong(x, k);
  return { ...scalar(tangent), magnitude: Float64Array.of(magnitude) };
}

/** Whether two things are the `same`. */
export function agrees(got: Measured, due: Measured): boolean {
  try {
    same("", got, due);
    return true;
  } catch (error) {
    if (error instanceof Mismatch) return false;
    throw error;
  }
}
