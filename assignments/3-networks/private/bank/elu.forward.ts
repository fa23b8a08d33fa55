// The bank for `elu.forward`: every region below is graded in place of the reference's.

// WRONG one-kept: alpha · eᵃ
return mapEach(a, (x) => (x > 0 ? x : alpha * Math.exp(x)));

// WRONG bracket-missing: alpha · eᵃ − 1
return mapEach(a, (x) => (x > 0 ? x : alpha * Math.exp(x) - 1));

// WRONG alpha-forgotten: eᵃ − 1
return mapEach(a, (x) => (x > 0 ? x : Math.exp(x) - 1));

// WRONG masked: multiplies what is not wanted by 0, and infinity times 0 is NaN
return mapEach(a, (x) => (x > 0 ? 1 : 0) * x + (x > 0 ? 0 : 1) * alpha * (Math.exp(x) - 1));

// WRONG leaky: a straight line below 0
return mapEach(a, (x) => (x > 0 ? x : alpha * x));

// WRONG other-side: the exponential above 0
return mapEach(a, (x) => (x > 0 ? alpha * (Math.exp(x) - 1) : x));

// WRONG turned-around: alpha · (1 − eᵃ)
return mapEach(a, (x) => (x > 0 ? x : alpha * (1 - Math.exp(x))));

// WRONG larger-of-both: the larger of the two branches, which fails for other alphas than 1
return mapEach(a, (x) => Math.max(x, alpha * (Math.exp(Math.min(x, 0)) - 1)));

// WRONG two-terms: a + a²/2 near 0
return mapEach(a, (x) => (x > 0 ? x : x > -0.1 ? alpha * (x + (x * x) / 2) : alpha * (Math.exp(x) - 1)));

// WRONG float32: rounds every number to 32 bits
const made = mapEach(a, (x) => (x > 0 ? x : alpha * (Math.exp(x) - 1)));
return { shape: made.shape, data: made.data.map((x) => Math.fround(x)) };

// WRONG finite-only: puts 0 in place of what is not a number
const made = mapEach(a, (x) => (x > 0 ? x : alpha * (Math.exp(x) - 1)));
return { shape: made.shape, data: made.data.map((x) => (Number.isFinite(x) ? x : 0)) };

// WRONG in-place: writes the results over the operand
a.data.set(mapEach(a, (x) => (x > 0 ? x : alpha * (Math.exp(x) - 1))).data);
return { shape: a.shape, data: a.data.slice() };

// RIGHT less-one: uses the function that leaves 1 off
return mapEach(a, (x) => (x < 0 ? alpha * Math.expm1(x) : x));

// RIGHT multiplied-out: alpha · eᵃ − alpha
return mapEach(a, (x) => (x >= 0 ? x : alpha * Math.exp(x) - alpha));
