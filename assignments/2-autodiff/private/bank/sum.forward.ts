// The bank for `sum.forward`: every region below is graded in place of the reference's.

// WRONG mean: divides by the number of terms
const total = zeros(kept);
const terms = a.data.length / total.data.length;
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] += a.data[i] / terms;
});
return total;

// WRONG last-term-only: assigns, so that the last term overwrites the others
const total = zeros(kept);
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] = a.data[i];
});
return total;

// WRONG axes-ignored: sums over everything and writes that into every sum
const total = zeros(kept);
total.data.fill(a.data.reduce((before, x) => before + x, 0));
return total;

// WRONG leading-axes-only: wraps around, which is right only if the first axes are summed
const total = zeros(kept);
a.data.forEach((x, i) => {
  total.data[i % total.data.length] += x;
});
return total;

// WRONG trailing-axes-only: sums equal runs, which is right only if the last axes are summed
const total = zeros(kept);
const run = a.data.length / total.data.length;
a.data.forEach((x, i) => {
  total.data[Math.floor(i / run)] += x;
});
return total;

// WRONG first-named-axis-only: sums over the first of the axes and keeps the first element along the others
const total = zeros(kept);
const others = axes.slice(1).map((axis) => (axis < 0 ? axis + a.shape.length : axis));
eachIndex(a.shape, (index, i) => {
  if (others.every((axis) => index[axis] === 0)) total.data[offset(index, strides)] += a.data[i];
});
return total;

// WRONG negative-axes-lost: looks for the axes by number and does not find −1
const total = zeros(kept);
const steps = broadcastStrides(a.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)), a.shape);
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, steps)] += a.data[i];
});
return total;

// WRONG negative-axes-off-by-one: takes −1 for the last axis but one
const total = zeros(kept);
const named = axes.map((axis) => (axis < 0 ? Math.max(axis + a.shape.length - 1, 0) : axis));
const steps = broadcastStrides(a.shape.map((size, axis) => (named.includes(axis) ? 1 : size)), a.shape);
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, steps)] += a.data[i];
});
return total;

// WRONG axis-zero-is-none: takes a first axis of 0 for "no axis given"
const total = zeros(kept);
if (!axes[0]) {
  total.data.fill(a.data.reduce((before, x) => before + x, 0));
  return total;
}
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] += a.data[i];
});
return total;

// WRONG no-axes-is-all: an empty list of axes is taken for all of them
const total = zeros(kept);
if (axes.length === 0) return { shape: kept, data: total.data.fill(a.data.reduce((before, x) => before + x, 0)) };
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] += a.data[i];
});
return total;

// WRONG dropped-shape-aligned: broadcasts the shape without the summed axes, which lines up with the wrong ones
const total = zeros(keepDims ? kept : dropped);
const steps = broadcastStrides(total.shape, a.shape);
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, steps)] += a.data[i];
});
return total;

// WRONG axes-move-up: removes one axis after the other and forgets that the later ones move up
let rest: Values = a;
for (const axis of axes) rest = withoutAxis(rest, axis < 0 ? axis + a.shape.length : axis);
return { shape: kept, data: zeros(kept).data.map((_, i) => rest.data[i]) };
// HELPERS
function withoutAxis(from: Values, axis: number): Values {
  const into = zeros(from.shape.filter((_, other) => other !== axis));
  const [size = 1] = from.shape.slice(axis);
  const inner = from.shape.slice(axis + 1).reduce((product, other) => product * other, 1);
  from.data.forEach((x, i) => {
    into.data[Math.floor(i / (inner * size)) * inner + (i % inner)] += x;
  });
  return into;
}

// WRONG axes-ascending-only: removes one axis after the other and expects them in ascending order
let rest: Values = a;
axes.forEach((axis, removed) => {
  rest = axisRemoved(rest, (axis < 0 ? axis + a.shape.length : axis) - removed);
});
return { shape: kept, data: zeros(kept).data.map((_, i) => rest.data[i]) };
// HELPERS
function axisRemoved(from: Values, axis: number): Values {
  const into = zeros(from.shape.filter((_, other) => other !== axis));
  const [size = 1] = from.shape.slice(axis);
  const inner = from.shape.slice(axis + 1).reduce((product, other) => product * other, 1);
  from.data.forEach((x, i) => {
    into.data[Math.floor(i / (inner * size)) * inner + (i % inner)] += x;
  });
  return into;
}

// WRONG starts-at-one: the empty sum is taken for 1
const total = zeros(kept);
total.data.fill(1);
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] += a.data[i];
});
return total;

