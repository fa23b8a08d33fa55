import * as extreme from "../support/extreme-laws.ts";
import * as every from "../support/operation-laws.ts";
import { resultIs } from "../support/unary.ts";
import type { Handle } from "../support/writing.ts";
import { valuesOf } from "../support/arbitraries.ts";
import { type Bent, describeBent, liesBetween, nextToBend, slopeIs, specialAwayFromBend } from "./bends.ts";

const usual = 0.01;
const activation = {
  name: "leakyRelu" as const,
  parameter: "slope",
  by: [undefined, 0.1, 0.5, -0.25],
  apply: (a: Handle, slope: number | undefined) => (slope === undefined ? a.leakyRelu() : a.leakyRelu(slope)),
};
const steep = { ...activation, by: [2, 1.5, 8] };
const flat = { ...activation, by: [0, 1] };
const rectifying = describeBent(activation, (s) => valuesOf(s));
const away = describeBent(activation);
const near = describeBent(activation, nextToBend);

/** The value. */
export const value = every.computes(rectifying, {
  core: true,
  runs: 60,
  says: "Every element above 0 as it is, and the others times the slope.",
  suspects: [
    resultIs<Bent>("Might it be that elements above 0 are multiplied, and not those below?", (a, { by = usual }) =>
      a > 0 ? by * a : a,
    ),
    resultIs<Bent>("Might it be that the slope is always 0.01, whatever was asked for?", (a) =>
      a > 0 ? a : usual * a,
    ),
    resultIs<Bent>("Might it be that every element is multiplied by the slope?", (a, { by = usual }) => by * a),
  ],
});

export const steepValue = every.computes(
  describeBent(steep, (s) => valuesOf(s)),
  { says: "A slope above 1 multiplies what is below 0, and nothing else." },
);
export const flatValue = every.computes(
  describeBent(flat, (s) => valuesOf(s)),
  { says: "With slope 0 the rest is cut off, and with slope 1 everything stays.", runs: 20 },
);
export const nearest = every.computes(near, {
  says: "How near an element is to 0 plays no part, only on which side it lies.",
});
export const operandKept = every.keepsOperands(rectifying);
export const large = extreme.computesLarge({ name: "leakyRelu", options: ["slope"] });
export const visible = extreme.showsSpecial({ name: "leakyRelu", options: ["slope"] });

/** The gradient. */
export const gradient = every.differentiates(away, {
  core: true,
  runs: 60,
  says: "The upstream gradient where the operand is above 0, and slope times it elsewhere.",
  suspects: [
    slopeIs("Might it be that the slope multiplies above 0, and not below?", (a, u, by) => (a > 0 ? by * u : u), usual),
    slopeIs("Might it be that the slope takes the place of slope · upstream?", (a, u, by) => (a > 0 ? u : by), usual),
    slopeIs(
      "Might it be that the sign of the result chooses the side? The slope is any number.",
      (a, u, by) => (a > 0 || by * a > 0 ? u : by * u),
      usual,
    ),
    slopeIs("Might it be that nothing is handed on below 0?", (a, u) => (a > 0 ? u : 0), usual),
    slopeIs("Might it be that the slope is always 0.01?", (a, u) => (a > 0 ? u : usual * u), usual),
  ],
});

export const steepSlope = every.differentiates(describeBent(steep), {
  says: "A slope above 1 multiplies the gradient below 0, and no other.",
});
export const flatSlope = every.differentiates(describeBent(flat), {
  says: "With slope 0 nothing is handed on below 0, and with slope 1 everything.",
  runs: 20,
});
export const nearestSlope = every.differentiates(near, {
  says: "However near to 0 an element is, its side decides alone.",
});
export const atZero = liesBetween(
  activation,
  "At 0 the gradient lies between upstream and slope · upstream.",
  (slope = usual) => [slope, 1],
);
export const accumulated = every.accumulates(away);
export const computed = every.reachesComputed(away);
export const linear = every.isLinear(away);
export const restKept = every.keepsRest(away);
export const largeGradient = extreme.differentiatesLarge({ name: "leakyRelu", options: ["slope"] });
export const visibleGradient = extreme.handsOnSpecial(
  { name: "leakyRelu", options: ["slope"] },
  { operands: specialAwayFromBend },
);
