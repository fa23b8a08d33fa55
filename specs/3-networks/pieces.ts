/** @file The truth about the pieces of `probes/pieces.ts`, on dual numbers. */
import { constant, plus, scale, smooth, times } from "../support/dual.ts";
import { build, type DualTensor, elementAt, elementwise } from "../support/dual-tensor.ts";

/** A function of tensors by its name. `same` hands x on, and `stack` puts all rows below themselves once more. */
export type PieceName = "twice" | "square" | "sine" | "same" | "stack";

const truths: Readonly<Record<PieceName, (x: DualTensor) => DualTensor>> = {
  twice: elementwise((x) => plus(scale(x, 2), constant(1))),
  square: elementwise((x) => times(x, x)),
  sine: elementwise((x) => {
    const [sine, cosine] = [Math.sin(x.value), Math.cos(x.value)];
    return smooth(x, { value: sine, first: cosine, second: -sine });
  }),
  same: (x) => x,
  stack: (x) => {
    const [rows = 1, ...rest] = x.shape;
    return build([2 * rows, ...rest], ([i = 0, ...others]) => elementAt(x, [i % rows, ...others]));
  },
};

/** What a piece makes of x. */
export function applyPiece(name: PieceName, x: DualTensor): DualTensor {
  return truths[name](x);
}
