import { detach } from "#course/2-autodiff/detach.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { node } from "./node.ts";
import { leafFrom, plainOf, type PlainValues } from "./plain.ts";

interface Asked {
  readonly x: PlainValues;
  /** `weight · x` is what is detached; without it, the leaf itself. */
  readonly weight?: number;
  readonly upstream: PlainValues;
}

/** What comes out of `detach`. */
export function detached(asked: Asked): object {
  const { tensor } = built(asked);
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

/** Gradients after y = tensor + 2·detached has handed its own on, and then its operands theirs. */
export function gradients(asked: Asked): object {
  const { leaf, tensor } = built(asked);
  const out = detach(tensor);
  const y = node([tensor, out], [1, 2]);
  y.grad.data.set(asked.upstream.data);
  y.backwardStep();
  out.backwardStep();
  tensor.backwardStep();
  return { x: plainOf(leaf.grad), tensor: plainOf(tensor.grad), detached: plainOf(out.grad) };
}

/** What the original is like afterwards. */
export function original(asked: Asked): object {
  const { leaf, tensor } = built(asked);
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

function built({ x, weight }: Asked): { leaf: Tensor; tensor: Tensor } {
  const leaf = leafFrom(x);
  return { leaf, tensor: weight === undefined ? leaf : node([leaf], [weight]) };
}
