import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { same, unchanged } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { probeNumbers } from "../support/question.ts";
import { number } from "../support/values-arbitrary.ts";
import { scalar, values } from "../support/values.ts";
import { probability } from "./droppings.ts";
import { expectationOf, type NeuronName } from "./neurons.ts";

/** A neuron, its inputs, and how likely each is dropped. */
interface Expecting {
  readonly neuron: NeuronName;
  readonly weights: readonly number[];
  readonly x: readonly number[];
  readonly p: number;
}

function neurons(names: readonly NeuronName[], most: number, p = probability): fc.Arbitrary<Expecting> {
  return fc.integer({ min: 1, max: most }).chain((n) =>
    fc.record({
      neuron: fc.constantFrom(...names),
      weights: fc.array(number(1), { minLength: n, maxLength: n }),
      x: fc.array(number(3), { minLength: n, maxLength: n }),
      p,
    }),
  );
}

const askExpected = ({ neuron, weights, x, p }: Expecting) =>
  probeNumbers("4-training/dropout.expected", { neuron, weights, x, p }, 1 + x.length);

const isExpected = (
  core: boolean,
  says: string,
  given: fc.Arbitrary<Expecting>,
  runs: number,
  examples: readonly Expecting[] = [],
): Law =>
  law({
    stub: "expectedOutput",
    core,
    weight: core ? 2 : 1,
    says,
    given,
    examples,
    runs,
    ask: askExpected,
    holds: ([got = Number.NaN], { neuron, weights, x, p }) =>
      same("the expected output", scalar(got), expectationOf(neuron, weights, x, p)),
    shows: ({ neuron, weights, x, p }) => ({ neuron, weights: values(weights), x: values(x), p }),
  });

/** The value. The lecture's two inputs come first: ½·(w₁x₁ + w₂x₂). */
export const overAllMasks = isExpected(
  true,
  "The neuron's output for each masked x, times the mask's chance, all added up.",
  neurons(["linear", "relu", "square"], 5),
  60,
  [{ neuron: "linear", weights: [2, 3], x: [5, 7], p: 0.5 }],
);
export const manyMasks = isExpected(
  false,
  "Of ten inputs there are 1,024 masks, and all count.",
  neurons(["relu", "square"], 1).chain(({ neuron, p }) =>
    around(
      0,
      4,
    )([20]).map(({ data }) => ({
      neuron,
      p,
      weights: [...data.subarray(0, 10)],
      x: [...data.subarray(10)],
    })),
  ),
  4,
);
export const certain = isExpected(
  false,
  "With p = 0 it is the neuron's output for x, with p = 1 that for nothing.",
  neurons(["linear", "relu", "square"], 4, fc.constantFrom<number>(0, 1)),
  20,
);

/** What the neuron sees. */
export const allInputs = isExpected(
  false,
  "The neuron always reads all inputs: what is dropped is 0, and not left out.",
  neurons(["count of inputs"], 5),
  10,
);

/** What is left alone. */
export const inputsKept = law({
  stub: "expectedOutput",
  says: "x is not changed.",
  given: neurons(["linear", "relu"], 5),
  runs: 20,
  ask: askExpected,
  holds: ([, ...x], { x: before }) => unchanged("x", values(x), values(before)),
  shows: ({ weights, x, p }) => ({ weights: values(weights), x: values(x), p }),
});
