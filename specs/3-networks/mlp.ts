import fc from "fast-check";
import { eachOf, listOf, shape, valuesOf, wideShape } from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { must, same, unchanged } from "../support/compare.ts";
import type { DualTensor } from "../support/dual-tensor.ts";
import { law, type Suspect } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { truthOfFunction } from "../support/oracle.ts";
import { probePacked } from "../support/packed.ts";
import { entry, listIn, type Plain, plainOf } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { exact, type Shape, timesEach, type Values } from "../support/values.ts";
import { around } from "./layer-cases.ts";
import { applyPiece, type PieceName } from "./pieces.ts";

const stub = "mlp";

/** A perceptron of one to four layers. */
interface Perceptron {
  readonly layers: readonly PieceName[];
  readonly activation: PieceName;
  readonly x: Values;
  readonly upstream: Values;
}

type Through = (h: DualTensor) => DualTensor;

/** Perceptrons of these pieces, for tensors of these shapes. Numbers stay small, since some layers square them. */
function perceptrons(
  shapes: fc.Arbitrary<Shape>,
  drawn = (s: Shape) =>
    eachOf(
      s,
      number(1).map((x) => x / 8),
    ),
) {
  return fc
    .record({
      s: shapes,
      layers: listOf(fc.constantFrom<PieceName>("2x + 1", "x²", "sin x", "x", "x above x"), 1, 4),
      activation: fc.constantFrom<PieceName>("x²", "sin x", "2x + 1"),
    })
    .chain(({ s, layers, activation }) =>
      fc.record<Perceptron>({
        layers: fc.constant(layers),
        activation: fc.constant(activation),
        x: drawn(s),
        upstream: valuesOf(outOf(layers, s), 1),
      }),
    );
}

const small = perceptrons(shape({ minRank: 1 }));
const large = perceptrons(wideShape({ ranks: [1, 2, 4, 5] }), around(0, 1));

/** The value. */
export const value = law({
  stub,
  core: true,
  weight: 2,
  says: "Every layer in turn, and the activation between each and the next.",
  given: small,
  ask: askValue,
  holds: (said, given) => {
    for (const [what, x] of [["x", given.x] as const, ["twice x", timesEach(given.x, 2)] as const])
      same(`the result for ${what}`, said.next("the result"), pick(truthOf(given, x).values, 0));
    unchanged("x afterwards", said.next("x"), given.x);
  },
  shows,
  suspects: [
    comesFrom("Might it be that the activation also stands after the last layer?", (x, layers, g) =>
      layers.reduce((h, f) => g(f(h)), x),
    ),
    comesFrom("Might it be that the activation also stands before the first layer?", (x, layers, g) =>
      layers.reduce((h, f) => f(g(h)), x),
    ),
    comesFrom("Might it be that the activation is left out?", (x, layers) => layers.reduce((h, f) => f(h), x)),
    comesFrom("Might it be that only the first layer is applied?", (x, [first = (h) => h]) => first(x)),
  ],
});

/** What is called, and when. */
export const calls = law({
  stub,
  says: "One call of each layer, and one fewer of the activation: after the last layer there is none.",
  given: small,
  ask: (given) => probe("3-networks/layers.mlpCalls", plain(given)),
  holds: (said, { layers }) => {
    const due = layers.flatMap((name, i) => (i === 0 ? [name] : ["activation", name])).join(", ");
    for (const time of ["first", "second"]) {
      const got = listIn("the calls", entry(said, time)).map(String).join(", ");
      must(got === due, `the calls of the ${time} time`, due, got || "none");
    }
  },
  shows,
});

/** Many layers. Their numbers stay within ±1. */
export const longRow = law({
  stub,
  says: "A row of twenty layers is gone through to its end.",
  runs: 5,
  given: fc.record<Perceptron>({
    layers: fc.array(fc.constantFrom<PieceName>("sin x", "x"), { minLength: 20, maxLength: 24 }),
    activation: fc.constant("sin x"),
    x: around(0, 1)([2]),
    upstream: valuesOf([2], 1),
  }),
  ask: askValue,
  holds: (said, given) => same("the result", said.next("the result"), pick(truthOf(given, given.x).values, 0)),
  shows,
});

export const largeValue = law({
  stub,
  says: "Hundreds of elements, five axes: the rule stays the same.",
  runs: 5,
  given: large,
  ask: askValue,
  holds: (said, given) => same("the result", said.next("the result"), pick(truthOf(given, given.x).values, 0)),
  shows,
});

/** The gradient. */
export const gradient = law({
  stub,
  says: "The way back goes through every layer and every activation.",
  given: small,
  ask: (given) => probePacked("3-networks/layers.mlpGradient", plain(given), [given.x.shape]),
  holds: (said, given) => same("gradient of x", said.next("gradient of x"), truthOf(given, given.x).grad.x),
  shows: (given) => ({ ...shows(given), upstream: given.upstream }),
});

/** A likely cause: the results came about like this, from x, the layers in turn and the activation. */
function comesFrom(
  asks: string,
  way: (x: DualTensor, layers: readonly Through[], activation: Through) => DualTensor,
): Suspect<Perceptron, ReturnType<typeof askValue>> {
  return {
    asks,
    explains: (said, { layers, activation, x }) => {
      const through = (name: PieceName) => (h: DualTensor) => applyPiece(name, h);
      const { values } = truthOfFunction({ x }, (t) => [way(t.x, layers.map(through), through(activation))]);
      same("the result", said.next("the result"), pick(values, 0));
    },
  };
}

function truthOf({ layers, activation, upstream }: Perceptron, x: Values) {
  const through = (tensor: DualTensor) =>
    layers.reduce((h, name, i) => applyPiece(name, i === 0 ? h : applyPiece(activation, h)), tensor);
  return truthOfFunction({ x }, (t) => [through(t.x)], [upstream]);
}

function askValue(given: Perceptron) {
  return probePacked("3-networks/layers.mlp", plain(given), shapesOf(given));
}

function outOf(layers: readonly PieceName[], s: Shape): Shape {
  const doublings = layers.filter((name) => name === "x above x").length;
  return s.with(0, (s[0] ?? 1) * 2 ** doublings);
}

function shapesOf({ layers, x }: Perceptron): readonly Shape[] {
  const out = outOf(layers, x.shape);
  return [out, out, x.shape, x.shape];
}

function plain({ layers, activation, x, upstream }: Perceptron): Plain {
  return { layers, activation, x: plainOf(x), upstream: plainOf(upstream) };
}

function shows({ layers, activation, x }: Perceptron): Readonly<Record<string, unknown>> {
  return { layers: layers.join(", "), activation, x: exact(x) };
}
