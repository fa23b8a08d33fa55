// The bank for `momentumStep`: every region below is graded in place of the reference's.

// WRONG rate-in-velocity: the other form, with the rate before the gradient
for (let i = 0; i < weights.length; i++) {
  velocity[i] = momentum * velocity[i] + rate * gradient[i];
  weights[i] -= velocity[i];
}

// WRONG weights-first: moves by the velocity of the step before
for (let i = 0; i < weights.length; i++) {
  weights[i] -= rate * velocity[i];
  velocity[i] = momentum * velocity[i] + gradient[i];
}

// WRONG average: 1 − momentum before the gradient
for (let i = 0; i < weights.length; i++) {
  velocity[i] = momentum * velocity[i] + (1 - momentum) * gradient[i];
  weights[i] -= rate * velocity[i];
}

// WRONG velocity-forgotten: moves by the gradient
for (let i = 0; i < weights.length; i++) {
  velocity[i] = momentum * velocity[i] + gradient[i];
  weights[i] -= rate * gradient[i];
}

// WRONG not-kept: the velocity is not written down
for (let i = 0; i < weights.length; i++) weights[i] -= rate * (momentum * velocity[i] + gradient[i]);

// WRONG nesterov: looks one step ahead
for (let i = 0; i < weights.length; i++) {
  velocity[i] = momentum * velocity[i] + gradient[i];
  weights[i] -= rate * (gradient[i] + momentum * velocity[i]);
}

// WRONG all-kept: the velocity never fades
for (let i = 0; i < weights.length; i++) {
  velocity[i] += gradient[i];
  weights[i] -= rate * velocity[i];
}

// WRONG always-nine-tenths: its own momentum
for (let i = 0; i < weights.length; i++) {
  velocity[i] = 0.9 * velocity[i] + gradient[i];
  weights[i] -= rate * velocity[i];
}

// WRONG uphill: along the velocity
for (let i = 0; i < weights.length; i++) {
  velocity[i] = momentum * velocity[i] + gradient[i];
  weights[i] += rate * velocity[i];
}

// WRONG backwards: the gradient slows the velocity down
for (let i = 0; i < weights.length; i++) {
  velocity[i] = momentum * velocity[i] - gradient[i];
  weights[i] += rate * velocity[i] * (1 + momentum);
}

// WRONG rate-ignored: the whole velocity
for (let i = 0; i < weights.length; i++) {
  velocity[i] = momentum * velocity[i] + gradient[i];
  weights[i] -= velocity[i];
}

// WRONG one-velocity: one velocity for all weights
for (let i = 0; i < weights.length; i++) {
  velocity[0] = momentum * velocity[0] + gradient[i];
  weights[i] -= rate * velocity[0];
}

// WRONG gradient-in-place: adds the velocity to the gradient itself
for (let i = 0; i < weights.length; i++) {
  gradient[i] += momentum * velocity[i];
  velocity[i] = gradient[i];
  weights[i] -= rate * velocity[i];
}

// WRONG no-number-skipped: leaves out a gradient that is no number
for (let i = 0; i < weights.length; i++) {
  velocity[i] = momentum * velocity[i] + (Number.isFinite(gradient[i]) ? gradient[i] : 0);
  weights[i] -= rate * velocity[i];
}

// WRONG at-most-256: stops after 256 weights
for (let i = 0; i < Math.min(256, weights.length); i++) {
  velocity[i] = momentum * velocity[i] + gradient[i];
  weights[i] -= rate * velocity[i];
}

// WRONG bounded: a velocity of at most a thousand
for (let i = 0; i < weights.length; i++) {
  velocity[i] = Math.max(-1000, Math.min(1000, momentum * velocity[i] + gradient[i]));
  weights[i] -= rate * velocity[i];
}

// RIGHT two-loops: all velocities first
for (let i = 0; i < velocity.length; i++) velocity[i] = gradient[i] + velocity[i] * momentum;
for (let i = 0; i < weights.length; i++) weights[i] -= velocity[i] * rate;

// RIGHT for-each: with forEach
gradient.forEach((g, i) => {
  velocity[i] *= momentum;
  velocity[i] += g;
  weights[i] -= rate * velocity[i];
});
