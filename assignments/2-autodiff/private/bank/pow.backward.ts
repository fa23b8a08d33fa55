// The bank for `pow.backward`: every region below is graded in place of the reference's.

// WRONG power-not-lowered: the exponent comes to the front, but the power stays as it was
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * exponent * y));

// WRONG exponent-missing: lowers the power, but does not bring the exponent to the front
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * x ** (exponent - 1)));

// WRONG upstream-ignored: hands on the slope alone, as if the power were the end of the graph
accumulate(a, mapEach(a, (x) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1))));

// WRONG slope-ignored: hands the upstream gradient on as it is
accumulate(a, out.grad);

// WRONG always-twice: the slope of a square, whatever the exponent is
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * 2 * x));

// WRONG exponent-only: brings the exponent to the front, and loses the rest
accumulate(a, mapEach(out.grad, (upstream) => upstream * exponent));

// WRONG lowered-factor: brings the lowered exponent to the front
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * (exponent - 1) * x ** (exponent - 1)));

// WRONG lowered-by-two: lowers the power twice
const slope = (x: number) => (exponent === 0 ? 0 : exponent * x ** (exponent - 2));
accumulate(a, zipWith(out.grad, a, (upstream, x) => slope(x) && upstream * slope(x)));

// WRONG raised: the power goes up instead of down, and the exponent divides, as in an integral
accumulate(a, zipWith(out.grad, a, (upstream, x) => (upstream * x ** (exponent + 1)) / (exponent + 1)));

// WRONG rule-of-the-exponential: the slope with respect to the exponent
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * x ** exponent * Math.log(Math.abs(x) || 1)));

// WRONG zero-times-infinity: the formula as it stands, which is NaN for the exponent 0 at 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * exponent * x ** (exponent - 1)));

// WRONG divided-by-the-operand: computes exponent · result / operand, which is NaN at 0
accumulate(a, zipWith(zipWith(out.grad, out, (u, y) => u * exponent * y), a, (part, x) => (exponent === 0 ? 0 : part / x)));

// WRONG flat-at-zero: says 0 at 0 for every exponent, also for 1
const slope = (x: number) => (x === 0 ? 0 : exponent * x ** (exponent - 1));
accumulate(a, zipWith(out.grad, a, (upstream, x) => slope(x) && upstream * slope(x)));

// WRONG zeroth-like-first: takes the slope of x⁰ for that of x¹
const slope = (x: number) => (exponent === 0 ? 1 : exponent * x ** (exponent - 1));
accumulate(a, zipWith(out.grad, a, (upstream, x) => slope(x) && upstream * slope(x)));

// WRONG first-is-flat: takes x¹ for a constant, too
const slope = (x: number) => (exponent <= 1 && exponent >= 0 ? 0 : exponent * x ** (exponent - 1));
accumulate(a, zipWith(out.grad, a, (upstream, x) => slope(x) && upstream * slope(x)));

// WRONG size-of-the-exponent: loses the sign of a negative exponent in front
const slope = (x: number) => (exponent === 0 ? 0 : Math.abs(exponent) * x ** (exponent - 1));
accumulate(a, zipWith(out.grad, a, (upstream, x) => slope(x) && upstream * slope(x)));

// WRONG whole-exponents: rounds the exponent down, so that roots are flat
const n = Math.trunc(exponent);
accumulate(a, zipWith(out.grad, a, (upstream, x) => (n === 0 ? 0 : upstream * n * x ** (n - 1))));

// WRONG size-of-the-operand: loses the sign of an operand below 0
const slope = (x: number) => (exponent === 0 ? 0 : exponent * Math.abs(x) ** (exponent - 1));
accumulate(a, zipWith(out.grad, a, (upstream, x) => slope(x) && upstream * slope(x)));

// WRONG zero-held-off: adds 10⁻¹² to the operand, against the infinity at 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * exponent * (x + 1e-12) ** (exponent - 1)));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
const slope = (x: number) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1));
accumulate(a, zipWith(out.grad, a, (upstream, x) => slope(x) && upstream * slope(x)));

// WRONG upstream-overwritten: multiplies the upstream gradient in place
const slope = (x: number) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1));
out.grad.data.forEach((upstream, i) => void (out.grad.data[i] = slope(a.data[i]) && upstream * slope(a.data[i])));
accumulate(a, out.grad);

// WRONG constants-too: adds by hand, and gives constants a gradient
const slope = (x: number) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1));
a.data.forEach((x, i) => void (a.grad.data[i] += slope(x) && out.grad.data[i] * slope(x)));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
const slope = (x: number) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1));
if (a.parents.length === 0) accumulate(a, zipWith(out.grad, a, (upstream, x) => slope(x) && upstream * slope(x)));

// WRONG float32: rounds every share to 32 bits
const slope = (x: number) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1));
accumulate(a, zipWith(out.grad, a, (upstream, x) => Math.fround(slope(x) && upstream * slope(x))));

// WRONG zero-times-upstream: multiplies the upstream gradient by the slope 0, which is NaN where that is infinite
const slope = (x: number) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1));
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * slope(x)));

// WRONG tiny-dropped: hands on nothing below 10⁻⁶
const slope = (x: number) => (exponent === 0 ? 0 : exponent * x ** (exponent - 1));
const drop = (share: number) => (Math.abs(share) < 1e-6 ? 0 : share);
accumulate(a, zipWith(out.grad, a, (upstream, x) => drop(upstream * slope(x))));

// WRONG extrapolated-differences: differences of the formula at small fixed steps, extrapolated to step 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * slopeOf((each) => each ** exponent, x)));
// HELPERS
function slopeOf(f: (x: number) => number, x: number): number {
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(2 ** -11) - 20 * slope(2 ** -10) + slope(2 ** -9)) / 45;
}

// WRONG relative-differences: differences of the formula at steps in proportion to the operand
if (exponent === 0) return;
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * slopeOf((each) => each ** exponent, x)));
// HELPERS
function slopeOf(f: (x: number) => number, x: number): number {
  const h = x === 0 ? 2 ** -6 : 2 ** -6 * Math.abs(x);
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45;
}

// RIGHT exponent-zero-first: leaves at once where everything is flat
if (exponent === 0) return;
accumulate(a, zipWith(out.grad, a, (upstream, x) => exponent * Math.pow(x, exponent - 1) * upstream));

// RIGHT slopes-first: makes the slopes, and multiplies them by the upstream gradient
if (exponent === 0) return accumulate(a, mapEach(a, () => 0));
const slope = mapEach(a, (x) => exponent * x ** (exponent - 1));
accumulate(a, zipWith(slope, out.grad, (local, upstream) => local * upstream));

// RIGHT divided-where-possible: exponent · result / operand, and a slope by hand at 0
if (exponent === 0) return;
const atZero = exponent === 1 ? 1 : 0;
const local = zipWith(out, a, (y, x) => (x === 0 ? atZero : (exponent * y) / x));
accumulate(a, zipWith(local, out.grad, (slope, upstream) => slope * upstream));

// RIGHT by-hand: adds without a share of its own, and leaves constants alone itself
if (!a.requiresGrad || exponent === 0) return;
for (let i = 0; i < a.data.length; i++) a.grad.data[i] += out.grad.data[i] * exponent * a.data[i] ** (exponent - 1);
