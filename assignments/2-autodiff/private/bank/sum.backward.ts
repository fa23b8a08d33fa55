// The bank for `sum.backward`: every region below is graded in place of the reference's.

// WRONG not-expanded: gives the upstream gradient to the first elements and nothing to the others
const share = zeros(a.shape);
share.data.set(out.grad.data);
accumulate(a, share);

// WRONG upstream-ignored: every element receives 1, as if the sum were the end of the graph
const share = zeros(a.shape);
share.data.fill(1);
accumulate(a, share);

// WRONG one-upstream-for-all: every element receives the gradient of the first sum
const share = zeros(a.shape);
share.data.fill(out.grad.data[0]);
accumulate(a, share);

// WRONG all-upstreams-for-all: every element receives the gradients of all sums together
const share = zeros(a.shape);
share.data.fill(out.grad.data.reduce((total, upstream) => total + upstream, 0));
accumulate(a, share);

// WRONG mean: shares the upstream gradient out among the terms
const share = zeros(a.shape);
const terms = a.data.length / out.data.length;
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, strides)] / terms;
});
accumulate(a, share);

// WRONG times-the-number-of-terms: counts every term as often as there are terms
const share = zeros(a.shape);
const terms = a.data.length / out.data.length;
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, strides)] * terms;
});
accumulate(a, share);

// WRONG times-the-value: multiplies by the element itself
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, strides)] * a.data[i];
});
accumulate(a, share);

// WRONG value-for-gradient: hands on the sums instead of their gradients
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.data[offset(index, strides)];
});
accumulate(a, share);

// WRONG leading-axes-only: wraps around, which is right only if the first axes were summed
const share = zeros(a.shape);
for (let i = 0; i < share.data.length; i++) share.data[i] = out.grad.data[i % out.grad.data.length];
accumulate(a, share);

// WRONG trailing-axes-only: fills equal runs, which is right only if the last axes were summed
const share = zeros(a.shape);
const run = a.data.length / out.data.length;
for (let i = 0; i < share.data.length; i++) share.data[i] = out.grad.data[Math.floor(i / run)];
accumulate(a, share);

// WRONG dropped-shape-aligned: broadcasts the gradient without the summed axes, which lines up with the wrong ones
const share = zeros(a.shape);
const steps = broadcastStrides(out.shape, a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, steps)];
});
accumulate(a, share);

// WRONG negative-axes-lost: looks for the axes by number and does not find −1
const share = zeros(a.shape);
const steps = broadcastStrides(a.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)), a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, steps)];
});
accumulate(a, share);

// WRONG first-named-axis-only: spreads along the first of the axes and only to the first element along the others
const share = zeros(a.shape);
const others = axes.slice(1).map((axis) => (axis < 0 ? axis + a.shape.length : axis));
eachIndex(a.shape, (index, i) => {
  if (others.every((axis) => index[axis] === 0)) share.data[i] = out.grad.data[offset(index, strides)];
});
accumulate(a, share);

// WRONG no-axes-is-all: an empty list of axes is taken for all of them
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = axes.length === 0 ? out.grad.data[0] : out.grad.data[offset(index, strides)];
});
accumulate(a, share);

// WRONG assigned: clears what came along other paths first
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, strides)];
});
a.grad.data.fill(0);
accumulate(a, share);

// WRONG what-was-there-twice: the share starts from the old gradient, which shows from the second call on
const share = { shape: a.shape, data: a.grad.data.slice() };
eachIndex(a.shape, (index, i) => {
  share.data[i] += out.grad.data[offset(index, strides)];
});
accumulate(a, share);

// WRONG constants-too: adds by hand, and gives constants a gradient
eachIndex(a.shape, (index, i) => {
  a.grad.data[i] += out.grad.data[offset(index, strides)];
});

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, strides)];
});
accumulate(a, share);

// WRONG upstream-used-up: clears the gradient of `out` after handing it on
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, strides)];
});
accumulate(a, share);
out.grad.data.fill(0);

// WRONG values-overwritten: writes the share into the numbers of `a`, to save an array
eachIndex(a.shape, (index, i) => {
  a.data[i] = out.grad.data[offset(index, strides)];
});
accumulate(a, a);

