// The bank for `mean.forward`: every region below is graded in place of the reference's.

// WRONG sum: forgets to divide
const total = zeros(kept);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i]));
return total;

// WRONG divided-by-all: divides by the number of all elements
const total = zeros(kept);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i] / a.data.length));
return total;

// WRONG divided-by-means: divides by the number of means instead of the number of terms
const total = zeros(kept);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i] / total.data.length));
return total;

// WRONG divided-by-first-size: divides by the size of the first axis of the tensor
const total = zeros(kept);
const [size = 1] = a.shape;
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i] / size));
return total;

// WRONG divided-by-one-axis: divides by the size of the first of the axes only
const total = zeros(kept);
const size = axes.length === 0 ? 1 : a.shape[axes[0] < 0 ? axes[0] + a.shape.length : axes[0]];
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i] / size));
return total;

// WRONG divided-by-axes: divides by the number of axes
const total = zeros(kept);
const terms = Math.max(1, axes.length);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i] / terms));
return total;

// WRONG one-less: divides by n − 1, as for a variance
const total = zeros(kept);
const terms = Math.max(1, count - 1);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i] / terms));
return total;

// WRONG halved-again: takes the mean of the mean so far and the next element, so that the last ones weigh most
const average = zeros(kept);
const started = new Set<number>();
eachIndex(a.shape, (index, i) => {
  const place = offset(index, strides);
  average.data[place] = started.has(place) ? (average.data[place] + a.data[i]) / 2 : a.data[i];
  started.add(place);
});
return average;

// WRONG divided-every-time: divides the sum so far whenever a term has come
const average = zeros(kept);
eachIndex(a.shape, (index, i) => {
  const place = offset(index, strides);
  average.data[place] = (average.data[place] + a.data[i]) / count;
});
return average;

// WRONG last-part-only: assigns, so that the last part overwrites the others
const average = zeros(kept);
eachIndex(a.shape, (index, i) => void (average.data[offset(index, strides)] = a.data[i] / count));
return average;

// WRONG zeros-not-counted: divides by the number of elements that are not 0
const [total, terms] = [zeros(kept), zeros(kept)];
eachIndex(a.shape, (index, i) => {
  total.data[offset(index, strides)] += a.data[i];
  if (a.data[i]) terms.data[offset(index, strides)] += 1;
});
return { shape: kept, data: total.data.map((sum, j) => sum / Math.max(1, terms.data[j])) };

// WRONG middle-of-the-extremes: the mean of the smallest and the largest element
const groups = Array.from(zeros(kept).data, () => [] as number[]);
eachIndex(a.shape, (index, i) => groups[offset(index, strides)].push(a.data[i]));
return { shape: kept, data: Float64Array.from(groups, (group) => (Math.min(...group) + Math.max(...group)) / 2) };

// WRONG whole-numbers: rounds the means down
const total = zeros(kept);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i]));
return { shape: kept, data: total.data.map((sum) => Math.floor(sum / count)) };

// WRONG axes-ignored: writes the mean of everything into every place
const average = zeros(kept);
average.data.fill(a.data.reduce((sum, x) => sum + x, 0) / a.data.length);
return average;

// WRONG leading-axes-only: wraps around, which is right only if the first axes are averaged
const average = zeros(kept);
a.data.forEach((x, i) => void (average.data[i % average.data.length] += x / count));
return average;

// WRONG trailing-axes-only: averages equal runs, which is right only if the last axes are averaged
const average = zeros(kept);
a.data.forEach((x, i) => void (average.data[Math.floor(i / count)] += x / count));
return average;

// WRONG negative-axes-lost: looks for the axes by number and does not find −1
const average = zeros(kept);
const steps = broadcastStrides(a.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)), a.shape);
eachIndex(a.shape, (index, i) => void (average.data[offset(index, steps)] += a.data[i] / count));
return average;

// WRONG axis-zero-is-none: takes a first axis of 0 for "no axis given"
const average = zeros(kept);
if (!axes[0]) return { shape: kept, data: average.data.fill(a.data.reduce((sum, x) => sum + x, 0) / a.data.length) };
eachIndex(a.shape, (index, i) => void (average.data[offset(index, strides)] += a.data[i] / count));
return average;

// WRONG no-axes-is-all: an empty list of axes is taken for all of them
const average = zeros(kept);
if (axes.length === 0) return { shape: kept, data: average.data.fill(a.data.reduce((sum, x) => sum + x, 0) / a.data.length) };
eachIndex(a.shape, (index, i) => void (average.data[offset(index, strides)] += a.data[i] / count));
return average;

// WRONG dropped-shape-aligned: broadcasts the shape without the averaged axes, which lines up with the wrong ones
const average = zeros(keepDims ? kept : dropped);
const steps = broadcastStrides(average.shape, a.shape);
eachIndex(a.shape, (index, i) => void (average.data[offset(index, steps)] += a.data[i] / count));
return average;

// WRONG one-is-its-own-mean: returns the operand's numbers if there is nothing to average
if (count === 1) return { shape: kept, data: a.data };
const average = zeros(kept);
eachIndex(a.shape, (index, i) => void (average.data[offset(index, strides)] += a.data[i] / count));
return average;

// WRONG divided-in-place: divides the elements of `a` themselves before they are added up
const average = zeros(kept);
eachIndex(a.shape, (index, i) => void (average.data[offset(index, strides)] += a.data[i] /= count));
return average;

// WRONG float32: rounds every partial sum to 32 bits
const average = zeros(kept);
eachIndex(a.shape, (index, i) => {
  const place = offset(index, strides);
  average.data[place] = Math.fround(average.data[place] + a.data[i] / count);
});
return average;

// WRONG not-a-number-dropped: leaves NaN out of the mean
const average = zeros(kept);
eachIndex(a.shape, (index, i) => {
  if (!Number.isNaN(a.data[i])) average.data[offset(index, strides)] += a.data[i] / count;
});
return average;

// RIGHT sum-then-divide: divides once, at the end
const total = zeros(kept);
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += a.data[i]));
return { shape: kept, data: total.data.map((sum) => sum / count) };

// RIGHT running: moves the mean a part of the way towards every new element
const [average, seen] = [zeros(kept), zeros(kept)];
eachIndex(a.shape, (index, i) => {
  const place = offset(index, strides);
  average.data[place] += (a.data[i] - average.data[place]) / ++seen.data[place];
});
return average;

// RIGHT mean-of-means: averages one axis after the other, all groups being equally large
let rest: Values = { shape: a.shape, data: a.data.slice() };
for (const axis of axes) rest = averagedAlong(rest, axis < 0 ? axis + a.shape.length : axis);
return rest;
// HELPERS
function averagedAlong(from: Values, axis: number): Values {
  const into = zeros(from.shape.map((size, other) => (other === axis ? 1 : size)));
  const size = from.shape[axis];
  const inner = from.shape.slice(axis + 1).reduce((product, other) => product * other, 1);
  from.data.forEach((x, i) => {
    into.data[Math.floor(i / (inner * size)) * inner + (i % inner)] += x / size;
  });
  return into;
}
