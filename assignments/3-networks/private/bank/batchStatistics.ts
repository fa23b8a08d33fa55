// The bank for `batchStatistics`: every region below is graded in place of the reference's.

// WRONG never-collected: the running statistics stay
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
return batch;

// WRONG mean-only: only the running mean moves
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, momentum);
return batch;

// WRONG variance-uncorrected: the running variance with 1/n
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, batch.variance.data, momentum);
return batch;

// WRONG corrected-here-too: the batch is normalised with 1/(n − 1), too
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
batch.variance.data.forEach((v, i) => (batch.variance.data[i] = (v * rows) / (rows - 1)));
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, batch.variance.data, momentum);
return batch;

// WRONG correction-inverted: (n − 1)/n in place of n/(n − 1)
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * (rows - 1)) / rows).data, momentum);
return batch;

// WRONG running-returned: returns the running statistics
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, momentum);
return running;

// WRONG last-axis: over the features of each row
const batch = { mean: mean(x, [-1], true), variance: variance(x, [-1]) };
return batch;

// WRONG first-axis-only: over the first axis only
const batch = { mean: mean(x, [0], true), variance: variance(x, [0]) };
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, momentum);
return batch;

// WRONG momentum-reversed: momentum for the old numbers
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, 1 - momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, 1 - momentum);
return batch;

// WRONG replaced: the running statistics become those of the batch
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, 1);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, 1);
return batch;

// WRONG twice: moves twice
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, momentum);
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, momentum);
return batch;

// WRONG first-batch-only: collects the first batch only
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
const marked = running as { seen?: boolean };
if (marked.seen === true) return batch;
marked.seen = true;
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, momentum);
return batch;

// WRONG constants: nothing flows through mean and variance
const batch = { mean: { ...mean(x, axes, true), parents: [], requiresGrad: false }, variance: { ...variance(x, axes), parents: [], requiresGrad: false } };
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, momentum);
return batch;

// WRONG rows-of-first-axis: takes the first axis for the number of rows
const batch = { mean: mean(x, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, momentum);
const n = Math.max(2, x.shape[0]);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * n) / (n - 1)).data, momentum);
return batch;

// WRONG axes-dropped: does not keep the axes
const batch = { mean: mean(x, axes), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, momentum);
return batch;

// WRONG not-a-number-dropped: takes NaN for 0
const batch = { mean: mean({ ...x, data: x.data.map((a) => a || 0) }, axes, true), variance: variance(x, axes) };
moveTowards(running.mean.data, batch.mean.data, momentum);
moveTowards(running.variance.data, mapEach(batch.variance, (v) => (v * rows) / (rows - 1)).data, momentum);
return batch;

// RIGHT separate: mean and variance by themselves
const average = mean(x, axes, true);
const spread = variance(x, axes);
moveTowards(running.variance.data, spread.data.map((v) => v * (rows / (rows - 1))), momentum);
moveTowards(running.mean.data, average.data, momentum);
return { mean: average, variance: spread };
