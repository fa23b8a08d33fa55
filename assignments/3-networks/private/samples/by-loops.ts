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
