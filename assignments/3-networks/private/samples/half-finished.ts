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
