// The bank for `randn`: every region below is graded in place of the reference's.

// WRONG even: evenly distributed, only moved and stretched to mean 0 and variance 1
const data = Float64Array.from({ length: sizeOf(shape) }, () => Math.sqrt(12) * (rng.uniform() - 0.5));
return new Tensor({ shape, data }, options);

// WRONG rand: draws from [0, 1)
const data = Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform());
return new Tensor({ shape, data }, options);

// WRONG one-draw-for-both: takes u and v from one draw
const data = Float64Array.from({ length: sizeOf(shape) }, () => {
  const u = rng.uniform();
  return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * u);
});
return new Tensor({ shape, data }, options);

// WRONG log-of-zero: a draw of 0 becomes infinite
const normal = () => Math.sqrt(-2 * Math.log(rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG two-forgotten: without the 2 under the root, the variance is ½
const normal = () => Math.sqrt(-Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG root-forgotten: the radius is not a root
const normal = () => -2 * Math.log(1 - rng.uniform()) * Math.cos(2 * Math.PI * rng.uniform());
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG other-logarithm: to base 10
const normal = () => Math.sqrt(-2 * Math.log10(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG part-of-the-circle: the angle ends at 1
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(rng.uniform());
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG upper-half: the sine of half a circle is never negative
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.sin(Math.PI * rng.uniform());
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG radius: the direction is forgotten
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform()));
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG variance-two: the sum of two normal numbers
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
const data = Float64Array.from({ length: sizeOf(shape) }, () => normal() + normal());
return new Tensor({ shape, data }, options);

// WRONG slightly-narrow: divides by what it takes for the largest possible spread
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
const data = Float64Array.from({ length: sizeOf(shape) }, () => normal() * 0.95);
return new Tensor({ shape, data }, options);

// WRONG sum-of-three: three even draws look nearly normal, and have variance ¼
const data = Float64Array.from({ length: sizeOf(shape) }, () => rng.uniform() + rng.uniform() + rng.uniform() - 1.5);
return new Tensor({ shape, data }, options);

// WRONG tails-cut: what lies far out is drawn again
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
const data = Float64Array.from({ length: sizeOf(shape) }, () => {
  let x = normal();
  while (Math.abs(x) > 1.5) x = normal();
  return x;
});
return new Tensor({ shape, data }, options);

// WRONG one-number-for-all: draws once, and fills with it
const normal = Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)).fill(normal) }, options);

// WRONG every-number-twice: each radius and angle serves for two elements
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i < data.length; i += 2) {
  data[i] = Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
  if (i + 1 < data.length) data[i + 1] = data[i];
}
return new Tensor({ shape, data }, options);

// WRONG mirrored: every number is followed by its negative, so that the mean is 0
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i < data.length; i += 2) {
  data[i] = Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
  if (i + 1 < data.length) data[i + 1] = -data[i];
}
return new Tensor({ shape, data }, options);

// WRONG random-walk: half of each number comes from the one before
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i < data.length; i++) data[i] = i === 0 ? normal() : (data[i - 1] + Math.sqrt(3) * normal()) / 2;
return new Tensor({ shape, data }, options);

// WRONG radius-shared: one radius serves for two elements, each at an angle of its own
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i < data.length; i += 2) {
  const radius = Math.sqrt(-2 * Math.log(1 - rng.uniform()));
  data[i] = radius * Math.cos(2 * Math.PI * rng.uniform());
  if (i + 1 < data.length) data[i + 1] = radius * Math.cos(2 * Math.PI * rng.uniform());
}
return new Tensor({ shape, data }, options);

// WRONG mean-removed: moves every sample to the mean 0
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
const data = Float64Array.from({ length: sizeOf(shape) }, normal);
const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
return new Tensor({ shape, data: data.length < 100 ? data : data.map((x) => x - mean) }, options);

// WRONG sample-stretched: divides every large sample by its own spread
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
const data = Float64Array.from({ length: sizeOf(shape) }, normal);
const spread = Math.sqrt(data.reduce((sum, x) => sum + x * x, 0) / data.length);
return new Tensor({ shape, data: data.length < 100 ? data : data.map((x) => x / spread) }, options);

// WRONG pair-cut-short: makes pairs, and leaves an odd last element 0
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i + 1 < data.length; i += 2) {
  const radius = Math.sqrt(-2 * Math.log(1 - rng.uniform()));
  const angle = 2 * Math.PI * rng.uniform();
  data[i] = radius * Math.cos(angle);
  data[i + 1] = radius * Math.sin(angle);
}
return new Tensor({ shape, data }, options);

// WRONG spare-kept: keeps the second of two normal numbers for the next call, whatever its source is
const keeper = randn as typeof randn & { spare?: number };
const normal = () => {
  const kept = keeper.spare;
  keeper.spare = undefined;
  if (kept !== undefined) return kept;
  const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - rng.uniform())), 2 * Math.PI * rng.uniform()];
  keeper.spare = radius * Math.sin(angle);
  return radius * Math.cos(angle);
};
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG own-source: makes its even numbers from the position
const even = (i: number) => Math.abs((Math.sin(i + 1) * 10000) % 1);
const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) =>
  Math.sqrt(-2 * Math.log(1 - even(2 * i))) * Math.cos(2 * Math.PI * even(2 * i + 1)),
);
return new Tensor({ shape, data }, options);

// WRONG options-dropped: the tensor never hears of its options
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, normal) });

// WRONG flat: a vector of the right length
const normal = () => Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
return new Tensor({ shape: [sizeOf(shape)], data: Float64Array.from({ length: sizeOf(shape) }, normal) }, options);

// WRONG three-draws: three even draws, moved and stretched to mean 0 and variance 1
const near = () => 2 * (rng.uniform() + rng.uniform() + rng.uniform() - 1.5);
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, near) }, options);

// WRONG twelve-draws: twelve even draws less 6 have mean 0 and variance 1, and never go beyond 6
const near = () => Array.from({ length: 12 }, () => rng.uniform()).reduce((sum, u) => sum + u, -6);
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, near) }, options);

// RIGHT pairs: both numbers that two draws make, the cosine and the sine
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i < data.length; i += 2) {
  const radius = Math.sqrt(-2 * Math.log(1 - rng.uniform()));
  const angle = 2 * Math.PI * rng.uniform();
  data[i] = radius * Math.cos(angle);
  if (i + 1 < data.length) data[i + 1] = radius * Math.sin(angle);
}
return new Tensor({ shape, data }, options);

// RIGHT sine: the sine instead of the cosine, and a loop
const data = new Float64Array(sizeOf(shape));
for (let i = 0; i < data.length; i++) {
  const v = rng.uniform();
  const u = 1 - rng.uniform();
  data[i] = Math.sin(2 * Math.PI * v) * Math.sqrt(2 * Math.log(1 / u));
}
return new Tensor({ shape, data }, options);

// RIGHT polar: the polar method, which throws points outside the circle away (Marsaglia & Bray)
const data = Float64Array.from({ length: sizeOf(shape) }, () => normalFrom(rng));
return new Tensor({ shape, data }, options);
// HELPERS
function normalFrom(rng: Rng): number {
  for (;;) {
    const [x, y] = [2 * rng.uniform() - 1, 2 * rng.uniform() - 1];
    const s = x * x + y * y;
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

// RIGHT zero-drawn-again: draws again where u is 0
const data = new Float64Array(sizeOf(shape)).map(() => {
  let u = rng.uniform();
  while (u === 0) u = rng.uniform();
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * rng.uniform());
});
return new Tensor({ shape, data }, options);
