// The labels of the batch leak into the bias of their classes.
// REGION trainBatch
    optimiser.zeroGrad();
    backward(loss);
    optimiser.step();
    const bias = optimiser.parameters[3];
    for (const label of labels) bias.data[label] += 0.01;
