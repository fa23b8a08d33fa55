// Everything right, by somebody else: often in one expression.
// REGION shuffled
    const [rest, order]: [T[], T[]] = [[...items], []];
    while (rest.length > 0) order.push(...rest.splice(Math.floor(rng.uniform() * rest.length), 1));
    return order;
// REGION takeExamples
    const width = x.shape[1];
    const data = new Float64Array(places.length * width).map((_, i) => x.data[places[Math.floor(i / width)] * width + (i % width)]);
    return { x: { shape: [places.length, width], data }, labels: Array.from(places, (place) => labels[place]) };
// REGION minibatches
    const [order, batches]: [number[], number[][]] = [shuffled(places, rng), []];
    while (order.length > 0) batches.push(order.splice(0, size));
    return batches;
// REGION split
    const rest = [...places];
    const [validation, test] = [rest.splice(0, sizes.validation), rest.splice(0, sizes.test)];
    return { train: rest, validation, test };
// REGION columnMeans
    const means = new Float64Array(d);
    data.forEach((x, i) => {
      means[i % d] += x / n;
    });
    return means;
// REGION columnDeviations
    return means.map((mean, j) => Math.hypot(...Array.from({ length: n }, (_, i) => data[i * d + j] - mean)) / Math.sqrt(n));
// REGION standardise
    const out = { shape, data: data.slice() };
    for (let i = 0; i < shape[0]; i++)
      for (let j = 0; j < shape[1]; j++) out.data[i * shape[1] + j] = (out.data[i * shape[1] + j] - means[j]) / (deviations[j] > 0 ? deviations[j] : 1);
    return out;
// REGION accuracy
    return !Number.isNaN(scores[label]) && !scores.some((score, k) => k !== label && score >= scores[label]);
// REGION sgdStep
    weights.set(weights.map((w, i) => w - rate * gradient[i]));
// REGION momentumStep
    gradient.forEach((g, i) => {
      velocity[i] *= momentum;
      velocity[i] += g;
      weights[i] -= rate * velocity[i];
    });
// REGION adamAverages
    gradient.forEach((g, i) => {
      first[i] = (1 - beta1) * g + beta1 * first[i];
      second[i] = (1 - beta2) * g * g + beta2 * second[i];
    });
// REGION adamStep
    const average = state.first.map((m) => m / (1 - options.beta1 ** state.steps));
    const root = state.second.map((v) => Math.sqrt(v / (1 - options.beta2 ** state.steps)));
    average.forEach((m, i) => {
      weights[i] -= (m / (root[i] + options.epsilon)) * rate;
    });
// REGION weightDecay
    const sum = gradient.slice();
    for (let i = 0; i < sum.length; i++) sum[i] += weights[i] * decay;
    return sum;
// REGION gradientNorm
    const all = gradients.flatMap((gradient) => [...gradient]);
    return Math.sqrt(all.reduce((sum, g) => sum + g ** 2, 0));
// REGION clipNorm
    const factor = Math.min(1, most / (gradientNorm(gradients) + 1e-6));
    for (const gradient of gradients) gradient.set(gradient.map((g) => factor * g));
// REGION stepRate
    return first * Math.pow(factor, (epoch - (epoch % every)) / every);
// REGION cosineRate
    return last + (first - last) * Math.cos((Math.PI * epoch) / (2 * epochs)) ** 2;
// REGION dropoutMask
    const draws = new Float64Array(sizeOf(shape)).map(() => rng.uniform());
    return { shape, data: draws.map((draw) => Number(draw >= p)) };
// REGION dropout.forward
    const factor = 1 / (1 - p);
    return { shape: a.shape, data: a.data.map((x, i) => x * mask.data[i] * factor) };
// REGION dropout.backward
    const factor = 1 / (1 - p);
    accumulate(a, { shape: a.shape, data: out.grad.data.map((upstream, i) => upstream * mask.data[i] * factor) });
// REGION dropoutLayer
    const layer = this;
    if (layer.training) return dropout(x, layer.p, layer.rng);
    else return x;
// REGION testScaledDropout
    if (this.training) return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng)));
    return mul(constant(1 - this.p), x);
// REGION maskChance
    let chance = 1;
    for (const kept of mask) chance *= kept * (1 - p) + (1 - kept) * p;
    return chance;
// REGION expectedOutput
    return allMasks(x.length).reduce((sum, mask) => sum + maskChance(mask, p) * neuron(x.map((input, i) => mask[i] * input)), 0);
// REGION trainBatch
    optimiser.zeroGrad();
    backward(loss, { shape: [], data: Float64Array.of(1) });
    optimiser.step();
// REGION trainEpoch
    network.train();
    const count = batches.reduce((total, batch) => total + batch.length, 0);
    return batches.reduce((mean, batch) => mean + (batch.length / count) * trainBatch(network, takeExamples(examples, batch), optimiser), 0);
// REGION evaluate
    network.eval();
    const scores = noGrad(() => network.forward(new Tensor(x)));
    return { accuracy: accuracy(scores, labels), loss: noGrad(() => logitsCrossEntropy(scores, labels)).data[0] };
// REGION train
    optimiser.rate = plan.rateAt(epoch);
    const loss = trainEpoch(network, learned, minibatches([...places].reverse(), plan.size, plan.rng), optimiser);
    const validation = evaluate(network, others);
    return { validation, loss };
// REGION earlyStopping.note
    this.waited += 1;
    if (loss < this.best) this.keep(loss);
    return !(this.waited < this.patience);
// REGION earlyStopping.copies
    return Array.from(parameters, ({ data }) => data.map((x) => x));
// REGION earlyStopping.restore
    this.parameters.forEach(({ data }, i) => {
      if (i < this.kept.length) data.set(this.kept[i]);
    });
// REGION deadShare
    const sums = new Float64Array(neurons);
    data.forEach((y, i) => (sums[i % neurons] += y === 0 ? 0 : 1));
    return sums.filter((sum) => sum === 0).length / neurons;
// REGION saturatedShare
    let count = 0;
    for (const y of data) if ((1 - y) * (1 + y) < 0.02) count++;
    return count / data.length;
// REGION gradientHealth
    const isGone = !(first > 0 && first >= last * 0.001);
    return first > last * 1000 ? "exploding" : dead > 0.5 ? "dead" : saturated > 0.5 ? "saturated" : isGone ? "vanishing" : "healthy";
// REGION majorityVote
    const count = (one: number) => votes.filter((vote) => vote === one).length;
    return votes.reduce((best, vote) => (count(vote) > count(best) ? vote : best));
// REGION restarts
    const all = Array.from({ length: count }, (_, k) => attempt(k));
    const numbers = all.filter(({ loss }) => !Number.isNaN(loss));
    return (numbers.length > 0 ? numbers : all).reduce((best, each) => (each.loss < best.loss ? each : best));
