// The bank for `sgdStep`: every region below is graded in place of the reference's.

// WRONG uphill: along the gradient
for (let i = 0; i < weights.length; i++) weights[i] += rate * gradient[i];

// WRONG rate-ignored: the whole gradient
for (let i = 0; i < weights.length; i++) weights[i] -= gradient[i];

// WRONG sign: the same step for every weight
for (let i = 0; i < weights.length; i++) weights[i] -= rate * Math.sign(gradient[i]);

// WRONG replaced: the step in the place of the weight
for (let i = 0; i < weights.length; i++) weights[i] = -rate * gradient[i];

// WRONG new-array: changes an array of its own
weights = weights.map((w, i) => w - rate * gradient[i]);

// WRONG factor: takes a share of the weight away
for (let i = 0; i < weights.length; i++) weights[i] *= 1 - rate * gradient[i];

// WRONG divided: divides by the rate
for (let i = 0; i < weights.length; i++) weights[i] -= gradient[i] / rate;

// WRONG first-gradient: one gradient for all weights
for (let i = 0; i < weights.length; i++) weights[i] -= rate * gradient[0];

// WRONG last-left-out: the last weight stays
for (let i = 0; i < weights.length - 1; i++) weights[i] -= rate * gradient[i];

// WRONG mean: divides by the number of weights
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * gradient[i]) / weights.length;

// WRONG clipped: never further than 1
for (let i = 0; i < weights.length; i++) weights[i] -= Math.max(-1, Math.min(1, rate * gradient[i]));

// WRONG gradient-scaled: scales the gradient itself
for (let i = 0; i < weights.length; i++) {
  gradient[i] *= rate;
  weights[i] -= gradient[i];
}

// WRONG gradient-cleared: sets the gradient to 0 afterwards
for (let i = 0; i < weights.length; i++) weights[i] -= rate * gradient[i];
gradient.fill(0);

// WRONG no-number-skipped: leaves the weight where the gradient is no number
for (let i = 0; i < weights.length; i++) if (Number.isFinite(gradient[i])) weights[i] -= rate * gradient[i];

// WRONG all-or-nothing: stops where any gradient is no number
if (gradient.some((g) => !Number.isFinite(g))) weights.fill(Number.NaN);
else for (let i = 0; i < weights.length; i++) weights[i] -= rate * gradient[i];

// WRONG at-most-256: stops after 256 weights
for (let i = 0; i < Math.min(256, weights.length); i++) weights[i] -= rate * gradient[i];

// WRONG single-precision: on 32 bits
for (let i = 0; i < weights.length; i++) weights[i] = Math.fround(weights[i] - rate * gradient[i]);

// WRONG tiny-ignored: a small gradient counts as none
for (let i = 0; i < weights.length; i++) if (Math.abs(gradient[i]) > 1e-6) weights[i] -= rate * gradient[i];

// RIGHT for-each: with forEach
gradient.forEach((g, i) => {
  weights[i] = weights[i] - g * rate;
});

// RIGHT set: a new array is copied over
weights.set(weights.map((w, i) => w - rate * gradient[i]));
