// The bank for `tanh.backward`: every region below is graded in place of the reference's.

// WRONG from-the-operand: 1 − a²
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * (1 - x * x)));

// WRONG square-missing: 1 − y
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * (1 - y)));

// WRONG slope-of-sigmoid: y · (1 − y)
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y)));

// WRONG upstream-ignored: hands on the slopes alone
accumulate(a, mapEach(out, (y) => 1 - y * y));

// WRONG bracket-missing: upstream − y²
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * 1 - y * y));

// WRONG plus: 1 + y²
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * (1 + y * y)));

// WRONG overflow: by the hyperbolic cosine, which is infinite far from 0, times itself in the wrong place
accumulate(a, zipWith(out.grad, a, (upstream, x) => (upstream * Math.cosh(x)) / Math.cosh(x) ** 3));

// WRONG kept-alive: never flatter than a thousandth
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * Math.max(1e-3, 1 - y * y)));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * (1 - y * y)));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipWith(out.grad, out, (upstream, y) => upstream * (1 - y * y));
share.data.forEach((x, i) => void (a.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * (1 - y * y)));

// WRONG float32: rounds every share to 32 bits
const share = zipWith(out.grad, out, (upstream, y) => upstream * (1 - y * y));
accumulate(a, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipWith(out.grad, out, (upstream, y) => upstream * (1 - y * y));
accumulate(a, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG infinity-is-none: an infinite operand has no slope
accumulate(a, zipWith(zipWith(out.grad, out, (upstream, y) => upstream * (1 - y * y)), a, (share, x) => (Number.isFinite(x) ? share : NaN)));

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipWith(out.grad, out, (upstream, y) => upstream * (1 - y * y));
accumulate(a, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT two-factors: (1 − y) · (1 + y)
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * (1 - y) * (1 + y)));

// RIGHT by-cosine: one divided by the square of the hyperbolic cosine
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream / Math.cosh(x) ** 2));
