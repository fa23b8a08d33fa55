// The bank for `adamStep`: every region below is graded in place of the reference's.

// WRONG not-corrected: the averages as they are
const { first, second } = state;
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * first[i]) / (Math.sqrt(second[i]) + options.epsilon);

// WRONG first-corrected: only the average of gradients
const { first, second, steps } = state;
const due = 1 - options.beta1 ** steps;
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i]) + options.epsilon);

// WRONG second-corrected: only the average of squares
const { first, second, steps } = state;
const dueSquare = 1 - options.beta2 ** steps;
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * first[i]) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);

// WRONG epsilon-inside: ε under the root
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / Math.sqrt(second[i] / dueSquare + options.epsilon);

// WRONG epsilon-squared-inside: ε² under the root
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / Math.sqrt(second[i] / dueSquare + options.epsilon ** 2);

// WRONG epsilon-before-correction: ε beside the root that is not corrected yet
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= ((rate * (first[i] / due)) / (Math.sqrt(second[i]) + options.epsilon)) * Math.sqrt(dueSquare);

// WRONG no-root: divides by the average of squares
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (second[i] / dueSquare + options.epsilon);

// WRONG from-0: counts steps from 0, where nothing is due
const { first, second } = state;
const steps = state.steps - 1;
const [due, dueSquare] = [1 - options.beta1 ** steps || 1, 1 - options.beta2 ** steps || 1];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);

// WRONG one-too-many: counts the step twice
state.steps += 1;
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);

// WRONG first-step-forever: corrects as after the first step
const { first, second } = state;
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / (1 - options.beta1))) / (Math.sqrt(second[i] / (1 - options.beta2)) + options.epsilon);

// WRONG linear: β times the number of steps
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 / steps, 1 - options.beta2 / steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);

// WRONG uphill: along the average
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] += (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);

// WRONG gradient-for-average: the gradient itself over the root
const { second, steps } = state;
const dueSquare = 1 - options.beta2 ** steps;
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * gradient[i]) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);

// WRONG averages-corrected-in-place: writes the corrected averages down
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) {
  first[i] /= due;
  second[i] /= dueSquare;
  weights[i] -= (rate * first[i]) / (Math.sqrt(second[i]) + options.epsilon);
}

// WRONG averages-twice: moves the averages again
adamAverages(state, gradient, options);
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);

// WRONG epsilon-forgotten: 0/0 where there never was a gradient
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / Math.sqrt(second[i] / dueSquare);

// WRONG own-epsilon: always 10⁻⁸
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + 1e-8);

// WRONG at-most-256: stops after 256 weights
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < Math.min(256, weights.length); i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);

// WRONG no-number-skipped: leaves the weight where the average is no number
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + options.epsilon) || 0;

// WRONG gradient-cleared: sets the gradient to 0 afterwards
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i] / dueSquare) + options.epsilon);
gradient.fill(0);

// WRONG corrected-outside: corrects the root, not what is under it
const { first, second, steps } = state;
const [due, dueSquare] = [1 - options.beta1 ** steps, 1 - options.beta2 ** steps];
for (let i = 0; i < weights.length; i++) weights[i] -= (rate * (first[i] / due)) / (Math.sqrt(second[i]) / dueSquare + options.epsilon);

// RIGHT one-factor: the corrections in one factor of the rate, and in ε
const { first, second, steps } = state;
const dueRoot = Math.sqrt(1 - options.beta2 ** steps);
const scaled = (rate * dueRoot) / (1 - options.beta1 ** steps);
for (let i = 0; i < weights.length; i++) weights[i] -= (scaled * first[i]) / (Math.sqrt(second[i]) + options.epsilon * dueRoot);

// RIGHT arrays: corrected copies
const average = state.first.map((m) => m / (1 - options.beta1 ** state.steps));
const root = state.second.map((v) => Math.sqrt(v / (1 - options.beta2 ** state.steps)));
average.forEach((m, i) => {
  weights[i] -= (m / (root[i] + options.epsilon)) * rate;
});
