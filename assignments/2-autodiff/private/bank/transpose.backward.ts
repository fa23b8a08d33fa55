// The bank for `transpose.backward`: every region below is graded in place of the reference's.

// WRONG forward-order-again: turns the upstream gradient in the order of the axes once more
const strides = order.map((axis) => stridesOf(shape)[axis]);
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
accumulate(a, share);

// WRONG reshaped: changes the shape and leaves every element where it is
accumulate(a, { shape: a.shape, data: out.grad.data });

// WRONG as-it-came: hands the upstream gradient on without turning it
accumulate(a, out.grad);

// WRONG upstream-ignored: every element receives 1, as if this were the end of the graph
const share = zeros(a.shape);
share.data.fill(1);
accumulate(a, share);

// WRONG value-for-gradient: hands on the elements of the result instead of their gradients
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[offset(index, strides)] = out.data[i]));
accumulate(a, share);

// WRONG always-backwards: turns all axes around, whatever the order was
const strides = stridesOf(shape).toReversed();
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
accumulate(a, share);

// WRONG read-and-write-swapped: reads where it should write
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
accumulate(a, share);

// WRONG strides-not-turned: writes with the strides of `a` as they are
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[offset(index, stridesOf(a.shape))] = out.grad.data[i]));
accumulate(a, share);

// WRONG negative-axes-lost: looks the axes up as they were named, and there is no axis −1
const strides = axes.map((axis) => stridesOf(a.shape)[axis]);
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);

// WRONG matrices-only: swaps rows and columns back, and does not know of a third axis
const [rows, columns = 1] = a.shape;
const share = zeros(a.shape);
const still = order.every((axis, k) => axis === k);
for (let i = 0; i < a.data.length; i++) share.data[i] = out.grad.data[still ? i : (i % columns) * rows + Math.floor(i / columns)];
accumulate(a, share);

// WRONG nothing-moved-nothing-due: hands nothing on where the order is the one that `a` has
if (order.every((axis, k) => axis === k)) return;
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);

// WRONG assigned: writes over what came along other paths
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
if (!a.requiresGrad) return;
eachIndex(shape, (index, i) => void (a.grad.data[offset(index, strides)] = out.grad.data[i]));

// WRONG constants-too: adds by hand, also to a constant
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
eachIndex(shape, (index, i) => void (a.grad.data[offset(index, strides)] += out.grad.data[i]));

// WRONG leaves-only: takes an operand that was computed for one that needs nothing
if (a.parents.length > 0) return;
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);

// WRONG turned-in-place: the upstream gradient itself is turned back
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[offset(index, strides)] = out.grad.data[i]));
out.grad.data.set(share.data);
accumulate(a, { shape: a.shape, data: out.grad.data });

// WRONG three-axes-at-most: an index beyond the third axis moves nothing
const strides = order.map((axis, k) => (k < 3 ? stridesOf(a.shape)[axis] : 0));
const share = zeros(a.shape);
eachIndex(shape, (index, i) => {
  share.data[offset(index, strides)] = out.grad.data[i];
});
accumulate(a, share);

// WRONG infinity-dropped: hands on numbers only
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const share = zeros(a.shape);
eachIndex(shape, (index, i) => {
  if (Number.isFinite(out.grad.data[i])) share.data[offset(index, strides)] = out.grad.data[i];
});
accumulate(a, share);

// RIGHT read-from-the-inverse: walks over `a` and reads the upstream gradient with its axes put back
const strides = order.map((_, axis) => stridesOf(shape)[order.indexOf(axis)]);
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
accumulate(a, share);

// RIGHT transposed-back: lets transpose itself turn the upstream gradient, in the inverse order
const inverse = order.map((_, axis) => order.indexOf(axis));
accumulate(a, transpose(out.grad as Tensor, inverse));

// RIGHT by-hand: adds place by place, last one first, and stops at a constant
if (!a.requiresGrad) return;
const strides = order.map((axis) => stridesOf(a.shape)[axis]);
const places: number[] = [];
eachIndex(shape, (index) => void places.push(offset(index, strides)));
for (let i = places.length - 1; i >= 0; i--) a.grad.data[places[i]] += out.grad.data[i];
