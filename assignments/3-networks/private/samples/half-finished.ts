// Somebody who has begun with the activations, has looked ahead at softmax, and has not got to the losses.
// REGION relu.forward
    return mapEach(a, (x) => (x < 0 ? 0 : x));
// REGION relu.backward
    // only where something came through
    const mask = mapEach(out, (y) => (y > 0 ? 1 : 0));
    accumulate(a, zipWith(mask, out.grad, (m, g) => m * g));
// REGION leakyRelu.forward
    return mapEach(a, (x) => Math.max(x, slope * x));
// REGION leakyRelu.backward
    accumulate(a, zipWith(a, out.grad, (x, g) => (x >= 0 ? g : g * slope)));
// REGION prelu.forward
    return zipWith(a, slope, (x, s) => (x > 0 ? x : s * x));
// REGION prelu.backward
    accumulate(a, zipWith(a, zipWith(slope, out.grad, (s, g) => s * g), (x, sg) => (x > 0 ? 1 : sg)));
// REGION sigmoid.forward
    return mapEach(a, (x) => Math.exp(x) / (1 + Math.exp(x)));
// REGION sigmoid.backward
    accumulate(a, zipWith(out, out.grad, (y, g) => g * y * (1 - y)));
// REGION tanh.forward
    return mapEach(a, Math.tanh);
// REGION tanh.backward
    // TODO
// REGION softmax.forward
    return mapLines(a, along, (line) => {
      const powers = line.map((x) => Math.exp(x));
      return powers.map((x) => x / sumOf(powers));
    });
// REGION constantWeights
  return new Tensor(filled(shape, x));
// REGION normalWeights
  return new Tensor(mapEach(randn(shape, rng), (x) => x * deviation * deviation));
// REGION xavierWeights
  return normalWeights([fanIn, fanOut], rng, Math.sqrt(2 / (fanIn + fanOut)));
// REGION modulesIn
  // everything in it, and everything in that
  return [module, ...partsOf(module).modules.flatMap((inner) => modulesIn(inner))];
// REGION parametersOf
  const tensors = modulesIn(module).flatMap((each) => partsOf(each).tensors);
  return [...new Set(tensors)].filter((tensor) => tensor.requiresGrad);
// REGION linear
  return add(matmul(x, weight), bias);
// REGION mlp
    return this.layers.reduce((h, layer) => this.activation(layer.forward(h)), x);
// REGION residual
    return add(x, this.inner.forward(x));
// REGION variance
  return sub(mean(mul(x, x), axes, true), pow(mean(x, axes, true), 2));
// REGION normalise
  return div(sub(x, mean), add(pow(variance, 0.5), constant(epsilon)));
