// A complete submission in another hand: loops over the elements, no arrays in between, helpers where something repeats.
// REGION relu.forward
    const made = new Float64Array(a.data.length);
    for (let i = 0; i < made.length; i++) made[i] = Math.max(a.data[i], 0);
    return { shape: a.shape, data: made };
// REGION relu.backward
    const share = new Float64Array(a.data.length);
    for (const [i, x] of a.data.entries()) if (x > 0) share[i] = out.grad.data[i];
    accumulate(a, { shape: a.shape, data: share });
// REGION leakyRelu.forward
    const data = a.data.slice();
    for (let i = 0; i < data.length; i++) if (!(data[i] > 0)) data[i] *= slope;
    return { shape: a.shape, data };
// REGION leakyRelu.backward
    const data = out.grad.data.slice();
    for (let i = 0; i < data.length; i++) if (!(a.data[i] > 0)) data[i] *= slope;
    accumulate(a, { shape: a.shape, data });
// REGION prelu.forward
    const steep = zipWith(a, slope, (_, factor) => factor);
    const data = a.data.map((x, i) => (x > 0 ? x : x * steep.data[i]));
    return { shape: a.shape, data };
// REGION prelu.backward
    const steep = zipWith(a, slope, (_, factor) => factor).data;
    const [forA, forSlope] = [new Float64Array(steep.length), new Float64Array(steep.length)];
    for (const [i, upstream] of out.grad.data.entries()) {
      if (a.data[i] > 0) forA[i] = upstream;
      else [forA[i], forSlope[i]] = [upstream * steep[i], upstream * a.data[i]];
    }
    accumulate(slope, { shape: a.shape, data: forSlope });
    accumulate(a, { shape: a.shape, data: forA });
// REGION sigmoid.forward
    const data = new Float64Array(a.data.length);
    for (const [i, x] of a.data.entries()) data[i] = logistic(x);
    return { shape: a.shape, data };
// REGION sigmoid.backward
    accumulate(a, zipWith(a, out.grad, (x, upstream) => upstream * logistic(x) * logistic(-x)));
// HELPERS activations/sigmoid.ts
function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : 1 - 1 / (1 + Math.exp(x));
}
// REGION tanh.forward
    const data = new Float64Array(a.data.length);
    for (let i = 0; i < data.length; i++) data[i] = 2 / (1 + Math.exp(-2 * a.data[i])) - 1;
    return { shape: a.shape, data };
// REGION tanh.backward
    const data = out.data.map((y, i) => out.grad.data[i] - out.grad.data[i] * y ** 2);
    accumulate(a, { shape: a.shape, data });
// REGION elu.forward
    const data = a.data.slice();
    for (const [i, x] of a.data.entries()) if (!(x > 0)) data[i] = alpha * Math.expm1(x);
    return { shape: a.shape, data };
// REGION elu.backward
    const data = out.grad.data.slice();
    for (const [i, x] of a.data.entries()) if (!(x > 0)) data[i] *= out.data[i] + alpha;
    accumulate(a, { shape: a.shape, data });
// REGION maxout.forward
    const data = a.data.slice();
    for (const [i, y] of b.data.entries()) if (y > data[i] || y !== y) data[i] = y;
    return { shape: a.shape, data };
// REGION maxout.backward
    const [forA, forB] = [out.grad.data.slice(), out.grad.data.slice()];
    for (let i = 0; i < forA.length; i++) {
      if (b.data[i] > a.data[i]) forA[i] = 0;
      else forB[i] = 0;
    }
    accumulate(b, { shape: b.shape, data: forB });
    accumulate(a, { shape: a.shape, data: forA });
// REGION softmax.forward
    return mapLines(a, along, (line) => {
      const largest = line.reduce((most, x) => Math.max(most, x), -Infinity);
      let total = 0;
      for (let i = 0; i < line.length; i++) total += line[i] = Math.exp(line[i] - largest);
      for (let i = 0; i < line.length; i++) line[i] /= total;
      return line;
    });
// REGION softmax.backward
    const products = zipLines(out, out.grad, along, (shares, upstream) => shares.map((share, i) => share * upstream[i]));
    accumulate(a, zipLines(products, out, along, (line, shares) => {
      const total = sumOf(line);
      return line.map((product, i) => product - total * shares[i]);
    }));
// REGION logSoftmax.forward
    return mapLines(a, along, (line) => {
      const largest = line.reduce((most, x) => Math.max(most, x), -Infinity);
      let total = 0;
      for (const x of line) total += Math.exp(x - largest);
      return line.map((x) => x - (largest + Math.log(total)));
    });
// REGION logSoftmax.backward
    accumulate(a, out.grad);
    accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => logs.map((log) => -Math.exp(log) * sumOf(upstream))));
// REGION squaredError.forward
    let total = 0;
    for (const [i, p] of prediction.data.entries()) total += (p - target.data[i]) ** 2;
    return values([total / count], []);
// REGION squaredError.backward
    const share = prediction.data.map((p, i) => (p - target.data[i]) * (2 / count) * out.grad.data[0]);
    accumulate(prediction, { shape: prediction.shape, data: share });
