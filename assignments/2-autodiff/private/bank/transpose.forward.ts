// The bank for `transpose.forward`: every region below is graded in place of the reference's.

// WRONG reshaped: changes the shape and leaves every element where it is
return { shape, data: a.data.slice() };

// WRONG inverse-order: puts axis k of `a` where axis `order[k]` is due
const strides = order.map((_, k) => stridesOf(a.shape)[order.indexOf(k)]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG strides-not-turned: reads with the strides of `a` as they are
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, stridesOf(a.shape))]));
return turned;

// WRONG strides-of-the-result: turns the strides of the result, not those of `a`
const strides = order.map((axis) => stridesOf(shape)[axis]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG read-and-write-swapped: writes where it should read
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[offset(index, strides)] = a.data[i]));
return turned;

// WRONG written-with-the-turned-strides: walks over `a` and writes with the result's strides in the order of the axes
const strides = order.map((axis) => stridesOf(shape)[axis]);
const turned = zeros(shape);
eachIndex(a.shape, (index, i) => void (turned.data[offset(index, strides)] = a.data[i]));
return turned;

// WRONG always-backwards: turns all axes around, whatever the order is
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, stridesOf(a.shape).toReversed())]));
return turned;

// WRONG last-two-only: swaps the last two axes, whatever the order is
const strides = [...stridesOf(a.shape)];
if (strides.length > 1) strides.push(...strides.splice(-2).toReversed());
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG negative-axes-lost: looks the axes up as they were named, and there is no axis −1
const strides = axes.map((axis) => stridesOf(a.shape)[axis]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG negative-axes-as-magnitudes: takes −1 for 1
const strides = axes.map((axis) => stridesOf(a.shape)[Math.abs(axis) % a.shape.length]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG matrices-only: swaps rows and columns, and does not know of a third axis
const [rows, columns = 1] = a.shape;
if (order.every((axis, k) => axis === k)) return { shape, data: a.data.slice() };
const turned = zeros(shape);
for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned.data[j * rows + i] = a.data[i * columns + j];
return turned;

// WRONG square-matrices-only: reads rows and columns with one size
const size = shape.at(-1) ?? 1;
if (order.every((axis, k) => axis === k)) return { shape, data: a.data.slice() };
return { shape, data: a.data.map((_, i) => a.data[(i % size) * size + Math.floor(i / size)]) };

// WRONG vectors-turned-around: reads a vector from its end
if (a.shape.length === 1) return { shape, data: a.data.toReversed() };
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG memory-shared-where-nothing-moves: hands the numbers of `a` on if the order is the one that it has
if (order.every((axis, k) => axis === k)) return { shape, data: a.data };
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG turned-in-place: turns `a` itself over, too
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
a.data.set(turned.data);
return turned;

// WRONG default-only-for-matrices: swaps the last two axes where no order was named
const reversed = axes.length > 2 && axes.every((axis, k) => axis === axes.length - 1 - k);
const swapped = reversed ? [0, 2, 1] : order;
const strides = swapped.map((axis) => stridesOf(a.shape)[axis]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG single-number-lost: nothing to turn means nothing to copy
const turned = zeros(shape);
if (order.length === 0) return turned;
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
eachIndex(shape, (index, i) => void (turned.data[i] = a.data[offset(index, strides)]));
return turned;

// WRONG three-axes-at-most: an index beyond the third axis moves nothing
const strides = order.map((axis, k) => (k < 3 ? stridesOf(a.shape)[axis] : 0));
const turned = zeros(shape);
eachIndex(shape, (index, i) => {
  turned.data[i] = a.data[offset(index, strides)];
});
return turned;

// WRONG not-a-number-dropped: puts 0 in the place of NaN
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const turned = zeros(shape);
eachIndex(shape, (index, i) => {
  turned.data[i] = a.data[offset(index, strides)] || 0;
});
return turned;

// RIGHT from-a: walks over `a` and looks for the place of every element
const places = stridesOf(shape);
const turned = zeros(shape);
eachIndex(a.shape, (index, i) => {
  const place = order.reduce((sum, axis, k) => sum + index[axis] * places[k], 0);
  turned.data[place] = a.data[i];
});
return turned;

// RIGHT inverse-strides: walks over `a` and writes with the strides of the result, their axes put back
const strides = order.map((_, axis) => stridesOf(shape)[order.indexOf(axis)]);
const turned = zeros(shape);
eachIndex(a.shape, (index, i) => void (turned.data[offset(index, strides)] = a.data[i]));
return turned;

// RIGHT by-division: finds every index by dividing, without the course's walk
const steps = stridesOf(a.shape);
const data = a.data.map((_, i) => {
  let [rest, place] = [i, 0];
  for (let k = shape.length - 1; k >= 0; k--) {
    place += (rest % shape[k]) * steps[order[k]];
    rest = Math.floor(rest / shape[k]);
  }
  return a.data[place];
});
return { shape, data };

// RIGHT recursive: one axis after the other, by a helper
const data: number[] = [];
readAxis(0, 0, shape, order.map((axis) => stridesOf(a.shape)[axis]), (place) => void data.push(a.data[place]));
return { shape, data: Float64Array.from(data) };
// HELPERS
function readAxis(axis: number, at: number, sizes: readonly number[], steps: readonly number[], visit: (place: number) => void): void {
  if (axis === sizes.length) return visit(at);
  for (let i = 0; i < sizes[axis]; i++) readAxis(axis + 1, at + i * steps[axis], sizes, steps, visit);
}
