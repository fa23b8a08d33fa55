// The bank for `clipNorm`: every region below is graded in place of the reference's.

// WRONG each-alone: clips each gradient by its own norm
for (const gradient of gradients) {
  const factor = Math.min(1, most / (gradientNorm([gradient]) + 1e-6));
  for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
}

// WRONG each-number: cuts every number off
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] = Math.max(-most, Math.min(most, gradient[i]));

// WRONG always: stretches short gradients, too
const factor = most / (gradientNorm(gradients) + 1e-6);
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;

// WRONG never-shrinks: the larger of 1 and the factor
const factor = Math.max(1, most / (gradientNorm(gradients) + 1e-6));
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;

// WRONG nothing: leaves all as it is
gradientNorm(gradients);

// WRONG epsilon-forgotten: most / norm
const norm = gradientNorm(gradients);
if (norm > most) for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= most / norm;

// WRONG norm-anew: takes the norm again for every parameter
for (const gradient of gradients) {
  const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-6));
  for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;
}

// WRONG first-only: clips the first gradient
const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-6));
for (let i = 0; i < gradients[0].length; i++) gradients[0][i] *= factor;

// WRONG last-left-out: leaves the last number of each
const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-6));
for (const gradient of gradients) for (let i = 0; i < gradient.length - 1; i++) gradient[i] *= factor;

// WRONG copies: clips copies
const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-6));
for (const gradient of gradients) gradient.map((g) => g * factor);

// WRONG unit: to length 1
const norm = gradientNorm(gradients);
if (norm > most) for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] /= norm + 1e-6;

// WRONG too-long-dropped: a long gradient becomes 0
const norm = gradientNorm(gradients);
if (norm > most) for (const gradient of gradients) gradient.fill(0);

// WRONG root: the root of the factor
const factor = Math.min(1, Math.sqrt(most / (gradientNorm(gradients) + 1e-6)));
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;

// WRONG epsilon-large: 10⁻³ in the divisor
const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-3));
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;

// WRONG zero-divides: leaves the 10⁻⁶ out, so that 0 becomes NaN
const norm = gradientNorm(gradients);
const factor = norm === 0 ? Number.NaN : Math.min(1, most / (norm + 1e-6));
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;

// WRONG short-shrinks: a short gradient loses its last digits
const factor = Math.min(1 - 2 ** -50, most / (gradientNorm(gradients) + 1e-6));
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] *= factor;

// WRONG no-number-as-zero: what is no number becomes 0
const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-6));
for (const gradient of gradients) for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i] * factor || 0;

// WRONG at-most-256: the first 256 of each
const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-6));
for (const gradient of gradients) for (let i = 0; i < Math.min(256, gradient.length); i++) gradient[i] *= factor;

// RIGHT if: only where it is too long
const factor = most / (gradientNorm(gradients) + 1e-6);
if (factor < 1) gradients.forEach((gradient) => gradient.forEach((g, i) => void (gradient[i] = g * factor)));

// RIGHT set: new numbers are copied over
const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-6));
for (const gradient of gradients) gradient.set(gradient.map((g) => factor * g));
