import { Tensor } from "#course/2-autodiff/tensor.ts";
import { zeroGrad } from "#course/2-autodiff/zero-grad.ts";
import { node } from "../../probes/node.ts";
import { plainOf, type PlainValues, valuesFrom } from "../../probes/plain.ts";

interface Weights {
  readonly tensors: readonly { readonly x: PlainValues; readonly grad: PlainValues }[];
}

/** Gradients and numbers of some tensors after `zeroGrad`, and whether their memory is still the same. */
export function clearGradients({ tensors }: Weights): object {
  const leaves = tensors.map(leafWith);
  const memory = leaves.map(({ grad, data }) => ({ grad, gradData: grad.data, data }));
  zeroGrad(leaves);
  return leaves.map((leaf, i) => {
    const { grad, gradData, data } = memory[i];
    const stayed = leaf.grad === grad && leaf.grad.data === gradData && leaf.data === data;
    return { grad: plainOf(leaf.grad), x: plainOf(leaf), memory: stayed ? "its own" : "other memory" };
  });
}

/** The gradients of a tensor that is not in the list, of one that is, and of what that one was computed from. */
export function neighbours({ tensors }: Weights): object {
  const [given, left, below] = tensors.map(leafWith);
  const computed = node([below], [1]);
  computed.grad.data.set(given.grad.data);
  zeroGrad([given, computed]);
  return {
    given: plainOf(given.grad),
    left: plainOf(left.grad),
    computed: plainOf(computed.grad),
    below: plainOf(below.grad),
  };
}

/** Two gradients after `zeroGrad`: one was NaN and infinite, the other NaN everywhere. */
export function clearOverflown(): object {
  const leaves = [
    [Number.NaN, Infinity, -Infinity],
    [Number.NaN, Number.NaN, Number.NaN],
  ].map((grad) => {
    const leaf = new Tensor({ shape: [3], data: Float64Array.of(1, 2, 3) });
    leaf.grad.data.set(grad);
    return leaf;
  });
  zeroGrad(leaves);
  return leaves.map(({ grad }) => plainOf(grad));
}

function leafWith({ x, grad }: Weights["tensors"][number]): Tensor {
  const leaf = new Tensor(valuesFrom(x));
  leaf.grad.data.set(grad.data);
  return leaf;
}
