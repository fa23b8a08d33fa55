// The bank for `absoluteError.forward`: every region below is graded in place of the reference's.

// WRONG sum: not divided
const sizes = zipWith(prediction, target, (p, t) => Math.abs(p - t));
return values([sumOf(sizes.data)], []);

// WRONG sign-kept: differences cancel
const differences = zipWith(prediction, target, (p, t) => p - t);
return values([sumOf(differences.data) / count], []);

// WRONG size-of-the-mean: takes the size at the end
const differences = zipWith(prediction, target, (p, t) => p - t);
return values([Math.abs(sumOf(differences.data)) / count], []);

// WRONG squared: the mean of the squares
const squares = zipWith(prediction, target, (p, t) => (p - t) ** 2);
return values([sumOf(squares.data) / count], []);

// WRONG sizes-first: |p| − |t|
const sizes = zipWith(prediction, target, (p, t) => Math.abs(Math.abs(p) - Math.abs(t)));
return values([sumOf(sizes.data) / count], []);

// WRONG smooth: a parabola near 0
const sizes = zipWith(prediction, target, (p, t) => (Math.abs(p - t) < 1 ? (p - t) ** 2 / 2 : Math.abs(p - t) - 0.5));
return values([sumOf(sizes.data) / count], []);

// WRONG root: √((p − t)² + ε)
const sizes = zipWith(prediction, target, (p, t) => Math.sqrt((p - t) ** 2 + 1e-9));
return values([sumOf(sizes.data) / count], []);

// WRONG above-only: counts what is too large
const sizes = zipWith(prediction, target, (p, t) => Math.max(0, p - t));
return values([sumOf(sizes.data) / count], []);

// WRONG nan-skipped: leaves out what is not a number
const sizes = zipWith(prediction, target, (p, t) => Math.abs(p - t));
return values([sumOf(sizes.data.filter((x) => Number.isFinite(x))) / count], []);

// RIGHT larger-difference: the larger of both differences
const sizes = zipWith(prediction, target, (p, t) => Math.max(p - t, t - p));
return values([sumOf(sizes.data) / count], []);
