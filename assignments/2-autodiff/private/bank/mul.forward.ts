// The bank for `mul.forward`: every region below is graded in place of the reference's.

// WRONG added: the rule of the sum
return zipWith(a, b, (x, y) => x + y);

// WRONG squared: reads `a` for both factors
return zipWith(a, a, (x, y) => x * y);

// WRONG power: two stars too many, which agrees for a second factor of 1
return zipWith(a, b, (x, y) => x ** y);

// WRONG equal-shapes-only: pairs the elements by position, as if the shapes always agreed
return { shape: a.shape, data: a.data.map((x, i) => x * b.data[i]) };

// WRONG wraps-around: repeats the shorter array from its start, which is right only for missing leading axes
const [long, short] = a.data.length >= b.data.length ? [a, b] : [b, a];
return { shape: long.shape, data: long.data.map((x, i) => x * short.data[i % short.data.length]) };

// WRONG shape-of-the-first: the numbers are broadcast, but the shape is always that of `a`
return { shape: a.shape, data: zipWith(a, b, (x, y) => x * y).data };

// WRONG inner-product: sums the products into a single number
const products = zipWith(a, b, (x, y) => x * y);
return { shape: [], data: Float64Array.of(products.data.reduce((total, product) => total + product, 0)) };

// WRONG matrix-product: rows times columns if both are square matrices of one size
const n = a.shape[0];
if (a.shape.length !== 2 || b.shape.length !== 2 || n !== a.shape[1] || n !== b.shape[0] || n !== b.shape[1]) {
  return zipWith(a, b, (x, y) => x * y);
}
const data = new Float64Array(n * n);
for (let i = 0; i < n; i++) {
  for (let j = 0; j < n; j++) {
    for (let p = 0; p < n; p++) data[i * n + j] += a.data[i * n + p] * b.data[p * n + j];
  }
}
return { shape: a.shape, data };

// WRONG by-logarithms: adds logarithms, which factors below 0 do not have
return zipWith(a, b, (x, y) => Math.exp(Math.log(x) + Math.log(y)));

// WRONG magnitudes: the product never is below 0
return zipWith(a, b, (x, y) => Math.abs(x * y));

// WRONG zero-is-nothing: a factor of 0 is left out instead of making the product 0
return zipWith(a, b, (x, y) => (x || 1) * (y || 1));

// WRONG whole-numbers: multiplies whole numbers of 32 bits
return zipWith(a, b, (x, y) => Math.imul(x, y));

// WRONG float32: rounds every product to 32 bits
return zipWith(a, b, (x, y) => Math.fround(x * y));

// WRONG one-returns-the-other: returns `a` as it is if `b` holds ones, although `b` may have the larger shape
if (b.data.every((y) => y === 1)) return { shape: a.shape, data: a.data.slice() };
return zipWith(a, b, (x, y) => x * y);

// WRONG in-place: writes the product over the second factor
const product = zipWith(a, b, (x, y) => x * y);
if (product.data.length === b.data.length) b.data.set(product.data);
return product;

// WRONG zero-times-infinity: takes a product with 0 for 0
return zipWith(a, b, (x, y) => (x === 0 || y === 0 ? 0 : x * y));

// WRONG large-in-single-precision: rounds what is larger than 10⁶ to 32 bits
return zipWith(a, b, (x, y) => (Math.abs(x) > 1e6 ? Math.fround(x) : x) * y);

// RIGHT factors-swapped: a product does not depend on the order
return zipWith(b, a, (y, x) => y * x);

// RIGHT by-hand: writes the loop over the elements by hand where the shapes agree
let agree = a.shape.length === b.shape.length;
for (let axis = 0; agree && axis < a.shape.length; axis++) agree = a.shape[axis] === b.shape[axis];
if (!agree) return zipWith(a, b, (x, y) => x * y);
const data = new Float64Array(a.data.length);
data.forEach((_, i) => {
  data[i] = a.data[i] * b.data[i];
});
return { shape: a.shape, data };

// RIGHT sign-and-magnitude: multiplies signs and magnitudes apart
return zipWith(a, b, (x, y) => {
  const magnitude = Math.abs(x) * Math.abs(y);
  return x < 0 !== y < 0 ? -magnitude : magnitude;
});

// RIGHT single-number-scales: a case of its own for a single number as the second factor
if (b.shape.length === 0) {
  const [factor] = b.data;
  return { shape: a.shape, data: Float64Array.from(a.data, (x) => factor * x) };
}
return zipWith(a, b, (x, y) => x * y);
