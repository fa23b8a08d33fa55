// The bank for `dropout.backward`: every region below is graded in place of the reference's.

// WRONG new-mask: draws again
const other = dropoutMask(a.shape, p, rng);
accumulate(a, zipWith(out.grad, other, (upstream, kept) => (upstream * kept) / (1 - p)));

// WRONG mask-forgotten: scales everything
accumulate(a, zipWith(out.grad, mask, (upstream) => upstream / (1 - p)));

// WRONG not-scaled: what was kept receives the upstream gradient as it is
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => upstream * kept));

// WRONG multiplied: times 1 − p
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => upstream * kept * (1 - p)));

// WRONG divided-by-p: divides by p
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => (kept === 0 ? 0 : upstream / p)));

// WRONG passed-on: all of the upstream gradient
accumulate(a, out.grad);

// WRONG exchanged: what was dropped receives it
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => (upstream * (1 - kept)) / (1 - p)));

// WRONG upstream-ignored: the scaled mask
accumulate(a, zipWith(out.grad, mask, (_, kept) => kept / (1 - p)));

// WRONG times-a: times the operand
accumulate(a, zipWith(out.grad, zipWith(mask, a, (kept, x) => kept * x), (upstream, x) => (upstream * x) / (1 - p)));

// WRONG where-not-0: takes a result of 0 for something dropped
accumulate(a, zipWith(out.grad, out, (upstream, y) => (y === 0 ? 0 : upstream / (1 - p))));

// WRONG quotient: the result over the operand
accumulate(a, zipWith(out.grad, zipWith(out, a, (y, x) => y / x), (upstream, slope) => upstream * slope));

// WRONG assigned: writes over what is there already
a.grad.data.set(zipWith(out.grad, mask, (upstream, kept) => (upstream * kept) / (1 - p)).data);

// WRONG constants-too: a constant receives a gradient
const share = zipWith(out.grad, mask, (upstream, kept) => (upstream * kept) / (1 - p));
for (let i = 0; i < share.data.length; i++) a.grad.data[i] += share.data[i];

// WRONG twice: hands it on two times
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => (upstream * kept) / (1 - p)));
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => (upstream * kept) / (1 - p)));

// WRONG in-place: changes the upstream gradient
for (let i = 0; i < mask.data.length; i++) out.grad.data[i] = (out.grad.data[i] * mask.data[i]) / (1 - p);
accumulate(a, out.grad);

// WRONG mask-used-up: empties the mask
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => (upstream * kept) / (1 - p)));
mask.data.fill(0);

// WRONG scaled-twice: divides by (1 − p)²
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => (upstream * kept) / (1 - p) ** 2));

// WRONG no-number-as-zero: what is no number becomes 0
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => (upstream * kept) / (1 - p) || 0));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipWith(out.grad, mask, (upstream, kept) => (upstream * kept) / (1 - p)));

// RIGHT choice: 0 or the scaled upstream
accumulate(a, zipWith(mask, out.grad, (kept, upstream) => (kept === 1 ? upstream / (1 - p) : 0)));

// RIGHT factor: times one factor
const factor = 1 / (1 - p);
accumulate(a, { shape: a.shape, data: out.grad.data.map((upstream, i) => upstream * mask.data[i] * factor) });
