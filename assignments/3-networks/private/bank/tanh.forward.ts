// The bank for `tanh.forward`: every region below is graded in place of the reference's.

// WRONG tangent: of an angle
return mapEach(a, (x) => Math.tan(x));

// WRONG overflow: infinity by infinity far from 0
return mapEach(a, (x) => (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x)));

// WRONG overflow-above: infinity by infinity far above 0
return mapEach(a, (x) => (Math.exp(2 * x) - 1) / (Math.exp(2 * x) + 1));

// WRONG sigmoid: squashes to 0 and 1
return mapEach(a, (x) => 1 / (1 + Math.exp(-x)));

// WRONG half-argument: the wrong sigmoid, 2σ(a) − 1
return mapEach(a, (x) => 2 / (1 + Math.exp(-x)) - 1);

// WRONG clamped: beyond 3 everything is equal
return mapEach(a, (x) => Math.tanh(Math.min(3, Math.max(-3, x))));

// WRONG hard: a straight line between −1 and 1
return mapEach(a, (x) => Math.min(1, Math.max(-1, x)));

// WRONG soft-sign: another curve between −1 and 1
return mapEach(a, (x) => x / (1 + Math.abs(x)));

// WRONG float32: rounds every number to 32 bits
const made = mapEach(a, (x) => Math.tanh(x));
return { shape: made.shape, data: made.data.map((x) => Math.fround(x)) };

// WRONG finite-only: puts 0 in place of what is not a number
const made = mapEach(a, (x) => Math.tanh(x));
return { shape: made.shape, data: made.data.map((x) => (Number.isFinite(x) ? x : 0)) };

// WRONG sign-by-quotient: finds the sign as x/|x|, which is NaN where it is infinite
return mapEach(a, (x) => {
  if (x === 0) return 0;
  const power = Math.exp(-2 * Math.abs(x));
  return Math.abs(x) < 1e-3 ? Math.tanh(x) : ((x / Math.abs(x)) * (1 - power)) / (1 + power);
});

// WRONG infinity-stays: only numbers are squashed
return mapEach(a, (x) => (Number.isFinite(x) ? Math.tanh(x) : x));

// WRONG in-place: writes the results over the operand
a.data.set(mapEach(a, (x) => Math.tanh(x)).data);
return { shape: a.shape, data: a.data.slice() };

// RIGHT by-exponential: 1 − 2/(e²ᵃ + 1)
return mapEach(a, (x) => 1 - 2 / (Math.exp(2 * x) + 1));