// WRONG single-number-is-empty: the sum over a single number is taken for 0
const total = zeros(kept);
if (a.shape.length === 0) return total;
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] += a.data[i];
});
return total;

// WRONG first-term-skipped: counts the elements from 1
const total = zeros(kept);
eachIndex(a.shape, (index, i) => {
  if (i > 0) total.data[offset(index, strides)] += a.data[i];
});
return total;

// WRONG magnitudes: adds absolute values, which is right for numbers above 0
const total = zeros(kept);
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] += Math.abs(a.data[i]);
});
return total;

// WRONG float32: rounds every partial sum to 32 bits
const total = zeros(kept);
eachIndex(a.shape, (index, i) => {
  const place = offset(index, strides);
  total.data[place] = Math.fround(total.data[place] + a.data[i]);
});
return total;

// WRONG summed-in-place: adds up inside `a` and returns a piece of it
const started = new Set<number>();
eachIndex(a.shape, (index, i) => {
  const place = offset(index, strides);
  const before = started.has(place) ? a.data[place] : 0;
  a.data[place] = before + a.data[i];
  started.add(place);
});
return { shape: kept, data: a.data.slice(0, started.size) };

// WRONG first-three-hundred: reads no further than element 300
const total = zeros(kept);
eachIndex(a.shape, (index, i) => {
  if (i < 300) total.data[offset(index, strides)] += a.data[i];
});
return total;

// WRONG three-axes-at-most: an index beyond the third axis moves nothing
const total = zeros(kept);
eachIndex(a.shape, (index, i) => {
  total.data[offset(index.slice(0, 3), strides)] += a.data[i];
});
return total;

// WRONG tiny-terms-dropped: leaves out what is below 10⁻⁶
const total = zeros(kept);
eachIndex(a.shape, (index, i) => {
  if (!(Math.abs(a.data[i]) < 1e-6)) total.data[offset(index, strides)] += a.data[i];
});
return total;

// WRONG not-a-number-dropped: counts NaN as 0
const total = zeros(kept);
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] += a.data[i] || 0;
});
return total;

// RIGHT axis-by-axis: sums one axis after the other, each left with size 1
let rest: Values = { shape: a.shape, data: a.data.slice() };
for (const axis of axes) rest = collapsed(rest, axis < 0 ? axis + a.shape.length : axis);
return rest;
// HELPERS
function collapsed(from: Values, axis: number): Values {
  const into = zeros(from.shape.map((size, other) => (other === axis ? 1 : size)));
  const size = from.shape[axis];
  const inner = from.shape.slice(axis + 1).reduce((product, other) => product * other, 1);
  for (let i = 0; i < from.data.length; i++) {
    into.data[Math.floor(i / (inner * size)) * inner + (i % inner)] += from.data[i];
  }
  return into;
}

// RIGHT by-division: finds each index by dividing, without strides
const total = zeros(kept);
for (let i = 0; i < a.data.length; i++) {
  let [rest, place, stride] = [i, 0, 1];
  for (let axis = a.shape.length - 1; axis >= 0; axis--) {
    if (kept[axis] === a.shape[axis]) place += (rest % a.shape[axis]) * stride;
    rest = Math.floor(rest / a.shape[axis]);
    stride *= kept[axis];
  }
  total.data[place] += a.data[i];
}
return total;

// RIGHT backwards: sums from the last element to the first
const total = zeros(kept);
const places: number[] = [];
eachIndex(a.shape, (index) => places.push(offset(index, strides)));
for (let i = a.data.length - 1; i >= 0; i--) total.data[places[i]] = a.data[i] + total.data[places[i]];
return total;

// RIGHT grouped: first the list of terms of every sum, then the sums by halves
const terms = new Map<number, number[]>();
eachIndex(a.shape, (index, i) => {
  const place = offset(index, strides);
  const list = terms.get(place) ?? [];
  list.push(a.data[i]);
  terms.set(place, list);
});
const total = zeros(kept);
for (const [place, list] of terms) total.data[place] = sumOfRange(list, 0, list.length);
return total;
// HELPERS
function sumOfRange(list: readonly number[], from: number, to: number): number {
  if (to - from === 1) return list[from];
  const middle = (from + to) >> 1;
  return sumOfRange(list, from, middle) + sumOfRange(list, middle, to);
}

// RIGHT everything-apart: a case of its own for a single sum
if (kept.every((size) => size === 1)) {
  return { shape: kept, data: Float64Array.of(a.data.reduce((before, x) => before + x)) };
}
const data = new Float64Array(dropped.reduce((product, size) => product * size, 1));
eachIndex(a.shape, (index, i) => {
  data[offset(index, strides)] += a.data[i];
});
return { shape: dropped, data };
