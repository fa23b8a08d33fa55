// The bank for `add.forward`: every region below is graded in place of the reference's.

// WRONG equal-shapes-only: pairs the elements by position, as if the shapes always agreed
return { shape: a.shape, data: a.data.map((x, i) => x + b.data[i]) };

// WRONG wraps-around: repeats the shorter array from its start, which is right only for missing leading axes
const [long, short] = a.data.length >= b.data.length ? [a, b] : [b, a];
return { shape: long.shape, data: long.data.map((x, i) => x + short.data[i % short.data.length]) };

// WRONG shape-of-the-first: the numbers are broadcast, but the shape is always that of `a`
return { shape: a.shape, data: zipWith(a, b, (x, y) => x + y).data };

// WRONG flattened: every result is a vector
const { data } = zipWith(a, b, (x, y) => x + y);
return { shape: [data.length], data };

// WRONG single-number: adds the first elements only
return { shape: [], data: Float64Array.of(a.data[0] + b.data[0]) };

// WRONG joined: puts one list behind the other, as + does with lists elsewhere
return { shape: [a.data.length + b.data.length], data: Float64Array.from([...a.data, ...b.data]) };

// WRONG first-twice: reads `a` for both terms
return zipWith(a, a, (x, y) => x + y);

// WRONG subtracted: the sign of the second term is lost
return zipWith(a, b, (x, y) => x - y);

// WRONG magnitudes: adds absolute values, which is right for numbers above 0
return zipWith(a, b, (x, y) => Math.abs(x) + Math.abs(y));

// WRONG whole-numbers: cuts off what stands behind the point
return zipWith(a, b, (x, y) => (x + y) | 0);

// WRONG float32: rounds every sum to 32 bits
return zipWith(a, b, (x, y) => Math.fround(x + y));

// WRONG nothing-to-add: returns `a` as it is if `b` holds zeros, although `b` may have the larger shape
if (b.data.every((y) => y === 0)) return { shape: a.shape, data: a.data.slice() };
return zipWith(a, b, (x, y) => x + y);

// WRONG in-place: writes the sum over the first term
const total = zipWith(a, b, (x, y) => x + y);
if (total.data.length === a.data.length) a.data.set(total.data);
return total;

// WRONG not-a-number-dropped: counts NaN as 0
return zipWith(a, b, (x, y) => (x || 0) + (y || 0));

// RIGHT terms-swapped: a sum does not depend on the order
return zipWith(b, a, (y, x) => y + x);

// RIGHT by-hand: writes the loop over the elements by hand where the shapes agree
const agree = a.shape.length === b.shape.length && a.shape.every((size, axis) => size === b.shape[axis]);
if (!agree) return zipWith(a, b, (x, y) => x + y);
const data = new Float64Array(a.data.length);
for (let i = 0; i < data.length; i++) data[i] = a.data[i] + b.data[i];
return { shape: a.shape, data };

// RIGHT minus-minus: subtracts the negative
const total: Values = zipWith(a, b, (x, y) => x - -y);
return { shape: [...total.shape], data: total.data };

// RIGHT named-function: the local function in a helper
return zipWith(a, b, plus);
// HELPERS
function plus(x: number, y: number): number {
  return [x, y].reduce((total, term) => total + term, 0);
}
