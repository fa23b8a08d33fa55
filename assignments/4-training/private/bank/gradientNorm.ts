// The bank for `gradientNorm`: every region below is graded in place of the reference's.

// WRONG no-root: the sum of squares
let sum = 0;
for (const gradient of gradients) for (const g of gradient) sum += g * g;
return sum;

// WRONG sum-of-norms: adds up the norm of each
return gradients.reduce((sum, gradient) => sum + Math.sqrt(gradient.reduce((all, g) => all + g * g, 0)), 0);

// WRONG largest-norm: the norm of the longest
return Math.max(...gradients.map((gradient) => Math.sqrt(gradient.reduce((all, g) => all + g * g, 0))));

// WRONG first-only: the norm of the first
return Math.sqrt(gradients[0].reduce((sum, g) => sum + g * g, 0));

// WRONG last-left-out: without the last
return Math.sqrt(gradients.slice(0, Math.max(1, gradients.length - 1)).flatMap((gradient) => [...gradient]).reduce((sum, g) => sum + g * g, 0));

// WRONG sizes: adds up sizes
let sum = 0;
for (const gradient of gradients) for (const g of gradient) sum += Math.abs(g);
return sum;

// WRONG largest: the largest size
return Math.max(...gradients.flatMap((gradient) => [...gradient].map(Math.abs)));

// WRONG mean-square: the root of the mean square
let [sum, count] = [0, 0];
for (const gradient of gradients) for (const g of gradient) [sum, count] = [sum + g * g, count + 1];
return Math.sqrt(sum / count);

// WRONG root-of-the-sum: squares the sum
let sum = 0;
for (const gradient of gradients) for (const g of gradient) sum += g;
return Math.sqrt(sum * sum);

// WRONG squared-in-place: squares the gradients themselves
let sum = 0;
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) sum += gradient[i] *= gradient[i];
return Math.sqrt(sum);

// WRONG epsilon: a little more, so that it is never 0
let sum = 0;
for (const gradient of gradients) for (const g of gradient) sum += g * g;
return Math.sqrt(sum) + 1e-6;

// WRONG no-number-skipped: leaves out what is no number
let sum = 0;
for (const gradient of gradients) for (const g of gradient) if (Number.isFinite(g)) sum += g * g;
return Math.sqrt(sum);

// WRONG at-most-256: the first 256 of each
let sum = 0;
for (const gradient of gradients) for (const g of gradient.subarray(0, 256)) sum += g * g;
return Math.sqrt(sum);

// WRONG single-precision: on 32 bits
let sum = 0;
for (const gradient of gradients) for (const g of gradient) sum = Math.fround(sum + g * g);
return Math.sqrt(sum);

// RIGHT norm-of-norms: the norm of all norms
const norms = gradients.map((gradient) => Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0)));
return Math.sqrt(norms.reduce((sum, norm) => sum + norm * norm, 0));

// RIGHT flat: one long list
const all = gradients.flatMap((gradient) => [...gradient]);
return Math.sqrt(all.reduce((sum, g) => sum + g ** 2, 0));
