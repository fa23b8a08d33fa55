import { backward } from "#course/2-autodiff/backward.ts";
import { Tensor } from "#course/2-autodiff/tensor.ts";
import { mix } from "#course/3-mix/mix.ts";
import { share } from "#course/3-mix/share.ts";

interface Mixture {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** The share of each number in the total. */
export function shares({ numbers }: { readonly numbers: readonly number[] }): readonly number[] {
  return share(numbers);
}

/** The mixture of three single numbers. */
export function value({ a, b, weight }: Mixture): number {
  return mix(leaf(a), leaf(b), leaf(weight)).data[0] ?? Number.NaN;
}

/** The gradients of the mixture. */
export function gradients({ a, b, weight }: Mixture): object {
  const leaves = { a: leaf(a), b: leaf(b), weight: leaf(weight) };
  backward(mix(leaves.a, leaves.b, leaves.weight));
  return Object.fromEntries(Object.entries(leaves).map(([name, { grad }]) => [name, grad.data[0]]));
}

/** A mixture whose weight is the share of 1 in [1, 3]. */
export function mixed({ a, b }: Mixture): number {
  return mix(leaf(a), leaf(b), leaf(share([1, 3])[0] ?? Number.NaN)).data[0] ?? Number.NaN;
}

function leaf(x: number): Tensor {
  return new Tensor({ shape: [1], data: Float64Array.of(x) });
}
