// The bank for `gather.forward`: every region below is graded in place of the reference's.

// WRONG rows-ignored: takes the first rows, one after the other
const taken = zeros([rows.length, ...rest]);
taken.data.forEach((_, i) => void (taken.data[i] = a.data[i % a.data.length]));
return taken;

// WRONG width-forgotten: takes one number a row, which is right only for vectors
const taken = zeros([rows.length, ...rest]);
rows.forEach((row, i) => void (taken.data[i] = a.data[row]));
return taken;

// WRONG last-size-as-width: takes the last size for the whole row, and misses the axes between
const taken = zeros([rows.length, ...rest]);
const size = rest.at(-1) ?? 1;
rows.forEach((row, i) => taken.data.set(a.data.subarray(row * size, (row + 1) * size), i * size));
return taken;

// WRONG written-by-row: puts row i where row `rows[i]` is due
const taken = zeros([rows.length, ...rest]);
rows.forEach((row, i) => {
  for (let k = 0; k < width; k++) if (i < count) taken.data[row * width + k] = a.data[i * width + k];
});
return taken;

// WRONG sorted: takes the rows in ascending order
const taken = zeros([rows.length, ...rest]);
rows.toSorted((x, y) => x - y).forEach((row, i) => taken.data.set(a.data.subarray(row * width, (row + 1) * width), i * width));
return taken;

// WRONG each-once: leaves out a row that was taken before
const taken = zeros([rows.length, ...rest]);
[...new Set(rows)].forEach((row, i) => taken.data.set(a.data.subarray(row * width, (row + 1) * width), i * width));
return taken;

// WRONG first-occurrence: looks up where a row stands in the list, and leaves the others empty
const taken = zeros([rows.length, ...rest]);
for (const row of rows) taken.data.set(a.data.subarray(row * width, (row + 1) * width), rows.indexOf(row) * width);
return taken;

// WRONG counted-from-one: takes the row before
const taken = zeros([rows.length, ...rest]);
rows.forEach((row, i) => {
  const before = Math.max(row - 1, 0);
  taken.data.set(a.data.subarray(before * width, (before + 1) * width), i * width);
});
return taken;

// WRONG columns: takes along the last axis instead of the first
const taken = zeros([rows.length, ...rest]);
const size = a.shape.at(-1);
rows.forEach((row, i) => {
  for (let k = 0; k < width; k++) taken.data[i * width + k] = a.data[k * size + (row % size)];
});
return taken;

// WRONG first-row-only: takes the first of the rows again and again
const taken = zeros([rows.length, ...rest]);
rows.forEach((_, i) => taken.data.set(a.data.subarray(rows[0] * width, (rows[0] + 1) * width), i * width));
return taken;

// WRONG last-column-lost: ends one number too early
const taken = zeros([rows.length, ...rest]);
rows.forEach((row, i) => taken.data.set(a.data.subarray(row * width, (row + 1) * width - 1), i * width));
return taken;

// WRONG row-without-axis: a single row loses its first axis
const taken = zeros([rows.length, ...rest]);
rows.forEach((row, i) => taken.data.set(a.data.subarray(row * width, (row + 1) * width), i * width));
return rows.length === 1 ? { shape: rest, data: taken.data } : taken;

// WRONG shape-of-a: keeps the shape of `a`, and clears the rows that were not taken
const kept = zeros(a.shape);
for (const row of rows) kept.data.set(a.data.subarray(row * width, (row + 1) * width), row * width);
return kept;

// WRONG view-of-one-row: shares the memory of `a` if there is only one row to take
const taken = zeros([rows.length, ...rest]);
if (rows.length === 1) return { shape: taken.shape, data: a.data.subarray(rows[0] * width, (rows[0] + 1) * width) };
rows.forEach((row, i) => taken.data.set(a.data.subarray(row * width, (row + 1) * width), i * width));
return taken;

// WRONG list-sorted-in-place: takes the right rows, and leaves the caller's list in another order
const taken = zeros([rows.length, ...rest]);
rows.forEach((row, i) => taken.data.set(a.data.subarray(row * width, (row + 1) * width), i * width));
(rows as number[]).sort((x, y) => x - y);
return taken;

// WRONG taken-out: what is taken is gone from `a`
const taken = zeros([rows.length, ...rest]);
rows.forEach((row, i) => taken.data.set(a.data.subarray(row * width, (row + 1) * width), i * width));
for (const row of rows) a.data.fill(0, row * width, (row + 1) * width);
return taken;

// WRONG rows-of-sixty-four: takes no more than 64 numbers of a row
const taken = zeros([rows.length, ...rest]);
rows.forEach((row, i) => {
  for (let k = 0; k < Math.min(width, 64); k++) taken.data[i * width + k] = a.data[row * width + k];
});
return taken;

// RIGHT number-by-number: copies every number by itself
const taken = zeros([rows.length, ...rest]);
for (let i = 0; i < taken.data.length; i++) taken.data[i] = a.data[rows[Math.floor(i / width)] * width + (i % width)];
return taken;

// RIGHT flat: collects the rows in a list
const data = rows.flatMap((row) => [...a.data.slice(row * width, row * width + width)]);
return { shape: [rows.length, ...a.shape.slice(1)], data: Float64Array.from(data) };

// RIGHT backwards: from the last row to the first
const taken = zeros([rows.length, ...rest]);
for (let i = rows.length - 1; i >= 0; i--)
  for (let k = width - 1; k >= 0; k--) taken.data[i * width + k] = a.data[rows[i] * width + k];
return taken;
