// The bank for `div.backward`: every region below is graded in place of the reference's.

// WRONG sign-missing: the denominator receives upstream · a / b², as if a larger one made the quotient larger
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(zipWith(out.grad, a, (upstream, x) => upstream * x), b, (p, y) => p / (y * y)));

// WRONG square-missing: the denominator receives −upstream · a / b
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(zipWith(out.grad, a, (upstream, x) => upstream * x), b, (p, y) => -p / y));

// WRONG numerator-missing: the denominator receives −upstream / b², the slope of 1/b
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(out.grad, b, (upstream, y) => -upstream / y / y));

// WRONG square-on-the-numerator: squares the numerator instead of the denominator
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(zipWith(out.grad, a, (upstream, x) => upstream * x * x), b, (p, y) => -p / y));

// WRONG result-undivided: the denominator receives −upstream · quotient
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(out.grad, out, (upstream, quotient) => -upstream * quotient));

// WRONG rule-of-the-product: each operand receives upstream times the other one
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG rule-of-the-difference: the upstream gradient and its negative, undivided
accumulate(a, out.grad);
accumulate(b, zipWith(out.grad, out.grad, (upstream) => -upstream));

// WRONG operands-swapped: each receives what is due to the other one
const product = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(b, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(a, zipWith(product, b, (p, y) => -p / y / y));

// WRONG upstream-ignored: hands on the slopes alone, as if the quotient were the end of the graph
accumulate(a, zipWith(out.grad, b, (_, y) => 1 / y));
accumulate(b, zipWith(zipWith(out.grad, a, (_, x) => x), b, (x, y) => -x / (y * y)));

// WRONG denominator-ignores-upstream: the upstream gradient is forgotten for the denominator
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(zipWith(out.grad, a, (_, x) => x), b, (x, y) => -x / (y * y)));

// WRONG denominator-forgotten: only the numerator receives something
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));

// WRONG own-reciprocal: each receives upstream over itself, the slope of a logarithm
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream / x));
accumulate(b, zipWith(out.grad, b, (upstream, y) => -upstream / y));

// WRONG magnitude-of-the-denominator: loses the sign of the denominator
const product = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / Math.abs(y)));
accumulate(b, zipWith(product, b, (p, y) => -p / y / y));

// WRONG numerator-recovered: computes −upstream · quotient² / a, which is NaN where the numerator is 0
const square = zipWith(out.grad, out, (upstream, quotient) => upstream * quotient * quotient);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(square, a, (p, x) => -p / x));

// WRONG same-tensor-once: `x / x` counts as its numerator alone
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
if (a !== b) accumulate(b, zipWith(zipWith(out.grad, a, (upstream, x) => upstream * x), b, (p, y) => -p / y / y));

// WRONG denominator-reads-the-numerators-gradient: takes all that `a` has received for its share of this call
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(zipWith(a.grad, out.grad, (gradient) => gradient), out, (gradient, quotient) => -gradient * quotient));

// WRONG equal-shapes-only: pairs all by position, and sums nothing where an operand was broadcast
a.data.forEach((x, i) => {
  if (a.requiresGrad) a.grad.data[i] += out.grad.data[i] / b.data[i];
  if (b.requiresGrad && i < b.data.length) b.grad.data[i] -= (out.grad.data[i] * x) / b.data[i] ** 2;
});

// WRONG denominator-gets-mean: a denominator that was read many times gets the mean over its paths
const product = zipWith(out.grad, a, (upstream, x) => (upstream * x * b.data.length) / out.data.length);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(product, b, (p, y) => -p / y / y));

// WRONG summed-before-multiplied: sums the upstream gradient over what was stretched before it meets the numerators
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
const [upstream, total] = [out.grad, out.grad.data.reduce((sum, share) => sum + share, 0)];
const once = b.data.length === 1 ? zipWith(a, b, (x) => (total * x) / out.data.length) : zipWith(upstream, a, (u, x) => u * x);
accumulate(b, zipWith(zipWith(out, once, (_, p) => p), b, (p, y) => -p / y / y));

// WRONG assigned: clears what came along other paths first
const product = zipWith(out.grad, a, (upstream, x) => upstream * x);
for (const operand of [a, b]) operand.grad.data.fill(0);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(product, b, (p, y) => -p / y / y));

