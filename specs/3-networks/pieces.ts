/** @file The truth about the pieces of `probes/pieces.ts`, on dual numbers. */
import { constant, plus, scale, smooth, times } from "../support/dual.ts";
import { build, type DualTensor, elementAt, elementwise } from "../support/dual-tensor.ts";

/** A function of tensors, named by what it makes of x, so that a report can be checked by hand. */
export type PieceName = "2x + 1" | "x²" | "sin x" | "x" | "x above x";

const truths: Readonly<Record<PieceName, (x: DualTensor) => DualTensor>> = {
  "2x + 1": elementwise((x) => plus(scale(x, 2), constant(1))),
  "x²": elementwise((x) => times(x, x)),
  "sin x": elementwise((x) => {
    const [sine, cosine] = [Math.sin(x.value), Math.cos(x.value)];
    return smooth(x, { value: sine, first: cosine, second: -sine });
  }),
  x: (x) => x,
  "x above x": (x) => {
    const [rows = 1, ...rest] = x.shape;
    return build([2 * rows, ...rest], ([i = 0, ...others]) => elementAt(x, [i % rows, ...others]));
  },
};

/** What a piece makes of x. */
export function applyPiece(name: PieceName, x: DualTensor): DualTensor {
  return truths[name](x);
}
