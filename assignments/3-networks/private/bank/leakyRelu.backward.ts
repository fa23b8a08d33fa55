// The bank for `leakyRelu.backward`: every region below is graded in place of the reference's.

// WRONG slope-above: multiplies above 0, and not below
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? slope * upstream : upstream)));

// WRONG cut-off: hands nothing on below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0)));

// WRONG upstream-ignored: hands on the slopes alone
accumulate(a, mapEach(a, (x) => (x > 0 ? 1 : slope)));

// WRONG slope-alone-below: forgets the upstream gradient below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : slope)));

// WRONG slope-fixed: the slope is always a hundredth
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0.01 * upstream)));

// WRONG times-element: multiplies by the element below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : slope * x * upstream)));

// WRONG larger-of-both: the larger slope is taken above 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? Math.max(1, slope) * upstream : Math.min(1, slope) * upstream)));

// WRONG sign-of-result: asks the result, which is above 0 for a negative slope, too
accumulate(a, zipWith(out.grad, out, (upstream, y) => (y > 0 ? upstream : slope * upstream)));

// WRONG at-zero-both: hands on both parts at 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : x < 0 ? slope * upstream : (1 + Math.abs(slope)) * upstream)));

// WRONG dead-zone: takes elements below a billionth for 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 1e-9 ? upstream : slope * upstream)));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : slope * upstream)));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : slope * upstream));
share.data.forEach((x, i) => void (a.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : slope * upstream)));

// WRONG float32: rounds every share to 32 bits
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : slope * upstream));
accumulate(a, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : slope * upstream));
accumulate(a, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : slope * upstream));
accumulate(a, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT local-first: an array of slopes, each times its upstream gradient
const local = mapEach(a, (x) => (x >= 0 ? 1 : slope));
accumulate(a, zipWith(local, out.grad, (factor, upstream) => factor * upstream));
