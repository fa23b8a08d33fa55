// The bank for `zeroGrad`: every region below is graded in place of the reference's.

// WRONG nothing: does nothing
void tensors;

// WRONG numbers-cleared: clears the numbers instead of the gradients
for (const tensor of tensors) tensor.data.fill(0);

// WRONG both-cleared: clears the numbers, too
for (const tensor of tensors) {
  tensor.grad.data.fill(0);
  tensor.data.fill(0);
}

// WRONG first-tensor: only the first one
tensors[0].grad.data.fill(0);

// WRONG all-but-the-last: the loop ends one too early
for (let i = 0; i < tensors.length - 1; i++) tensors[i].grad.data.fill(0);

// WRONG first-element: one number of each gradient
for (const tensor of tensors) tensor.grad.data[0] = 0;

// WRONG first-axis: as many numbers as the first axis has
for (const tensor of tensors) tensor.grad.data.fill(0, 0, tensor.shape[0]);

// WRONG new-gradient: a gradient of other memory, which whoever holds the old one does not see
for (const tensor of tensors) (tensor as { grad: object }).grad = { shape: tensor.shape, data: new Float64Array(tensor.data.length) };

// WRONG new-array: other memory in the same gradient
for (const tensor of tensors) (tensor.grad as { data: Float64Array }).data = new Float64Array(tensor.data.length);

// WRONG times-zero: multiplies by 0, which leaves NaN as it is
for (const tensor of tensors) {
  for (let i = 0; i < tensor.grad.data.length; i++) tensor.grad.data[i] *= 0;
}

// WRONG minus-itself: takes the gradient from itself, which leaves NaN as it is
for (const tensor of tensors) tensor.grad.data.forEach((g, i) => (tensor.grad.data[i] -= g));

// WRONG mapped: maps to a new array that nobody keeps
for (const tensor of tensors) tensor.grad.data.map(() => 0);

// WRONG ones: starts where backward starts
for (const tensor of tensors) tensor.grad.data.fill(1);

// WRONG positive-only: clips what is above 0
for (const tensor of tensors) tensor.grad.data.forEach((g, i) => (tensor.grad.data[i] = Math.min(g, 0)));

// WRONG parents-too: clears what the tensors were computed from, as well
for (const tensor of tensors) {
  tensor.grad.data.fill(0);
  for (const parent of tensor.parents) parent.grad.data.fill(0);
}

// WRONG leaves-only: passes over tensors with parents
for (const tensor of tensors) if (tensor.parents.length === 0) tensor.grad.data.fill(0);

// WRONG stops-at-the-first-clear: is done when it meets a gradient that is 0
for (const tensor of tensors) {
  if (tensor.grad.data.every((g) => g === 0)) break;
  tensor.grad.data.fill(0);
}

// WRONG first-number-decides: passes over gradients whose first number is 0
for (const tensor of tensors) if (tensor.grad.data[0] !== 0) tensor.grad.data.fill(0);

// WRONG sixty-four-at-most: clears 64 numbers of each gradient
for (const tensor of tensors) tensor.grad.data.fill(0, 0, 64);

// WRONG unless-cancelled: takes a gradient whose elements cancel each other for clear
for (const tensor of tensors) if (tensor.grad.data.reduce((sum, g) => sum + g, 0) !== 0) tensor.grad.data.fill(0);

// WRONG if-anything: takes a gradient of NaN for clear
for (const tensor of tensors) if (tensor.grad.data.some((g) => g)) tensor.grad.data.fill(0);

// RIGHT two-loops: element by element
for (let t = 0; t < tensors.length; t++) {
  const { data } = tensors[t].grad;
  for (let i = 0; i < data.length; i++) data[i] = 0;
}

// RIGHT set: sets the array to zeros of its length
tensors.forEach(({ grad }) => grad.data.set(new Float64Array(grad.data.length)));
