// The bank for `neg.backward`: every region below is graded in place of the reference's.

// WRONG sign-missing: hands the upstream gradient on as it is
accumulate(a, out.grad);

// WRONG upstream-ignored: hands on −1, as if the negative were the end of the graph
accumulate(a, mapEach(out.grad, () => -1));

// WRONG never-above-zero: hands on minus the size of the upstream gradient
accumulate(a, mapEach(out.grad, (upstream) => -Math.abs(upstream)));

// WRONG rule-of-the-magnitude: turns the sign only where the operand is below 0
accumulate(a, { shape: a.shape, data: out.grad.data.map((upstream, i) => (a.data[i] < 0 ? -upstream : upstream)) });

// WRONG times-the-result: multiplies by the negative itself instead of by its slope
accumulate(a, { shape: a.shape, data: out.grad.data.map((upstream, i) => upstream * out.data[i]) });

// WRONG value-for-gradient: hands on the numbers of `out` instead of its gradient
accumulate(a, out);

// WRONG upstream-of-the-first-element: one number of the upstream gradient serves for all
const [upstream] = out.grad.data;
accumulate(a, mapEach(out.grad, () => -upstream));

// WRONG negated-in-place: turns the sign of the upstream gradient itself, and leaves it so
for (let i = 0; i < out.grad.data.length; i++) out.grad.data[i] = -out.grad.data[i];
accumulate(a, out.grad);

// WRONG sign-of-what-is-there: adds first, and then turns the sign of all that `a` has received so far
accumulate(a, out.grad);
a.grad.data.forEach((gradient, i) => void (a.grad.data[i] = -gradient));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, mapEach(out.grad, (upstream) => -upstream));

// WRONG constants-too: subtracts by hand, also from a constant
out.grad.data.forEach((upstream, i) => void (a.grad.data[i] -= upstream));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, mapEach(out.grad, (upstream) => -upstream));

// WRONG operand-overwritten: writes the share into the numbers of `a`, to save an array
out.grad.data.forEach((upstream, i) => void (a.data[i] = -upstream));
accumulate(a, a);

// WRONG result-overwritten: writes the share into the numbers of `out`, to save an array
out.grad.data.forEach((upstream, i) => void (out.data[i] = -upstream));
accumulate(a, out);

// WRONG float32: rounds the upstream gradient to 32 bits
accumulate(a, mapEach(out.grad, (upstream) => Math.fround(-upstream)));

// WRONG unless-zero: hands on only what is above or below 0, which NaN is not
accumulate(a, mapEach(out.grad, (upstream) => (upstream > 0 || upstream < 0 ? -upstream : 0)));

// RIGHT by-hand: subtracts without a share of its own, and leaves constants alone itself
if (!a.requiresGrad) return;
for (let i = 0; i < a.grad.data.length; i++) a.grad.data[i] -= out.grad.data[i];

// RIGHT from-zero: subtracts the upstream gradient from 0
const share = new Float64Array(out.grad.data.length);
out.grad.data.forEach((upstream, i) => {
  share[i] = 0 - upstream;
});
accumulate(a, { shape: a.shape, data: share });

// RIGHT sign-restored: turns the sign of the upstream gradient for a moment, and back again
turnSigns(out.grad.data);
accumulate(a, out.grad);
turnSigns(out.grad.data);
// HELPERS
function turnSigns(numbers: Float64Array): void {
  for (const [i, number] of numbers.entries()) numbers[i] = -number;
}
