import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { casesOfLines, lineIs, slopeOfLineIs, sumOf } from "./lines.ts";

const { usual, far, distant, long, extremes } = casesOfLines("softmax");

/** The value. */
export const value = every.computes(usual, {
  core: true,
  says: "The exponentials of a line, divided by their sum.",
  suspects: [
    lineIs("Might it be that all elements are divided by one sum, and not each by that of its line?", (x, _, all) => {
      return Math.exp(x) / sumOf(all.map(Math.exp));
    }),
    lineIs(
      "Might it be that the elements themselves are divided, and not their exponentials?",
      (x, line) => x / sumOf(line),
    ),
    lineIs("Might it be that the exponentials are not divided?", (x) => Math.exp(x)),
    lineIs("Might it be that the exponentials are divided by the largest one, and not by their sum?", (x, line) => {
      return Math.exp(x - Math.max(...line));
    }),
  ],
});

export const farValue = every.computes(far, {
  says: "Scores about ±1000 have shares like scores about 0, and never NaN.",
});
export const distantValue = every.computes(distant, {
  says: "A score far below the others has share 0, and changes no other share.",
});
export const longValue = every.computes(long, {
  says: "In a line of hundreds, the largest score may stand anywhere.",
  runs: 16,
});
export const operandKept = every.keepsOperands(usual);
export const large = extreme.computesLarge(extremes);
export const visible = extreme.showsSpecial(extremes);

/** The gradient. */
export const gradient = every.differentiates(usual, {
  core: true,
  says: "Each result times how far its upstream gradient lies above their weighted mean.",
  suspects: [
    slopeOfLineIs(
      "Might it be that each score is thought to move its own share alone, by y · (1 − y)?",
      (share, upstream) => share * (1 - share) * upstream,
    ),
    slopeOfLineIs("Might it be that the mean is left out?", (share, upstream) => share * upstream),
    slopeOfLineIs(
      "Might it be that the mean is not weighted by the results?",
      (share, upstream, _, upstreams) => share * (upstream - sumOf([...upstreams]) / upstreams.length),
    ),
    slopeOfLineIs(
      "Might it be that the upstream gradients are added up without weights?",
      (share, upstream, _, upstreams) => {
        return share * (upstream - sumOf(upstreams));
      },
    ),
  ],
});

export const farSlope = every.differentiates(far, {
  says: "Scores about ±1000 have gradients like scores about 0, and never NaN.",
});
export const distantSlope = every.differentiates(distant, {
  says: "A score far below the others receives nothing.",
});
export const longSlope = every.differentiates(long, {
  says: "In a line of hundreds, every score receives its share.",
  runs: 4,
});
export const accumulated = every.accumulates(usual);
export const computed = every.reachesComputed(usual);
export const linear = every.isLinear(usual);
export const restKept = every.keepsRest(usual);
export const largeGradient = extreme.differentiatesLarge(extremes);
export const visibleGradient = extreme.handsOnSpecial(extremes);
