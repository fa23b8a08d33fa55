import fc from "fast-check";
import { distinctOf, eachOf, nearlyTiedOf, positive, tiedOf } from "../support/arbitraries.ts";
import { must, same, sameList, sameNumber, showNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { run } from "../support/question.ts";
import { broadcastMap, reduced } from "../support/shapes.ts";
import { exact, fill, type Measured } from "../support/values.ts";
import {
  copiesOverNoAxes,
  reducesEverything,
  reducing,
  type Reduction,
  reductions,
  spreadsEverywhere,
} from "./reductions.ts";
import * as every from "./unary.ts";

/** No two elements are equally large, so that there is one winner, and one gradient. */
const choosing = reducing("max", distinctOf);

/** The value. */
export const largest = law({
  stub: "max.forward",
  core: true,
  weight: 2,
  says: "The largest of the elements that belong together.",
  given: reductions(),
  runs: 80,
  ask: ({ x, axes, keepDims }) => run({ x }, (t) => t.x.max(axes, keepDims)),
  holds: ({ value, truth }) => same("the result", value, truth.value),
  shows: ({ x, axes, keepDims }) => ({ x, axes, keepDims }),
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
  reducing("max", (s) => eachOf(s, belowZero())),
  "The largest may be below 0, and far below.",
);
export const barelyLarger = every.computes(
  reducing("max", nearlyTiedOf),
  "Elements that differ by 2⁻³⁰ differ: the larger one is the largest.",
);
export const operandKept = every.keepsOperand(choosing);

/** The gradient. */
export const gradient = law({
  stub: "max.backward",
  core: true,
  weight: 2,
  says: "The largest element receives the upstream gradient; equals share it.",
  given: reductions(distinctOf),
  runs: 80,
  ask: ({ x, axes, keepDims, upstream }) => run({ x }, (t) => t.x.max(axes, keepDims), upstream),
  holds: ({ grad, truth }) => same("gradient of x", grad.x, truth.grad.x),
  shows: ({ x, axes, keepDims, upstream }) => ({ x, axes, keepDims, upstream }),
  suspects: [
    {
      asks: "Might it be that every element receives the upstream gradient, not only the largest?",
      explains: ({ grad }, its) => same("gradient of x", grad.x, handedTo("members", its)),
    },
  ],
});

/** Several winners. */
export const ties = law({
  stub: "max.backward",
  says: "Equals share the upstream gradient: no part goes against it, and the parts add up to all of it.",
  given: reductions(tiedOf),
  runs: 40,
  ask: ({ x, axes, keepDims, upstream }) => run({ x }, (t) => t.x.max(axes, keepDims), upstream),
  holds: ({ grad }, its) => {
    sameList("shape of the gradient of x", grad.x.shape, its.x.shape);
    const part = (i: number) => grad.x.data[i] ?? Number.NaN;
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
  shows: ({ x, axes, keepDims, upstream }) => ({ x, axes, keepDims, upstream }),
  suspects: [
    {
      asks: "Might it be that each of several equals receives the whole upstream gradient?",
      explains: ({ grad }, its) => same("gradient of x", grad.x, handedTo("winners", its)),
    },
  ],
});

export const everywhere = spreadsEverywhere({
  name: "max",
  says: "After the largest of all, one element receives everything.",
  drawn: distinctOf,
});
export const barelyWon = every.differentiates(
  reducing("max", nearlyTiedOf),
  "Whoever is larger by 2⁻³⁰ has won, and receives everything.",
);
export const accumulated = every.accumulates(choosing);
export const computed = every.reachesComputed(choosing);
export const linear = every.linear(choosing);
export const restKept = every.keepsRest(choosing);

/** Elements that belong together: where they are, which of them are the largest, and the upstream gradient of that. */
interface Group {
  readonly members: readonly number[];
  readonly winners: readonly number[];
  readonly upstream: number;
}

function groupsOf({ x, axes, upstream }: Reduction): readonly Group[] {
  const groupOf = broadcastMap(reduced(x.shape, axes, true), x.shape);
  return Array.from(upstream.data, (share, group) => {
    const members = [...x.data.keys()].filter((i) => groupOf[i] === group);
    const most = Math.max(...members.map((i) => x.data[i] ?? Number.NaN));
    return { members, winners: members.filter((i) => x.data[i] === most), upstream: share };
  });
}

/** What x receives if all of these receive the whole upstream gradient. */
function handedTo(receivers: "members" | "winners", its: Reduction): Measured {
  const shares = new Map(groupsOf(its).flatMap((group) => group[receivers].map((i) => [i, group.upstream] as const)));
  return exact(fill(its.x.shape, (i) => shares.get(i) ?? 0));
}

/** Below zero by anything from 2⁻¹⁷ to 2⁴³. */
function belowZero(): fc.Arbitrary<number> {
  return fc.tuple(positive(), fc.nat({ max: 40 })).map(([x, doublings]) => -x * 2 ** doublings);
}
