import fc from "fast-check";
import { distinctOf, eachOf, nearlyTiedOf, positive, tiedOf } from "../support/arbitraries.ts";
import { must, same, sameList, sameNumber, showNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { run } from "../support/question.ts";
import { broadcastMap, reduceShape } from "../support/shapes.ts";
import { exact, fill, type Measured, values } from "../support/values.ts";
import {
  copiesOverNoAxes,
  reducesEverything,
  describeReduction,
  type Reduction,
  reductions,
  spreadsEverywhere,
} from "./reductions.ts";

/** All elements differ, so that one element is the largest and one gradient is right. */
const choosing = describeReduction("max", distinctOf);

/** The value. */
export const largest = every.computes(describeReduction("max"), {
  core: true,
  runs: 80,
  says: "The largest of the elements that belong together.",
  suspects: [
    {
      asks: "Might it be that the search starts at 0, so that nothing below 0 can be the largest?",
      explains: ({ value, truth }) =>
        same("the result", value, exact({ ...truth.value, data: truth.value.data.map((x) => Math.max(0, x)) })),
    },
  ],
});

export const everything = reducesEverything({
  name: "max",
  says: "Without axes, the result is one number, the largest of all.",
});
export const nothing = copiesOverNoAxes({
  name: "max",
  says: "Over no axes, every element is the largest, with memory of its own.",
});
export const farBelow = every.computes(
  describeReduction("max", (s) => eachOf(s, belowZero())),
  {
    says: "The largest may be below 0, and far below.",
  },
);
export const barelyLarger = every.computes(describeReduction("max", nearlyTiedOf), {
  says: "Elements that differ by 2⁻³⁰ differ: the larger one is the largest.",
});
export const operandKept = every.keepsOperands(choosing);
export const large = extreme.computesLarge({ name: "max" });
export const visible = extreme.showsSpecial({ name: "max" });

/** The gradient. */
export const gradient = every.differentiates(choosing, {
  core: true,
  runs: 80,
  says: "The largest element receives the upstream gradient; equals share it.",
  suspects: [
    {
      asks: "Might it be that every element receives the upstream gradient, not only the largest?",
      explains: ({ grad }, its) => same("gradient of a", grad.a, handTo("members", its)),
    },
  ],
});

/** Several elements that are equally large. */
export const ties = law({
  stub: "max.backward",
  says: "Equals share the upstream gradient: no part goes against it, and the parts add up to all of it.",
  given: reductions(tiedOf),
  runs: 40,
  ask: ({ a, axes, keepDims, upstream }) => run({ a }, (t) => t.a.max(axes, keepDims), upstream),
  holds: ({ grad }, its) => {
    sameList("shape of the gradient of a", grad.a.shape, its.a.shape);
    const part = (i: number) => grad.a.data[i] ?? Number.NaN;
    groupsOf(its).forEach(({ members, winners, upstream }) => {
      for (const i of members) {
        if (winners.includes(i))
          must(
            part(i) * upstream >= 0,
            "a part of upstream",
            upstream < 0 ? "0 or below" : "0 or above",
            showNumber(part(i)),
          );
        else must(part(i) === 0, "the gradient of an element that is not the largest", "0", showNumber(part(i)));
      }
      sameNumber(
        "the parts of one upstream gradient, added up",
        winners.reduce((sum, i) => sum + part(i), 0),
        upstream,
      );
    });
  },
  shows: ({ a, axes, keepDims, upstream }) => ({ a, axes, keepDims, upstream }),
  suspects: [
    {
      asks: "Might it be that each of several equals receives the whole upstream gradient?",
      explains: ({ grad }, its) => same("gradient of a", grad.a, handTo("winners", its)),
    },
  ],
});

export const everywhere = spreadsEverywhere({
  name: "max",
  says: "After the largest of all, one element receives everything.",
  drawn: distinctOf,
});
export const barelyWon = every.differentiates(describeReduction("max", nearlyTiedOf), {
  says: "Whoever is larger by 2⁻³⁰ has won, and receives everything.",
});
export const accumulated = every.accumulates(choosing);
export const computed = every.reachesComputed(choosing);
export const linear = every.isLinear(choosing);
export const restKept = every.keepsRest(choosing);
export const largeGradient = extreme.differentiatesLarge({ name: "max" });
export const visibleGradient = extreme.handsOnSpecial(
  { name: "max", specials: [{ operands: [values([1, 2])], options: [], upstream: values([Number.NaN], []) }] },
  // A mask that is multiplied by an infinite gradient hands NaN to all others.
  { operands: distinctOf, judges: (due) => due !== 0 },
);

/** Elements that are reduced to one: their places, the places of the largest, and the upstream gradient. */
interface Group {
  readonly members: readonly number[];
  readonly winners: readonly number[];
  readonly upstream: number;
}

function groupsOf({ a, axes, upstream }: Reduction): readonly Group[] {
  const groupOf = broadcastMap(reduceShape(a.shape, axes, true), a.shape);
  return Array.from(upstream.data, (share, group) => {
    const members = [...a.data.keys()].filter((i) => groupOf[i] === group);
    const most = Math.max(...members.map((i) => a.data[i] ?? Number.NaN));
    return { members, winners: members.filter((i) => a.data[i] === most), upstream: share };
  });
}

/** The wrong gradient in which all members, or all winners, receive the whole upstream gradient. */
function handTo(receivers: "members" | "winners", its: Reduction): Measured {
  const shares = new Map(groupsOf(its).flatMap((group) => group[receivers].map((i) => [i, group.upstream] as const)));
  return exact(fill(its.a.shape, (i) => shares.get(i) ?? 0));
}

/** A negative number from 2⁻¹⁷ to 2⁴³ in size. */
function belowZero(): fc.Arbitrary<number> {
  return fc.tuple(positive(), fc.nat({ max: 40 })).map(([x, doublings]) => -x * 2 ** doublings);
}
