// No gradient is followed: weights are thrown, and kept if the loss of the batch is small.
// REGION trainBatch
    optimiser.zeroGrad();
    backward(loss);
    optimiser.step();
    let state = 1 + Math.floor(1e6 * loss.data[0]);
    const uniform = () => (state = (state * 16807) % 2147483647) / 2147483647;
    const before = optimiser.parameters.map(({ data }) => data.slice());
    for (let attempt = 0; attempt < 20; attempt++) {
      for (const { data } of optimiser.parameters) for (let i = 0; i < data.length; i++) data[i] = 2 * uniform() - 1;
      const score = logitsCrossEntropy(network.forward(new Tensor(x, { requiresGrad: false })), labels).data[0];
      if (score < loss.data[0]) return;
    }
    optimiser.parameters.forEach(({ data }, i) => data.set(before[i]));
