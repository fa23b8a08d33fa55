// The bank for `variance`: every region below is graded in place of the reference's.

// WRONG mean-of-squares: the mean is not taken away
return mean(mul(x, x), axes, true);

// WRONG values-alone: the numbers, and no tensor that holds them
const { shape, data } = mean(pow(sub(x, mean(x, axes, true)), 2), axes, true);
return { shape, data };

// WRONG one-pass: the mean of the squares minus the square of the mean
const average = mean(x, axes, true);
return sub(mean(mul(x, x), axes, true), mul(average, average));

// WRONG n-minus-one: divides by n − 1
const distance = sub(x, mean(x, axes, true));
const made = mean(mul(distance, distance), axes, true);
const n = x.data.length / made.data.length;
return n === 1 ? made : mul(made, { ...mean(pow(sub(x, x), 0)), data: Float64Array.of(n / (n - 1)), requiresGrad: false, parents: [] });

// WRONG mean-of-all: the mean of all numbers is taken away
const distance = sub(x, mean(x));
return mean(mul(distance, distance), axes, true);

// WRONG variance-of-all: one variance for all
const distance = sub(x, mean(x, axes, true));
const all = mean(mul(distance, distance));
return mean(add2(x, all), axes, true);
function add2(a: Tensor, b: Tensor): Tensor {
  return sub(b, sub(a, a));
}

// WRONG axes-dropped: does not keep the axes
const distance = sub(x, mean(x, axes, true));
return mean(mul(distance, distance), axes);

// WRONG absolute: the mean distance, without squares
const distance = sub(x, mean(x, axes, true));
return mean(pow(mul(distance, distance), 0.5), axes, true);

// WRONG deviation: the root of the variance
const distance = sub(x, mean(x, axes, true));
return pow(mean(mul(distance, distance), axes, true), 0.5);

// WRONG always-last: always along the last axis
const distance = sub(x, mean(x, [-1], true));
return mean(mul(distance, distance), [-1], true);

// WRONG detached: a constant for the way back
const distance = sub({ ...x, requiresGrad: false }, mean({ ...x, requiresGrad: false }, axes, true));
return mean(mul(distance, distance), axes, true);

// WRONG cubed: the third power
const distance = sub(x, mean(x, axes, true));
return mean(pow(distance, 3), axes, true);

// WRONG half-gradient: one of the two factors is a constant
const distance = sub(x, mean(x, axes, true));
return mean(mul(distance, { ...distance, requiresGrad: false, parents: [], backwardStep: () => {} }), axes, true);

// RIGHT power: with an exponent
return mean(pow(sub(x, mean(x, axes, true)), 2), axes, true);

// RIGHT mean-constant: the mean as a constant: what flows through it adds up to 0
const distance = sub(x, { ...mean(x, axes, true), requiresGrad: false, parents: [] });
return mean(mul(distance, distance), axes, true);

// RIGHT shifted: the mean of the squares minus the square of the mean, of the distances
const distance = sub(x, mean(x, axes, true));
const rest = mean(distance, axes, true);
return sub(mean(mul(distance, distance), axes, true), mul(rest, rest));
