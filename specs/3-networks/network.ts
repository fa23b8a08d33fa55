/** @file The capstone: a network of two layers, with any of the activations and any of the losses. */
import fc from "fast-check";
import { eachOf } from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { same, sameEach } from "../support/compare.ts";
import { differentiatesGraphs } from "../support/graph-laws.ts";
import { law } from "../support/law.ts";
import { graphOperationsIn } from "../support/operations.ts";
import { backprop, constant, type Inputs, type Question } from "../support/question.ts";
import type { Run } from "../support/run.ts";
import type { Shape, Values } from "../support/values.ts";
import type { Course, Handle } from "../support/writing.ts";
import { autodiff } from "../2-autodiff/operations.ts";
import { dueShares, labelsFor } from "./losses.ts";
import { networks } from "./operations.ts";

const stub = "network";

const activations = ["relu", "leakyRelu", "prelu", "sigmoid", "tanh", "elu", "maxout"] as const;
const losses = [
  "squaredError",
  "absoluteError",
  "crossEntropy",
  "logitsCrossEntropy",
  "softLogitsCrossEntropy",
] as const;

/** A network, the examples that it sees, and what is due for each. */
interface Network {
  readonly activation: (typeof activations)[number];
  readonly loss: (typeof losses)[number];
  /** n examples of d numbers. */
  readonly examples: Values;
  /** W₁ `[d, h]`, b₁ `[h]`, W₂ `[h, k]`, b₂ `[k]`; `other` and `otherBias` are what maxout compares W₁x + b₁ with. */
  readonly weights: Readonly<Record<Parameter, Values>>;
  readonly target: Values;
  readonly labels: readonly number[];
}

type Parameter = "w1" | "b1" | "other" | "otherBias" | "slope" | "w2" | "b2";

/** Networks with weights so small that no activation is saturated. */
function twoLayers(choose: Partial<Pick<Network, "activation" | "loss">> = {}): fc.Arbitrary<Network> {
  const size = fc.integer({ min: 1, max: 3 });
  const drawn = (s: Shape) =>
    eachOf(
      s,
      number(1).map((x) => x / 8),
    );
  return fc
    .record({
      n: size,
      d: size,
      h: size,
      k: fc.integer({ min: 2, max: 3 }),
      activation: choose.activation === undefined ? fc.constantFrom(...activations) : fc.constant(choose.activation),
      loss: choose.loss === undefined ? fc.constantFrom(...losses) : fc.constant(choose.loss),
    })
    .chain(({ n, d, h, k, activation, loss }) =>
      fc.record({
        activation: fc.constant(activation),
        loss: fc.constant(loss),
        examples: drawn([n, d]),
        weights: fc.record({
          w1: drawn([d, h]),
          b1: drawn([h]),
          other: drawn([d, h]),
          otherBias: drawn([h]),
          slope: drawn([h]),
          w2: drawn([h, k]),
          b2: drawn([k]),
        }),
        target: dueShares([n, k]),
        labels: labelsFor([n, k]),
      }),
    );
}

/** The parameters that a network uses. */
function parametersOf({ activation, weights }: Network): Readonly<Record<string, Values>> {
  const { w1, b1, other, otherBias, slope, w2, b2 } = weights;
  const own = { maxout: { other, otherBias }, prelu: { slope } };
  return { w1, b1, ...(activation === "maxout" || activation === "prelu" ? own[activation] : {}), w2, b2 };
}

function ask(network: Network): Question<Run<string>> {
  const inputs: Inputs<string> = { ...parametersOf(network), examples: constant(network.examples) };
  return backprop(inputs, (t, course) => lossOf(network, t as Tensors, course), "ones");
}

type Tensors = Readonly<Record<Parameter | "examples", Handle>>;

function lossOf(network: Network, t: Tensors, course: Course): Handle {
  const scores = activate(network, t, t.examples.matmul(t.w1).add(t.b1)).matmul(t.w2).add(t.b2);
  switch (network.loss) {
    case "squaredError":
    case "absoluteError":
    case "softLogitsCrossEntropy":
      return scores[network.loss](network.target);
    case "crossEntropy":
      return course.softmax(scores).crossEntropy(network.target);
    case "logitsCrossEntropy":
      return scores.logitsCrossEntropy(network.labels);
  }
}

function activate({ activation }: Network, t: Tensors, hidden: Handle): Handle {
  switch (activation) {
    case "prelu":
      return hidden.prelu(t.slope);
    case "maxout":
      return hidden.maxout(t.examples.matmul(t.other).add(t.otherBias));
    case "leakyRelu":
      return hidden.leakyRelu(0.1);
    case "elu":
      return hidden.elu(0.5);
    case "relu":
    case "sigmoid":
    case "tanh":
      return hidden[activation]();
  }
}

function show(network: Network): Readonly<Record<string, unknown>> {
  const due = network.loss === "logitsCrossEntropy" ? { labels: network.labels } : { target: network.target };
  const scores = network.loss === "crossEntropy" ? "softmax(hidden · w2 + b2)" : "hidden · w2 + b2";
  const operands =
    network.activation === "maxout" ? "examples · w1 + b1, examples · other + otherBias" : "examples · w1 + b1";
  return {
    network: [
      `hidden = ${network.activation}(${operands}${network.activation === "prelu" ? ", slope" : ""})`,
      `loss = ${network.loss}(${scores})`,
    ],
    examples: network.examples,
    ...parametersOf(network),
    ...due,
  };
}

function judge(said: Run<string>): void {
  same("the loss", said.value, said.truth.value);
  const parameters = Object.entries(said.truth.grad).filter(([name]) => name !== "examples");
  sameEach(
    "gradient of",
    parameters.map(([name, expected]) => ({ name, expected, got: said.grad[name] ?? expected })),
  );
}

/** The whole library as one piece. */
export const anyNetwork = law({
  stub,
  core: true,
  weight: 4,
  says: "The loss of any network of two layers is right, and the gradient of every parameter.",
  given: twoLayers(),
  runs: 70,
  ask,
  holds: judge,
  shows: show,
});

/** The lecture's network, f(x) = W₂ g(W₁x), which says which next word it expects. */
export const classifier = law({
  stub,
  says: "A classifier with ReLU and cross-entropy has the right loss and gradients.",
  given: twoLayers({ activation: "relu", loss: "logitsCrossEntropy" }),
  runs: 20,
  ask,
  holds: judge,
  shows: show,
});

/** Graphs of all operations of this assignment and of the one before, but for extra credit. */
export const anyGraph = differentiatesGraphs({
  stub,
  weight: 2,
  runs: 60,
  says: "The gradient of any graph is right, with activations and losses anywhere in it.",
  names: graphOperationsIn({ ...autodiff, ...networks }).filter((name) => name !== "fusedCrossEntropy"),
});
