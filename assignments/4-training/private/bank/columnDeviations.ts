// The bank for `columnDeviations`: every region below is graded in place of the reference's.

// WRONG variance: without the root
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
return sums.map((sum) => sum / n);

// WRONG one-less: divides by n − 1
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
return sums.map((sum) => Math.sqrt(sum / (n - 1)));

// WRONG not-divided: the root of the sum
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
return sums.map((sum) => Math.sqrt(sum));

// WRONG root-then-divided: divides the root by n
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
return sums.map((sum) => Math.sqrt(sum) / n);

// WRONG mean-distance: the mean distance, not squared
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += Math.abs(data[i] - means[i % d]);
return sums.map((sum) => sum / n);

// WRONG mean-forgotten: the root of the mean square
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += data[i] ** 2;
return sums.map((sum) => Math.sqrt(sum / n));

// WRONG one-pass: the mean square minus the squared mean, which cancels far from 0
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += data[i] ** 2;
return sums.map((sum, j) => Math.sqrt(Math.max(0, sum / n - means[j] ** 2)));

// WRONG by-columns: divides by the number of columns
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
return sums.map((sum) => Math.sqrt(sum / d));

// WRONG mean-of-row: takes the mean at the row's place
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[Math.floor(i / d) % d]) ** 2;
return sums.map((sum) => Math.sqrt(sum / n));

// WRONG epsilon: a little more, so that it is never 0
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
return sums.map((sum) => Math.sqrt(sum / n + 1e-5));

// WRONG one-for-zero: 1 where the deviation is 0
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
return sums.map((sum) => Math.sqrt(sum / n) || 1);

// WRONG range: from the smallest number to the largest
const [least, most] = [new Float64Array(d).fill(Infinity), new Float64Array(d).fill(-Infinity)];
for (let i = 0; i < data.length; i++) [least[i % d], most[i % d]] = [Math.min(least[i % d], data[i]), Math.max(most[i % d], data[i])];
return most.map((x, j) => (x - least[j]) / 2);

// WRONG at-most-256: stops after 256 rows
const sums = new Float64Array(d);
for (let i = 0; i < Math.min(256 * d, data.length); i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
return sums.map((sum) => Math.sqrt(sum / n));

// WRONG x-moved: takes the mean away from x itself
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) {
  data[i] -= means[i % d];
  sums[i % d] += data[i] ** 2;
}
return sums.map((sum) => Math.sqrt(sum / n));

// WRONG no-numbers-skipped: leaves out what is not a number
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2 || 0;
return sums.map((sum) => Math.sqrt(sum / n));

// WRONG in-means: writes over the means
for (let j = 0; j < d; j++) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (data[i * d + j] - means[j]) ** 2;
  means[j] = Math.sqrt(sum / n);
}
return means;

// RIGHT column-by-column: one column after the other
return means.map((mean, j) => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (data[i * d + j] - mean) ** 2;
  return Math.sqrt(sum / n);
});

// RIGHT length: the length of the distances, over √n
return means.map((mean, j) => Math.hypot(...Array.from({ length: n }, (_, i) => data[i * d + j] - mean)) / Math.sqrt(n));
