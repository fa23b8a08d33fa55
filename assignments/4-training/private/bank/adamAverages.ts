// The bank for `adamAverages`: every region below is graded in place of the reference's.

// WRONG no-square: the gradient in both
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = beta2 * second[i] + (1 - beta2) * gradient[i];
}

// WRONG size: the size of the gradient in the place of its square
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = beta2 * second[i] + (1 - beta2) * Math.abs(gradient[i]);
}

// WRONG square-of-average: the square of the first average
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = beta2 * second[i] + (1 - beta2) * first[i] ** 2;
}

// WRONG betas-exchanged: each average has the other's β
for (let i = 0; i < first.length; i++) {
  first[i] = beta2 * first[i] + (1 - beta2) * gradient[i];
  second[i] = beta1 * second[i] + (1 - beta1) * gradient[i] ** 2;
}

// WRONG one-beta: β₁ for both
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = beta1 * second[i] + (1 - beta1) * gradient[i] ** 2;
}

// WRONG turned-over: keeps 1 − β of the old
for (let i = 0; i < first.length; i++) {
  first[i] = (1 - beta1) * first[i] + beta1 * gradient[i];
  second[i] = (1 - beta2) * second[i] + beta2 * gradient[i] ** 2;
}

// WRONG summed: adds the whole gradient
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + gradient[i];
  second[i] = beta2 * second[i] + gradient[i] ** 2;
}

// WRONG factor-squared: squares 1 − β₂, too
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = beta2 * second[i] + ((1 - beta2) * gradient[i]) ** 2;
}

// WRONG first-only: the average of squares stays
for (let i = 0; i < first.length; i++) first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];

// WRONG variance: the square of the distance from the average
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = beta2 * second[i] + (1 - beta2) * (gradient[i] - first[i]) ** 2;
}

// WRONG largest: never lets the second average fall
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = Math.max(second[i], beta2 * second[i] + (1 - beta2) * gradient[i] ** 2);
}

// WRONG gradient-squared: squares the gradient itself
for (let i = 0; i < first.length; i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  gradient[i] *= gradient[i];
  second[i] = beta2 * second[i] + (1 - beta2) * gradient[i];
}

// WRONG no-number-skipped: leaves out a gradient that is no number
for (let i = 0; i < first.length; i++) {
  if (!Number.isFinite(gradient[i])) continue;
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] ** 2;
}

// WRONG at-most-256: stops after 256 weights
for (let i = 0; i < Math.min(256, first.length); i++) {
  first[i] = beta1 * first[i] + (1 - beta1) * gradient[i];
  second[i] = beta2 * second[i] + (1 - beta2) * gradient[i] ** 2;
}


// RIGHT towards: a step towards the gradient, and towards its square
for (let i = 0; i < first.length; i++) {
  first[i] += (1 - beta1) * (gradient[i] - first[i]);
  second[i] += (1 - beta2) * (gradient[i] * gradient[i] - second[i]);
}

// RIGHT for-each: with forEach
gradient.forEach((g, i) => {
  first[i] = (1 - beta1) * g + beta1 * first[i];
  second[i] = (1 - beta2) * g * g + beta2 * second[i];
});
