import { isRecording } from "./recording.ts";
import { Tensor } from "./tensor.ts";
import { expectValues, type Values } from "./values.ts";

/**
 * A tensor that was computed: its values, the operands it came from, the name of the operation, the way back.
 *
 * It needs a gradient if any of its operands does. Under `noGrad` it is a constant: it keeps neither operands nor a way
 * back, so that their memory is free again.
 *
 * @param backwardStep - hands the gradient of the result on to `parents`
 * @throws {ShapeError} if `values` are none, because a forward has forgotten its `return`
 */
export function operation(op: string, parents: readonly Tensor[], values: Values, backwardStep: () => void): Tensor {
  const made = expectValues(`forward of ${op}`, values);
  if (!isRecording()) return new Tensor(made, { op, requiresGrad: false });
  const requiresGrad = parents.some((parent) => parent.requiresGrad);
  return new Tensor(made, { op, parents, requiresGrad, backwardStep });
}
