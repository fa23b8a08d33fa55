/** @file What a neuron says on average, over all masks. */
import { exact, type Measured, scalar } from "../support/values.ts";
import { pick } from "../support/lists.ts";

export type NeuronName = "linear" | "relu" | "square" | "count of inputs";

/** All lists of n numbers that are 0 or 1. */
export function masksOf(n: number): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** n }, (_, code) => Array.from({ length: n }, (__, bit) => (code >> bit) & 1));
}

/** The probability of a mask: each element is dropped with probability p. */
function chanceOf(mask: readonly number[], p: number): number {
  const kept = mask.filter((each) => each === 1).length;
  return (1 - p) ** kept * p ** (mask.length - kept);
}

/** The same, as the truth: a right program may also add up logarithms, so that the chance is as exact as their sum. */
export function chanceTruth(mask: readonly number[], p: number): Measured {
  const chance = chanceOf(mask, p);
  return { ...scalar(chance), magnitude: Float64Array.of(chance === 0 ? 0 : chance * (1 - Math.log(chance))) };
}

/** The expectation of a neuron's output, with the size of the terms that make it. */
export function expectationOf(
  neuron: NeuronName,
  weights: readonly number[],
  x: readonly number[],
  p: number,
): Measured {
  let [value, magnitude] = [0, 0];
  for (const mask of masksOf(x.length)) {
    const chance = chanceOf(mask, p);
    const terms = x.map((input, i) => pick(weights, i) * input * pick(mask, i));
    const sum = terms.reduce((total, term) => total + term, 0);
    const size = terms.reduce((total, term) => total + Math.abs(term), 0);
    value += chance * outputOf(neuron, sum, x.length);
    magnitude += chance * (neuron === "square" ? size * size : neuron === "count of inputs" ? x.length : size);
  }
  return { ...exact(scalar(value)), magnitude: Float64Array.of(magnitude) };
}

function outputOf(neuron: NeuronName, sum: number, count: number): number {
  switch (neuron) {
    case "linear":
      return sum;
    case "relu":
      return Math.max(0, sum);
    case "square":
      return sum * sum;
    case "count of inputs":
      return count;
  }
}
