// The bank for `max.forward`: every region below is graded in place of the reference's.

// WRONG starts-at-zero: nothing below 0 can be the largest
const largest = zeros(kept);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  largest.data[at] = Math.max(largest.data[at], a.data[i]);
});
return largest;

// WRONG starts-at-the-smallest-positive: takes `Number.MIN_VALUE` for the most negative number
const largest = filled(kept, Number.MIN_VALUE);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] > largest.data[at]) largest.data[at] = a.data[i];
});
return largest;

// WRONG starts-at-minus-a-thousand: takes −1000 for less than everything
const largest = filled(kept, -1000);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] > largest.data[at]) largest.data[at] = a.data[i];
});
return largest;

// WRONG starts-at-the-first: starts every group at the first element of the tensor
const largest = filled(kept, a.data[0]);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] > largest.data[at]) largest.data[at] = a.data[i];
});
return largest;

// WRONG smallest: looks for the other end
const smallest = filled(kept, Infinity);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  smallest.data[at] = Math.min(smallest.data[at], a.data[i]);
});
return smallest;

// WRONG largest-size: compares the sizes of the numbers, without their signs
const largest = zeros(kept);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (Math.abs(a.data[i]) >= Math.abs(largest.data[at])) largest.data[at] = a.data[i];
});
return largest;

// WRONG place-for-value: says where the largest element lies instead of how large it is
const [largest, places] = [filled(kept, -Infinity), zeros(kept)];
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] <= largest.data[at]) return;
  [largest.data[at], places.data[at]] = [a.data[i], i];
});
return places;

// WRONG larger-than-the-one-before: compares every element with its predecessor instead of with the largest so far
const [largest, before] = [filled(kept, -Infinity), filled(kept, -Infinity)];
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] > before.data[at]) largest.data[at] = a.data[i];
  before.data[at] = a.data[i];
});
return largest;

// WRONG last-element: assigns without comparing
const largest = zeros(kept);
eachIndex(a.shape, (index, i) => void (largest.data[offset(index, strides)] = a.data[i]));
return largest;

// WRONG sum: the rule of the sum
const total = zeros(kept);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i]));
return total;

// WRONG sorted-as-text: sorts as text, where "10" stands before "9" and "−1" before "−2"
const groups = Array.from(zeros(kept).data, () => [] as number[]);
eachIndex(a.shape, (index, i) => groups[offset(index, strides)].push(a.data[i]));
return { shape: kept, data: Float64Array.from(groups, (group) => group.sort().at(-1) ?? 0) };

// WRONG close-is-equal: keeps the largest so far unless the next one is larger by a millionth
const largest = filled(kept, -Infinity);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] > largest.data[at] + 1e-6) largest.data[at] = a.data[i];
});
return largest;

// WRONG smooth: the logarithm of the sum of exponentials, which is always a little larger
const total = zeros(kept);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += Math.exp(16 * a.data[i])));
return { shape: kept, data: total.data.map((sum) => Math.log(sum) / 16) };

// WRONG axes-ignored: writes the largest of all elements into every place
return filled(kept, Math.max(...a.data));

// WRONG leading-axes-only: wraps around, which is right only if the first axes go
const largest = filled(kept, -Infinity);
a.data.forEach((x, i) => {
  const at = i % largest.data.length;
  largest.data[at] = Math.max(largest.data[at], x);
});
return largest;

// WRONG trailing-axes-only: looks at equal runs, which is right only if the last axes go
const largest = filled(kept, -Infinity);
const run = a.data.length / largest.data.length;
a.data.forEach((x, i) => {
  const at = Math.floor(i / run);
  largest.data[at] = Math.max(largest.data[at], x);
});
return largest;

// WRONG first-named-axis-only: looks along the first of the axes, and at the first element along the others
const largest = filled(kept, -Infinity);
const others = axes.slice(1).map((axis) => (axis < 0 ? axis + a.shape.length : axis));
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (others.every((axis) => index[axis] === 0)) largest.data[at] = Math.max(largest.data[at], a.data[i]);
});
return largest;

// WRONG no-axes-is-all: an empty list of axes is taken for all of them
if (axes.length === 0) return filled(kept, Math.max(...a.data));
const largest = filled(kept, -Infinity);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  largest.data[at] = Math.max(largest.data[at], a.data[i]);
});
return largest;

// WRONG dropped-shape-aligned: broadcasts the shape without the axes that go, which lines up with the wrong ones
const largest = filled(keepDims ? kept : dropped, -Infinity);
const steps = broadcastStrides(largest.shape, a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, steps);
  largest.data[at] = Math.max(largest.data[at], a.data[i]);
});
return largest;

// WRONG alone-is-largest: returns the operand's numbers if every element is alone
if (zeros(kept).data.length === a.data.length) return { shape: kept, data: a.data };
const largest = filled(kept, -Infinity);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  largest.data[at] = Math.max(largest.data[at], a.data[i]);
});
return largest;

// WRONG sorted-in-place: sorts the elements of `a` themselves where all of them belong together
if (zeros(kept).data.length === 1) return { shape: kept, data: a.data.sort().slice(-1) };
const largest = filled(kept, -Infinity);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  largest.data[at] = Math.max(largest.data[at], a.data[i]);
});
return largest;

// WRONG float32: rounds every number to 32 bits
const largest = filled(kept, -Infinity);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  largest.data[at] = Math.max(largest.data[at], Math.fround(a.data[i]));
});
return largest;

// WRONG larger-than: `>` does not see NaN
const largest = filled(kept, -Infinity);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] > largest.data[at]) largest.data[at] = a.data[i];
});
return largest;

// RIGHT starts-with-its-own-first: every group starts at its own first element
const largest = zeros(kept);
const started = new Set<number>();
eachIndex(a.shape, (index, i) => {
  const [at, x] = [offset(index, strides), a.data[i]];
  if (!started.has(at) || Number.isNaN(x) || x > largest.data[at]) largest.data[at] = x;
  started.add(at);
});
return largest;

// RIGHT sorted: sorts the numbers of every group, NaN to the end
const groups = Array.from(zeros(kept).data, () => [] as number[]);
eachIndex(a.shape, (index, i) => groups[offset(index, strides)].push(a.data[i]));
const last = (group: number[]): number => Float64Array.from(group).sort()[group.length - 1];
return { shape: kept, data: Float64Array.from(groups, last) };

// RIGHT axis-by-axis: the largest along one axis, then of those along the next
let rest: Values = { shape: a.shape, data: a.data.slice() };
for (const axis of axes) rest = largestAlong(rest, axis < 0 ? axis + a.shape.length : axis);
return rest;
// HELPERS
function largestAlong(from: Values, axis: number): Values {
  const into = filled(from.shape.map((size, other) => (other === axis ? 1 : size)), -Infinity);
  const size = from.shape[axis];
  const inner = from.shape.slice(axis + 1).reduce((product, other) => product * other, 1);
  from.data.forEach((x, i) => {
    const at = Math.floor(i / (inner * size)) * inner + (i % inner);
    into.data[at] = Math.max(into.data[at], x);
  });
  return into;
}
