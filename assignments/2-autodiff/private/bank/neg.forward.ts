// The bank for `neg.forward`: every region below is graded in place of the reference's.

// WRONG copied: returns the numbers as they are
return mapEach(a, (x) => x);

// WRONG magnitude: what comes out is never below 0
return mapEach(a, (x) => Math.abs(x));

// WRONG never-above-zero: makes every number negative, those that were negative already too
return mapEach(a, (x) => -Math.abs(x));

// WRONG reciprocal: takes "inverse" for 1 divided by the number
return mapEach(a, (x) => 1 / x);

// WRONG complement: one minus the number, which turns 0 and 1 around
return mapEach(a, (x) => 1 - x);

// WRONG bits-turned: turns the bits of a whole number around
return mapEach(a, (x) => ~x);

// WRONG order-turned: turns the order of the elements around, not their signs
return { shape: a.shape, data: a.data.toReversed() };

// WRONG first-element-only: turns the sign of one element
return { shape: a.shape, data: a.data.with(0, -a.data[0]) };

// WRONG flattened: the numbers are right, and the shape is lost
return { shape: [a.data.length], data: a.data.map((x) => -x) };

// WRONG in-place: turns the signs in `a` itself, and returns its numbers
for (let i = 0; i < a.data.length; i++) a.data[i] = -a.data[i];
return a;

// WRONG operand-used-up: returns a copy, but has turned the signs in `a`, too
a.data.forEach((x, i) => void (a.data[i] = -x));
return { shape: a.shape, data: a.data.slice() };

// WRONG zeros-as-they-are: returns the operand's own numbers if they are all 0
if (a.data.every((x) => x === 0)) return { shape: a.shape, data: a.data };
return mapEach(a, (x) => -x);

// WRONG float32: rounds every number to 32 bits
return mapEach(a, (x) => Math.fround(-x));

// WRONG gradient-as-memory: puts the result into the gradient of `a`, which is not used yet
a.data.forEach((x, i) => {
  a.grad.data[i] = -x;
});
return a.grad;

// WRONG remembered: keeps the result at its operand, and returns it the next time
const kept = a as unknown as { negative?: Values };
kept.negative ??= mapEach(a, (x) => -x);
return kept.negative;

// WRONG first-ninety: turns the signs of 90 elements
return { shape: a.shape, data: a.data.map((x, i) => (i < 90 ? -x : x)) };

// WRONG zero-for-no-number: takes NaN for 0
return mapEach(a, (x) => -(x || 0));

// RIGHT from-zero: subtracts from 0, which makes 0 of 0 rather than −0
return mapEach(a, (x) => 0 - x);

// RIGHT times-minus-one: multiplies by −1, backwards
const data = new Float64Array(a.data.length);
for (let i = data.length - 1; i >= 0; i--) data[i] = -1 * a.data[i];
return { shape: a.shape, data };

// RIGHT copy-then-turn: turns the signs in a copy
const negative: Values = { shape: [...a.shape], data: a.data.slice() };
turnSigns(negative.data);
return negative;
// HELPERS
function turnSigns(numbers: Float64Array): void {
  for (const [i, number] of numbers.entries()) numbers[i] = -number;
}
