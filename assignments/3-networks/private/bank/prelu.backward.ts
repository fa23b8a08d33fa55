// The bank for `prelu.backward`: every region below is graded in place of the reference's.

// WRONG slope-forgotten: the slope receives nothing
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));

// WRONG operand-forgotten: the operand receives nothing
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * x)));

// WRONG slope-everywhere: the slope receives something above 0, too
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));
accumulate(slope, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG exchanged: each receives what is due to the other one below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : upstream * x)));
accumulate(slope, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 0 : factor)), (upstream, local) => upstream * local));

// WRONG cut-off: the operand receives nothing below 0
accumulate(a, zipWith(out.grad, a, (upstream, x) => (x > 0 ? upstream : 0)));
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * x)));

// WRONG upstream-ignored-by-slope: forgets the upstream gradient for the slope
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));
accumulate(slope, zipWith(a, out.grad, (x) => (x > 0 ? 0 : x)));

// WRONG mean-of-shares: a slope receives the mean of its shares
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));
const many = out.data.length / slope.data.length;
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : (upstream * x) / many)));

// WRONG last-share-only: a slope keeps only its last share
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));
const share = zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * x));
for (let i = 0; i + 1 < share.data.length; i++) if (slope.data.length === 1) share.data[i] = 0;
accumulate(slope, share);

// WRONG sign-lost: the slope receives the size of its share
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * -x)));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
slope.grad.data.fill(0);
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * x)));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * x)));

// WRONG constant-ends-it: stops where the operand is a constant
if (!a.requiresGrad) return;
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor)), (upstream, local) => upstream * local));
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * x)));

// WRONG own-slope-once: where the slope is the operand itself, only one share arrives
const local = zipWith(a, slope, (x, factor) => (x > 0 ? 1 : factor));
accumulate(a, zipWith(out.grad, local, (upstream, factor) => upstream * factor));
if (slope !== a) accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * x)));

// WRONG dead-zone: takes elements below a billionth for 0
accumulate(a, zipWith(out.grad, zipWith(a, slope, (x, factor) => (x > 1e-9 ? 1 : factor)), (upstream, local) => upstream * local));
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x > 0 ? 0 : upstream * x)));

// RIGHT slope-first: the slope's share first, and at 0 everything for the operand
accumulate(slope, zipWith(out.grad, a, (upstream, x) => (x < 0 ? x * upstream : 0)));
const local = zipWith(a, slope, (x, factor) => (x < 0 ? factor : 1));
accumulate(a, zipWith(local, out.grad, (factor, upstream) => factor * upstream));
