import { Tensor } from "#course/2-autodiff/tensor.ts";

const calls = new WeakMap<Tensor, number>();
/** The most calls that an order lists. */
const longest = 64;
let order: Tensor[] = [];

/**
 * The locked node: `Σᵢ weightᵢ · parentᵢ`, whose closure adds `weightᵢ · upstream` to each parent's gradient and
 * counts its calls. It uses nothing that a student writes.
 *
 * @param parents - at least one, all of one shape
 * @param weights - one a parent
 */
export function node(parents: readonly Tensor[], weights: readonly number[], label = ""): Tensor {
  const [first] = parents;
  if (first === undefined) throw new RangeError("a node needs at least one parent");
  const data = first.data.map((_, i) =>
    parents.reduce((sum, parent, k) => sum + (weights[k] ?? 0) * (parent.data[i] ?? 0), 0),
  );
  const out = new Tensor(
    { shape: first.shape, data },
    { label, op: "node", parents, requiresGrad: parents.some((parent) => parent.requiresGrad) },
  );
  calls.set(out, 0);
  out.backwardStep = () => {
    calls.set(out, callsOf(out) + 1);
    if (order.length < longest) order.push(out);
    parents.forEach((parent, k) => {
      if (!parent.requiresGrad) return;
      const grad = parent.grad.data;
      for (let i = 0; i < grad.length; i++) grad[i] = (grad[i] ?? 0) + (weights[k] ?? 0) * (out.grad.data[i] ?? 0);
    });
  };
  return out;
}

/** How often the closure of a node was called; 0 for any other tensor. */
export function callsOf(tensor: Tensor): number {
  return calls.get(tensor) ?? 0;
}

/** The nodes whose closures were called since this was last asked, in the order of the calls; the first 64 of them. */
export function takeOrder(): readonly Tensor[] {
  const taken = order;
  order = [];
  return taken;
}
