// The bank for `dropout.forward`: every region below is graded in place of the reference's.

// WRONG not-scaled: what is kept stays as it is
return zipWith(a, mask, (x, kept) => x * kept);

// WRONG divided-by-p: divides by p
return zipWith(a, mask, (x, kept) => (kept === 0 ? 0 : x / p));

// WRONG multiplied: times 1 − p
return zipWith(a, mask, (x, kept) => x * kept * (1 - p));

// WRONG mask-forgotten: scales everything
return zipWith(a, mask, (x) => x / (1 - p));

// WRONG copy: everything as it is
return zipWith(a, mask, (x) => x);

// WRONG exchanged: drops what is to be kept
return zipWith(a, mask, (x, kept) => (x * (1 - kept)) / (1 - p));

// WRONG doubled: always times two
return zipWith(a, mask, (x, kept) => 2 * x * kept);

// WRONG by-count: divides by the share that was really kept
const share = mask.data.reduce((sum, kept) => sum + kept, 0) / mask.data.length;
return zipWith(a, mask, (x, kept) => (x * kept) / (share || 1));

// WRONG new-mask: a mask of its own
const other = dropoutMask(a.shape, p, rng);
return zipWith(a, other, (x, kept) => (x * kept) / (1 - p));

// WRONG mask-only: the mask itself
return zipWith(a, mask, (x, kept) => kept / (1 - p));

// WRONG squared: divides by (1 − p)²
return zipWith(a, mask, (x, kept) => (x * kept) / (1 - p) ** 2);

// WRONG capped: never more than a thousand times
return zipWith(a, mask, (x, kept) => x * kept * Math.min(1000, 1 / (1 - p)));

// WRONG in-place: changes a
for (let i = 0; i < a.data.length; i++) a.data[i] = (a.data[i] * mask.data[i]) / (1 - p);
return { shape: a.shape, data: a.data.slice() };

// WRONG no-number-as-zero: what is no number becomes 0
return zipWith(a, mask, (x, kept) => (x * kept) / (1 - p) || 0);

// WRONG all-or-nothing: one mask element for all
return zipWith(a, mask, (x) => (x * mask.data[0]) / (1 - p));

// WRONG single-precision: on 32 bits
return zipWith(a, mask, (x, kept) => Math.fround((x * kept) / (1 - p)));

// WRONG borrowed: with p = 0, the operand itself
if (p === 0) return a;
return zipWith(a, mask, (x, kept) => (x * kept) / (1 - p));

// RIGHT choice: 0 or the scaled number
return zipWith(a, mask, (x, kept) => (kept === 1 ? x / (1 - p) : 0));

// RIGHT factor: times one factor
const factor = 1 / (1 - p);
return { shape: a.shape, data: a.data.map((x, i) => x * mask.data[i] * factor) };
