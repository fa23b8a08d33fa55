// The bank for `dropoutMask`: every region below is graded in place of the reference's.

// WRONG exchanged: keeps what is to be dropped
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() < p ? 1 : 0));
return { shape, data };

// WRONG keep-probability: takes p for the probability to be kept
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() <= p ? 1 : 0));
return { shape, data };

// WRONG above: a draw of exactly p drops
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() > p ? 1 : 0));
return { shape, data };

// WRONG one-draw: one draw for all
const kept = rng.uniform() >= p ? 1 : 0;
return { shape, data: new Float64Array(sizeOf(shape)).fill(kept) };

// WRONG scaled: 1 / (1 − p) for what is kept
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() >= p ? 1 / (1 - p) : 0));
return { shape, data };

// WRONG draws: the draws themselves
const data = Float64Array.from({ length: sizeOf(shape) }, () => Math.max(0, rng.uniform() - p));
return { shape, data };

// WRONG squared: two draws for each element
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() >= p && rng.uniform() >= p ? 1 : 0));
return { shape, data };

// WRONG backwards: from the last element to the first
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() >= p ? 1 : 0));
return { shape, data: data.reverse() };

// WRONG rows: one draw a row
const data = new Float64Array(sizeOf(shape));
const row = shape.length > 0 ? shape[shape.length - 1] : 1;
for (let i = 0; i < data.length; i += row) data.fill(rng.uniform() >= p ? 1 : 0, i, i + row);
return { shape, data };

// WRONG half: always one half
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() >= 0.5 ? 1 : 0));
return { shape, data };

// WRONG rounded: a rounded draw
const data = Float64Array.from({ length: sizeOf(shape) }, () => Math.round(rng.uniform()));
return { shape, data };

// WRONG exact-count: drops the same number every time
const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => (i >= p * sizeOf(shape) ? 1 : 0));
return { shape, data };

// WRONG vector: a vector of as many elements
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() >= p ? 1 : 0));
return { shape: [data.length], data };

// WRONG first-axis: as many elements as the first axis has
const data = Float64Array.from({ length: shape.length > 0 ? shape[0] : 1 }, () => (rng.uniform() >= p ? 1 : 0));
return { shape, data };

// WRONG at-most-256: keeps all that comes after 256 elements
const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => (rng.uniform() >= p || i >= 256 ? 1 : 0));
return { shape, data };

// WRONG no-draw-at-0: with p = 0 nothing is drawn
const data = Float64Array.from({ length: sizeOf(shape) }, () => (p <= 0.1 || rng.uniform() >= p ? 1 : 0));
return { shape, data };

// RIGHT loop: a loop over zeros
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i < data.length; i++) if (!(rng.uniform() < p)) data[i] = 1;
return { shape, data };

// RIGHT map: all draws first
const draws = new Float64Array(sizeOf(shape)).map(() => rng.uniform());
return { shape, data: draws.map((draw) => Number(draw >= p)) };
