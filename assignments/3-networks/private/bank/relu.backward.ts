// The bank for `relu.backward`: every region below is graded in place of the reference's.

// WRONG passes-all: hands everything on
accumulate(a, out.grad);

// WRONG upstream-ignored: hands on 1 where the element is above 0
accumulate(a, mapEach(a, (x) => (x > 0 ? 1 : 0)));

// WRONG upstream-decides: cuts off upstream gradients below 0
accumulate(a, zipWith(out.grad, a, (upstream) => Math.max(0, upstream)));

// WRONG other-side: hands on where the element is below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x < 0 ? upstream : 0)));

// WRONG times-result: multiplies by the result, as for an exponential
accumulate(a, zipWith(out.grad, out, (upstream, y) => upstream * y));

// WRONG leaky: hands a hundredth on below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0.01 * upstream)));

// WRONG at-zero-doubled: hands on twice the gradient at 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : x === 0 ? 2 * upstream : 0)));

// WRONG dead-zone: takes elements below a billionth for 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 1e-9 ? upstream : 0)));

// WRONG slope-by-difference: raises every element by a millionth and looks
accumulate(a, zipWith(out.grad, a, (upstream, x) => (upstream * (Math.max(0, x + 1e-6) - Math.max(0, x))) / 1e-6));

// WRONG upstream-overwritten: cuts off in the upstream gradient itself
a.data.forEach((x, i) => void (x > 0 || (out.grad.data[i] = 0)));
accumulate(a, out.grad);

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0)));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0));
share.data.forEach((x, i) => void (a.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0)));

// WRONG float32: rounds every share to 32 bits
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0));
accumulate(a, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0));
accumulate(a, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0));
accumulate(a, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT from-the-result: asks the result, which is above 0 where the element is
accumulate(a, zipWith(out.grad, out, (upstream, y) => (y > 0 ? upstream : 0)));

// RIGHT at-zero-whole: at 0 everything is handed on
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x >= 0 ? upstream : 0)));

// RIGHT masked: a mask of 1 and 0, and at 0 a half
const mask = mapEach(a, (x) => (Math.sign(x) + 1) / 2);
accumulate(a, zipWith(out.grad, mask, (upstream, part) => upstream * part));
