// The bank for `leakyRelu.forward`: every region below is graded in place of the reference's.

// WRONG slope-above: multiplies what is above 0
return mapEach(a, (x) => (x > 0 ? slope * x : x));

// WRONG slope-fixed: the slope is always a hundredth
return mapEach(a, (x) => (x > 0 ? x : 0.01 * x));

// WRONG cut-off: nothing comes through
return mapEach(a, (x) => (x > 0 ? x : 0));

// WRONG everywhere: multiplies every element
return mapEach(a, (x) => slope * x);

// WRONG larger-of-both: the larger of a and slope · a, which fails for slopes above 1
return mapEach(a, (x) => Math.max(x, slope * x));

// WRONG minus-slope: puts minus the slope in place of what is below 0
return mapEach(a, (x) => (x > 0 ? x : -slope));

// WRONG zero-means-usual: takes slope 0 for no slope
const factor = slope || 0.01;
return mapEach(a, (x) => (x > 0 ? x : factor * x));

// WRONG size-of-slope: loses the sign of the slope
return mapEach(a, (x) => (x > 0 ? x : Math.abs(slope) * x));

// WRONG float32: rounds every number to 32 bits
const made = mapEach(a, (x) => (x > 0 ? x : slope * x));
return { shape: made.shape, data: made.data.map((x) => Math.fround(x)) };

// WRONG finite-only: puts 0 in place of what is not a number
const made = mapEach(a, (x) => (x > 0 ? x : slope * x));
return { shape: made.shape, data: made.data.map((x) => (Number.isFinite(x) ? x : 0)) };

// WRONG in-place: writes the results over the operand
a.data.set(mapEach(a, (x) => (x > 0 ? x : slope * x)).data);
return { shape: a.shape, data: a.data.slice() };

// RIGHT two-parts: what is above 0, plus slope times what is below
return mapEach(a, (x) => (x >= 0 ? x : x * slope));

// RIGHT factor-first: chooses the factor, then multiplies
return mapEach(a, (x) => (x < 0 ? slope : x > 0 ? 1 : slope) * x);
