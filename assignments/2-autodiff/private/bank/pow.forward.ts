// The bank for `pow.forward`: every region below is graded in place of the reference's.

// WRONG times: multiplies by the exponent, which agrees for 2²
return mapEach(a, (x) => x * exponent);

// WRONG base-and-exponent-swapped: raises the exponent to the power of the element
return mapEach(a, (x) => exponent ** x);

// WRONG caret: the sign for powers of other languages, which turns bits around in this one
return mapEach(a, (x) => x ^ exponent);

// WRONG always-squared: does not look at the exponent
return mapEach(a, (x) => x * x);

// WRONG slope: the derivative instead of the value
return mapEach(a, (x) => exponent * x ** (exponent - 1));

// WRONG one-factor-too-many: starts the product with the element and multiplies as often as the exponent says
return mapEach(a, (x) => x ** (exponent + 1));

// WRONG counted-up: multiplies as often as the exponent says, so that a negative exponent gives 1
return mapEach(a, (x) => {
  let power = 1;
  for (let n = 0; n < exponent; n++) power *= x;
  return power;
});

// WRONG reciprocal-forgotten: takes the size of the exponent
return mapEach(a, (x) => x ** Math.abs(exponent));

// WRONG negative-for-reciprocal: a negative exponent turns the sign instead of dividing
return mapEach(a, (x) => (exponent < 0 ? -(x ** -exponent) : x ** exponent));

// WRONG whole-exponents: rounds the exponent, so that there are no roots
return mapEach(a, (x) => x ** Math.trunc(exponent));

// WRONG square-root-only: takes every exponent that is not whole for a half
return mapEach(a, (x) => (Number.isInteger(exponent) ? x ** exponent : Math.sqrt(x)));

// WRONG by-logarithms: e to the power of exponent times logarithm, which elements below 0 do not have
return mapEach(a, (x) => Math.exp(exponent * Math.log(x)));

// WRONG magnitude: loses the sign of an odd power
return mapEach(a, (x) => Math.abs(x) ** exponent);

// WRONG sign-kept: keeps the sign of the element, also in an even power
return mapEach(a, (x) => Math.sign(x) * Math.abs(x) ** exponent);

// WRONG zero-stays-zero: says 0 for 0⁰, too
return mapEach(a, (x) => (x === 0 ? 0 : x ** exponent));

// WRONG nothing-to-multiply: says 0 for the power of 0
return mapEach(a, (x) => (exponent === 0 ? 0 : x ** exponent));

// WRONG first-power-as-it-is: returns the operand itself for the exponent 1
if (exponent === 1) return a;
return mapEach(a, (x) => x ** exponent);

// WRONG zeroth-power-as-number: returns a single number for the exponent 0
if (exponent === 0) return { shape: [], data: Float64Array.of(1) };
return mapEach(a, (x) => x ** exponent);

// WRONG in-place: writes the result over the operand
a.data.forEach((x, i) => void (a.data[i] = x ** exponent));
return { shape: a.shape, data: a.data.slice() };

// WRONG float32: rounds every result to 32 bits
return mapEach(a, (x) => Math.fround(x ** exponent));

// WRONG no-number-is-zero: takes the power of NaN for 0
return mapEach(a, (x) => (Number.isNaN(x) ? 0 : x ** exponent));

// RIGHT library-function: uses `Math.pow`
return mapEach(a, (x) => Math.pow(x, exponent));

// RIGHT size-and-sign: powers of the size by logarithms, the sign apart, 0 apart
return mapEach(a, (x) => {
  if (x === 0) return exponent === 0 ? 1 : exponent > 0 ? 0 : Infinity;
  const size = Math.exp(exponent * Math.log(Math.abs(x)));
  return x < 0 && exponent % 2 !== 0 ? -size : size;
});

// RIGHT multiplied: multiplies for whole exponents, and divides where they are negative
return mapEach(a, (x) => (Number.isInteger(exponent) ? wholePower(x, exponent) : x ** exponent));
// HELPERS
function wholePower(x: number, n: number): number {
  if (n < 0) return 1 / wholePower(x, -n);
  return n === 0 ? 1 : x * wholePower(x, n - 1);
}
