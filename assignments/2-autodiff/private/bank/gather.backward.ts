// The bank for `gather.backward`: every region below is graded in place of the reference's.

// WRONG overwritten: a row that was taken twice keeps only what came last
const share = zeros(a.shape);
rows.forEach((row, i) => share.data.set(out.grad.data.subarray(i * width, (i + 1) * width), row * width));
accumulate(a, share);

// WRONG first-only: a row that was taken twice receives only what came first
const share = zeros(a.shape);
rows.forEach((row, i) => {
  if (rows.indexOf(row) === i) share.data.set(out.grad.data.subarray(i * width, (i + 1) * width), row * width);
});
accumulate(a, share);

// WRONG mean: a row that was taken several times receives the mean
const share = zeros(a.shape);
rows.forEach((row, i) => {
  const times = rows.filter((other) => other === row).length;
  for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k] / times;
});
accumulate(a, share);

// WRONG times-taken: multiplies by how often a row was taken, on top of adding up
const share = zeros(a.shape);
rows.forEach((row, i) => {
  const times = rows.filter((other) => other === row).length;
  for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k] * times;
});
accumulate(a, share);

// WRONG rows-ignored: hands row i of the upstream gradient to row i
const share = zeros(a.shape);
for (let i = 0; i < share.data.length; i++) share.data[i] = out.grad.data[i] ?? 0;
accumulate(a, share);

// WRONG gathered-again: takes rows out of the upstream gradient, as forward did out of `a`
const share = zeros(a.shape);
rows.forEach((row, i) => {
  for (let k = 0; k < width; k++) share.data[i * width + k] += out.grad.data[row * width + k];
});
accumulate(a, share);

// WRONG width-forgotten: adds one number a row, which is right only for vectors
const share = zeros(a.shape);
rows.forEach((row, i) => void (share.data[row] += out.grad.data[i]));
accumulate(a, share);

// WRONG last-size-as-width: takes the last size for the whole row, and misses the axes between
const share = zeros(a.shape);
const size = rest.at(-1) ?? 1;
rows.forEach((row, i) => {
  for (let k = 0; k < size; k++) share.data[row * size + k] += out.grad.data[i * size + k];
});
accumulate(a, share);

// WRONG upstream-ignored: every row receives 1 as often as it was taken
const share = zeros(a.shape);
for (const row of rows) for (let k = 0; k < width; k++) share.data[row * width + k] += 1;
accumulate(a, share);

// WRONG as-it-came: hands the upstream gradient on in the shape of the result
accumulate(a, out.grad);

// WRONG share-handed-on-too-early: hands the share on after every row, so that the first rows count again and again
const share = zeros(a.shape);
rows.forEach((row, i) => {
  for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k];
  accumulate(a, share);
});

// WRONG neighbours-only: adds up what was taken twice in a row, and overwrites what was taken again later
const share = zeros(a.shape);
rows.forEach((row, i) => {
  if (row !== rows[i - 1]) share.data.fill(0, row * width, (row + 1) * width);
  for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k];
});
accumulate(a, share);

// WRONG never-taken-repeats: a row that was never taken receives the gradient of the first
const share = zeros(a.shape);
for (let row = 0; row < count; row++) {
  const places = rows.includes(row) ? [...rows.keys()].filter((i) => rows[i] === row) : [0];
  for (const i of places) for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k];
}
accumulate(a, share);

// WRONG assigned: writes the share over what came along other paths
const share = zeros(a.shape);
rows.forEach((row, i) => {
  for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k];
});
if (a.requiresGrad) a.grad.data.set(share.data);

// WRONG constants-too: adds by hand, also to a constant
rows.forEach((row, i) => {
  for (let k = 0; k < width; k++) a.grad.data[row * width + k] += out.grad.data[i * width + k];
});

// WRONG leaves-only: takes an operand that was computed for one that needs nothing
if (a.parents.length > 0) return;
const share = zeros(a.shape);
rows.forEach((row, i) => {
  for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k];
});
accumulate(a, share);

// WRONG summed-in-the-upstream: adds the later gradients of a row to its first one, in place
rows.forEach((row, i) => {
  const first = rows.indexOf(row);
  if (first < i) for (let k = 0; k < width; k++) out.grad.data[first * width + k] += out.grad.data[i * width + k];
});
const share = zeros(a.shape);
for (const row of rows) share.data.set(out.grad.data.subarray(rows.indexOf(row) * width, (rows.indexOf(row) + 1) * width), row * width);
accumulate(a, share);

// WRONG unless-zero: adds only what is above or below 0, which NaN is not
const share = zeros(a.shape);
rows.forEach((row, i) => {
  for (let k = 0; k < width; k++) {
    const upstream = out.grad.data[i * width + k];
    if (upstream > 0 || upstream < 0) share.data[row * width + k] += upstream;
  }
});
accumulate(a, share);

// WRONG gradient-added-again: begins with the gradient that is already there, and so adds it twice to rows that were not taken
const share = { shape: a.shape, data: a.grad.data.slice() };
for (const row of rows) share.data.fill(0, row * width, (row + 1) * width);
rows.forEach((row, i) => {
  for (let j = 0; j < width; j++) share.data[row * width + j] += out.grad.data[i * width + j];
});
accumulate(a, share);

// RIGHT asked-by-row: goes through the rows of `a` and looks for the places that each was taken to
const share = zeros(a.shape);
for (let row = 0; row < count; row++)
  for (let i = 0; i < rows.length; i++)
    if (rows[i] === row) for (let k = 0; k < width; k++) share.data[row * width + k] += out.grad.data[i * width + k];
accumulate(a, share);

// RIGHT by-hand: adds number by number, last one first, and stops at a constant
if (!a.requiresGrad) return;
for (let i = out.grad.data.length - 1; i >= 0; i--)
  a.grad.data[rows[Math.floor(i / width)] * width + (i % width)] += out.grad.data[i];

// RIGHT share-by-share: one share for every place, each handed over by itself
rows.forEach((row, i) => {
  const share = zeros(a.shape);
  share.data.set(out.grad.data.slice(i * width, (i + 1) * width), row * width);
  accumulate(a, share);
});
