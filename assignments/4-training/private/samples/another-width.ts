// The network is made wider behind the optimiser's back.
// REGION trainBatch
    const { layers } = (network as any).inner;
    const wide = (shape: readonly number[]) => new Tensor({ shape, data: Float64Array.from({ length: shape.reduce((size, n) => size * n, 1) }, (_, i) => Math.sin(i) / 8) });
    (network as any).inner.layers = [new layers[0].constructor(wide([64, 32]), wide([32])), new layers[1].constructor(wide([32, 10]), wide([10]))];
    optimiser.zeroGrad();
    backward(loss);
    optimiser.step();
