import { type Context, contextOf, customFunction, type Definition } from "#course/2-autodiff/custom-function.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import type { Values } from "#course/2-autodiff/values.ts";
import { leafFrom, plainOf, type PlainValues, valuesFrom } from "../../probes/plain.ts";

interface Inputs {
  readonly inputs: readonly (PlainValues & { readonly requiresGrad?: boolean })[];
  /** The input in each place; if left out, every input has its own place. */
  readonly places?: readonly number[];
  /** What forward returns. */
  readonly result: PlainValues;
}

/** The arguments of a definition's forward, the tensor made of what it returned, and what the context held before and after. */
export function forward({ inputs, result, places }: Inputs): object {
  const received: object[] = [];
  let context: Context | undefined;
  let savedBefore = 0;
  const kept = valuesFrom(result);
  const apply = customFunction({
    op: "test",
    forward: (ctx, ...given) => {
      context = ctx;
      savedBefore += ctx.saved.length;
      ctx.saveForBackward(kept);
      received.push(given.map(plainOf));
      return valuesFrom(result);
    },
    backward: () => [],
  });
  const leaves = inputs.map((input) => leafFrom(input, input.requiresGrad));
  const out = apply(...(places?.map((place) => leaves[place]) ?? leaves));
  return {
    result: plainOf(out),
    calls: received.length,
    received: received[0] ?? [],
    context: context !== undefined && context === contextOf(out) ? "that of the call" : "another one",
    inputs: leaves.map(plainOf),
    savedBefore,
    savedAfter: context?.saved.length === 1 && context.saved[0] === kept ? "what forward has saved" : "something else",
  };
}

interface WayBack {
  readonly inputs: readonly (PlainValues & { readonly requiresGrad?: boolean })[];
  /** The gradient of each input, as backward returns it: `weight · upstream`, or null for undefined. */
  readonly weights: readonly (number | null)[];
  /** One backward pass for each. */
  readonly upstreams: readonly PlainValues[];
}

/** Gradients of all inputs after the backward passes, and how often the definition's backward was called. */
export function backward({ inputs, weights, upstreams }: WayBack): object {
  const leaves = inputs.map((input) => leafFrom(input, input.requiresGrad));
  const { out, calls } = wayBack(leaves, weights, upstreams);
  return { grads: leaves.map(({ grad }) => plainOf(grad)), calls: calls(), upstream: plainOf(out.grad) };
}

/** The gradient of one tensor that stands in every place of the inputs. */
export function shareGradient({ inputs, weights, upstreams }: WayBack): object {
  const [x] = inputs.map((input) => leafFrom(input));
  wayBack(
    weights.map(() => x),
    weights,
    upstreams,
  );
  return plainOf(x.grad) ?? {};
}

/** The arguments of the definition's backward for several calls. The passes run from the last call to the first. */
export function listBackwardCalls({ inputs, upstreams }: Pick<WayBack, "inputs" | "upstreams">): object {
  const told: { place: number; saved: object; upstream: object | null; context: string }[] = [];
  const outs: Tensor[] = [];
  const apply = customFunction({
    op: "test",
    forward: (ctx, x) => {
      ctx.saveForBackward(x, { shape: [1], data: Float64Array.of(outs.length) });
      return copyOf(x);
    },
    backward: (ctx, upstream) => {
      const place = ctx.saved[1]?.data[0] ?? -1;
      const context = outs[place] !== undefined && contextOf(outs[place]) === ctx ? "that of the call" : "another one";
      told.push({ place, saved: plainOf(ctx.saved[0]) ?? {}, upstream: plainOf(upstream), context });
      return [undefined];
    },
  });
  for (const input of inputs) outs.push(apply(leafFrom(input)));
  for (const [i, out] of [...outs.entries()].toReversed()) {
    out.grad.data.set(upstreams[i].data);
    out.backwardStep();
  }
  return told;
}

/** A backward pass in which the definition returns another number of gradients than there are inputs. */
export function countGradients({ inputs, gradients }: { readonly inputs: number; readonly gradients: number }): string {
  const one = { shape: [1], data: [1] };
  const leaves = Array.from({ length: inputs }, () => leafFrom(one));
  wayBack(
    leaves,
    Array.from({ length: gradients }, () => 1),
    [one],
  );
  return "accepted";
}

/** A backward pass in which the gradient in one of three places has another shape than the inputs and the result. */
export function returnShape({
  shape,
  gradient,
  place,
}: { readonly [key in "shape" | "gradient"]: readonly number[] } & { readonly place: number }): string {
  const filled = (sizes: readonly number[]): PlainValues => ({
    shape: sizes,
    data: Array<number>(sizes.reduce((product, size) => product * size, 1)).fill(1),
  });
  const leaves = [0, 1, 2].map(() => leafFrom(filled(shape)));
  const apply = customFunction({
    op: "test",
    forward: (_, x) => copyOf(x),
    backward: () => leaves.map((_, i) => valuesFrom(filled(i === place ? gradient : shape))),
  });
  apply(...leaves).backwardStep();
  return "accepted";
}

function wayBack(leaves: readonly Tensor[], weights: WayBack["weights"], upstreams: WayBack["upstreams"]) {
  let calls = 0;
  const definition: Definition = {
    op: "test",
    forward: () => valuesFrom(upstreams[0]),
    backward: (_, upstream) => {
      calls++;
      // As in a sum, equal gradients are one array, and for weight 1 that is the upstream gradient itself.
      const made = new Map<number, Values>([[1, upstream]]);
      return weights.map((weight) => {
        if (weight === null) return undefined;
        const gradient = made.get(weight) ?? { shape: upstream.shape, data: upstream.data.map((g) => weight * g) };
        made.set(weight, gradient);
        return gradient;
      });
    },
  };
  const out = customFunction(definition)(...leaves);
  for (const upstream of upstreams) {
    out.grad.data.set(upstream.data);
    out.backwardStep();
  }
  return { out, calls: () => calls };
}

function copyOf({ shape, data }: Values): Values {
  return { shape, data: data.slice() };
}
