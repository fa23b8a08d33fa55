// The bank for `gradientError`: every region below is graded in place of the reference's.

// WRONG absolute: not relative to anything, so that large gradients never agree
return a.data.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b.data[i])), 0);

// WRONG relative-everywhere: relative to the larger one, also where both are nearly 0; and 0 beside 0 is NaN
return a.data.reduce(
  (worst, x, i) => Math.max(worst, Math.abs(x - b.data[i]) / Math.max(Math.abs(x), Math.abs(b.data[i]))),
  0,
);

// WRONG relative-or-zero: relative to the larger one, with a rule of its own for 0 beside 0 only
const errors = a.data.map((x, i) => (x === b.data[i] ? 0 : Math.abs(x - b.data[i]) / Math.max(Math.abs(x), Math.abs(b.data[i]))));
return errors.reduce((worst, error) => Math.max(worst, error), 0);

// WRONG relative-to-the-first: only the first gradient decides what is large
return a.data.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x))), 0);

// WRONG relative-to-the-second: only the second gradient decides what is large
return a.data.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b.data[i]) / Math.max(1, Math.abs(b.data[i]))), 0);

// WRONG sizes-with-signs: negative numbers are never large
return a.data.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b.data[i]) / Math.max(1, x, b.data[i])), 0);

// WRONG one-added: divides by 1 + |a| + |b|
return a.data.reduce(
  (worst, x, i) => Math.max(worst, Math.abs(x - b.data[i]) / (1 + Math.abs(x) + Math.abs(b.data[i]))),
  0,
);

// WRONG mean: averages, so that one wrong number hides among many right ones
const errors = a.data.map((x, i) => Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i])));
return errors.reduce((sum, error) => sum + error, 0) / errors.length;

// WRONG one-sided: where b is the larger one, nothing is found
return a.data.reduce(
  (worst, x, i) => Math.max(worst, (x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i]))),
  0,
);

// WRONG magnitudes-compared: 2 and −2 are taken for equal
return a.data.reduce(
  (worst, x, i) => Math.max(worst, Math.abs(Math.abs(x) - Math.abs(b.data[i])) / Math.max(1, Math.abs(x), Math.abs(b.data[i]))),
  0,
);

// WRONG nan-passed-over: a comparison with NaN is false, so NaN never becomes the worst
let worst = 0;
for (let i = 0; i < a.data.length; i++) {
  const error = Math.abs(a.data[i] - b.data[i]) / Math.max(1, Math.abs(a.data[i]), Math.abs(b.data[i]));
  if (error > worst) worst = error;
}
return worst;

// WRONG nan-is-zero: whatever is no number counts as no difference
return a.data.reduce(
  (worst, x, i) => Math.max(worst, Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i])) || 0),
  0,
);

// WRONG nan-forgotten: a later element takes the place of a NaN
let worst = 0;
a.data.forEach((x, i) => {
  const error = Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i]));
  if (!(error <= worst)) worst = error;
});
return worst;

// WRONG nan-in-a-only: looks for NaN in the first gradient, and passes over it in the second
if (a.data.some((x) => !isFinite(x))) return Infinity;
let worst = 0;
a.data.forEach((x, i) => {
  const error = Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i]));
  if (error > worst) worst = error;
});
return worst;

// WRONG equal-infinities: takes Infinity beside Infinity for equal
return a.data.reduce(
  (worst, x, i) =>
    Math.max(worst, x === b.data[i] ? 0 : Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i]))),
  0,
);

// WRONG norms: the distance of the two as wholes, relative to their lengths
const norm = (data: Float64Array) => Math.sqrt(data.reduce((sum, x) => sum + x * x, 0));
return norm(a.data.map((x, i) => x - b.data[i])) / Math.max(1, norm(a.data), norm(b.data));

// WRONG largest-of-each: the largest difference, relative to the largest number of all
const size = Math.max(1, ...a.data.map(Math.abs), ...b.data.map(Math.abs));
return Math.max(...a.data.map((x, i) => Math.abs(x - b.data[i]))) / size;

// WRONG first-element: compares the first element alone
const [x, y] = [a.data[0], b.data[0]];
return Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y));

// WRONG last-element: every element takes the place of the one before
let error = 0;
a.data.forEach((x, i) => {
  error = Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i]));
});
return error;

// WRONG differences-in-place: writes the differences into the first gradient
a.data.forEach((x, i) => {
  a.data[i] = Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i]));
});
return Math.max(...a.data);

// WRONG first-sixty-four: compares 64 elements
const errors = a.data.slice(0, 64).map((x, i) => Math.abs(x - b.data[i]) / Math.max(1, Math.abs(x), Math.abs(b.data[i])));
return errors.reduce((worst, error) => Math.max(worst, error), 0);

// RIGHT loop-with-max: a loop, in which NaN wins by itself
let worst = 0;
for (let i = 0; i < a.data.length; i++) {
  const size = Math.max(1, Math.abs(a.data[i]), Math.abs(b.data[i]));
  worst = Math.max(worst, Math.abs(a.data[i] - b.data[i]) / size);
}
return worst;

// RIGHT infinity-at-once: asks first whether everything is a number
const odd = (x: number) => !Number.isFinite(x);
if (a.data.some(odd) || b.data.some(odd)) return Infinity;
return Math.max(...a.data.map((x, i) => Math.abs(x - b.data[i]) / Math.max(Math.abs(x), Math.abs(b.data[i]), 1)));

// RIGHT not-less: a comparison that NaN fails, and an end at the first one
let worst = 0;
for (const [i, x] of a.data.entries()) {
  const error = errorOf(x, b.data[i]);
  if (isNaN(error)) return NaN;
  if (error > worst) worst = error;
}
return worst;
// HELPERS
function errorOf(x: number, y: number): number {
  const size = Math.max(Math.abs(x), Math.abs(y));
  return size > 1 ? Math.abs(x - y) / size : Math.abs(x - y);
}
