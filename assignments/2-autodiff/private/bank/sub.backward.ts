// The bank for `sub.backward`: every region below is graded in place of the reference's.

// WRONG sign-missing: the rule of the sum
accumulate(a, out.grad);
accumulate(b, out.grad);

// WRONG both-negative: turns the sign for the first operand too
accumulate(a, mapEach(out.grad, (upstream) => -upstream));
accumulate(b, mapEach(out.grad, (upstream) => -upstream));

// WRONG sign-on-the-first: the operands are mixed up
accumulate(a, mapEach(out.grad, (upstream) => -upstream));
accumulate(b, out.grad);

// WRONG upstream-ignored: hands on 1 and −1, as if the difference were the end of the graph
accumulate(a, mapEach(out.grad, () => 1));
accumulate(b, mapEach(out.grad, () => -1));

// WRONG second-ignores-upstream: the second operand always receives −1
accumulate(a, out.grad);
accumulate(b, mapEach(out.grad, () => -1));

// WRONG never-above-zero: the second operand receives minus the size of the upstream gradient
accumulate(a, out.grad);
accumulate(b, mapEach(out.grad, (upstream) => -Math.abs(upstream)));

// WRONG rule-of-the-distance: turns the sign where the difference is below 0
const local = mapEach(out, (difference) => (difference < 0 ? -1 : 1));
accumulate(a, zipWith(out.grad, local, (upstream, sign) => upstream * sign));
accumulate(b, zipWith(out.grad, local, (upstream, sign) => -upstream * sign));

// WRONG second-forgotten: only the first operand receives something
accumulate(a, out.grad);

// WRONG same-tensor-once: `x − x` counts as its first operand alone
accumulate(a, out.grad);
if (a !== b) accumulate(b, mapEach(out.grad, (upstream) => -upstream));

// WRONG value-for-gradient: hands on the numbers of `out` instead of its gradient
accumulate(a, out);
accumulate(b, mapEach(out, (upstream) => -upstream));

// WRONG negated-in-place: turns the sign of the upstream gradient itself, and leaves it so
accumulate(a, out.grad);
out.grad.data.forEach((upstream, i) => {
  out.grad.data[i] = -upstream;
});
accumulate(b, out.grad);

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, out.grad);
b.grad.data.fill(0);
accumulate(b, mapEach(out.grad, (upstream) => -upstream));

// WRONG second-assigned: the sign is set by overwriting the gradient of `b` where the shapes agree
accumulate(a, out.grad);
const negative = mapEach(out.grad, (upstream) => -upstream);
if (!b.requiresGrad || b.data.length !== out.data.length) accumulate(b, negative);
else b.grad.data.set(negative.data);

// WRONG opposite-of-the-first: gives `b` the negative of all that `a` has, which is right only if `a` had nothing before
accumulate(a, out.grad);
accumulate(b, zipWith(a.grad, out.grad, (gradient) => -gradient));

// WRONG equal-shapes-only: adds by position and sums nothing where an operand was broadcast
if (a.requiresGrad) a.grad.data.forEach((_, i) => void (a.grad.data[i] += out.grad.data[i]));
if (b.requiresGrad) b.grad.data.forEach((_, i) => void (b.grad.data[i] -= out.grad.data[i]));

// WRONG trailing-axes-only: cuts into equal runs, which is right only if the last axes were broadcast
if (a.requiresGrad) {
  const run = out.data.length / a.data.length;
  out.grad.data.forEach((upstream, i) => void (a.grad.data[Math.floor(i / run)] += upstream));
}
accumulate(b, mapEach(out.grad, (upstream) => -upstream));

// WRONG constants-too: subtracts by hand where the shapes agree, also from a constant
accumulate(a, out.grad);
if (b.data.length !== out.data.length) accumulate(b, mapEach(out.grad, (upstream) => -upstream));
else out.grad.data.forEach((upstream, i) => void (b.grad.data[i] -= upstream));

// WRONG both-or-none: hands on only if neither operand is a constant
if (!a.requiresGrad || !b.requiresGrad) return;
accumulate(a, out.grad);
accumulate(b, mapEach(out.grad, (upstream) => -upstream));

// WRONG float32: rounds what the second operand receives to 32 bits
accumulate(a, out.grad);
accumulate(b, mapEach(out.grad, (upstream) => Math.fround(-upstream)));

// WRONG zero-for-no-number: takes NaN for no gradient
const upstream = mapEach(out.grad, (u) => u || 0);
accumulate(a, upstream);
accumulate(b, mapEach(upstream, (u) => -u));

// RIGHT second-first: the order of the two operands does not matter
accumulate(b, mapEach(out.grad, (upstream) => 0 - upstream));
accumulate(a, out.grad);

// RIGHT signs-in-a-table: a loop over operands and signs
const signs: [Tensor, number][] = [
  [a, 1],
  [b, -1],
];
for (const [operand, sign] of signs) accumulate(operand, mapEach(out.grad, (upstream) => sign * upstream));

// RIGHT cancels: `x − x` hands on nothing
if (a === b) return;
accumulate(a, out.grad);
accumulate(b, zipWith(out.grad, b, (upstream) => -upstream));

// RIGHT by-hand: builds the negative in a loop, and leaves constants alone itself
if (a.requiresGrad) accumulate(a, out.grad);
if (b.requiresGrad) {
  const data = new Float64Array(out.grad.data.length);
  for (let i = 0; i < data.length; i++) data[i] = -out.grad.data[i];
  accumulate(b, { shape: out.shape, data });
}

// RIGHT sign-restored: turns the sign of the upstream gradient for a moment, and back again
accumulate(a, out.grad);
turnSigns(out.grad.data);
accumulate(b, out.grad);
turnSigns(out.grad.data);
// HELPERS
function turnSigns(numbers: Float64Array): void {
  for (const [i, number] of numbers.entries()) numbers[i] = -number;
}
