// The bank for `squaredError.backward`: every region below is graded in place of the reference's.

// WRONG not-divided: by the number of elements
accumulate(prediction, zipWith(prediction, target, (p, t) => out.grad.data[0] * 2 * (p - t)));

// WRONG two-forgotten: the 2 of the square
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * (p - t)) / count));

// WRONG upstream-ignored: as if the loss were the end of the graph
accumulate(prediction, zipWith(prediction, target, (p, t) => (2 * (p - t)) / count));

// WRONG turned-around: target minus prediction
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (t - p)) / count));

// WRONG size: loses the sign of the difference
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * Math.abs(p - t)) / count));

// WRONG mean-of-rows: divided by the first size
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (p - t)) / (prediction.shape[0] ?? 1)));

// WRONG sign-only: the gradient of the absolute error
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.sign(p - t)) / count));

// WRONG times-loss: twice the loss for every element
accumulate(prediction, zipWith(prediction, target, () => (2 * out.grad.data[0] * out.data[0]) / count));

// WRONG clipped: never more than 1
accumulate(prediction, zipWith(prediction, target, (p, t) => Math.min(1, Math.max(-1, (out.grad.data[0] * 2 * (p - t)) / count))));

// WRONG assigned: clears what came along other paths first
prediction.grad.data.fill(0);
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (p - t)) / count));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (p - t)) / count);
share.data.forEach((x, i) => void (prediction.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (prediction.parents.length > 0) return;
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (p - t)) / count));

// WRONG float32: rounds every share to 32 bits
const share = zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (p - t)) / count);
accumulate(prediction, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (p - t)) / count);
accumulate(prediction, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (p - t)) / count);
accumulate(prediction, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT factor-first: one factor for all
const factor = (2 / count) * out.grad.data[0];
accumulate(prediction, zipWith(target, prediction, (t, p) => factor * (p - t)));
