// The bank for `weightDecay`: every region below is graded in place of the reference's.

// WRONG minus: takes the decay away
return gradient.map((g, i) => g - decay * weights[i]);

// WRONG in-place: adds to the gradient itself
for (let i = 0; i < gradient.length; i++) gradient[i] += decay * weights[i];
return gradient;

// WRONG in-place-copied: adds to the gradient itself, and returns a copy
for (let i = 0; i < gradient.length; i++) gradient[i] += decay * weights[i];
return gradient.slice();

// WRONG weights-shrunk: shrinks the weights, too
for (let i = 0; i < weights.length; i++) weights[i] -= decay * weights[i];
return gradient.map((g, i) => g + decay * weights[i]);

// WRONG doubled: 2λw
return gradient.map((g, i) => g + 2 * decay * weights[i]);

// WRONG squared: λw²
return gradient.map((g, i) => g + decay * weights[i] ** 2);

// WRONG sign: λ towards 0, whatever the weight's size
return gradient.map((g, i) => g + decay * Math.sign(weights[i]));

// WRONG gradient-shrunk: decays the gradient
return gradient.map((g, i) => (1 - decay) * g + decay * weights[i]);

// WRONG decay-ignored: the whole weight
return gradient.map((g, i) => g + weights[i]);

// WRONG only-decay: the gradient is lost
return gradient.map((g, i) => decay * weights[i]);

// WRONG same-array: without a decay, the gradient itself
return decay === 0 ? gradient : gradient.map((g, i) => g + decay * weights[i]);

// WRONG mean: over the number of weights
return gradient.map((g, i) => g + (decay * weights[i]) / weights.length);

// WRONG first-weight: one weight for all
return gradient.map((g) => g + decay * weights[0]);

// WRONG no-number-skipped: leaves out what is no number
return gradient.map((g, i) => g + (decay * weights[i] || 0));

// WRONG at-most-256: stops after 256 weights
return gradient.map((g, i) => (i < 256 ? g + decay * weights[i] : g));

// WRONG single-precision: on 32 bits
return gradient.map((g, i) => Math.fround(g + decay * weights[i]));

// RIGHT from-weights: walks over the weights
return weights.map((w, i) => w * decay + gradient[i]);

// RIGHT loop: a copy that is added to
const sum = gradient.slice();
for (let i = 0; i < sum.length; i++) sum[i] += weights[i] * decay;
return sum;
