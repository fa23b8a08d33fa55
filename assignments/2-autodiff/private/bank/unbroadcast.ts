// The bank for `unbroadcast`: every region below is graded in place of the reference's.

// WRONG leading-axes-only: wraps around, which is right only if the stretched axes are the first ones
const total = zeros(shape);
for (let i = 0; i < upstream.data.length; i++) total.data[i % total.data.length] += upstream.data[i];
return total;

// WRONG trailing-axes-only: cuts into equal runs, which is right only if the stretched axes are the last ones
const total = zeros(shape);
const run = upstream.data.length / total.data.length;
for (let i = 0; i < upstream.data.length; i++) total.data[Math.floor(i / run)] += upstream.data[i];
return total;

// WRONG missing-axes-only: sums over the axes that were missing, and keeps the first element along axes of size 1
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
const ahead = upstream.shape.length - shape.length;
eachIndex(upstream.shape, (index, i) => {
  if (shape.some((size, axis) => size === 1 && index[ahead + axis] > 0)) return;
  total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG ones-only: sums over axes of size 1, and keeps the first element along axes that were missing
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
const ahead = upstream.shape.length - shape.length;
eachIndex(upstream.shape, (index, i) => {
  if (index.slice(0, ahead).some((entry) => entry > 0)) return;
  total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG one-axis-only: sums over the first stretched axis and keeps the first element along the others
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
const axes = upstream.shape.map((_, axis) => axis);
const [, ...others] = axes.filter((axis) => upstream.shape[axis] > 1 && strides[axis] === 0);
eachIndex(upstream.shape, (index, i) => {
  if (others.some((axis) => index[axis] > 0)) return;
  total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG aligned-at-the-first-axis: looks for the missing axes behind instead of in front
const total = zeros(shape);
const padded = [...shape, ...upstream.shape.slice(shape.length).map(() => 1)];
const strides = broadcastStrides(padded, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG axes-matched-by-size: pairs axes of the same size from the left, which is right while all sizes differ
const total = zeros(shape);
const own = broadcastStrides(shape, shape);
const strides = upstream.shape.map(() => 0);
let next = 0;
shape.forEach((size, axis) => {
  if (size === 1) return;
  next = upstream.shape.indexOf(size, next);
  strides[next++] = own[axis];
});
eachIndex(upstream.shape, (index, i) => {
  total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG mean: divides by the number of times that an element was read
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
const times = upstream.data.length / total.data.length;
eachIndex(upstream.shape, (index, i) => {
  total.data[offset(index, strides)] += upstream.data[i] / times;
});
return total;

// WRONG last-path-only: assigns, so that the last of many paths overwrites the others
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  total.data[offset(index, strides)] = upstream.data[i];
});
return total;

// WRONG first-path-only: keeps the first of many paths and ignores the others
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
const filled = new Set<number>();
eachIndex(upstream.shape, (index, i) => {
  const place = offset(index, strides);
  if (!filled.has(place)) total.data[place] = upstream.data[i];
  filled.add(place);
});
return total;

// WRONG first-path-twice: starts from the first elements instead of from zeros, and then adds them once more
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
const started = new Set<number>();
eachIndex(upstream.shape, (index, i) => {
  const place = offset(index, strides);
  if (!started.has(place)) total.data[place] = upstream.data[i];
  started.add(place);
  total.data[place] += upstream.data[i];
});
return total;

// WRONG cut-off: takes the first elements of the upstream gradient and sums nothing
return { shape, data: upstream.data.slice(0, zeros(shape).data.length) };

// WRONG single-number-or-nothing: sums everything for a single element, and else cuts off
const total = zeros(shape);
if (total.data.length === 1) for (const share of upstream.data) total.data[0] += share;
else total.data.set(upstream.data.subarray(0, total.data.length));
return total;

// WRONG every-element-gets-all: writes the sum of the whole upstream gradient into every element
const total = zeros(shape);
if (upstream.data.length === total.data.length) total.data.set(upstream.data);
else total.data.fill(upstream.data.reduce((sum, share) => sum + share, 0));
return total;

// WRONG rank-kept: leaves axes of size 1 where the shape had none
const total = zeros([...upstream.shape.slice(shape.length).map(() => 1), ...shape]);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG same-numbers-handed-out: returns the upstream gradient's own numbers if nothing was stretched
if (upstream.data.length === zeros(shape).data.length) return { shape, data: upstream.data };
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG summed-in-place: adds up inside the upstream gradient and returns a piece of it
const strides = broadcastStrides(shape, upstream.shape);
const started = new Set<number>();
eachIndex(upstream.shape, (index, i) => {
  const place = offset(index, strides);
  const before = started.has(place) ? upstream.data[place] : 0;
  upstream.data[place] = before + upstream.data[i];
  started.add(place);
});
return { shape, data: upstream.data.slice(0, started.size) };

// WRONG float32: rounds every partial sum to 32 bits
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  const place = offset(index, strides);
  total.data[place] = Math.fround(total.data[place] + upstream.data[i]);
});
return total;

// WRONG last-element-skipped: the loop over the upstream gradient ends one too early
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  if (i < upstream.data.length - 1) total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG first-sixty-four: adds 64 elements
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  if (i < 64) total.data[offset(index, strides)] += upstream.data[i];
});
return total;

// WRONG three-axes-at-most: an index beyond the third axis moves nothing
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  total.data[offset(index.slice(0, 3), strides)] += upstream.data[i];
});
return total;

// WRONG not-a-number-dropped: counts NaN as 0
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  total.data[offset(index, strides)] += upstream.data[i] || 0;
});
return total;

