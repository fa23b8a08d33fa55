import fc from "fast-check";
import { type Pair, shape, valuesOf } from "../support/arbitraries.ts";
import { must, same, sameList, sameNumber, showNumber } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { exact, fill, type Shape, type Values } from "../support/values.ts";

/** How far the second tensor lies above the first one: `apart` for each element. */
function pairs(apart: fc.Arbitrary<number>): fc.Arbitrary<Pair> {
  return shape().chain((s) =>
    fc
      .record({ a: valuesOf(s, 2), apart: list(apart, s), upstream: valuesOf(s, 1), second: valuesOf(s, 4) })
      .map(({ a, apart: far, ...upstreams }) => ({
        a,
        b: { shape: s, data: a.data.map((x, i) => x + pick(far, i)) },
        ...upstreams,
      })),
  );
}

function list(one: fc.Arbitrary<number>, s: Shape): fc.Arbitrary<readonly number[]> {
  const size = s.reduce((product, n) => product * n, 1);
  return fc.array(one, { minLength: size, maxLength: size });
}

function describeMaxout(given: fc.Arbitrary<Pair>) {
  return {
    name: "maxout",
    given,
    operands: ({ a, b }: Pair) => ({ a, b }),
    apply: (t) => t.a.maxout(t.b),
    shows: ({ a, b }: Pair) => ({ a, b }),
  } satisfies every.Operation<"a" | "b", Pair>;
}

const sign = fc.constantFrom(1, -1);
const wide = fc.record({ sign, size: fc.integer({ min: 1, max: 64 }) }).map(({ sign: s, size }) => (s * size) / 8);
/** Distances from 2⁻³⁰ on: a step of a difference leads to the other side. */
const narrow = fc
  .record({ sign, power: fc.integer({ min: 10, max: 30 }) })
  .map(({ sign: s, power }) => s * 2 ** -power);
const apart = describeMaxout(pairs(wide));
const barely = describeMaxout(pairs(narrow));
const tied = pairs(fc.constant(0));

/** The value. */
export const value = every.computes(apart, {
  core: true,
  says: "The larger of two elements, place by place.",
  suspects: [
    {
      asks: "Might it be that the smaller one is taken?",
      explains: ({ value: got }, { a, b }) => same("the result", got, chosen(a, b, Math.min)),
    },
    {
      asks: "Might it be that the one with the larger size is taken, whatever its sign?",
      explains: ({ value: got }, { a, b }) =>
        same(
          "the result",
          got,
          chosen(a, b, (x, y) => (Math.abs(x) > Math.abs(y) ? x : y)),
        ),
    },
  ],
});

export const barelyLarger = every.computes(barely, {
  says: "Elements that differ by 2⁻³⁰ differ: the larger one is taken.",
});
export const equal = every.computes(describeMaxout(tied), {
  says: "Where both are equal, the result is either of them.",
  runs: 20,
});
export const operandsKept = every.keepsOperands(apart);
export const large = extreme.computesLarge({ name: "maxout" });
export const visible = extreme.showsSpecial({ name: "maxout" });

/** The gradient. */
export const gradient = every.differentiates(apart, {
  core: true,
  says: "The larger of two elements receives the upstream gradient; equals share it.",
  suspects: [
    {
      asks: "Might it be that both receive the upstream gradient, not only the larger one?",
      explains: ({ grad }, { upstream }) => {
        same("gradient of a", grad.a, exact(upstream));
        same("gradient of b", grad.b, exact(upstream));
      },
    },
  ],
});

export const barelyWon = every.differentiates(barely, {
  says: "Whichever is larger by 2⁻³⁰ receives everything.",
});

/** Two elements that are equal. */
export const ties = law({
  stub: "maxout.backward",
  says: "Equals share the upstream gradient: no part goes against it, and the parts add up to all of it.",
  runs: 30,
  given: tied,
  ask: ({ a, b, upstream }) => run({ a, b }, (t) => t.a.maxout(t.b), upstream),
  holds: ({ grad }, { a, upstream }) => {
    sameList("shape of the gradient of a", grad.a.shape, a.shape);
    sameList("shape of the gradient of b", grad.b.shape, a.shape);
    upstream.data.forEach((u, i) => {
      const parts = [pick(grad.a.data, i), pick(grad.b.data, i)] as const;
      for (const part of parts)
        must(part * u >= 0, "a part of upstream", u < 0 ? "0 or below" : "0 or above", showNumber(part));
      sameNumber("the parts of one upstream gradient, added up", parts[0] + parts[1], u);
    });
  },
  shows: ({ a, b, upstream }) => ({ a, b, upstream }),
  suspects: [
    {
      asks: "Might it be that each of two equals receives the whole upstream gradient?",
      explains: ({ grad }, { upstream }) => {
        same("gradient of a", grad.a, exact(upstream));
        same("gradient of b", grad.b, exact(upstream));
      },
    },
  ],
});
export const itself = law({
  stub: "maxout.backward",
  says: "A tensor beside itself receives the whole upstream gradient, however it is shared.",
  runs: 20,
  given: tied,
  ask: ({ a, upstream }) => run({ a }, (t) => t.a.maxout(t.a), upstream),
  holds: ({ grad }, { upstream }) => same("gradient of a", grad.a, exact(upstream)),
  shows: ({ a, upstream }) => ({ a, upstream }),
});
export const accumulated = every.accumulates(apart);
export const computed = every.reachesComputed(apart);
export const linear = every.isLinear(apart);
export const restKept = every.keepsRest(apart);
export const largeGradient = extreme.differentiatesLarge({ name: "maxout" });
export const visibleGradient = extreme.handsOnSpecial(
  { name: "maxout" },
  // A mask that is multiplied by an infinite gradient hands NaN to the smaller one.
  { operands: (s) => valuesOf(s), judges: (due) => due !== 0 },
);

function chosen(a: Values, b: Values, choose: (x: number, y: number) => number) {
  return exact(fill(a.shape, (i) => choose(pick(a.data, i), pick(b.data, i))));
}
