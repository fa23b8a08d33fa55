/** @file Arrays of which some elements are dropped: the cases of the mask, the operation and the layers. */
import fc from "fast-check";
import { type Drawn, shape, valuesOf, wideShape } from "../support/arbitraries.ts";
import { must, showNumber } from "../support/compare.ts";
import { pick } from "../support/lists.ts";
import type { Packed } from "../support/packed.ts";
import { plainOf, plainOfSpecial } from "../support/plain.ts";
import { drawsOf } from "../support/rng.ts";
import { exact, fill, type Measured, type Shape, sizeOf, type Values, values } from "../support/values.ts";

/** Up to five axes, and now and then hundreds of elements. */
const anyShape = fc.oneof({ arbitrary: shape({ maxRank: 5 }), weight: 9 }, { arbitrary: wideShape(), weight: 1 });

/** How likely an element is dropped. */
export const probability = fc.constantFrom<number>(0.5, 0.25, 0.75, 0.1, 0.9, 0.3);

/** Draws of one seed; a few of them are exactly p, which keeps an element, or next to it, or 0. */
function drawsFor(s: Shape, p: number, seed: number): Values {
  const draws = drawsOf(seed, 2 * sizeOf(s));
  const edges = [p, p * (1 - 2 ** -30), 0, 1 - 2 ** -52];
  return fill(s, (i) => {
    const [draw, choice] = [pick(draws, 2 * i), pick(draws, 2 * i + 1)];
    return choice < 0.2 ? pick(edges, Math.floor(20 * choice)) : draw;
  });
}

/** The mask that some draws give: an element is kept where its draw is at least p. */
export function maskOf({ shape: s, data }: Values, p: number): Values {
  return fill(s, (i) => (pick(data, i) >= p ? 1 : 0));
}

/** What is drawn when all draws have been taken: each from 1. */
export function turned({ shape: s, data }: Values): Values {
  return fill(s, (i) => 1 - pick(data, i));
}

/** An array, its draws, and how likely an element is dropped. */
export interface Dropping {
  readonly a: Values;
  readonly p: number;
  readonly draws: Values;
  readonly upstream: Values;
  readonly before: Values;
}

/** Arrays of any shape, with draws for all of their elements. */
export function droppings(drawn: Drawn, { shapes = anyShape, ps = probability } = {}): fc.Arbitrary<Dropping> {
  return fc.record({ s: shapes, p: ps, seed: fc.noShrink(fc.nat()) }).chain(({ s, p, seed }) =>
    fc.record({
      a: drawn(s),
      p: fc.constant(p),
      draws: fc.constant(drawsFor(s, p, seed)),
      upstream: drawn(s),
      before: valuesOf(s, 4),
    }),
  );
}

/** A case, as a probe takes it. */
export function plainDropping({ a, p, draws, upstream, before }: Dropping) {
  return {
    a: plainOfSpecial(a),
    p,
    draws: [...draws.data],
    upstream: plainOfSpecial(upstream),
    before: plainOf(before),
  };
}

/** A case, as a report shows it: long ones by their shape. */
export function showDropping({ a, p, draws }: Dropping): Readonly<Record<string, unknown>> {
  return a.data.length > 24 ? { shape: values(a.shape), p } : { a, p, draws };
}

/** Fails unless as many draws were taken as are due. */
export function hasDraws(said: Packed, due: number): void {
  const taken = said.next("the draws").data[0] ?? Number.NaN;
  must(taken === due, "how many draws are taken", `${due}`, showNumber(taken));
}

/** What dropout makes of numbers: of some, or of their gradients. */
export function dropped(a: Values, draws: Values, p: number, before?: Values): Measured {
  const mask = maskOf(draws, p);
  const share = fill(a.shape, (i) => (pick(mask.data, i) === 1 ? pick(a.data, i) / (1 - p) : 0));
  if (before === undefined) return exact(share);
  const total = fill(a.shape, (i) => pick(before.data, i) + pick(share.data, i));
  return {
    ...total,
    magnitude: fill(a.shape, (i) => Math.abs(pick(before.data, i)) + Math.abs(pick(share.data, i))).data,
  };
}
