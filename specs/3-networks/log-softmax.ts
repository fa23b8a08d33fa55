import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { casesOfLines, lineIs, slopeOfLineIs, sumOf } from "./lines.ts";

const { usual, far, distant, long, extremes } = casesOfLines("logSoftmax");

/** The value. */
export const value = every.computes(usual, {
  core: true,
  says: "Every element minus the logarithm of its line's sum of exponentials.",
  suspects: [
    lineIs("Might it be that the logarithm is missing: are these the shares themselves?", (x, line) => {
      return Math.exp(x) / sumOf(line.map(Math.exp));
    }),
    lineIs("Might it be that the logarithm of the sum is added, and not taken away?", (x, line) => {
      return x + Math.log(sumOf(line.map(Math.exp)));
    }),
    lineIs("Might it be that one sum serves for all lines?", (x, _, all) => x - Math.log(sumOf(all.map(Math.exp)))),
    lineIs(
      "Might it be that the logarithm of the sum is taken of the elements, not of their exponentials?",
      (x, line) => {
        return x - Math.log(sumOf(line));
      },
    ),
    lineIs("Might it be that the largest element is taken away, but not put back into the sum?", (x, line) => {
      return x - Math.log(sumOf(line.map((each) => Math.exp(each - Math.max(...line)))));
    }),
  ],
});

export const farValue = every.computes(far, {
  says: "Scores about ±1000 have finite results, like scores about 0.",
});
export const distantValue = every.computes(distant, {
  says: "A score far below the others has a result far below 0, but finite: its share is never made.",
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
  says: "Each upstream gradient minus the element's share of their sum.",
  suspects: [
    slopeOfLineIs(
      "Might it be that each element is thought to move its own result alone?",
      (share, upstream) => upstream * (1 - share),
    ),
    slopeOfLineIs("Might it be that the upstream gradients are not added up?", (share, upstream) => upstream - share),
    slopeOfLineIs("Might it be that all shares are taken to be equal?", (_, upstream, __, upstreams) => {
      return upstream - sumOf(upstreams) / upstreams.length;
    }),
  ],
});

export const farSlope = every.differentiates(far, {
  says: "Scores about ±1000 have gradients like scores about 0, and never NaN.",
});
export const distantSlope = every.differentiates(distant, {
  says: "A score far below the others receives its upstream gradient whole.",
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
