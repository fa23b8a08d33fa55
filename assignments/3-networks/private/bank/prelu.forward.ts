// The bank for `prelu.forward`: every region below is graded in place of the reference's.

// WRONG slope-above: multiplies what is above 0
return zipWith(a, slope, (x, factor) => (x > 0 ? factor * x : x));

// WRONG slope-decides: asks the sign of the slope
return zipWith(a, slope, (x, factor) => (factor > 0 ? x : factor * x));

// WRONG one-slope: the first slope serves for all
const [factor] = slope.data;
return { shape: a.shape, data: a.data.map((x) => (x > 0 ? x : factor * x)) };

// WRONG everywhere: multiplies every element
return zipWith(a, slope, (x, factor) => factor * x);

// WRONG larger-of-both: fails for slopes above 1
return zipWith(a, slope, (x, factor) => Math.max(x, factor * x));

// WRONG by-place: reads the slopes side by side, without stretching
return { shape: a.shape, data: a.data.map((x, i) => (x > 0 ? x : slope.data[i % slope.data.length] * x)) };

// WRONG cut-off: nothing comes through
return zipWith(a, slope, (x) => Math.max(0, x));

// WRONG float32: rounds every number to 32 bits
const made = zipWith(a, slope, (x, factor) => (x > 0 ? x : factor * x));
return { shape: made.shape, data: made.data.map((x) => Math.fround(x)) };

// WRONG finite-only: puts 0 in place of what is not a number
const made = zipWith(a, slope, (x, factor) => (x > 0 ? x : factor * x));
return { shape: made.shape, data: made.data.map((x) => (Number.isFinite(x) ? x : 0)) };

// WRONG in-place: writes the results over the operand
a.data.set(zipWith(a, slope, (x, factor) => (x > 0 ? x : factor * x)).data);
return { shape: a.shape, data: a.data.slice() };

// RIGHT factor-first: chooses the factor, then multiplies
return zipWith(slope, a, (factor, x) => (x < 0 ? factor * x : x));
