// A loop that looks busy: gradients are computed, and nobody takes a step.
// REGION trainBatch
    optimiser.zeroGrad();
    backward(loss);
