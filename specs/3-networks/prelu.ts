import fc from "fast-check";
import { type Drawn, shape, stretchingTo, type Upstreams, valuesOf } from "../support/arbitraries.ts";
import { sameList } from "../support/compare.ts";
import * as extreme from "../support/extreme-laws.ts";
import { law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { sumSuspects } from "../support/suspects.ts";
import { exact, fill, type Shape, type Values } from "../support/values.ts";
import { stretch } from "../support/shapes.ts";
import { truthOf } from "../support/oracle.ts";
import { same } from "../support/compare.ts";
import { awayFromBend, isBetween, nextToBend, specialAwayFromBend, specialButZero } from "./bends.ts";

/** An operand, its slopes, and two upstream gradients. */
interface Sloped extends Upstreams {
  readonly a: Values;
  readonly slope: Values;
}

const anything: Drawn = (s) => valuesOf(s, -2);

/** Any slopes, or simple ones that differ: cases with those are the first to be shrunk. */
const slopesOf: Drawn = (s) =>
  fc.oneof({ arbitrary: valuesOf(s, 3), weight: 3 }, fc.constant(fill(s, (i) => 3 + 2 * i)));

/** Operands with a slope for each element, or with fewer slopes, which are stretched. */
function sloped(drawn: Drawn, slopes: (of: Shape) => fc.Arbitrary<Shape>): fc.Arbitrary<Sloped> {
  return shape().chain((s) =>
    slopes(s).chain((t) =>
      fc.record({ a: drawn(s), slope: slopesOf(t), upstream: valuesOf(s, 1), second: valuesOf(s, 4) }),
    ),
  );
}

function describePrelu(drawn: Drawn, slopes: (of: Shape) => fc.Arbitrary<Shape> = fc.constant) {
  return {
    name: "prelu",
    given: sloped(drawn, slopes),
    operands: ({ a, slope }: Sloped) => ({ a, slope }),
    apply: (t) => t.a.prelu(t.slope),
    shows: ({ a, slope }: Sloped) => ({ a, slope }),
  } satisfies every.Operation<"a" | "slope", Sloped>;
}

/** An element, times a slope where it is not above 0. */
const bent = (x: number, slope: number) => (x > 0 ? x : slope * x);

const names = ["a", "slope"];
const away = describePrelu(awayFromBend);

/** The value. */
export const value = every.computes(describePrelu(anything), {
  core: true,
  says: "Every element above 0 as it is, and the others times their slope.",
  suspects: [
    {
      asks: "Might it be that the slope's sign decides, and not the element's?",
      explains: ({ value: got }, { a, slope }) =>
        same(
          "the result",
          got,
          exact(fill(a.shape, (i) => pick(a.data, i) * (pick(slope.data, i) > 0 ? 1 : pick(slope.data, i)))),
        ),
    },
    {
      asks: "Might it be that the first slope serves for all elements?",
      explains: ({ value: got }, { a, slope }) =>
        same("the result", got, exact(fill(a.shape, (i) => bent(pick(a.data, i), pick(slope.data, 0))))),
    },
    {
      asks: "Might it be that every element is multiplied by its slope?",
      explains: ({ value: got }, { a, slope }) =>
        same("the result", got, exact(fill(a.shape, (i) => pick(a.data, i) * pick(slope.data, i)))),
    },
  ],
});

export const stretched = every.computes(describePrelu(anything, stretchingTo), {
  says: "Fewer slopes than elements are stretched: one may serve all, or a column.",
});
export const nearest = every.computes(describePrelu(nextToBend), {
  says: "How near an element is to 0 plays no part, only on which side it lies.",
});
export const operandsKept = every.keepsOperands(describePrelu(anything, stretchingTo));
export const large = extreme.computesLarge({ name: "prelu", names });
export const visible = extreme.showsSpecial(
  { name: "prelu", names },
  // At 0 it is left open whether a slope multiplies, and 0 · ∞ is NaN.
  { operands: specialButZero },
);

/** The gradient. */
export const gradient = every.differentiates(away, {
  core: true,
  says: "Above 0 the operand receives upstream; below, both share as factors of a product.",
  suspects: [
    {
      asks: "Might it be that the first slope serves for all elements?",
      explains: ({ grad }, { a, slope, upstream }) =>
        same(
          "gradient of a",
          grad.a,
          exact(fill(a.shape, (i) => pick(upstream.data, i) * (pick(a.data, i) > 0 ? 1 : pick(slope.data, 0)))),
        ),
    },
    {
      asks: "Might it be that a slope receives something above 0, too?",
      explains: ({ grad }, { a, upstream }) =>
        same("gradient of slope", grad.slope, exact(fill(a.shape, (i) => pick(a.data, i) * pick(upstream.data, i)))),
    },
  ],
});

export const summed = every.differentiates(describePrelu(awayFromBend, stretchingTo), {
  says: "A slope that served many elements receives the sum of their shares.",
  runs: 60,
  suspects: sumSuspects(({ grad, truth }, { a, slope, upstream }) => {
    const wide = run({ a, slope: stretch(slope, a.shape) }, (t) => t.a.prelu(t.slope), upstream);
    const terms = pick(truthOf(wide.ask).grads, 1);
    return [{ got: grad.slope, due: truth.grad.slope, terms }];
  }),
});
export const shared = law({
  stub: "prelu.backward",
  says: "A tensor that is its own slope receives both shares.",
  runs: 30,
  given: sloped(awayFromBend, fc.constant),
  ask: ({ a, upstream }) => run({ a }, (t) => t.a.prelu(t.a), upstream),
  holds: ({ grad, truth }) => same("gradient of a", grad.a, truth.grad.a),
  shows: ({ a, upstream }) => ({ a, slope: "a itself", upstream }),
});
export const nearestSlope = every.differentiates(describePrelu(nextToBend), {
  says: "However near to 0 an element is, its side decides alone.",
});

/** Zeros among the operands: they are multiplied by any slope without effect. */
export const atZero = law({
  stub: "prelu.backward",
  says: "At 0 the operand's gradient lies between upstream and slope · upstream.",
  runs: 30,
  given: sloped((s) => fc.constant(fill(s, () => 0)), fc.constant),
  ask: ({ a, slope, upstream }) => run({ a, slope }, (t) => t.a.prelu(t.slope), upstream),
  holds: ({ grad }, { a, slope, upstream }) => {
    sameList("shape of the gradient of a", grad.a.shape, a.shape);
    upstream.data.forEach((u, i) =>
      isBetween("the gradient of an element that is 0", pick(grad.a.data, i), u, u * pick(slope.data, i)),
    );
    same("gradient of slope", { ...grad.slope, data: grad.slope.data }, exact(fill(slope.shape, () => 0)));
  },
  shows: ({ a, slope, upstream }) => ({ a, slope, upstream }),
});
export const accumulated = every.accumulates(away);
export const computed = every.reachesComputed(away);
export const linear = every.isLinear(away);
export const restKept = every.keepsRest(away);
export const largeGradient = extreme.differentiatesLarge({ name: "prelu", names });
export const visibleGradient = extreme.handsOnSpecial(
  { name: "prelu", names },
  // A mask that is multiplied by an infinite gradient hands NaN to the slope of what is above 0.
  { operands: specialAwayFromBend, judges: (due) => due !== 0 },
);
