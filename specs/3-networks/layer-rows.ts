/** @file The layers as functions of tensors, and the truth about each: compositions of operations on dual numbers. */
import { autodiff } from "../2-autodiff/operations.ts";
import { composedOperation, tensorOperation } from "../support/course-functions.ts";
import { type DualTensor, lift } from "../support/dual-tensor.ts";
import { scalar, type Values } from "../support/values.ts";

const { add, div, gather, matmul, mean, mul, pow, reshape, sub } = autodiff;

/** The rows of the layers, by the names of the exports. */
export const layers = {
  linear: composedOperation("3-networks/layers/linear.ts", linear),
  variance: composedOperation("3-networks/layers/variance.ts", variance),
  normalise: composedOperation("3-networks/layers/normalise.ts", normalise),
  layerNorm: composedOperation("3-networks/layers/layer-norm.ts", layerNorm),
  embed: composedOperation("3-networks/layers/embedding.ts", embed),
  fusedLayerNorm: tensorOperation("3-networks/layers/fused-layer-norm.ts", ["γ / σ", "n̂", "1"], layerNorm),
} as const;

function linear(x: DualTensor, weight: DualTensor, bias: DualTensor): DualTensor {
  return add.truth(matmul.truth(x, weight), bias);
}

function variance(x: DualTensor, axes: readonly number[]): DualTensor {
  const distance = sub.truth(x, mean.truth(x, axes, true));
  return mean.truth(mul.truth(distance, distance), axes, true);
}

function normalise(x: DualTensor, centre: DualTensor, spread: DualTensor, epsilon: number): DualTensor {
  const deviation = pow.truth(add.truth(spread, lift(scalar(epsilon))), 0.5);
  return div.truth(sub.truth(x, centre), deviation);
}

function layerNorm(x: DualTensor, gamma: DualTensor, beta: DualTensor, epsilon: number): DualTensor {
  const rows = normalise(x, mean.truth(x, [-1], true), variance(x, [-1]), epsilon);
  return add.truth(mul.truth(rows, gamma), beta);
}

function embed(table: DualTensor, indices: Values): DualTensor {
  return reshape.truth(gather.truth(table, [...indices.data]), [...indices.shape, ...table.shape.slice(1)]);
}
