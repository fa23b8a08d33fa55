// The bank for `deadShare`: every region below is graded in place of the reference's.

// WRONG share-of-zeros: the share of numbers that are 0
return data.filter((y) => y === 0).length / data.length;

// WRONG rows: the share of rows in which every number is 0
const alive = new Set<number>();
for (let i = 0; i < n * neurons; i++) if (data[i] !== 0) alive.add(Math.floor(i / neurons));
return 1 - alive.size / n;

// WRONG any-zero: one 0 is enough
const silent = new Set<number>();
for (let i = 0; i < n * neurons; i++) if (data[i] === 0) silent.add(i % neurons);
return silent.size / neurons;

// WRONG alive: the share that is alive
const alive = new Set<number>();
for (let i = 0; i < n * neurons; i++) if (data[i] !== 0) alive.add(i % neurons);
return alive.size / neurons;

// WRONG count: how many
const alive = new Set<number>();
for (let i = 0; i < n * neurons; i++) if (data[i] !== 0) alive.add(i % neurons);
return neurons - alive.size;

// WRONG by-rows: divides by the number of examples
const alive = new Set<number>();
for (let i = 0; i < n * neurons; i++) if (data[i] !== 0) alive.add(i % neurons);
return (neurons - alive.size) / n;

// WRONG first-row: looks at the first example
return data.subarray(0, neurons).filter((y) => y === 0).length / neurons;

// WRONG sums: a sum of 0 is taken for silence
const sums = new Float64Array(neurons);
for (let i = 0; i < n * neurons; i++) sums[i % neurons] += data[i];
return sums.filter((sum) => sum === 0).length / neurons;

// WRONG positive-only: what is below 0 does not count
const alive = new Set<number>();
for (let i = 0; i < n * neurons; i++) if (data[i] > 0) alive.add(i % neurons);
return 1 - alive.size / neurons;

// WRONG nearly-0: a small number counts as 0
const alive = new Set<number>();
for (let i = 0; i < n * neurons; i++) if (Math.abs(data[i]) > 1e-6) alive.add(i % neurons);
return 1 - alive.size / neurons;

// WRONG minus-zero-alive: takes −0 for something else than 0
const alive = new Set<number>();
data.forEach((y, i) => { if (!Object.is(y, 0)) alive.add(i % neurons); });
return 1 - alive.size / neurons;

// WRONG no-number-dead: NaN is neither above nor below 0
const alive = new Set<number>();
data.forEach((y, i) => { if (Math.abs(y) > 0) alive.add(i % neurons); });
return 1 - alive.size / neurons;

// WRONG at-most-256: the first 256 examples
const alive = new Set<number>();
for (let i = 0; i < Math.min(256, n) * neurons; i++) if (data[i] !== 0) alive.add(i % neurons);
return 1 - alive.size / neurons;

// WRONG outputs-changed: marks in the outputs
const alive = new Set<number>();
for (let i = 0; i < n * neurons; i++) if (data[i] !== 0) alive.add(i % neurons);
data.fill(0);
return 1 - alive.size / neurons;

// RIGHT columns: column by column
const dead = Array.from({ length: neurons }, (_, j) => j).filter((j) => data.every((y, i) => i % neurons !== j || y === 0));
return dead.length / neurons;

// RIGHT sizes: sums of sizes
const sums = new Float64Array(neurons);
data.forEach((y, i) => (sums[i % neurons] += y === 0 ? 0 : 1));
return sums.filter((sum) => sum === 0).length / neurons;
