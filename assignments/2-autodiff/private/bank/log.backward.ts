// The bank for `log.backward`: every region below is graded in place of the reference's.

// WRONG upstream-ignored: hands on the slope alone, as if the logarithm were the end of the graph
accumulate(a, mapEach(a, (x) => 1 / x));

// WRONG slope-ignored: hands the upstream gradient on as it is
accumulate(a, out.grad);

// WRONG multiplied: multiplies by the operand instead of dividing by it
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG result-for-operand: divides by the logarithm, which is 0 at 1
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream / y));

// WRONG rule-of-the-exponential: multiplies by the result
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y));

// WRONG upside-down: the operand divided by the upstream gradient
accumulate(a, zipWith(out.grad, a, (upstream, x) => x / upstream));

// WRONG sign-turned: the slope of a loss with its minus, which is not part of the logarithm
accumulate(a, zipWith(out.grad, a, (upstream, x) => -upstream / x));

// WRONG squared: the slope of 1/x
accumulate(a, zipWith(out.grad, a, (upstream, x) => -upstream / x ** 2));

// WRONG slope-of-base-ten: divides by ln 10, too
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream / (x * Math.LN10)));

// WRONG small-number-added: adds 10⁻⁸ to the operand, against a division by 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream / (x + 1e-8)));

// WRONG held-above: takes operands below a thousandth for a thousandth
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream / Math.max(x, 1e-3)));

// WRONG upstream-of-the-first-element: one number of the upstream gradient serves for all
const [upstream] = out.grad.data;
accumulate(a, mapEach(a, (x) => upstream / x));

// WRONG no-slope: takes the logarithm for a constant
accumulate(a, mapEach(out.grad, () => 0));

// WRONG finite-difference: two values a small step apart, divided by the step
const step = 1e-6;
accumulate(a, zipWith(out.grad, a, (upstream, x) => (upstream * (Math.log(x + step) - Math.log(x - step))) / (2 * step)));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream / x));

// WRONG upstream-overwritten: divides the upstream gradient in place
out.grad.data.forEach((upstream, i) => void (out.grad.data[i] = upstream / a.data[i]));
accumulate(a, out.grad);

// WRONG operand-overwritten: writes the slopes over the numbers of `a`
a.data.forEach((x, i) => void (a.data[i] = 1 / x));
accumulate(a, zipWith(out.grad, a, (upstream, slope) => upstream * slope));

// WRONG constants-too: adds by hand, and gives constants a gradient
a.data.forEach((x, i) => void (a.grad.data[i] += out.grad.data[i] / x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream / x));

// WRONG float32: rounds every share to 32 bits
accumulate(a, zipWith(out.grad, a, (upstream, x) => Math.fround(upstream / x)));

// WRONG guarded: divides by a tiny number where 0 stands
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream / (x === 0 ? 1e-12 : x)));

// WRONG extrapolated-differences: differences of the formula at small fixed steps, extrapolated to step 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * slopeOf(Math.log, x)));
// HELPERS
function slopeOf(f: (x: number) => number, x: number): number {
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(2 ** -11) - 20 * slope(2 ** -10) + slope(2 ** -9)) / 45;
}

// WRONG relative-differences: differences of the formula at steps in proportion to the operand, which is never infinite
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * slopeOf(Math.log, x)));
// HELPERS
function slopeOf(f: (x: number) => number, at: number): number {
  const x = Math.max(-(2 ** 500), Math.min(2 ** 500, at));
  const h = x === 0 ? 2 ** -6 : 2 ** -6 * Math.abs(x);
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45;
}

// RIGHT slope-first: multiplies by one over the operand
accumulate(a, zipWith(mapEach(a, (x) => 1 / x), out.grad, (slope, upstream) => slope * upstream));

// RIGHT by-hand: adds without a share of its own, and leaves constants alone itself
if (!a.requiresGrad) return;
for (const [i, x] of a.data.entries()) a.grad.data[i] += out.grad.data[i] / x;

// RIGHT from-the-result: multiplies by e to the minus result, which is one over the operand
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * Math.exp(-y)));
