// The bank for `div.forward`: every region below is graded in place of the reference's.

// WRONG swapped: divides the denominator by the numerator
return zipWith(a, b, (x, y) => y / x);

// WRONG multiplied: the rule of the product
return zipWith(a, b, (x, y) => x * y);

// WRONG numerator-twice: reads `a` for both
return zipWith(a, a, (x, y) => x / y);

// WRONG cut-off: whole quotients, as for whole numbers in other languages
return zipWith(a, b, (x, y) => Math.trunc(x / y));

// WRONG rounded-down: rounds the quotient down
return zipWith(a, b, (x, y) => Math.floor(x / y));

// WRONG remainder: what is left over instead of the quotient
return zipWith(a, b, (x, y) => x % y);

// WRONG small-number-added: adds 10⁻⁸ to the denominator, against a division by 0
return zipWith(a, b, (x, y) => x / (y + 1e-8));

// WRONG magnitude-of-the-denominator: loses the sign of the denominator
return zipWith(a, b, (x, y) => x / Math.abs(y));

// WRONG held-above: takes denominators below a thousandth for a thousandth, also those that are below 0
return zipWith(a, b, (x, y) => x / Math.max(y, 1e-3));

// WRONG reciprocal-only: one over the denominator
return zipWith(a, b, (_, y) => 1 / y);

// WRONG by-logarithms: subtracts logarithms, which numbers below 0 do not have
return zipWith(a, b, (x, y) => Math.exp(Math.log(x) - Math.log(y)));

// WRONG equal-shapes-only: pairs the elements by position, as if the shapes always agreed
return { shape: a.shape, data: a.data.map((x, i) => x / b.data[i]) };

// WRONG denominator-wraps-around: repeats the denominators from their start, which is right only for missing leading axes
return { shape: a.shape, data: a.data.map((x, i) => x / b.data[i % b.data.length]) };

// WRONG one-denominator: divides everything by the first denominator if the shapes differ
if (a.data.length === b.data.length) return zipWith(a, b, (x, y) => x / y);
const [y] = b.data;
return zipWith(a, b, (x) => x / y);

// WRONG shape-of-the-first: the numbers are broadcast, but the shape is always that of `a`
return { shape: a.shape, data: zipWith(a, b, (x, y) => x / y).data };

// WRONG ones-divide-nothing: returns the operand itself if all denominators are 1
if (b.data.every((y) => y === 1)) return a;
return zipWith(a, b, (x, y) => x / y);

// WRONG in-place: writes the quotient over the numerator
const quotient = zipWith(a, b, (x, y) => x / y);
if (quotient.data.length === a.data.length) a.data.set(quotient.data);
return quotient;

// WRONG float32: rounds every quotient to 32 bits
return zipWith(a, b, (x, y) => Math.fround(x / y));

// WRONG guarded: divides by a tiny number where 0 stands
return zipWith(a, b, (x, y) => x / (y === 0 ? 1e-12 : y));

// WRONG epsilon: adds 10⁻¹² below, against division by 0
return zipWith(a, b, (x, y) => x / (y + Math.sign(y) * 1e-12));

// RIGHT reciprocal-first: multiplies by one over the denominator
return zipWith(a, b, (x, y) => x * (1 / y));

// RIGHT minus-first-power: multiplies by the denominator to the power of −1
return zipWith(b, a, (y, x) => y ** -1 * x);

// RIGHT by-hand: writes the loop over the elements by hand where the shapes agree
if (a.shape.join() !== b.shape.join()) return zipWith(a, b, (x, y) => x / y);
const data = new Float64Array(a.data.length);
for (let i = 0; i < data.length; i++) data[i] = a.data[i] / b.data[i];
return { shape: a.shape, data };
