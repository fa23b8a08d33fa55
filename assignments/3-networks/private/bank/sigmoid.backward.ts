// The bank for `sigmoid.backward`: every region below is graded in place of the reference's.

// WRONG plus-one: y · (1 + y)
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y * (1 + y)));

// WRONG from-the-operand: a · (1 − a)
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * x * (1 - x)));

// WRONG upstream-ignored: hands on the slopes alone
accumulate(a, mapEach(out, (y) => y * (1 - y)));

// WRONG result-only: upstream times y
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y));

// WRONG slope-of-tanh: 1 − y²
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * (1 - y * y)));

// WRONG overflow: infinity by infinity far below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (upstream * Math.exp(-x)) / (1 + Math.exp(-x)) ** 2));

// WRONG kept-alive: never flatter than a thousandth
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * Math.max(1e-3, y * (1 - y))));

// WRONG largest-slope: a quarter everywhere
accumulate(a, mapEach(out.grad, (upstream) => upstream / 4));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y)));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y));
share.data.forEach((x, i) => void (a.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y)));

// WRONG float32: rounds every share to 32 bits
const share = zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y));
accumulate(a, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y));
accumulate(a, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG infinity-is-none: an infinite operand has no slope
accumulate(a, zipWith(zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y)), a, (share, x) => (Number.isFinite(x) ? share : NaN)));

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipWith(out.grad, out, (upstream, y) => upstream * y * (1 - y));
accumulate(a, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT minus-square: y − y²
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * (y - y ** 2)));

// RIGHT computed-again: from the size of the operand, with an exponential that is at most 1
accumulate(a, zipWith(out.grad, a, (upstream, x) => {
  const power = Math.exp(-Math.abs(x));
  return (upstream * power) / (1 + power) ** 2;
}));
