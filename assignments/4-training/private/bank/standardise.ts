// The bank for `standardise`: every region below is graded in place of the reference's.

// WRONG own-mean: the mean of x itself
const d = shape[1];
const own = means.map((_, j) => data.reduce((sum, x, i) => (i % d === j ? sum + x : sum), 0) / shape[0]);
return { shape, data: data.map((x, i) => (x - own[i % d]) / (deviations[i % d] || 1)) };

// WRONG zero-divides: a column of deviation 0 becomes NaN or infinite
const d = shape[1];
return { shape, data: data.map((x, i) => (x - means[i % d]) / deviations[i % d]) };

// WRONG zero-emptied: a column of deviation 0 becomes 0, whatever x says
const d = shape[1];
return { shape, data: data.map((x, i) => (deviations[i % d] === 0 ? 0 : (x - means[i % d]) / deviations[i % d])) };

// WRONG epsilon: a little more in the divisor
const d = shape[1];
return { shape, data: data.map((x, i) => (x - means[i % d]) / (deviations[i % d] + 1e-8)) };

// WRONG at-least-1: never divides by less than 1
const d = shape[1];
return { shape, data: data.map((x, i) => (x - means[i % d]) / Math.max(1, deviations[i % d])) };

// WRONG multiplied: times the deviation
const d = shape[1];
return { shape, data: data.map((x, i) => (x - means[i % d]) * (deviations[i % d] || 1)) };

// WRONG mean-added: plus the mean
const d = shape[1];
return { shape, data: data.map((x, i) => (x + means[i % d]) / (deviations[i % d] || 1)) };

// WRONG mean-after: divides first
const d = shape[1];
return { shape, data: data.map((x, i) => x / (deviations[i % d] || 1) - means[i % d]) };

// WRONG mean-only: does not divide
const d = shape[1];
return { shape, data: data.map((x, i) => x - means[i % d]) };

// WRONG by-rows: the statistics of the row's place
const d = shape[1];
return { shape, data: data.map((x, i) => (x - means[Math.floor(i / d) % d]) / (deviations[Math.floor(i / d) % d] || 1)) };

// WRONG rows-for-columns: takes the number of rows for the width
const n = shape[0];
return { shape, data: data.map((x, i) => (x - means[i % n]) / (deviations[i % n] || 1)) };

// WRONG variance: divides by the squared deviation
const d = shape[1];
return { shape, data: data.map((x, i) => (x - means[i % d]) / (deviations[i % d] ** 2 || 1)) };

// WRONG in-place: changes x
const d = shape[1];
for (let i = 0; i < data.length; i++) data[i] = (data[i] - means[i % d]) / (deviations[i % d] || 1);
return { shape, data };

// WRONG no-number-as-zero: what is not a number becomes 0
const d = shape[1];
return { shape, data: data.map((x, i) => (x - means[i % d]) / (deviations[i % d] || 1) || 0) };

// WRONG at-most-256: stops after 256 numbers
const d = shape[1];
return { shape, data: data.map((x, i) => (i < 256 ? (x - means[i % d]) / (deviations[i % d] || 1) : x)) };

// WRONG deviations-changed: puts 1 for 0 into the statistics
const d = shape[1];
for (let j = 0; j < d; j++) if (j % 2 === 1 || deviations[j] === 0) deviations[j] = deviations[j] === 0 ? 1 : deviations[j] * (1 + 2 ** -52);
return { shape, data: data.map((x, i) => (x - means[i % d]) / deviations[i % d]) };

// RIGHT divisors: the divisors first
const divisors = deviations.map((deviation) => (deviation === 0 ? 1 : deviation));
return { shape, data: data.map((x, i) => (x - means[i % shape[1]]) / divisors[i % shape[1]]) };

// RIGHT rows: row after row
const out = { shape, data: data.slice() };
for (let i = 0; i < shape[0]; i++)
  for (let j = 0; j < shape[1]; j++) out.data[i * shape[1] + j] = (out.data[i * shape[1] + j] - means[j]) / (deviations[j] > 0 ? deviations[j] : 1);
return out;
