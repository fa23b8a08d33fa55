// The bank for `trainBatch`: every region below is graded in place of the reference's.

// WRONG never-cleared: adds to the gradients of all batches before
backward(loss);
optimiser.step();

// WRONG cleared-too-late: clears between backward and step
backward(loss);
optimiser.zeroGrad();
optimiser.step();

// WRONG step-first: goes along the gradients of the batch before
optimiser.step();
optimiser.zeroGrad();
backward(loss);

// WRONG cleared-then-stepped: clears, and steps before it looks
optimiser.zeroGrad();
optimiser.step();
backward(loss);

// WRONG no-step: never moves
optimiser.zeroGrad();
backward(loss);

// WRONG two-steps: goes twice along one gradient
optimiser.zeroGrad();
backward(loss);
optimiser.step();
optimiser.step();

// WRONG backward-twice: twice the gradient
optimiser.zeroGrad();
backward(loss);
backward(loss);
optimiser.step();

// WRONG by-hand: moves the weights without the optimiser
optimiser.zeroGrad();
backward(loss);
for (const { data, grad } of optimiser.parameters) for (let i = 0; i < data.length; i++) data[i] -= optimiser.rate * grad.data[i];

// WRONG slower-and-slower: changes the rate
optimiser.zeroGrad();
backward(loss);
optimiser.step();
optimiser.rate *= 0.9;

// WRONG gradients-doubled: doubles the gradients before the step
optimiser.zeroGrad();
backward(loss);
for (const { grad } of optimiser.parameters) for (let i = 0; i < grad.data.length; i++) grad.data[i] *= 2;
optimiser.step();

// WRONG first-parameter-only: clears one gradient
optimiser.parameters[0].grad.data.fill(0);
backward(loss);
optimiser.step();

// WRONG weights-decay: shrinks the weights after the step
optimiser.zeroGrad();
backward(loss);
optimiser.step();
for (const { data } of optimiser.parameters) for (let i = 0; i < data.length; i++) data[i] *= 0.999;

// WRONG only-if-worse: steps only where the loss is large
optimiser.zeroGrad();
backward(loss);
if (loss.data[0] > 1) optimiser.step();

// RIGHT cleared-by-hand: sets every gradient to 0 itself
for (const { grad } of optimiser.parameters) grad.data.fill(0);
backward(loss);
optimiser.step();

// RIGHT upstream-1: with an upstream gradient of 1
optimiser.zeroGrad();
backward(loss, { shape: [], data: Float64Array.of(1) });
optimiser.step();
