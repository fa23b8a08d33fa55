// The bank for `log.forward`: every region below is graded in place of the reference's.

// WRONG base-ten: the logarithm on the calculator's other key
return mapEach(a, (x) => Math.log10(x));

// WRONG base-two: counts doublings
return mapEach(a, (x) => Math.log2(x));

// WRONG one-added: uses the function that adds 1 to the element first
return mapEach(a, (x) => Math.log1p(x));

// WRONG slope: the derivative instead of the value
return mapEach(a, (x) => 1 / x);

// WRONG exponential: the reverse of the logarithm
return mapEach(a, (x) => Math.exp(x));

// WRONG negative: the minus of a loss, which is not part of the logarithm
return mapEach(a, (x) => -Math.log(x));

// WRONG small-number-added: adds 10⁻⁸ against the logarithm of 0, and so changes all others
return mapEach(a, (x) => Math.log(x + 1e-8));

// WRONG held-above: takes everything below 10⁻⁷ for 10⁻⁷, so that 0 seems to have a logarithm
return mapEach(a, (x) => Math.log(Math.max(x, 1e-7)));

// WRONG magnitude: the logarithm of the size of the element, so that −2 seems to have one
return mapEach(a, (x) => Math.log(Math.abs(x)));

// WRONG zero-for-none: says 0 where there is no logarithm
return mapEach(a, (x) => (x > 0 ? Math.log(x) : 0));

// WRONG none-as-infinity: takes the elements below 0 for 0
return mapEach(a, (x) => (x > 0 ? Math.log(x) : -Infinity));

// WRONG series-around-one: five terms of the series, which are enough only near 1
return mapEach(a, (x) => {
  let total = 0;
  for (let n = 1; n <= 5; n++) total -= (1 - x) ** n / n;
  return total;
});

// WRONG rounded-conversion: from base 10 with 2.3026 for ln 10
return mapEach(a, (x) => Math.log10(x) * 2.3026);

// WRONG never-below-zero: loses the sign of the logarithms of elements below 1
return mapEach(a, (x) => Math.abs(Math.log(x)));

// WRONG of-the-share: divides by the sum of all elements first, as for probabilities
const total = a.data.reduce((sum, x) => sum + x, 0);
return mapEach(a, (x) => Math.log(x / total));

// WRONG ones-as-they-are: returns the operand's own numbers if they are all 1, although ln 1 is 0
if (a.data.every((x) => x === 1)) return { shape: a.shape, data: a.data };
return mapEach(a, (x) => Math.log(x));

// WRONG in-place: writes the result over the operand
a.data.forEach((x, i) => void (a.data[i] = Math.log(x)));
return { shape: a.shape, data: a.data.slice() };

// WRONG flattened: the numbers are right, and the shape is lost
return { shape: [a.data.length], data: a.data.map((x) => Math.log(x)) };

// WRONG float32: rounds every result to 32 bits
return mapEach(a, (x) => Math.fround(Math.log(x)));

// WRONG infinity-capped: takes Infinity for the largest number
return mapEach(a, (x) => Math.log(Math.min(x, Number.MAX_VALUE)));

// WRONG less-one: `log1p` adds the 1 that is taken off here, but the digits of a tiny number do not come back
const data = new Float64Array(a.data.length);
for (let i = 0; i < data.length; i++) data[i] = Math.log1p(a.data[i] - 1);
return { shape: a.shape, data };

// RIGHT from-base-two: counts doublings, and multiplies by ln 2
return mapEach(a, (x) => Math.log2(x) * Math.LN2);

// RIGHT reciprocals-apart: minus the logarithm of one over the element, where that is below 1
return mapEach(a, (x) => (x > 0 && x < 1 ? -Math.log(1 / x) : Math.log(x)));
