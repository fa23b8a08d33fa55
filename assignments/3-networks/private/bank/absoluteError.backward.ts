// The bank for `absoluteError.backward`: every region below is graded in place of the reference's.

// WRONG not-divided: by the number of elements
accumulate(prediction, zipWith(prediction, target, (p, t) => out.grad.data[0] * Math.sign(p - t)));

// WRONG upstream-ignored: as if the loss were the end of the graph
accumulate(prediction, zipWith(prediction, target, (p, t) => Math.sign(p - t) / count));

// WRONG turned-around: the sign of target minus prediction
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.sign(t - p)) / count));

// WRONG size: every share is positive
accumulate(prediction, zipWith(prediction, target, (p, t) => out.grad.data[0] / count));

// WRONG squared: the gradient of the squared error
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * 2 * (p - t)) / count));

// WRONG difference-as-sign: forgets to take the sign
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * (p - t)) / count));

// WRONG division: difference by size, which is 0/0 where a target is met
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * (p - t)) / Math.abs(p - t) / count));

// WRONG at-zero-doubled: twice the share where a target is met
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * (p === t ? 2 : Math.sign(p - t))) / count));

// WRONG close-is-equal: nothing below a millionth
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * (Math.abs(p - t) < 1e-6 ? 0 : Math.sign(p - t))) / count));

// WRONG soft-sign: the hyperbolic tangent of a large multiple
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.tanh(1000 * (p - t))) / count));

// WRONG assigned: clears what came along other paths first
prediction.grad.data.fill(0);
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.sign(p - t)) / count));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.sign(p - t)) / count);
share.data.forEach((x, i) => void (prediction.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (prediction.parents.length > 0) return;
accumulate(prediction, zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.sign(p - t)) / count));

// WRONG float32: rounds every share to 32 bits
const share = zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.sign(p - t)) / count);
accumulate(prediction, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.sign(p - t)) / count);
accumulate(prediction, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipWith(prediction, target, (p, t) => (out.grad.data[0] * Math.sign(p - t)) / count);
accumulate(prediction, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT compared: below or not, and where a target is met the whole share
const part = out.grad.data[0] / count;
accumulate(prediction, zipWith(prediction, target, (p, t) => (p < t ? -part : part)));
