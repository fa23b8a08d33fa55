// The bank for `maxout.forward`: every region below is graded in place of the reference's.

// WRONG smaller: the smaller of two elements
return zipWith(a, b, (x, y) => Math.min(x, y));

// WRONG larger-size: compares without signs
return zipWith(a, b, (x, y) => (Math.abs(x) > Math.abs(y) ? x : y));

// WRONG never-below-zero: begins at 0
return zipWith(a, b, (x, y) => Math.max(0, x, y));

// WRONG whole-tensors: takes the tensor with the larger first element
return a.data[0] > b.data[0] ? zipWith(a, b, (x) => x) : zipWith(a, b, (_, y) => y);

// WRONG nan-hidden: a comparison drops the first operand's NaN
return zipWith(a, b, (x, y) => (x > y ? x : y));

// WRONG sum: adds both
return zipWith(a, b, (x, y) => x + y);

// WRONG close-is-equal: takes the first if both are less than a millionth apart
return zipWith(a, b, (x, y) => (x > y - 1e-6 ? x : Math.max(x, y)));

// WRONG soft: log(eᵃ + eᵇ)
return zipWith(a, b, (x, y) => Math.log(Math.exp(x) + Math.exp(y)));

// WRONG float32: rounds every number to 32 bits
const made = zipWith(a, b, (x, y) => Math.max(x, y));
return { shape: made.shape, data: made.data.map((x) => Math.fround(x)) };

// WRONG finite-only: puts 0 in place of what is not a number
const made = zipWith(a, b, (x, y) => Math.max(x, y));
return { shape: made.shape, data: made.data.map((x) => (Number.isFinite(x) ? x : 0)) };

// WRONG in-place: writes the results over the operand
a.data.set(zipWith(a, b, (x, y) => Math.max(x, y)).data);
return { shape: a.shape, data: a.data.slice() };

// RIGHT compared: asks for NaN by itself
return zipWith(a, b, (x, y) => (x >= y || Number.isNaN(x) ? x : y));
