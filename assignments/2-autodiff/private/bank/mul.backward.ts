// The bank for `mul.backward`: every region below is graded in place of the reference's.

// WRONG factors-swapped: each factor receives itself instead of the other one
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * x));
accumulate(b, zipWith(out.grad, b, (upstream, y) => upstream * y));

// WRONG upstream-ignored: hands on the other factor alone, as if the product were the end of the graph
accumulate(a, zipWith(out.grad, b, (_, y) => y));
accumulate(b, zipWith(out.grad, a, (_, x) => x));

// WRONG second-ignores-upstream: the upstream gradient is forgotten for one of the factors
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
accumulate(b, zipWith(out.grad, a, (_, x) => x));

// WRONG upstream-of-the-first-element: one number of the upstream gradient serves for all
const [upstream] = out.grad.data;
accumulate(a, zipWith(out.grad, b, (_, y) => upstream * y));
accumulate(b, zipWith(out.grad, a, (_, x) => upstream * x));

// WRONG rule-of-the-sum: hands the upstream gradient on as it is
accumulate(a, out.grad);
accumulate(b, out.grad);

// WRONG product-for-factor: multiplies by the product instead of by the other factor
accumulate(a, zipWith(out.grad, out, (upstream, product) => upstream * product));
accumulate(b, zipWith(out.grad, out, (upstream, product) => upstream * product));

// WRONG quotient: recovers the other factor as product ÷ factor, which is NaN at 0
accumulate(a, zipWith(out.grad, zipWith(out, a, (product, x) => product / x), (upstream, y) => upstream * y));
accumulate(b, zipWith(out.grad, zipWith(out, b, (product, y) => product / y), (upstream, x) => upstream * x));

// WRONG magnitude-of-the-factor: loses the sign of the other factor
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * Math.abs(y)));
accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * Math.abs(x)));

// WRONG first-factor-only: forgets the second factor
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));

// WRONG square-loses-one: `x · x` counts as one path
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
if (b !== a) accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
b.grad.data.fill(0);
accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG what-was-there-twice: adds the old gradient to the share, which shows from the second call on
const shareOfA = zipWith(out.grad, b, (upstream, y) => upstream * y);
const shareOfB = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(a, zipWith(shareOfA, a.grad, (share, before) => share + before));
accumulate(b, zipWith(shareOfB, b.grad, (share, before) => share + before));

// WRONG second-reads-the-first: multiplies by the gradient of `a` where the upstream gradient is due
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
accumulate(b, zipWith(zipWith(a.grad, out.grad, (gradient) => gradient), a, (upstream, x) => upstream * x));

// WRONG equal-shapes-only: pairs all by position, and sums nothing where a factor was broadcast
if (a.requiresGrad) a.grad.data.forEach((_, i) => void (a.grad.data[i] += out.grad.data[i] * b.data[i]));
if (b.requiresGrad) b.grad.data.forEach((_, i) => void (b.grad.data[i] += out.grad.data[i] * a.data[i]));

// WRONG leading-axes-only: reads and adds with wrap-around, which is right only if the leading axes were broadcast
for (const [factor, other] of [[a, b], [b, a]]) {
  if (!factor.requiresGrad) continue;
  out.grad.data.forEach((upstream, i) => {
    factor.grad.data[i % factor.data.length] += upstream * other.data[i % other.data.length];
  });
}

// WRONG broadcast-gets-mean: a factor that was read many times gets the mean over its paths
accumulate(a, zipWith(out.grad, b, (upstream, y) => (upstream * y * a.data.length) / out.data.length));
accumulate(b, zipWith(out.grad, a, (upstream, x) => (upstream * x * b.data.length) / out.data.length));

// WRONG factors-mean-where-broadcast: sums the upstream gradient first, and multiplies by one element of the other
for (const [factor, other] of [[a, b], [b, a]]) {
  if (factor.data.length === out.data.length) accumulate(factor, zipWith(out.grad, other, (u, y) => u * y));
  else accumulate(factor, zipWith(out.grad, out.grad, (u) => u * other.data[0]));
}

// WRONG constant-ends-it: a constant in front keeps the second factor from its gradient
if (!a.requiresGrad) return;
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG constants-too: adds by hand where the shapes agree, and gives constants a gradient
for (const [factor, other] of [[a, b], [b, a]]) {
  const share = zipWith(out.grad, other, (upstream, y) => upstream * y);
  if (factor.data.length !== out.data.length) accumulate(factor, share);
  else share.data.forEach((part, i) => void (factor.grad.data[i] += part));
}

