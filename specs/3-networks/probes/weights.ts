import { type Rng, seededRng } from "#course/2-autodiff/rng.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import { constantWeights } from "#course/3-networks/weights/constant-weights.ts";
import { kaimingWeights } from "#course/3-networks/weights/kaiming-weights.ts";
import { normalWeights } from "#course/3-networks/weights/normal-weights.ts";
import { xavierWeights } from "#course/3-networks/weights/xavier-weights.ts";
import { expectTensor } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";
import type { WeightsCall } from "../weights.ts";

/** The numbers of new weights, and their gradient. */
export function numbers(call: WeightsCall): Float64Array {
  const made = make(call);
  return pack([made, made.grad]);
}

/** The properties of new weights. */
export function properties(call: WeightsCall): object {
  const [one, other] = [make(call), make(call)];
  return {
    kind: one.parents.length === 0 && one.op === "" ? "a leaf" : "a result",
    requires: one.requiresGrad ? "a gradient" : "none",
    arrays: new Set([one, other].flatMap(({ data, grad }) => [data.buffer, grad.data.buffer])).size,
  };
}

function make(call: WeightsCall): Tensor {
  return expectTensor(call.maker, made(call, seededRng(call.seed)));
}

function made({ maker, shape, x }: WeightsCall, rng: Rng): Tensor {
  const [fanIn = 1, fanOut = 1] = shape;
  switch (maker) {
    case "constantWeights":
      return constantWeights([...shape], x);
    case "normalWeights":
      return normalWeights([...shape], rng, x);
    case "xavierWeights":
      return xavierWeights([fanIn, fanOut], rng);
    case "kaimingWeights":
      return kaimingWeights([fanIn, fanOut], rng);
  }
}
