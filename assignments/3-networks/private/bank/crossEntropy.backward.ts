// The bank for `crossEntropy.backward`: every region below is graded in place of the reference's.

// WRONG minus-missing: uphill
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (out.grad.data[0] * t) / Math.max(p, least) / rows));

// WRONG upstream-ignored: as if the loss were the end of the graph
accumulate(probabilities, zipWith(probabilities, target, (p, t) => -t / Math.max(p, least) / rows));

// WRONG not-divided: by the number of rows
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, least)));

// WRONG mean-of-elements: divided by all elements
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, least) / out.parents[0].data.length));

// WRONG softmax-included: probability minus target, as if the softmax were in it
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (out.grad.data[0] * (p - t)) / rows));

// WRONG target-forgotten: −1/p for all
accumulate(probabilities, zipWith(probabilities, target, (p, t) => -out.grad.data[0] / Math.max(p, least) / rows));

// WRONG multiplied: times the probability
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t * p) / rows));

// WRONG by-zero: divides by a probability of 0
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / p / rows));

// WRONG logarithm: −t · log p once more
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t * Math.log(Math.max(p, least))) / rows));

// WRONG clipped: never more than 100
accumulate(probabilities, zipWith(probabilities, target, (p, t) => Math.max(-100, Math.min(100, (-out.grad.data[0] * t) / Math.max(p, least) / rows))));

// WRONG assigned: clears what came along other paths first
probabilities.grad.data.fill(0);
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, least) / rows));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, least) / rows);
share.data.forEach((x, i) => void (probabilities.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (probabilities.parents.length > 0) return;
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, least) / rows));

// WRONG float32: rounds every share to 32 bits
const share = zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, least) / rows);
accumulate(probabilities, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, least) / rows);
accumulate(probabilities, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG all-flat: a probability of 0 anywhere makes the loss flat for all
const isCut = probabilities.data.some((p) => p < least);
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (isCut ? 0 : (-out.grad.data[0] * t) / p / rows)));

// WRONG nearly-zero: what is just above the least probability counts as it
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, 100 * least) / rows));

// WRONG infinity-is-none: an infinite probability counts as NaN
accumulate(probabilities, zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / (p === Infinity ? NaN : Math.max(p, least)) / rows));

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipWith(probabilities, target, (p, t) => (-out.grad.data[0] * t) / Math.max(p, least) / rows);
accumulate(probabilities, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT flat-below: nothing below 10⁻¹², where the loss is flat
accumulate(probabilities, zipWith(probabilities, target, (p, t) => p < least ? -0 * t : ((t / p) * -out.grad.data[0]) / rows));

// RIGHT factor-first: one factor for all
const factor = -out.grad.data[0] / rows;
accumulate(probabilities, zipWith(target, probabilities, (t, p) => factor * (t / Math.max(least, p))));
