import { isRecording } from "./recording.ts";
import { Tensor } from "./tensor.ts";
import { expectValues, type Values } from "./values.ts";

/**
 * A tensor that was computed: its values, the operands it came from, the name of the operation.
 *
 * It needs a gradient if any of its operands does. Under `noGrad` it records nothing, and is a constant.
 *
 * @throws {ShapeError} if `values` are none, because a forward has forgotten its `return`
 */
export function operation(op: string, parents: readonly Tensor[], values: Values): Tensor {
  const made = expectValues(`forward of ${op}`, values);
  if (!isRecording()) return new Tensor(made, { op, requiresGrad: false });
  return new Tensor(made, { op, parents, requiresGrad: parents.some((parent) => parent.requiresGrad) });
}
