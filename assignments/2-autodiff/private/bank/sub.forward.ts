// The bank for `sub.forward`: every region below is graded in place of the reference's.

// WRONG order-swapped: takes the first from the second
return zipWith(a, b, (x, y) => y - x);

// WRONG added: the sign is lost
return zipWith(a, b, (x, y) => x + y);

// WRONG distance: the difference is never below 0
return zipWith(a, b, (x, y) => Math.abs(x - y));

// WRONG cut-off-at-zero: takes away no more than is there
return zipWith(a, b, (x, y) => Math.max(x - y, 0));

// WRONG larger-array-first: takes the smaller array from the larger one, whichever came first
if (b.data.length > a.data.length) return zipWith(b, a, (y, x) => y - x);
return zipWith(a, b, (x, y) => x - y);

// WRONG zero-minus: 0 − y is taken for y
return zipWith(a, b, (x, y) => (x === 0 ? y : x - y));

// WRONG second-twice: reads `b` for both operands
return zipWith(b, b, (x, y) => x - y);

// WRONG equal-shapes-only: pairs the elements by position, as if the shapes always agreed
return { shape: a.shape, data: a.data.map((x, i) => x - b.data[i]) };

// WRONG wraps-around: repeats the shorter array from its start, which is right only for missing leading axes
const size = Math.max(a.data.length, b.data.length);
const shape = a.data.length === size ? a.shape : b.shape;
const data = new Float64Array(size);
for (let i = 0; i < size; i++) data[i] = a.data[i % a.data.length] - b.data[i % b.data.length];
return { shape, data };

// WRONG shape-of-the-second: the numbers are broadcast, but the shape is always that of `b`
return { shape: b.shape, data: zipWith(a, b, (x, y) => x - y).data };

// WRONG whole-numbers: rounds to the nearest whole number
return zipWith(a, b, (x, y) => Math.round(x - y));

// WRONG float32: rounds every difference to 32 bits
return zipWith(a, b, (x, y) => Math.fround(x - y));

// WRONG second-negated-in-place: turns the signs of `b` itself, and then adds
b.data.forEach((y, i) => {
  b.data[i] = -y;
});
return zipWith(a, b, (x, y) => x + y);

// WRONG in-place: writes the difference over the first operand
const difference = zipWith(a, b, (x, y) => x - y);
if (difference.data.length === a.data.length) a.data.set(difference.data);
return difference;

// RIGHT plus-the-negative: negates the second first
return zipWith(a, mapEach(b, (y) => -y), (x, y) => x + y);

// RIGHT negated-twice: the negative of the difference the other way round
return mapEach(zipWith(b, a, (y, x) => y - x), (difference) => 0 - difference);

// RIGHT by-hand: writes the loop over the elements by hand where the shapes agree
if (a.shape.join() !== b.shape.join()) return zipWith(a, b, (x, y) => x - y);
const data = Float64Array.from(a.data);
for (let i = data.length - 1; i >= 0; i--) data[i] -= b.data[i];
return { shape: a.shape, data };

// RIGHT arguments-swapped: `b` first, with the function to match
const minus = (y: number, x: number): number => x - y;
return zipWith(b, a, minus);