// WRONG constants-as-zero: a constant factor is taken for 0 where the other factor's gradient needs it
if (b.requiresGrad) accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
if (a.requiresGrad) accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG upstream-multiplied-in-place: the upstream gradient itself becomes the share of the first factor
const share = zipWith(out.grad, b, (upstream, y) => upstream * y);
out.grad.data.set(share.data);
accumulate(a, out.grad);
accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG upstream-left-changed: both shares are right, but the gradient of `out` is left holding one of them
const shareOfA = zipWith(out.grad, b, (upstream, y) => upstream * y);
const shareOfB = zipWith(out.grad, a, (upstream, x) => upstream * x);
accumulate(a, shareOfA);
accumulate(b, shareOfB);
out.grad.data.set(shareOfB.data);

// WRONG float32: rounds the local product to 32 bits
accumulate(a, zipWith(out.grad, b, (upstream, y) => Math.fround(upstream * y)));
accumulate(b, zipWith(out.grad, a, (upstream, x) => Math.fround(upstream * x)));

// WRONG clipped: no share is larger than 10⁶
const clip = (x: number) => (Number.isFinite(x) ? Math.max(-1e6, Math.min(1e6, x)) : x);
accumulate(a, zipWith(out.grad, b, (upstream, y) => clip(upstream * y)));
accumulate(b, zipWith(out.grad, a, (upstream, x) => clip(upstream * x)));

// WRONG zero-times-infinity: takes a product with 0 for 0
const times = (upstream: number, x: number) => (upstream === 0 || x === 0 ? 0 : upstream * x);
accumulate(a, zipWith(out.grad, b, times));
accumulate(b, zipWith(out.grad, a, times));

// WRONG relative-differences: differences of the product at steps in proportion to the factor, and 0 for an infinite one
accumulate(a, zipWith(out.grad, zipWith(a, b, (x, y) => slopeOf((each) => each * y, x)), (upstream, slope) => upstream * slope));
accumulate(b, zipWith(out.grad, zipWith(a, b, (x, y) => slopeOf((each) => x * each, y)), (upstream, slope) => upstream * slope));
// HELPERS
function slopeOf(f: (x: number) => number, at: number): number {
  const x = Number.isFinite(at) ? at : 0;
  const h = x === 0 ? 2 ** -6 : 2 ** -6 * Math.abs(x);
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45;
}

// RIGHT by-hand: writes the loop over the elements by hand where nothing was broadcast
const [shareOfA, shareOfB] = [new Float64Array(out.data.length), new Float64Array(out.data.length)];
if (a.data.length === out.data.length && b.data.length === out.data.length) {
  for (let i = 0; i < out.data.length; i++) {
    shareOfA[i] = out.grad.data[i] * b.data[i];
    shareOfB[i] = out.grad.data[i] * a.data[i];
  }
} else {
  shareOfA.set(zipWith(out.grad, b, (upstream, y) => upstream * y).data);
  shareOfB.set(zipWith(out.grad, a, (upstream, x) => upstream * x).data);
}
accumulate(a, { shape: out.shape, data: shareOfA });
accumulate(b, { shape: out.shape, data: shareOfB });

// RIGHT second-first: the other factor first in the product, the second factor first in the list
accumulate(b, zipWith(a, out.grad, (x, upstream) => x * upstream));
accumulate(a, zipWith(b, out.grad, (y, upstream) => y * upstream));

// RIGHT square-doubled: treats `x · x` as x², with 2x
if (a === b) {
  accumulate(a, zipWith(out.grad, a, (upstream, x) => 2 * x * upstream));
  return;
}
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));

// RIGHT constants-skipped: does not compute what a constant would not receive
const times = (upstream: number, local: number): number => upstream * local;
if (a.requiresGrad) accumulate(a, zipWith(out.grad, b, times));
if (b.requiresGrad) accumulate(b, zipWith(out.grad, a, times));

// RIGHT one-rule-twice: a helper for one factor, called for both
handToFactor(a, b, out.grad);
handToFactor(b, a, out.grad);
// HELPERS
function handToFactor(factor: Tensor, other: Tensor, upstream: Values): void {
  const share = zipWith(upstream, other, (u, y) => u * y);
  accumulate(factor, { shape: upstream.shape, data: share.data });
}
