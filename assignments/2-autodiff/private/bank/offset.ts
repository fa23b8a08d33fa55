// The bank for `offset`: every region below is graded in place of the reference's.

// WRONG strides-ignored: adds up the index as if every stride were 1
let position = 0;
for (const entry of index) position += entry;
return position;

// WRONG strides-reversed: pairs the first axis with the last stride
let position = 0;
for (let axis = 0; axis < index.length; axis++) position += index[axis] * strides[strides.length - 1 - axis];
return position;

// WRONG strides-as-sizes: nests index and strides as if the strides were the sizes of the axes
let position = 0;
for (let axis = 0; axis < index.length; axis++) position = position * strides[axis] + index[axis];
return position;

// WRONG zero-stride-is-one: replaces a stride of 0 by 1, so that a stretched axis moves ahead
let position = 0;
for (let axis = 0; axis < index.length; axis++) position += index[axis] * (strides[axis] || 1);
return position;

// WRONG reduce-without-start: reduce takes the first entry as its start, so that it is never multiplied, and [] throws
return index.reduce((position, entry, axis) => position + entry * strides[axis]);

// WRONG last-axis-contiguous: takes for granted that the last axis has stride 1
const last = index.length - 1;
let position = last >= 0 ? index[last] : 0;
for (let axis = 0; axis < last; axis++) position += index[axis] * strides[axis];
return position;

// WRONG two-axes-at-most: knows vectors and matrices only, and leaves out the third axis
const [row = 0, column = 0] = index;
const [rowStride = 0, columnStride = 0] = strides;
return row * rowStride + column * columnStride;

// WRONG first-axis-skipped: starts to count at axis 1
let position = 0;
for (let axis = 1; axis < index.length; axis++) position += index[axis] * strides[axis];
return position;

// WRONG last-axis-skipped: stops one axis too early
let position = 0;
for (let axis = 0; axis < index.length - 1; axis++) position += index[axis] * strides[axis];
return position;

// WRONG stops-at-zero: ends the loop at an entry of 0 instead of going on with the next axis
let position = 0;
for (let axis = 0; axis < index.length; axis++) {
  if (index[axis] === 0) break;
  position += index[axis] * strides[axis];
}
return position;

// WRONG stops-at-stretched: ends the loop at the first stride of 0 instead of going on with the next axis
let position = 0;
for (let axis = 0; axis < index.length; axis++) {
  if (strides[axis] === 0) return position;
  position += index[axis] * strides[axis];
}
return position;

// WRONG sums-multiplied: multiplies the sum of the index by the sum of the strides, which agrees for one axis only
let steps = 0;
let lengths = 0;
for (let axis = 0; axis < index.length; axis++) {
  steps += index[axis];
  lengths += strides[axis];
}
return steps * lengths;

// WRONG largest-step-only: keeps the longest of the steps along the axes instead of their sum
let position = 0;
for (let axis = 0; axis < index.length; axis++) position = Math.max(position, index[axis] * strides[axis]);
return position;

// WRONG single-number-nowhere: takes an empty index for a mistake and answers NaN
if (index.length === 0) return NaN;
let position = 0;
for (let axis = 0; axis < index.length; axis++) position += index[axis] * strides[axis];
return position;

// WRONG index-used-up: takes the entries off the caller's index while counting
let position = 0;
const rest = index as number[];
while (rest.length > 0) position += strides[rest.length - 1] * (rest.pop() ?? 0);
return position;

// WRONG strides-turned-in-place: reverses the caller's strides to walk from the last axis
let position = 0;
const turned = (strides as number[]).reverse();
for (let axis = 0; axis < index.length; axis++) position += index[index.length - 1 - axis] * turned[axis];
return position;

// WRONG four-axes-at-most: leaves out the axes behind the fourth
let position = 0;
for (let axis = 0; axis < Math.min(4, index.length); axis++) position += index[axis] * strides[axis];
return position;

// RIGHT reduce: one expression, with a start
return index.reduce((position, entry, axis) => position + entry * strides[axis], 0);

// RIGHT from-the-last-axis: walks the axes backwards
let position = 0;
let axis = index.length;
while (axis-- > 0) position += strides[axis] * index[axis];
return position;

// RIGHT skips-stretched: leaves out the axes with stride 0
let position = 0;
for (const [axis, stride] of strides.entries()) {
  if (stride === 0) continue;
  position += stride * index[axis];
}
return position;

// RIGHT products-first: all products in a list, then their sum
const steps = index.map((entry, axis) => entry * strides[axis]);
let position = 0;
steps.forEach((step) => {
  position += step;
});
return position;

// RIGHT recursive: the first axis, and then the offset of the rest
if (index.length === 0) return 0;
return index[0] * strides[0] + offset(index.slice(1), strides.slice(1));

// RIGHT dot-product: names what it is, an inner product, in a helper
return innerProduct(index, strides, index.length);
// HELPERS
function innerProduct(left: readonly number[], right: readonly number[], length: number): number {
  return length === 0 ? 0 : innerProduct(left, right, length - 1) + left[length - 1] * right[length - 1];
}
