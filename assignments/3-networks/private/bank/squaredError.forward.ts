// The bank for `squaredError.forward`: every region below is graded in place of the reference's.

// WRONG sum: not divided
const squares = zipWith(prediction, target, (p, t) => (p - t) ** 2);
return values([sumOf(squares.data)], []);

// WRONG mean-of-rows: divided by the first size
const squares = zipWith(prediction, target, (p, t) => (p - t) ** 2);
return values([sumOf(squares.data) / (prediction.shape[0] ?? 1)], []);

// WRONG root: of the mean
const squares = zipWith(prediction, target, (p, t) => (p - t) ** 2);
return values([Math.sqrt(sumOf(squares.data) / count)], []);

// WRONG halved: divided by 2n
const squares = zipWith(prediction, target, (p, t) => (p - t) ** 2);
return values([sumOf(squares.data) / (2 * count)], []);

// WRONG square-of-the-mean: squares the mean difference
const differences = zipWith(prediction, target, (p, t) => p - t);
return values([(sumOf(differences.data) / count) ** 2], []);

// WRONG absolute: the sizes of the differences
const sizes = zipWith(prediction, target, (p, t) => Math.abs(p - t));
return values([sumOf(sizes.data) / count], []);

// WRONG less-one: divided by n − 1
const squares = zipWith(prediction, target, (p, t) => (p - t) ** 2);
return values([sumOf(squares.data) / Math.max(1, count - 1)], []);

// WRONG difference-of-squares: p² − t²
const squares = zipWith(prediction, target, (p, t) => p ** 2 - t ** 2);
return values([sumOf(squares.data) / count], []);

// WRONG nan-skipped: leaves out what is not a number
const squares = zipWith(prediction, target, (p, t) => (p - t) ** 2);
return values([sumOf(squares.data.filter((x) => Number.isFinite(x))) / count], []);

// WRONG target-changed: writes the differences over the target
target.data.forEach((t, i) => void (target.data[i] = prediction.data[i] - t));
return values([sumOf(target.data.map((d) => d * d)) / count], []);

// RIGHT divided-first: every square is divided
const parts = zipWith(target, prediction, (t, p) => ((t - p) * (t - p)) / count);
return values([sumOf(parts.data)], []);
