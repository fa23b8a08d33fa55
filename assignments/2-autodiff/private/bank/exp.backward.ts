// The bank for `exp.backward`: every region below is graded in place of the reference's.

// WRONG upstream-ignored: hands on the slope alone, as if the exponential were the end of the graph
accumulate(a, out);

// WRONG slope-ignored: hands the upstream gradient on as it is
accumulate(a, out.grad);

// WRONG rule-of-the-power: takes e for the variable, x · eˣ⁻¹
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * x * Math.exp(x - 1)));

// WRONG operand-for-result: multiplies by the operand instead of by the result
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG exponential-twice: takes the exponential of the result, which was the exponential already
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * Math.exp(y)));

// WRONG divided: divides by the result, as the logarithm does by its operand
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream / y));

// WRONG operand-as-factor: the slope of x · eˣ without its first term
accumulate(a, zipWith(zipWith(out.grad, out, (upstream, y) => upstream * y), a, (part, x) => part * x));

// WRONG sign-turned: the slope of a falling exponential
accumulate(a, zipWith(out.grad, out, (upstream, y) => -upstream * y));

// WRONG slope-of-another-base: multiplies by the logarithm of 2, too, as for 2ˣ
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y * Math.LN2));

// WRONG rule-of-the-sigmoid: y · (1 − y)
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y)));

// WRONG upstream-of-the-first-element: one number of the upstream gradient serves for all
const [upstream] = out.grad.data;
accumulate(a, mapEach(out, (y) => upstream * y));

// WRONG never-below-zero: loses the sign of the upstream gradient
accumulate(a, zipWith(out.grad, out, (upstream, y) => Math.abs(upstream) * y));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y));

// WRONG result-overwritten: multiplies the numbers of `out` in place, which is seen at the second call
out.data.forEach((y, i) => void (out.data[i] = y * out.grad.data[i]));
accumulate(a, out);

// WRONG upstream-overwritten: multiplies the upstream gradient in place
out.grad.data.forEach((upstream, i) => void (out.grad.data[i] = upstream * out.data[i]));
accumulate(a, out.grad);

// WRONG constants-too: adds by hand, and gives constants a gradient
out.data.forEach((y, i) => void (a.grad.data[i] += out.grad.data[i] * y));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y));

// WRONG clipped: holds large slopes down, against gradients that explode
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * Math.min(y, 100000)));

// WRONG kept-alive: adds a small number to the slope, against gradients that vanish
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * (y + 1e-16)));

// WRONG float32: rounds every share to 32 bits
accumulate(a, zipWith(out.grad, out, (upstream, y) => Math.fround(upstream * y)));

// WRONG finite-only: hands on 0 where the result is infinite or NaN
accumulate(a, zipWith(out.grad, out, (upstream, y) => (Number.isFinite(y) ? upstream * y : 0)));

// WRONG extrapolated-differences: differences of the formula at fixed steps, extrapolated to step 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * slopeOf(Math.exp, x)));
// HELPERS
function slopeOf(f: (x: number) => number, x: number): number {
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(2 ** -10) - 20 * slope(2 ** -9) + slope(2 ** -8)) / 45;
}

// RIGHT computed-again: takes the exponential of the operand once more
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * Math.exp(x)));

// RIGHT by-hand: adds without a share of its own, and leaves constants alone itself
if (!a.requiresGrad) return;
for (let i = 0; i < a.data.length; i++) a.grad.data[i] += out.data[i] * out.grad.data[i];

// RIGHT slopes-first: an array of slopes, each multiplied by its upstream gradient
const slopes = mapEach(a, (x) => Math.E ** x);
slopes.data.forEach((slope, i) => void (slopes.data[i] = slope * out.grad.data[i]));
accumulate(a, slopes);
