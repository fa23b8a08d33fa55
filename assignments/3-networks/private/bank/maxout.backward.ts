// The bank for `maxout.backward`: every region below is graded in place of the reference's.

// WRONG both: each receives everything
accumulate(a, out.grad);
accumulate(b, out.grad);

// WRONG exchanged: the smaller one receives the gradient
accumulate(a, zipWith(out.grad, zipWith(a, b, (x, y) => (x < y ? 1 : 0)), (upstream, part) => upstream * part));
accumulate(b, zipWith(out.grad, zipWith(a, b, (x, y) => (x < y ? 0 : 1)), (upstream, part) => upstream * part));

// WRONG ties-dropped: of two equals nobody receives anything
accumulate(a, zipWith(out.grad, zipWith(a, b, (x, y) => (x > y ? 1 : 0)), (upstream, part) => upstream * part));
accumulate(b, zipWith(out.grad, zipWith(a, b, (x, y) => (y > x ? 1 : 0)), (upstream, part) => upstream * part));

// WRONG ties-doubled: of two equals each receives everything
accumulate(a, zipWith(out.grad, zipWith(a, b, (x, y) => (x >= y ? 1 : 0)), (upstream, part) => upstream * part));
accumulate(b, zipWith(out.grad, zipWith(a, b, (x, y) => (y >= x ? 1 : 0)), (upstream, part) => upstream * part));

// WRONG second-forgotten: only the first operand receives its share
accumulate(a, zipWith(out.grad, zipWith(a, b, (x, y) => (x >= y ? 1 : 0)), (upstream, part) => upstream * part));

// WRONG upstream-ignored: hands on 1 to the larger one
accumulate(a, zipWith(a, b, (x, y) => (x >= y ? 1 : 0)));
accumulate(b, zipWith(a, b, (x, y) => (x >= y ? 0 : 1)));

// WRONG halves: both receive a half
accumulate(a, zipWith(out.grad, a, (upstream) => upstream / 2));
accumulate(b, zipWith(out.grad, b, (upstream) => upstream / 2));

// WRONG close-is-equal: shares where both are less than a millionth apart
const part = zipWith(a, b, (x, y) => (Math.abs(x - y) < 1e-6 ? 0.5 : x > y ? 1 : 0));
accumulate(a, zipWith(out.grad, part, (upstream, share) => upstream * share));
accumulate(b, zipWith(out.grad, part, (upstream, share) => upstream * (1 - share)));

// WRONG constant-ends-it: stops where the first operand is a constant
if (!a.requiresGrad) return;
const part = zipWith(a, b, (x, y) => (x >= y ? 1 : 0));
accumulate(a, zipWith(out.grad, part, (upstream, share) => upstream * share));
accumulate(b, zipWith(out.grad, part, (upstream, share) => upstream * (1 - share)));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
b.grad.data.fill(0);
const part = zipWith(a, b, (x, y) => (x >= y ? 1 : 0));
accumulate(a, zipWith(out.grad, part, (upstream, share) => upstream * share));
accumulate(b, zipWith(out.grad, part, (upstream, share) => upstream * (1 - share)));

// WRONG times-value: multiplies by the larger element
const part = zipWith(a, b, (x, y) => (x >= y ? x : 0));
accumulate(a, zipWith(out.grad, part, (upstream, share) => upstream * share));
accumulate(b, zipWith(out.grad, zipWith(a, b, (x, y) => (x >= y ? 0 : y)), (upstream, share) => upstream * share));

// RIGHT fair: of two equals each receives a half
const part = zipWith(a, b, (x, y) => (Math.sign(x - y) + 1) / 2);
accumulate(a, zipWith(out.grad, part, (upstream, share) => upstream * share));
accumulate(b, zipWith(out.grad, part, (upstream, share) => upstream * (1 - share)));

// RIGHT from-the-result: whoever is the result receives it, the second one first
const second = zipWith(out, b, (z, y) => (z === y ? 1 : 0));
accumulate(b, zipWith(out.grad, second, (upstream, won) => (won > 0 ? upstream : 0)));
accumulate(a, zipWith(out.grad, second, (upstream, won) => (won > 0 ? 0 : upstream)));
