import { Tensor } from "../2-autodiff/tensor.ts";
import { values } from "../2-autodiff/values.ts";

/** A single number as a tensor that requires no gradient: what a formula adds or multiplies by, such as ε. */
export function constant(x: number): Tensor {
  return new Tensor(values([x], []), { requiresGrad: false });
}
