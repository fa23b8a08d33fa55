import { detach } from "#course/2-autodiff/detach.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { node } from "../../probes/node.ts";
import { leafFrom, plainOf, type PlainValues } from "../../probes/plain.ts";

interface Detachment {
  readonly x: PlainValues;
  /** The detached tensor is weight · x, or x itself if this is left out. */
  readonly weight?: number;
  /** Whether x is a constant. */
  readonly still?: boolean;
  readonly upstream: PlainValues;
}

/** The tensor that `detach` returns. */
export function detachTensor(asked: Detachment): object {
  const { tensor } = buildTensor(asked);
  const out = detach(tensor);
  if (!(out instanceof Tensor)) return { kind: "no tensor" };
  const { requiresGrad, parents } = out;
  return {
    kind: out === tensor ? "the tensor itself" : "a new tensor",
    values: plainOf(out),
    requires: requiresGrad ? "a gradient" : "none",
    parents: parents.length,
  };
}

/** Gradients after the closures of y = tensor + 2·detached, and then of its operands, have run. */
export function gradients(asked: Detachment): object {
  const { leaf, tensor } = buildTensor(asked);
  const out = detach(tensor);
  const y = node([tensor, out], [1, 2]);
  y.grad.data.set(asked.upstream.data);
  y.backwardStep();
  out.backwardStep();
  tensor.backwardStep();
  return { x: plainOf(leaf.grad), tensor: plainOf(tensor.grad), detached: plainOf(out.grad) };
}

/** The original after the call. */
export function original(asked: Detachment): object {
  const { leaf, tensor } = buildTensor(asked);
  tensor.grad.data.set(asked.upstream.data);
  const out = detach(tensor);
  const own = out.grad !== tensor.grad && out.grad.data.buffer !== tensor.grad.data.buffer;
  const parents = asked.weight === undefined ? tensor.parents.length === 0 : tensor.parents[0] === leaf;
  return {
    values: plainOf(tensor),
    grad: plainOf(tensor.grad),
    requires: tensor.requiresGrad ? "a gradient" : "none",
    parents: parents ? "as before" : "others",
    gradients: own ? "two" : "one for both",
  };
}

function buildTensor({ x, weight, still = false }: Detachment): { leaf: Tensor; tensor: Tensor } {
  const leaf = leafFrom(x, !still);
  return { leaf, tensor: weight === undefined ? leaf : node([leaf], [weight]) };
}
