import { rand, randn, zeros } from "#course/2-autodiff/creation.ts";
import { type Rng, seededRng } from "#course/2-autodiff/rng.ts";
import type { Tensor, TensorOptions } from "#course/2-autodiff/tensor.ts";
import type { Shape } from "#course/2-autodiff/values.ts";
import { expectTensor, plainOf } from "../../probes/plain.ts";

interface MakerCall {
  readonly maker: "zeros" | "rand" | "randn";
  readonly shape: Shape;
  readonly seed: number;
  /** If left out, the maker is called without options. */
  readonly options?: TensorOptions;
}

/** The properties of a new tensor, and the number of draws that it took. */
export function makeTensor({ maker, shape, seed, options }: MakerCall): object {
  const rng = seededRng(seed);
  let draws = 0;
  const counted: Rng = {
    uniform: () => {
      draws++;
      return rng.uniform();
    },
  };
  const tensor = expectTensor(maker, make(maker, [...shape], counted, options));
  const { requiresGrad, label, op, parents } = tensor;
  return {
    values: plainOf(tensor),
    grad: plainOf(tensor.grad),
    kind: parents.length === 0 && op === "" ? "a leaf" : "a result",
    requires: requiresGrad ? "a gradient" : "none",
    label,
    draws,
  };
}

/** How many arrays hold the numbers and the gradients of two new tensors of one shape. */
export function countArrays({ maker, shape, seed }: MakerCall): number {
  const rng = seededRng(seed);
  const made = [1, 2].map(() => expectTensor(maker, make(maker, shape, rng, undefined)));
  return new Set(made.flatMap(({ data, grad }) => [data.buffer, grad.data.buffer])).size;
}

/** Normal numbers from a source that draws nothing but the ends, the middle and the quarters of [0, 1). */
export function normalsOfExtremes({ size, seed }: { readonly size: number; readonly seed: number }): Float64Array {
  const rng = seededRng(seed);
  const extremes = [2 ** -52, 1 - 2 ** -52, 0.5 - 2 ** -40, 0.5 + 2 ** -40, 0.25, 0.75];
  const uniform = () => extremes[Math.floor(rng.uniform() * extremes.length)] ?? 0.5;
  return expectTensor("randn", randn([size], { uniform })).data;
}

/** The numbers of one tensor of normal draws. */
export function normals({ shape, seed }: { readonly shape: Shape; readonly seed: number }): Float64Array {
  return expectTensor("randn", randn(shape, seededRng(seed))).data;
}

/** Normal numbers from a source one of whose draws is exactly 0. */
export function normalsWithZero({
  size,
  seed,
  place,
}: {
  readonly size: number;
  readonly seed: number;
  readonly place: number;
}): Float64Array {
  const rng = seededRng(seed);
  let draws = 0;
  return expectTensor("randn", randn([size], { uniform: () => (draws++ === place ? 0 : rng.uniform()) })).data;
}

/** The numbers of several tensors of normal draws, one after the other, each from a new source with its own seed. */
export function normalsOf({ size, seeds }: { readonly size: number; readonly seeds: readonly number[] }): Float64Array {
  return Float64Array.from(seeds.flatMap((seed) => [...expectTensor("randn", randn([size], seededRng(seed))).data]));
}

function make(maker: MakerCall["maker"], shape: Shape, rng: Rng, options: TensorOptions | undefined): Tensor {
  switch (maker) {
    case "zeros":
      return options === undefined ? zeros(shape) : zeros(shape, options);
    case "rand":
      return options === undefined ? rand(shape, rng) : rand(shape, rng, options);
    case "randn":
      return options === undefined ? randn(shape, rng) : randn(shape, rng, options);
  }
}
