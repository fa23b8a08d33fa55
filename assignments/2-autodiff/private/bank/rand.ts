// The bank for `rand`: every region below is graded in place of the reference's.

// WRONG one-number-for-all: draws once, and fills with it
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)).fill(rng.uniform()) }, options);

// WRONG last-element-first: fills from the end
const data = new Float64Array(sizeOf(shape));
for (let i = data.length - 1; i >= 0; i--) data[i] = rng.uniform();
return new Tensor({ shape, data }, options);

// WRONG column-major: the first index runs fastest
const data = new Float64Array(sizeOf(shape));
const rows = shape[0] ?? 1;
const columns = data.length / rows;
for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) data[i * columns + j] = rng.uniform();
return new Tensor({ shape, data }, options);

// WRONG around-zero: numbers from −1 to 1
const data = Float64Array.from({ length: sizeOf(shape) }, () => 2 * rng.uniform() - 1);
return new Tensor({ shape, data }, options);

// WRONG centred: numbers from −½ to ½
const data = Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform() - 0.5);
return new Tensor({ shape, data }, options);

// WRONG turned-round: 1 − u, which may be 1 and is never 0
const data = Float64Array.from({ length: sizeOf(shape) }, () => 1 - rng.uniform());
return new Tensor({ shape, data }, options);

// WRONG two-draws: takes the mean of two draws, which is not evenly distributed
const data = Float64Array.from({ length: sizeOf(shape) }, () => (rng.uniform() + rng.uniform()) / 2);
return new Tensor({ shape, data }, options);

// WRONG first-draw-thrown-away: warms the source up
rng.uniform();
const data = Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform());
return new Tensor({ shape, data }, options);

// WRONG one-too-many: draws once more at the end
const data = Float64Array.from({ length: sizeOf(shape) + 1 }, () => rng.uniform());
return new Tensor({ shape, data: data.slice(0, -1) }, options);

// WRONG single-precision: rounds to 32 bits, where a number may become 1
const data = Float64Array.from({ length: sizeOf(shape) }, () => Math.fround(rng.uniform()));
return new Tensor({ shape, data }, options);

// WRONG rounded: two digits are enough
const data = Float64Array.from({ length: sizeOf(shape) }, () => Math.floor(100 * rng.uniform()) / 100);
return new Tensor({ shape, data }, options);

// WRONG own-source: makes its numbers from the position
const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => {
  const wave = Math.sin(i + 1) * 10000;
  return wave - Math.floor(wave);
});
return new Tensor({ shape, data }, options);

// WRONG zeros: never draws
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, options);

// WRONG options-dropped: the tensor never hears of its options
const data = Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform());
return new Tensor({ shape, data });

// WRONG constant: random numbers are never learned
const data = Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform());
return new Tensor({ shape, data }, { ...options, requiresGrad: false });

// WRONG made-by-an-operation: says that an operation made it
const data = Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform());
return new Tensor({ shape, data }, { ...options, op: "rand" });

// WRONG flat: a vector of the right length
const data = Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform());
return new Tensor({ shape: [data.length], data }, options);

// WRONG one-array-for-both: the gradient is the tensor itself
const tensor = new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform()) }, options);
return Object.assign(tensor, { grad: { shape, data: tensor.data } });

// RIGHT loop: fills an array of zeros, element by element
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i < data.length; i++) data[i] = rng.uniform();
return new Tensor({ shape, data }, options);


// RIGHT mapped: maps an array that is thrown away
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)).map(() => rng.uniform()) }, { ...options });
