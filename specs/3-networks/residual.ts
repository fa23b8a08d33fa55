import fc from "fast-check";
import { eachOf, shape, valuesOf, wideShape } from "../support/arbitraries.ts";
import { number } from "../support/values-arbitrary.ts";
import { reports, same, unchanged } from "../support/compare.ts";
import type { DualTensor } from "../support/dual-tensor.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import { truthOfFunction } from "../support/oracle.ts";
import { probePacked } from "../support/packed.ts";
import { entry, type Plain, plainOf, valuesFrom } from "../support/plain.ts";
import { probe } from "../support/question.ts";
import { type Shape, timesEach, type Values } from "../support/values.ts";
import { autodiff } from "../2-autodiff/operations.ts";
import { around } from "./layer-cases.ts";
import { applyPiece, type PieceName } from "./pieces.ts";

const stub = "residual";

/** Blocks in each other around one piece. */
interface Blocks {
  readonly inner: PieceName;
  readonly blocks: number;
  readonly x: Values;
  readonly upstream: Values;
}

function blocksOf(
  shapes: fc.Arbitrary<Shape>,
  blocks: fc.Arbitrary<number>,
  drawn = (s: Shape) => eachOf(s, number(3)),
): fc.Arbitrary<Blocks> {
  return shapes.chain((s) =>
    fc.record<Blocks>({
      inner: fc.constantFrom<PieceName>("x²", "sin x", "2x + 1", "x"),
      blocks,
      x: drawn(s),
      upstream: valuesOf(s, 1),
    }),
  );
}

const one = blocksOf(shape({ maxRank: 4 }), fc.constant(1));
const several = blocksOf(shape(), fc.integer({ min: 2, max: 12 }));

/** The value. */
export const value = law({
  stub,
  core: true,
  weight: 2,
  says: "X plus what the inner module makes of x.",
  given: one,
  ask: (given) => probePacked("3-networks/layers.residual", plain(given), Array(4).fill(given.x.shape) as Shape[]),
  holds: (said, given) => {
    for (const [what, x] of [["x", given.x] as const, ["twice x", timesEach(given.x, 2)] as const])
      same(`the result for ${what}`, said.next("the result"), pick(truthOf(given, x).values, 0));
  },
  shows,
});

/** What else happens. */
export const effects = law({
  stub,
  says: "The inner module is called once, x is left as it is, and the result has memory of its own.",
  given: one,
  runs: 20,
  ask: (given) => probe("3-networks/layers.residualEffects", plain(given)),
  holds: (said, { x }) => {
    reports("calls of the inner module", entry(said, "calls"), 1);
    unchanged("x afterwards", valuesFrom("x", entry(said, "x")), x);
    reports("the memory of the result", entry(said, "memory"), "its own");
  },
  shows,
});

export const large = law({
  stub,
  says: "Hundreds of elements, five axes: the rule stays the same.",
  runs: 5,
  given: blocksOf(wideShape(), fc.constant(1), around(0, 8)),
  ask: (given) => probePacked("3-networks/layers.residual", plain(given), Array(4).fill(given.x.shape) as Shape[]),
  holds: (said, given) => same("the result", said.next("the result"), pick(truthOf(given, given.x).values, 0)),
  shows,
});

/** The gradient. */
export const gradient = law({
  stub,
  says: "The gradient comes back on both paths: the direct one, and the one through the inner module.",
  given: one,
  ask: (given) => probePacked("3-networks/layers.residualGradient", plain(given), [given.x.shape]),
  holds: (said, given) => same("gradient of x", said.next("gradient of x"), truthOf(given, given.x).grad.x),
  shows: (given) => ({ ...shows(given), upstream: given.upstream }),
});

/** Blocks in blocks: the pieces are such that numbers stay of moderate size. */
export const nested = law({
  stub,
  says: "A block may stand in a block: the gradient comes back on all paths.",
  runs: 20,
  given: several.map((given) => ({ ...given, inner: given.inner === "x²" ? ("sin x" as const) : given.inner })),
  ask: (given) => probePacked("3-networks/layers.residualGradient", plain(given), [given.x.shape]),
  holds: (said, given) => same("gradient of x", said.next("gradient of x"), truthOf(given, given.x).grad.x),
  shows: (given) => ({ ...shows(given), upstream: given.upstream }),
});

function truthOf({ inner, blocks, upstream }: Blocks, x: Values) {
  const through = (tensor: DualTensor) =>
    Array.from({ length: blocks }).reduce<DualTensor>((h) => autodiff.add.truth(tensor, h), applyPiece(inner, tensor));
  return truthOfFunction({ x }, (t) => [through(t.x)], [upstream]);
}

function plain({ inner, blocks, x, upstream }: Blocks): Plain {
  return { inner, blocks, x: plainOf(x), upstream: plainOf(upstream) };
}

function shows({ inner, blocks, x }: Blocks): Readonly<Record<string, unknown>> {
  return { inner, ...(blocks === 1 ? {} : { "blocks in each other": blocks }), x };
}
