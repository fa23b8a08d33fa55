// The bank for `sigmoid.forward`: every region below is graded in place of the reference's.

// WRONG minus-missing: the curve falls
return mapEach(a, (x) => 1 / (1 + Math.exp(x)));

// WRONG overflow: infinity by infinity far above 0
return mapEach(a, (x) => Math.exp(x) / (1 + Math.exp(x)));

// WRONG bracket-missing: divides 1 by 1 and adds
return mapEach(a, (x) => 1 / 1 + Math.exp(-x));

// WRONG tanh: squashes to −1 and 1
return mapEach(a, (x) => Math.tanh(x));

// WRONG clamped: beyond 15 everything is equal
return mapEach(a, (x) => 1 / (1 + Math.exp(-Math.min(15, Math.max(-15, x)))));

// WRONG hard: a straight line between 0 and 1
return mapEach(a, (x) => Math.min(1, Math.max(0, 0.25 * x + 0.5)));

// WRONG kept-away: never below a ten-millionth, against log 0
return mapEach(a, (x) => Math.max(1e-7, 1 / (1 + Math.exp(-x))));

// WRONG rounded-e: takes e for 2.71828
return mapEach(a, (x) => 1 / (1 + 2.71828 ** -x));

// WRONG step: 1 where the element is above 0
return mapEach(a, (x) => (x > 0 ? 1 : 0));

// WRONG float32: rounds every number to 32 bits
const made = mapEach(a, (x) => 1 / (1 + Math.exp(-x)));
return { shape: made.shape, data: made.data.map((x) => Math.fround(x)) };

// WRONG finite-only: puts 0 in place of what is not a number
const made = mapEach(a, (x) => 1 / (1 + Math.exp(-x)));
return { shape: made.shape, data: made.data.map((x) => (Number.isFinite(x) ? x : 0)) };

// WRONG infinity-is-none: takes an infinite element for one that is not a number
return mapEach(a, (x) => (Number.isFinite(x) ? 1 / (1 + Math.exp(-x)) : NaN));

// WRONG infinity-is-half: as far from 0 as from 1
return mapEach(a, (x) => (Math.abs(x) === Infinity ? 0.5 : 1 / (1 + Math.exp(-x))));

// WRONG in-place: writes the results over the operand
a.data.set(mapEach(a, (x) => 1 / (1 + Math.exp(-x))).data);
return { shape: a.shape, data: a.data.slice() };

// RIGHT two-sided: uses the exponential that is at most 1
return mapEach(a, (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))));

// RIGHT by-tanh: half of a hyperbolic tangent, moved up
return mapEach(a, (x) => 0.5 + Math.tanh(x / 2) / 2);
