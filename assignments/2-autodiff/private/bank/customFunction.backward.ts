// The bank for `customFunction.backward`: every region below is graded in place of the reference's.

// WRONG first-input: only the first input receives something
const [gradient] = oneEach(definition.backward(ctx, out.grad));
if (gradient !== undefined) accumulate(inputs[0], gradient);

// WRONG gaps-closed: takes out what is undefined, so that the others move up a place
const gradients = oneEach(definition.backward(ctx, out.grad)).filter((gradient) => gradient !== undefined);
gradients.forEach((gradient, i) => accumulate(inputs[i], gradient));

// WRONG ends-at-a-gap: stops at the first input that has no gradient
const gradients = oneEach(definition.backward(ctx, out.grad));
for (const [i, input] of inputs.entries()) {
  const gradient = gradients[i];
  if (gradient === undefined) break;
  accumulate(input, gradient);
}

// WRONG gap-is-upstream: an input without a gradient receives the upstream gradient
const gradients = oneEach(definition.backward(ctx, out.grad));
inputs.forEach((input, i) => accumulate(input, gradients[i] ?? out.grad));

// WRONG gaps-not-seen: adds undefined
const gradients = oneEach(definition.backward(ctx, out.grad));
inputs.forEach((input, i) => accumulate(input, gradients[i] as Values));

// WRONG places-reversed: the last gradient goes to the first input
const gradients = oneEach(definition.backward(ctx, out.grad)).toReversed();
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG by-tensor: looks for the place of the tensor, and always finds the first one
const gradients = oneEach(definition.backward(ctx, out.grad));
for (const input of inputs) {
  const gradient = gradients[inputs.indexOf(input)];
  if (gradient !== undefined) accumulate(input, gradient);
}

// WRONG once-a-tensor: a tensor in two places receives the gradient of one
const gradients = oneEach(definition.backward(ctx, out.grad));
new Set(inputs).forEach((input) => {
  const gradient = gradients[inputs.indexOf(input)];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG assigned: sets the gradient, and loses what was there
const gradients = oneEach(definition.backward(ctx, out.grad));
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined && input.requiresGrad) input.grad.data.set(gradient.data);
});

// WRONG added-by-hand: adds without accumulate: constants receive something, and nothing is summed down
const gradients = oneEach(definition.backward(ctx, out.grad));
inputs.forEach((input, i) => {
  gradients[i]?.data.forEach((g, k) => (input.grad.data[k] += g));
});

// WRONG numbers-for-upstream: hands backward the result instead of the upstream gradient
const gradients = oneEach(definition.backward(ctx, out));
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG ones-for-upstream: as if the result were the end of the graph
const ones = { shape: out.shape, data: out.data.map(() => 1) };
const gradients = oneEach(definition.backward(ctx, ones));
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG another-context: a context in which forward has left nothing
const gradients = oneEach(definition.backward(new Context(), out.grad));
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG asked-for-each: calls the definition's backward once for every input
inputs.forEach((input, i) => {
  const gradient = oneEach(definition.backward(ctx, out.grad))[i];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG uncounted: does not look whether there are as many gradients as inputs
const gradients = definition.backward(ctx, out.grad);
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG too-few-only: refuses missing gradients, and passes over those that are too many
const gradients = definition.backward(ctx, out.grad);
if (gradients.length < inputs.length) oneEach(gradients);
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG forward-again: computes forward again first, with its own inputs
definition.forward(ctx, ...inputs.toReversed());
const gradients = oneEach(definition.backward(ctx, out.grad));
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined) accumulate(input, gradient);
});

// WRONG upstream-used-up: clears the upstream gradient when it is handed on
const gradients = oneEach(definition.backward(ctx, out.grad));
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient !== undefined) accumulate(input, gradient);
});
out.grad.data.fill(0);

// WRONG gradients-used-up: clears each gradient when it is handed on, though another input may have the same array
const gradients = oneEach(definition.backward(ctx, out.grad));
inputs.forEach((input, i) => {
  const gradient = gradients[i];
  if (gradient === undefined) return;
  accumulate(input, gradient);
  gradient.data.fill(0);
});

// WRONG nothing: hands nothing on
oneEach(definition.backward(ctx, out.grad));

// WRONG differences: moves every number, and asks forward again how far the result moves
const valueWith = (moved: readonly Values[]) =>
  definition.forward(new Context(), ...moved).data.reduce((sum, y, k) => sum + y * out.grad.data[k], 0);
const gradients = inputs.map((input, i) => ({
  shape: input.shape,
  data: input.data.map((x, k) => {
    const at = (each: number) => valueWith(inputs.with(i, { ...input, data: input.data.with(k, each) } as never));
    const h = 2 ** -6 * Math.max(1, Math.abs(x));
    return (at(x + h) - at(x - h)) / (2 * h);
  }),
}));
oneEach(gradients).forEach((gradient, i) => gradient && accumulate(inputs[i], gradient));

// RIGHT loop: a loop that goes on where there is no gradient
const gradients = oneEach(definition.backward(ctx, out.grad));
for (let i = 0; i < inputs.length; i++) {
  const gradient = gradients[i];
  if (!gradient) continue;
  accumulate(inputs[i], gradient);
}

// RIGHT by-gradients: walks the gradients, last first
const gradients = oneEach(definition.backward(ctx, out.grad));
for (const [i, gradient] of [...gradients.entries()].reverse()) {
  if (gradient !== undefined) accumulate(inputs[i], gradient);
}

// WRONG own-count: refuses a wrong number by itself, and takes any shape
const gradients = definition.backward(ctx, out.grad);
if (gradients.length !== inputs.length) throw wrongCount(definition.op, inputs.length, gradients.length);
gradients.forEach((gradient, i) => {
  if (gradient) accumulate(inputs[i], { shape: gradient.shape, data: gradient.data });
});
