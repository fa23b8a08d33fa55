import { backward } from "#course/2-autodiff/backward.ts";
import { NotStarted } from "#course/2-autodiff/errors.ts";
import { chain as chainOf, diamonds as diamondsOf, total } from "./graphs.ts";

/** The gradient of the first tensor of a chain of diamonds: the number of paths, 2^depth. */
export function diamonds({ depth }: { readonly depth: number }): number {
  const { bottom, top } = diamondsOf(depth, total);
  backward(top);
  return bottom.grad.data[0] ?? Number.NaN;
}

/** The gradient of the first tensor of a chain: 1. */
export function chain({ length }: { readonly length: number }): number {
  const { bottom, top } = chainOf(length);
  backward(top);
  return bottom.grad.data[0] ?? Number.NaN;
}

/** What comes out of `backward` if one step in a chain throws; `place` counts from the first tensor, 0. */
export function throwInside({ length, place }: { readonly length: number; readonly place: number }): string {
  const due = new Error("thrown inside");
  const { top } = chainOf(length);
  let tensor = top;
  for (let i = length - 1; i > place; i--) tensor = tensor.parents[0] ?? tensor;
  tensor.backwardStep = () => {
    throw due;
  };
  try {
    backward(top);
  } catch (error) {
    // An unfilled stub is reported as one.
    if (error instanceof NotStarted) throw error;
    return error === due ? "the same" : "another one";
  }
  return "none";
}