// RIGHT axis-by-axis: sums one axis after the other, the missing ones first, then those of size 1
let rest: Values = { shape: upstream.shape, data: upstream.data.slice() };
while (rest.shape.length > shape.length) {
  const summed = summedAlong(rest, 0);
  rest = { shape: summed.shape.slice(1), data: summed.data };
}
shape.forEach((size, axis) => {
  if (size === 1) rest = summedAlong(rest, axis);
});
return { shape, data: rest.data };
// HELPERS
function summedAlong(from: Values, axis: number): Values {
  const into = zeros(from.shape.map((size, other) => (other === axis ? 1 : size)));
  const inner = from.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const outer = into.data.length / inner;
  for (let o = 0; o < outer; o++) {
    for (let k = 0; k < from.shape[axis]; k++) {
      for (let j = 0; j < inner; j++) into.data[o * inner + j] += from.data[(o * from.shape[axis] + k) * inner + j];
    }
  }
  return into;
}

// RIGHT by-division: finds each index by dividing, from the last axis to the first
const total = zeros(shape);
upstream.data.forEach((share, i) => {
  let [rest, place, stride] = [i, 0, 1];
  for (let k = 1; k <= shape.length; k++) {
    const size = upstream.shape[upstream.shape.length - k];
    const own = shape[shape.length - k];
    if (own > 1) place += (rest % size) * stride;
    rest = Math.floor(rest / size);
    stride *= own;
  }
  total.data[place] += share;
});
return total;

// RIGHT backwards: walks the upstream gradient from its end, so that it sums in the other order
const total = zeros(shape);
const strides = broadcastStrides(shape, upstream.shape);
const places: number[] = [];
eachIndex(upstream.shape, (index) => places.push(offset(index, strides)));
for (let i = places.length - 1; i >= 0; i--) total.data[places[i]] += upstream.data[i];
return total;

// RIGHT grouped: first the list of shares of every element, then their sums
const shares = Array.from(zeros(shape).data, () => [] as number[]);
const strides = broadcastStrides(shape, upstream.shape);
eachIndex(upstream.shape, (index, i) => {
  shares[offset(index, strides)].push(upstream.data[i]);
});
return { shape, data: Float64Array.from(shares, (list) => list.reduce((sum, share) => sum + share, 0)) };

// RIGHT recursive: one axis a call, with the two positions as arguments
const total = zeros(shape);
descend(upstream, total, broadcastStrides(shape, upstream.shape), 0, 0, 0);
return total;
// HELPERS
function descend(from: Values, to: Values, strides: readonly number[], axis: number, read: number, place: number): void {
  if (axis === from.shape.length) {
    to.data[place] += from.data[read];
    return;
  }
  for (let k = 0; k < from.shape[axis]; k++) {
    descend(from, to, strides, axis + 1, read * from.shape[axis] + k, place + k * strides[axis]);
  }
}

// RIGHT copy-if-equal: a plain copy where nothing was stretched, compensated summation elsewhere
const strides = broadcastStrides(shape, upstream.shape);
const total = zeros(shape);
if (total.data.length === upstream.data.length) return { shape, data: Float64Array.from(upstream.data) };
const lost = zeros(shape);
eachIndex(upstream.shape, (index, i) => {
  const place = offset(index, strides);
  const share = upstream.data[i] - lost.data[place];
  const sum = total.data[place] + share;
  lost.data[place] = sum - total.data[place] - share;
  total.data[place] = sum;
});
return total;
