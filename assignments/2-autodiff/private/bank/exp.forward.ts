// The bank for `exp.forward`: every region below is graded in place of the reference's.

// WRONG times-e: multiplies by e instead of raising e
return mapEach(a, (x) => Math.E * x);

// WRONG base-and-exponent-swapped: raises the element to the power of e
return mapEach(a, (x) => x ** Math.E);

// WRONG power-of-two: the base is 2
return mapEach(a, (x) => 2 ** x);

// WRONG power-of-ten: the base is 10
return mapEach(a, (x) => 10 ** x);

// WRONG rounded-e: takes e for 2.71828
return mapEach(a, (x) => 2.71828 ** x);

// WRONG less-one: uses the function that leaves 1 off
return mapEach(a, (x) => Math.expm1(x));

// WRONG logarithm: the reverse of the exponential
return mapEach(a, (x) => Math.log(x));

// WRONG series-cut-short: ten terms of the series, which are enough only near 0
return mapEach(a, (x) => {
  let [term, total] = [1, 1];
  for (let n = 1; n < 10; n++) total += term *= x / n;
  return total;
});

// WRONG long-series: enough terms for large elements, but below 0 they cancel to noise
return mapEach(a, (x) => {
  let [term, total] = [1, 1];
  for (let n = 1; n < 200; n++) total += term *= x / n;
  return total;
});

// WRONG magnitude: e to the power of the size of the element
return mapEach(a, (x) => Math.exp(Math.abs(x)));

// WRONG falling: the sign of the exponent is turned around
return mapEach(a, (x) => Math.exp(-x));

// WRONG maximum-subtracted: the trick of the softmax, where it does not cancel
const largest = Math.max(...a.data);
return mapEach(a, (x) => Math.exp(x - largest));

// WRONG clipped-above: holds large elements down, against an overflow that is far away
return mapEach(a, (x) => Math.exp(Math.min(x, 80)));

// WRONG clipped-below: holds very negative elements up, so that the result stays above a small number
return mapEach(a, (x) => Math.exp(Math.max(x, -20)));

// WRONG small-lost: adds 1 to what `expm1` says, and loses everything that is small beside 1
return mapEach(a, (x) => Math.expm1(x) + 1);

// WRONG whole-exponents: rounds the exponent down
return mapEach(a, (x) => Math.exp(Math.floor(x)));

// WRONG flattened: the numbers are right, and the shape is lost
return { shape: [a.data.length], data: a.data.map((x) => Math.exp(x)) };

// WRONG in-place: writes the result over the operand
a.data.forEach((x, i) => void (a.data[i] = Math.exp(x)));
return { shape: a.shape, data: a.data.slice() };

// WRONG float32: rounds every result to 32 bits
return mapEach(a, (x) => Math.fround(Math.exp(x)));

// WRONG capped: e to the power of NaN or infinity is taken for 10³⁰⁰
return mapEach(a, (x) => (Number.isFinite(x) ? Math.exp(x) : 1e300));

// RIGHT power-of-e: uses the operator for powers
return mapEach(a, (x) => Math.E ** x);

// RIGHT square-of-half: squares the exponential of half the element
return mapEach(a, (x) => Math.exp(x / 2) ** 2);

// RIGHT below-zero-apart: one over the exponential of the opposite, where the element is below 0
const data = new Float64Array(a.data.length);
for (const [i, x] of a.data.entries()) data[i] = x < 0 ? 1 / Math.exp(-x) : Math.exp(x);
return { shape: a.shape, data };