// REGION absoluteError.forward
    let total = 0;
    for (const [i, p] of prediction.data.entries()) total += Math.max(p - target.data[i], target.data[i] - p);
    return values([total / count], []);
// REGION absoluteError.backward
    const part = out.grad.data[0] / count;
    const share = prediction.data.map((p, i) => (p >= target.data[i] ? part : p < target.data[i] ? -part : NaN));
    accumulate(prediction, { shape: prediction.shape, data: share });
// REGION crossEntropy.forward
    let total = 0;
    for (const [i, p] of probabilities.data.entries()) total -= target.data[i] * Math.log(p < least ? least : p);
    return values([total / rows], []);
// REGION crossEntropy.backward
    const share = probabilities.data.map((p, i) => -target.data[i] / (p < least ? least : p));
    accumulate(probabilities, { shape: target.shape, data: share.map((slope) => (slope / rows) * out.grad.data[0]) });
// REGION logitsCrossEntropy
    const picked = gather(reshape(logSoftmax(logits), [labels.length * classes]), [...labels.keys()].map((i) => i * classes + labels[i]));
    return mean(neg(picked));
// REGION softLogitsCrossEntropy
    const due = new Tensor(target, { requiresGrad: false });
    return neg(mean(sum(mul(due, logSoftmax(logits, 1)), [-1])));
// REGION fusedCrossEntropy.forward
    let total = 0;
    for (const place of places) total += logs.data[place];
    return values([-total / places.length], []);
// REGION fusedCrossEntropy.backward
    const share = logs.data.map((log, i) => Math.exp(log) - (places.includes(i) ? 1 : 0));
    for (let i = 0; i < share.length; i++) share[i] *= out.grad.data[0] / places.length;
    accumulate(logits, { shape: logs.shape, data: share });
// REGION constantWeights
  const size = shape.reduce((product, n) => product * n, 1);
  return new Tensor({ shape, data: Float64Array.from({ length: size }, () => x) });
// REGION normalWeights
  const drawn = randn(shape, rng, { label: "weights" });
  for (let i = 0; i < drawn.data.length; i++) drawn.data[i] *= deviation;
  return drawn;
// REGION xavierWeights
  const deviation = 1 / Math.sqrt((fanIn + fanOut) / 2);
  return normalWeights([fanIn, fanOut], rng, deviation);
// REGION kaimingWeights
  return normalWeights([fanIn, fanOut], rng, Math.SQRT2 / Math.sqrt(fanIn));
// REGION modulesIn
  const found: Module[] = [];
  const visit = (each: Module): void => {
    if (found.includes(each)) return;
    found.push(each);
    for (const inner of partsOf(each).modules) visit(inner);
  };
  visit(module);
  return found;
// REGION parametersOf
  const found: Tensor[] = [];
  for (const each of modulesIn(module))
    for (const tensor of partsOf(each).tensors)
      if (tensor.requiresGrad && tensor.parents.length === 0 && !found.includes(tensor)) found.push(tensor);
  return found;
// REGION setMode
  modulesIn(module).forEach((each) => {
    each.training = training;
  });
// REGION linear
  const product = matmul(x, weight);
  return add(bias, product);
// REGION mlp
    let h = x;
    for (const [i, layer] of this.layers.entries()) h = layer.forward(i === 0 ? h : this.activation(h));
    return h;
// REGION residual
    const inner = this.inner.forward(x);
    return add(inner, x);
// REGION variance
  const distance = sub(x, mean(x, axes, true));
  return mean(pow(distance, 2), axes, true);
// REGION normalise
  const factor = pow(add(constant(epsilon), variance), -0.5);
  return mul(sub(x, mean), factor);
// REGION layerNorm
  const last = [x.shape.length - 1];
  const rows = normalise(x, mean(x, last, true), variance(x, last), epsilon);
  return add(beta, mul(gamma, rows));
// REGION moveTowards
  fresh.forEach((x, i) => {
    running[i] += momentum * (x - running[i]);
  });
// REGION batchStatistics
    const [average, spread] = [mean(x, axes, true), variance(x, axes)];
    moveTowards(running.variance.data, spread.data.map((v) => v * (rows / (rows - 1))), momentum);
    moveTowards(running.mean.data, average.data, momentum);
    return { mean: average, variance: spread };
// REGION batchNorm
    let used: Statistics = { mean: this.runningMean, variance: this.runningVariance };
    if (this.training) used = batchStatistics(x, used, this.momentum);
    const rows = normalise(x, used.mean, used.variance, this.epsilon);
    return add(this.beta, mul(this.gamma, rows));
// REGION embed
  const rows = gather(table, Array.from(indices.data));
  return reshape(rows, [...indices.shape, -1]);
// REGION fusedLayerNorm.backward
    const g = zipWith(out.grad, gamma, times);
    const along = zipWith(normal, rowMeans(zipWith(g, normal, times)), times);
    accumulate(x, zipWith(zipWith(g, rowMeans(g), minus), sigma, over));
    accumulate(x, zipWith(along, sigma, (a, s) => -a / s));
    accumulate(beta, out.grad);
    accumulate(gamma, zipWith(normal, out.grad, times));
