import { Tensor } from "./tensor.ts";
import type { Values } from "./values.ts";

/**
 * A tensor that was computed: its values, the operands it came from, the name of the operation.
 *
 * It needs a gradient if any of its operands does.
 */
export function operation(op: string, parents: readonly Tensor[], values: Values): Tensor {
  return new Tensor(values, { op, parents, requiresGrad: parents.some((parent) => parent.requiresGrad) });
}
