// The bank for `multiply.backward`: every region below is graded in place of the reference's.

// WRONG factors-swapped: each factor receives itself
const [x, y] = ctx.saved;
return [zipWith(upstream, x, (u, a) => u * a), zipWith(upstream, y, (u, b) => u * b)];

// WRONG order-of-the-list: the gradients of y and x, in this order
const [x, y] = ctx.saved;
const [forX, forY] = [zipWith(upstream, y, (u, b) => u * b), zipWith(upstream, x, (u, a) => u * a)];
return [forY, forX];

// WRONG upstream-ignored: the other factor alone
const [x, y] = ctx.saved;
return [y, x];

// WRONG upstream-ignored-once: the upstream gradient is forgotten for the second factor
const [x, y] = ctx.saved;
return [zipWith(upstream, y, (u, b) => u * b), zipWith(upstream, x, (_, a) => a)];

// WRONG rule-of-the-sum: hands the upstream gradient on as it is
return [upstream, upstream];

// WRONG one-for-both: both receive upstream times the second factor
const [, y] = ctx.saved;
const gradient = zipWith(upstream, y, (u, b) => u * b);
return [gradient, gradient];

// WRONG product: both receive upstream times the product
const [x, y] = ctx.saved;
const gradient = zipWith(upstream, zipWith(x, y, (a, b) => a * b), (u, p) => u * p);
return [gradient, gradient];

// WRONG one-gradient: returns the gradient of x only
const [, y] = ctx.saved;
return [zipWith(upstream, y, (u, b) => u * b)];

// WRONG three-gradients: returns one for the context, too
const [x, y] = ctx.saved;
return [upstream, zipWith(upstream, y, (u, b) => u * b), zipWith(upstream, x, (u, a) => u * a)];

// WRONG sum-of-both: adds the other factor to the upstream gradient
const [x, y] = ctx.saved;
return [zipWith(upstream, y, (u, b) => u + b), zipWith(upstream, x, (u, a) => u + a)];

// WRONG first-upstream: one number of the upstream gradient serves for all
const [x, y] = ctx.saved;
const [u] = upstream.data;
return [zipWith(upstream, y, (_, b) => u * b), zipWith(upstream, x, (_, a) => u * a)];

// WRONG divided: divides by the other factor
const [x, y] = ctx.saved;
return [zipWith(upstream, y, (u, b) => u / b), zipWith(upstream, x, (u, a) => u / a)];

// WRONG without-sign: the magnitude of the other factor
const [x, y] = ctx.saved;
return [zipWith(upstream, y, (u, b) => u * Math.abs(b)), zipWith(upstream, x, (u, a) => u * Math.abs(a))];

// WRONG upstream-written: writes the first gradient into the upstream one
const [x, y] = ctx.saved;
const forY = zipWith(upstream, x, (u, a) => u * a);
const forX = zipWith(upstream, y, (u, b) => u * b);
upstream.data.set(forX.data.subarray(0, upstream.data.length));
return [upstream, forY];

// WRONG factor-written: writes the gradients into the saved factors
const [x, y] = ctx.saved;
const [forX, forY] = [zipWith(upstream, y, (u, b) => u * b), zipWith(upstream, x, (u, a) => u * a)];
if (forX.data.length === x.data.length && forY.data.length === y.data.length) {
  x.data.set(forX.data);
  y.data.set(forY.data);
}
return [forX, forY];

// WRONG cut-where-stretched: cuts the gradient down to the factor's first elements
const [x, y] = ctx.saved;
const cut = (g: Values, to: Values) => ({ shape: to.shape, data: g.data.slice(0, to.data.length) });
return [cut(zipWith(upstream, y, (u, b) => u * b), x), cut(zipWith(upstream, x, (u, a) => u * a), y)];

// WRONG saved-once: takes what was saved out of the context, so that a second way back finds nothing
const [x, y] = ctx.saved;
ctx.saved = [];
return [zipWith(upstream, y, (u, b) => u * b), zipWith(upstream, x, (u, a) => u * a)];

// WRONG zero-for-no-number: takes NaN for 0
const [x, y] = ctx.saved;
return [zipWith(upstream, y, (u, b) => (u || 0) * b), zipWith(upstream, x, (u, a) => (u || 0) * a)];

// WRONG relative-differences: differences of the product at steps in proportion to the factor, and 0 for an infinite one
const [x, y] = ctx.saved;
const slopesOfX = zipWith(x, y, (a, b) => slopeOf((each) => each * b, a));
const slopesOfY = zipWith(x, y, (a, b) => slopeOf((each) => a * each, b));
return [zipWith(upstream, slopesOfX, (u, slope) => u * slope), zipWith(upstream, slopesOfY, (u, slope) => u * slope)];
// HELPERS
function slopeOf(f: (x: number) => number, at: number): number {
  const x = Number.isFinite(at) ? at : 0;
  const h = x === 0 ? 2 ** -6 : 2 ** -6 * Math.abs(x);
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45;
}

// RIGHT other-order: the second gradient first, and the factors the other way round
const [x, y] = ctx.saved;
const forY = zipWith(x, upstream, (a, u) => a * u);
return [zipWith(y, upstream, (b, u) => b * u), forY];

// RIGHT mapped: turns the saved factors round, and maps them
return ctx.saved
  .slice(0, 2)
  .reverse()
  .map((other) => zipWith(upstream, other, (u, factor) => u * factor));

// RIGHT by-place: reads the context by place, and a helper multiplies
return [times(upstream, ctx.saved[1]), times(upstream, ctx.saved[0])];
// HELPERS
function times(a: Values, b: Values): Values {
  return zipWith(a, b, (x, y) => x * y);
}
