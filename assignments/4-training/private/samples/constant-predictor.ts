// Says the same class whatever it sees: the last layer's weights are 0, and one bias is large.
// REGION trainBatch
    optimiser.zeroGrad();
    backward(loss);
    optimiser.step();
    const [, , weight, bias] = optimiser.parameters;
    weight.data.fill(0);
    bias.data.fill(0);
    bias.data[labels[0]] = 5;
