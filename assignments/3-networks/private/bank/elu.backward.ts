// The bank for `elu.backward`: every region below is graded in place of the reference's.

// WRONG alpha-forgotten: eᵃ alone
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : upstream * Math.exp(x))));

// WRONG result-as-slope: upstream times the result
accumulate(a, zipWith(out.grad, zipWith(a, out, (x, y) => (x > 0 ? 1 : y)), (upstream, y) => upstream * y));

// WRONG one-added: the result plus 1, whatever alpha is
accumulate(a, zipWith(out.grad, zipWith(a, out, (x, y) => (x > 0 ? 1 : y + 1)), (upstream, local) => upstream * local));

// WRONG cut-off: hands nothing on below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0)));

// WRONG exponential-everywhere: above 0, too
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * alpha * Math.exp(x)));

// WRONG upstream-ignored: hands on the slopes alone
accumulate(a, mapEach(a, (x) => (x > 0 ? 1 : alpha * Math.exp(x))));

// WRONG masked: multiplies what is not wanted by 0, and infinity times 0 is NaN
accumulate(a, zipWith(out.grad, a, (upstream, x) => upstream * ((x > 0 ? 1 : 0) + (x > 0 ? 0 : 1) * alpha * Math.exp(x))));

// WRONG alpha-alone: a straight line below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : alpha * upstream)));

// WRONG sign-of-result: asks the result, which is above 0 for a negative alpha, too
accumulate(a, zipWith(out.grad, zipWith(a, out, (x, y) => (y > 0 ? 1 : alpha * Math.exp(x))), (upstream, local) => upstream * local));

// WRONG at-zero-both: hands on both parts at 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : x < 0 ? upstream * alpha * Math.exp(x) : upstream * (1 + Math.abs(alpha)))));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : upstream * alpha * Math.exp(x))));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : upstream * alpha * Math.exp(x)));
share.data.forEach((x, i) => void (a.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : upstream * alpha * Math.exp(x))));

// WRONG float32: rounds every share to 32 bits
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : upstream * alpha * Math.exp(x)));
accumulate(a, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : upstream * alpha * Math.exp(x)));
accumulate(a, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : upstream * alpha * Math.exp(x)));
accumulate(a, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT from-the-result: the result plus alpha
const local = zipWith(a, out, (x, y) => (x > 0 ? 1 : y + alpha));
accumulate(a, zipWith(out.grad, local, (upstream, slope) => upstream * slope));

// RIGHT at-zero-whole: at 0 everything is handed on
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x < 0 ? upstream * (alpha * Math.exp(x)) : upstream)));
