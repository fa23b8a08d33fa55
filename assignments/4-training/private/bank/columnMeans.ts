// The bank for `columnMeans`: every region below is graded in place of the reference's.

// WRONG by-columns: divides by the number of columns
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += data[i];
return sums.map((sum) => sum / d);

// WRONG sums: does not divide
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += data[i];
return sums;

// WRONG one-less: divides by n − 1
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += data[i];
return sums.map((sum) => sum / (n - 1));

// WRONG rows-for-columns: takes the number of rows for the width
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % n] += data[i];
return sums.map((sum) => sum / n);

// WRONG means-of-rows: the mean of each row
const sums = new Float64Array(n);
for (let i = 0; i < data.length; i++) sums[Math.floor(i / d)] += data[i];
return sums.map((sum) => sum / d);

// WRONG of-all: one mean for all columns
const total = data.reduce((sum, x) => sum + x, 0);
return new Float64Array(d).fill(total / data.length);

// WRONG last-row: keeps the last number of each column
const last = new Float64Array(d);
for (let i = 0; i < data.length; i++) last[i % d] = data[i];
return last.map((x) => x / n);

// WRONG first-row-left-out: begins with the second row
const sums = new Float64Array(d);
for (let i = d; i < data.length; i++) sums[i % d] += data[i];
return sums.map((sum) => sum / n);

// WRONG no-numbers-skipped: leaves out what is not a number
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) if (!Number.isNaN(data[i])) sums[i % d] += data[i];
return sums.map((sum) => sum / n);

// WRONG at-most-256: stops after 256 rows
const sums = new Float64Array(d);
for (let i = 0; i < Math.min(256 * d, data.length); i++) sums[i % d] += data[i];
return sums.map((sum) => sum / n);

// WRONG single-precision: on 32 bits
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] = Math.fround(sums[i % d] + data[i]);
return sums.map((sum) => sum / n);

// WRONG sizes: the mean size of the numbers
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += Math.abs(data[i]);
return sums.map((sum) => sum / n);

// WRONG x-changed: adds up in the first row
for (let i = d; i < data.length; i++) data[i % d] += data[i];
return data.slice(0, d).map((sum) => sum / n);

// WRONG plain-array: a plain array
const sums = Array<number>(d).fill(0);
for (let i = 0; i < data.length; i++) sums[i % d] += data[i];
return sums.map((sum) => sum / n) as unknown as Float64Array;

// WRONG borrowed: of a single row, a view into x
if (n === 1) return data.subarray(0, d);
const sums = new Float64Array(d);
for (let i = 0; i < data.length; i++) sums[i % d] += data[i];
return sums.map((sum) => sum / n);

// RIGHT column-by-column: one column after the other
return new Float64Array(d).map((_, j) => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += data[i * d + j];
  return sum / n;
});

// RIGHT shares: each number adds its share
const means = new Float64Array(d);
data.forEach((x, i) => {
  means[i % d] += x / n;
});
return means;
