// The bank for `normalWeights`: every region below is graded in place of the reference's.

// WRONG deviation-forgotten: leaves the deviation at 1
return new Tensor(randn(shape, rng));

// WRONG values-alone: the numbers, and no tensor that holds them
return mapEach(randn(shape, rng), (x) => x * deviation);

// WRONG variance: multiplies by the square of the deviation
return new Tensor(mapEach(randn(shape, rng), (x) => x * deviation * deviation));

// WRONG root: takes the deviation for the variance
return new Tensor(mapEach(randn(shape, rng), (x) => x * Math.sqrt(deviation)));

// WRONG divided: divides by the deviation
return new Tensor(mapEach(randn(shape, rng), (x) => x / deviation));

// WRONG moved: adds the deviation
return new Tensor(mapEach(randn(shape, rng), (x) => x + deviation));

// WRONG one-number: one draw for all weights
const [x] = randn([1], rng).data;
return new Tensor(mapEach(randn(shape, rng), () => x * deviation));

// WRONG one-row: the same row for every neuron
const row = randn([shape[shape.length - 1] ?? 1], rng).data;
const all = randn(shape, rng);
return new Tensor({ shape, data: all.data.map((_, i) => row[i % row.length] * deviation) });

// WRONG even: even draws of the right variance
return new Tensor(mapEach(randn(shape, rng), () => (2 * rng.uniform() - 1) * Math.sqrt(3) * deviation));

// WRONG positive: without a sign
return new Tensor(mapEach(randn(shape, rng), (x) => Math.abs(x) * deviation));

// WRONG truncated: nothing beyond one deviation
return new Tensor(mapEach(randn(shape, rng), (x) => Math.max(-1, Math.min(1, x)) * deviation));

// WRONG corrected: brought to exactly the variance that is asked for
const drawn = randn(shape, rng);
const size = Math.sqrt(drawn.data.reduce((sum, x) => sum + x * x, 0) / drawn.data.length);
return new Tensor(mapEach(drawn, (x) => (x / size) * deviation));

// WRONG constant: weights that require no gradient
return new Tensor(mapEach(randn(shape, rng), (x) => x * deviation), { requiresGrad: false });

// WRONG own-seed: draws from a source of its own
let state = 1;
const own = { uniform: () => (state = (state * 16807) % 2147483647) / 2147483647 };
return new Tensor(mapEach(randn(shape, own), (x) => x * deviation));

// WRONG pairs: every second weight is the first with another sign
const drawn = randn(shape, rng);
return new Tensor({ shape, data: drawn.data.map((x, i) => (i % 2 === 0 ? x : -drawn.data[i - 1]) * deviation) });

// WRONG repeated-after-256: draws 256 numbers and repeats them
const drawn = randn(shape, rng);
return new Tensor({ shape, data: drawn.data.map((_, i) => drawn.data[i % 256] * deviation) });

// RIGHT options: with a label, and the factor in front
return new Tensor(mapEach(randn(shape, rng), (x) => deviation * x), { label: "weights" });

// RIGHT in-place: changes the draws where they are
const drawn = randn(shape, rng);
for (let i = 0; i < drawn.data.length; i++) drawn.data[i] *= deviation;
return drawn;
