// The bank for `mean.backward`: every region below is graded in place of the reference's.

// WRONG rule-of-the-sum: every element receives the whole upstream gradient
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
accumulate(a, share);

// WRONG upstream-ignored: every element receives 1 of count, as if the mean were the end of the graph
const share = zeros(a.shape);
share.data.fill(1 / count);
accumulate(a, share);

// WRONG divided-by-all: divides by the number of all elements
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / a.data.length));
accumulate(a, share);

// WRONG divided-by-means: divides by the number of means instead of the number of terms
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / out.data.length));
accumulate(a, share);

// WRONG divided-by-first-size: divides by the size of the first axis of the tensor
const share = zeros(a.shape);
const [size = 1] = a.shape;
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / size));
accumulate(a, share);

// WRONG divided-by-one-axis: divides by the size of the last of the axes only
const share = zeros(a.shape);
const size = axes.length === 0 ? 1 : a.shape.at(axes[axes.length - 1]) ?? 1;
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / size));
accumulate(a, share);

// WRONG one-less: divides by n − 1, as for a variance
const share = zeros(a.shape);
const terms = Math.max(1, count - 1);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / terms));
accumulate(a, share);

// WRONG divided-twice: divides by count when reading, and once more when handing over
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / count));
accumulate(a, { shape: a.shape, data: share.data.map((part) => part / count) });

// WRONG multiplied: multiplies by count instead of dividing
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] * count));
accumulate(a, share);

// WRONG share-of-the-value: large elements receive more than small ones
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = (out.grad.data[offset(index, strides)] * a.data[i]) / count));
accumulate(a, share);

// WRONG value-for-gradient: hands on the means instead of their gradients
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.data[offset(index, strides)] / count));
accumulate(a, share);

// WRONG not-expanded: gives the parts to the first elements and nothing to the others
const share = zeros(a.shape);
out.grad.data.forEach((upstream, j) => void (share.data[j] = upstream / count));
accumulate(a, share);

// WRONG one-upstream-for-all: every element receives a part of the gradient of the first mean
const share = zeros(a.shape);
share.data.fill(out.grad.data[0] / count);
accumulate(a, share);

// WRONG all-upstreams-for-all: every element receives a part of the gradients of all means together
const share = zeros(a.shape);
share.data.fill(out.grad.data.reduce((sum, upstream) => sum + upstream, 0) / a.data.length);
accumulate(a, share);

// WRONG leading-axes-only: wraps around, which is right only if the first axes were averaged
const share = zeros(a.shape);
share.data.forEach((_, i) => void (share.data[i] = out.grad.data[i % out.grad.data.length] / count));
accumulate(a, share);

// WRONG trailing-axes-only: fills equal runs, which is right only if the last axes were averaged
const share = zeros(a.shape);
share.data.forEach((_, i) => void (share.data[i] = out.grad.data[Math.floor(i / count)] / count));
accumulate(a, share);

// WRONG dropped-shape-aligned: broadcasts the gradient without the averaged axes, which lines up with the wrong ones
const share = zeros(a.shape);
const steps = broadcastStrides(out.shape, a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, steps)] / count));
accumulate(a, share);

// WRONG no-axes-is-all: an empty list of axes is taken for all of them
const share = zeros(a.shape);
const none = axes.length === 0;
eachIndex(a.shape, (index, i) => {
  share.data[i] = none ? out.grad.data[0] / a.data.length : out.grad.data[offset(index, strides)] / count;
});
accumulate(a, share);

// WRONG assigned: clears what came along other paths first
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / count));
a.grad.data.fill(0);
accumulate(a, share);

// WRONG added-before-divided: adds the upstream gradient to what is there, and divides all of it
if (!a.requiresGrad) return;
eachIndex(a.shape, (index, i) => {
  a.grad.data[i] = (a.grad.data[i] + out.grad.data[offset(index, strides)]) / count;
});

// WRONG upstream-divided-in-place: divides the upstream gradient itself
out.grad.data.forEach((upstream, j) => void (out.grad.data[j] = upstream / count));
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
accumulate(a, share);

// WRONG constants-too: adds by hand, and gives constants a gradient
eachIndex(a.shape, (index, i) => void (a.grad.data[i] += out.grad.data[offset(index, strides)] / count));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)] / count));
accumulate(a, share);

// WRONG float32: rounds every part to 32 bits
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = Math.fround(out.grad.data[offset(index, strides)] / count)));
accumulate(a, share);

// WRONG tiny-parts-dropped: gives nothing where a part is below 10⁻⁶
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const part = out.grad.data[offset(index, strides)] / count;
  share.data[i] = Math.abs(part) < 1e-6 ? 0 : part;
});
accumulate(a, share);

// RIGHT parts-first: divides every upstream gradient once, and then hands the parts out
const parts = out.grad.data.map((upstream) => upstream / count);
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = parts[offset(index, strides)]));
accumulate(a, share);

// RIGHT by-hand: multiplies by 1 of count, adds without a share of its own, and leaves constants alone itself
if (!a.requiresGrad) return;
const part = 1 / count;
eachIndex(a.shape, (index, i) => {
  a.grad.data[i] += part * out.grad.data[offset(index, strides)];
});

// RIGHT counted-again: counts for itself how many elements belong to each mean
const members = Array.from(out.grad.data, () => [] as number[]);
eachIndex(a.shape, (index, i) => members[offset(index, strides)].push(i));
const share = zeros(a.shape);
members.forEach((places, j) => {
  for (const i of places) share.data[i] = out.grad.data[j] / places.length;
});
accumulate(a, share);