// WRONG float32: rounds the upstream gradient to 32 bits
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = Math.fround(out.grad.data[offset(index, strides)]);
});
accumulate(a, share);

// WRONG three-axes-at-most: an index beyond the third axis moves nothing
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index.slice(0, 3), strides)];
});
accumulate(a, share);

// WRONG first-three-hundred: gives nothing beyond element 300
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  if (i < 300) share.data[i] = out.grad.data[offset(index, strides)];
});
accumulate(a, share);

// WRONG clipped: no gradient is larger than 10⁶
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const upstream = out.grad.data[offset(index, strides)];
  share.data[i] = Number.isFinite(upstream) ? Math.max(-1e6, Math.min(1e6, upstream)) : upstream;
});
accumulate(a, share);

// WRONG not-a-number-dropped: takes NaN for no gradient
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index, strides)] || 0;
});
accumulate(a, share);

// WRONG relative-differences: moves every element in proportion to its size, and looks how far its sum moves
const places: number[] = [];
eachIndex(a.shape, (index, i) => void (places[i] = offset(index, strides)));
const sumWith = (i: number, x: number) => places.reduce((total, at, k) => total + (at === places[i] ? (k === i ? x : a.data[k]) : 0), 0);
const share = zeros(a.shape);
places.forEach((at, i) => {
  share.data[i] = out.grad.data[at] * slopeOf((x) => sumWith(i, x), a.data[i]);
});
accumulate(a, share);
// HELPERS
function slopeOf(f: (x: number) => number, at: number): number {
  const x = Math.max(-(2 ** 500), Math.min(2 ** 500, at));
  const h = x === 0 ? 2 ** -6 : 2 ** -6 * Math.abs(x);
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45;
}

// RIGHT by-hand: adds without a share of its own, and leaves constants alone itself
if (!a.requiresGrad) return;
eachIndex(a.shape, (index, i) => {
  a.grad.data[i] += out.grad.data[offset(index, strides)];
});

// RIGHT by-division: finds each index by dividing, without strides
const data = a.data.map((_, i) => {
  let [rest, place, stride] = [i, 0, 1];
  for (let axis = a.shape.length - 1; axis >= 0; axis--) {
    if (kept[axis] > 1) place += (rest % a.shape[axis]) * stride;
    rest = Math.floor(rest / a.shape[axis]);
    stride *= kept[axis];
  }
  return out.grad.data[place];
});
accumulate(a, { shape: a.shape, data });

// RIGHT sum-by-sum: walks the sums, and for each the elements that belong to it
const members = Array.from(out.grad.data, () => [] as number[]);
eachIndex(a.shape, (index, i) => members[offset(index, strides)].push(i));
const share = zeros(a.shape);
members.forEach((places, j) => {
  for (const i of places) share.data[i] = out.grad.data[j];
});
accumulate(a, share);

// RIGHT own-strides: computes the strides once more, from the axes themselves
const summed = new Set(axes.map((axis) => (axis + a.shape.length) % a.shape.length));
const steps: number[] = [];
let step = 1;
for (let axis = a.shape.length - 1; axis >= 0; axis--) {
  steps[axis] = summed.has(axis) ? 0 : step;
  if (!summed.has(axis)) step *= a.shape[axis];
}
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[index.reduce((place, entry, axis) => place + entry * steps[axis], 0)];
});
accumulate(a, share);

// RIGHT repeated-axis-by-axis: stretches the gradient along one summed axis after the other
let rest: Values = { shape: kept, data: out.grad.data.slice() };
a.shape.forEach((size, axis) => {
  if (kept[axis] !== size) rest = repeatedAlong(rest, axis, size);
});
accumulate(a, rest);
// HELPERS
function repeatedAlong(from: Values, axis: number, times: number): Values {
  const into = zeros(from.shape.map((size, other) => (other === axis ? times : size)));
  const inner = from.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  for (let i = 0; i < into.data.length; i++) {
    into.data[i] = from.data[Math.floor(i / (inner * times)) * inner + (i % inner)];
  }
  return into;
}
