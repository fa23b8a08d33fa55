// The bank for `multiply.forward`: every region below is graded in place of the reference's.

// WRONG nothing-saved: multiplies, and leaves nothing for the way back
return zipWith(x, y, (a, b) => a * b);

// WRONG first-saved: keeps one factor
ctx.saveForBackward(x);
return zipWith(x, y, (a, b) => a * b);

// WRONG second-saved-last: saves twice, and the second time overwrites the first
ctx.saveForBackward(x);
ctx.saveForBackward(y);
return zipWith(x, y, (a, b) => a * b);

// WRONG product-saved: keeps the result, from which no factor comes back
const product = zipWith(x, y, (a, b) => a * b);
ctx.saveForBackward(product);
return product;

// WRONG product-and-factor: keeps the result and one factor
const product = zipWith(x, y, (a, b) => a * b);
ctx.saveForBackward(product, y);
return product;

// WRONG list-saved: saves one list of both
ctx.saveForBackward([x, y] as never);
return zipWith(x, y, (a, b) => a * b);

// WRONG same-twice: saves the first factor in both places
ctx.saveForBackward(x, x);
return zipWith(x, y, (a, b) => a * b);

// WRONG saved-later: returns before it saves
return zipWith(x, y, (a, b) => a * b);
ctx.saveForBackward(x, y);

// WRONG sum: adds
ctx.saveForBackward(x, y);
return zipWith(x, y, (a, b) => a + b);

// WRONG quotient: divides
ctx.saveForBackward(x, y);
return zipWith(x, y, (a, b) => a / b);

// WRONG square: multiplies the first factor by itself
ctx.saveForBackward(x, y);
return zipWith(x, y, (a) => a * a);

// WRONG shapes-not-stretched: pairs elements by their positions, whatever the shapes are
ctx.saveForBackward(x, y);
return { shape: x.shape, data: x.data.map((a, i) => a * y.data[i]) };

// WRONG in-place: writes the product into the first factor
ctx.saveForBackward({ shape: x.shape, data: x.data.slice() }, y);
const product = zipWith(x, y, (a, b) => a * b);
if (product.data.length === x.data.length) x.data.set(product.data);
return product;

// WRONG ones-handed-on: where the second factor is all ones, hands the first one on as it is
ctx.saveForBackward(x, y);
return y.data.every((b) => b === 1) ? x : zipWith(x, y, (a, b) => a * b);

// WRONG logarithms: multiplies by adding logarithms, and loses the signs
ctx.saveForBackward(x, y);
return zipWith(x, y, (a, b) => Math.exp(Math.log(Math.abs(a)) + Math.log(Math.abs(b))));

// WRONG second-saved-first: saves both, the second factor in front
ctx.saveForBackward(y, x);
return zipWith(x, y, (a, b) => a * b);

// WRONG stretched-saved: saves both as they are after stretching
ctx.saveForBackward(zipWith(x, y, (a) => a), zipWith(x, y, (_, b) => b));
return zipWith(x, y, (a, b) => a * b);

// WRONG square-saved-once: saves one factor where both are one tensor
ctx.saved = x === y ? [x] : [x, y];
return zipWith(x, y, (p, q) => p * q);

// RIGHT second-times-first: the factors the other way round, and saved at the end
const product = zipWith(y, x, (b, a) => b * a);
ctx.saveForBackward(x, y);
return product;

// RIGHT copies-saved: saves copies, and the product as well
const product = zipWith(x, y, (a, b) => b * a);
ctx.saveForBackward({ shape: x.shape, data: x.data.slice() }, { shape: y.shape, data: y.data.slice() }, product);
return product;

// RIGHT put-down: puts both into the context itself
ctx.saved = [x, y];
return zipWith(x, y, (a, b) => a * b);
