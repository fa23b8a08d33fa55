// The bank for `relu.forward`: every region below is graded in place of the reference's.

// WRONG turned-around: takes the size of every element
return mapEach(a, (x) => Math.abs(x));

// WRONG other-side: keeps what is below 0
return mapEach(a, (x) => Math.min(0, x));

// WRONG step: makes 1 of what is above 0, as the first neurons did
return mapEach(a, (x) => (x > 0 ? 1 : 0));

// WRONG nan-hidden: a comparison sends NaN to the side of 0
return mapEach(a, (x) => (x > 0 ? x : 0));

// WRONG leaky: lets a hundredth through
return mapEach(a, (x) => (x > 0 ? x : 0.01 * x));

// WRONG capped: cuts off above 6, too
return mapEach(a, (x) => Math.min(6, Math.max(0, x)));

// WRONG dead-zone: cuts off small elements above 0, too
return mapEach(a, (x) => (x > 1e-9 ? x : x !== x ? x : 0));

// WRONG operand-handed-on: where nothing is to be cut off the operand itself is the result
return a.data.every((x) => x >= 0) ? a : mapEach(a, (x) => Math.max(0, x));

// WRONG capped-high: cuts off above a quadrillion, too
return mapEach(a, (x) => (x > 1e15 && x < Infinity ? 1e15 : Math.max(0, x)));

// WRONG soft: bends smoothly, log(1 + eᵃ)
return mapEach(a, (x) => Math.log1p(Math.exp(x)));

// WRONG float32: rounds every number to 32 bits
const made = mapEach(a, (x) => Math.max(0, x));
return { shape: made.shape, data: made.data.map((x) => Math.fround(x)) };

// WRONG finite-only: puts 0 in place of what is not a number
const made = mapEach(a, (x) => Math.max(0, x));
return { shape: made.shape, data: made.data.map((x) => (Number.isFinite(x) ? x : 0)) };

// WRONG in-place: writes the results over the operand
a.data.set(mapEach(a, (x) => Math.max(0, x)).data);
return { shape: a.shape, data: a.data.slice() };

// RIGHT not-below: what is not below 0 stays, so NaN stays, too
return mapEach(a, (x) => (x < 0 ? 0 : x));

// RIGHT half-sum: half of the element and its size
return mapEach(a, (x) => (Number.isFinite(x) ? (x + Math.abs(x)) / 2 : Math.max(x, 0)));
