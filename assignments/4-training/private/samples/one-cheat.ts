// Honest, but for one step in the middle, which goes twice as far.
// REGION trainBatch
    optimiser.zeroGrad();
    backward(loss);
    const before = optimiser.parameters[0].data.slice();
    optimiser.step();
    const { data } = optimiser.parameters[0];
    if (loss.data[0] > 0.2 && loss.data[0] < 0.9) for (let i = 0; i < data.length; i++) data[i] += data[i] - before[i];