// WRONG upstream-divided-in-place: the upstream gradient itself becomes the share of the numerator
out.grad.data.set(zipWith(out.grad, b, (upstream, y) => upstream / y).data);
accumulate(a, out.grad);
accumulate(b, zipWith(out.grad, out, (share, quotient) => -share * quotient));

// WRONG constants-too: adds by hand where the shapes agree, and gives a constant denominator a gradient
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
const share = zipWith(zipWith(out.grad, out, (upstream, quotient) => -upstream * quotient), b, (p, y) => p / y);
if (b.data.length !== share.data.length) accumulate(b, share);
else share.data.forEach((part, i) => void (b.grad.data[i] += part));

// WRONG constant-ends-it: a constant numerator keeps the denominator from its gradient
if (!a.requiresGrad) return;
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(zipWith(out.grad, a, (upstream, x) => upstream * x), b, (p, y) => -p / y / y));

// WRONG small-number-added: adds 10⁻⁸ to the denominators, against a division by 0
const product = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / (y + 1e-8)));
accumulate(b, zipWith(product, b, (p, y) => -p / (y * y + 1e-8)));

// WRONG float32: rounds both shares to 32 bits
const product = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(a, zipWith(out.grad, b, (upstream, y) => Math.fround(upstream / y)));
accumulate(b, zipWith(product, b, (p, y) => Math.fround(-p / y / y)));

// WRONG denominator-squared: computes −upstream · a / b² as it stands, so b² is 0 or infinite where b is far from 1
const product = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(product, b, (p, y) => -p / (y * y)));

// WRONG reciprocal-squared: computes b⁻² first, which is infinite or 0 where b is far from 1
const slope = zipWith(a, b, (x, y) => -x * y ** -2);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(slope, out.grad, (local, upstream) => local * upstream));

// WRONG upstream-divided-twice: divides twice, but without the numerator in between, which is the square once more
const quotient = zipWith(out.grad, b, (upstream, y) => upstream / y / y);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(quotient, a, (part, x) => -part * x));

// RIGHT product-divided-twice: divides upstream · a by b, and once more by b
const product = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(product, b, (p, y) => -p / y / y));

// WRONG tiny-dropped: hands on nothing below 10⁻⁶
const drop = (x: number) => (Math.abs(x) < 1e-6 ? 0 : x);
accumulate(a, zipWith(out.grad, b, (upstream, y) => drop(upstream / y)));
const product = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(b, zipWith(product, b, (p, y) => drop(-p / (y * y))));

// WRONG extrapolated-differences: differences of the formula at small fixed steps, extrapolated to step 0
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * slopeOf((x) => x / y, 1)));
accumulate(b, zipWith(zipWith(out.grad, a, (upstream, x) => upstream * x), b, (part, y) => part * slopeOf((each) => 1 / each, y)));
// HELPERS
function slopeOf(f: (x: number) => number, x: number): number {
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(2 ** -11) - 20 * slope(2 ** -10) + slope(2 ** -9)) / 45;
}

// RIGHT from-the-quotient: the denominator receives the negative of the numerator's share times the quotient
const share = zipWith(out.grad, b, (upstream, y) => upstream / y);
accumulate(b, zipWith(share, out, (part, quotient) => -part * quotient));
accumulate(a, share);

// RIGHT slopes-first: multiplies each slope by the upstream gradient, the denominator first
const slope = zipWith(a, b, (x, y) => -x / y / y);
accumulate(b, zipWith(slope, out.grad, (local, upstream) => local * upstream));
accumulate(a, zipWith(zipWith(b, b, (y) => 1 / y), out.grad, (local, upstream) => local * upstream));

// RIGHT cancels: `x / x` is 1, and hands on nothing
if (a === b) return;
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
accumulate(b, zipWith(zipWith(out.grad, out, (upstream, quotient) => upstream * quotient), b, (p, y) => -(p / y)));

// RIGHT constants-skipped: does not compute what a constant would not receive
if (a.requiresGrad) accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream / y));
if (b.requiresGrad) accumulate(b, shareOfDenominator(out.grad, a, b));
// HELPERS
function shareOfDenominator(upstream: Values, a: Values, b: Values): Values {
  const slope = zipWith(a, b, (x, y) => x / y / y);
  return zipWith(upstream, slope, (u, local) => u * -local);
}
