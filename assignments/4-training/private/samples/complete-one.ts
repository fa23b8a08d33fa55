// Everything right: somebody who writes loops, and step after step.
// REGION shuffled
    const order = [...items];
    for (let place = 0; place < order.length; place++) {
      const any = place + Math.floor(rng.uniform() * (order.length - place));
      [order[place], order[any]] = [order[any], order[place]];
    }
    return order;
// REGION takeExamples
    const width = x.shape[1];
    const data = new Float64Array(places.length * width);
    places.forEach((place, i) => data.set(x.data.subarray(place * width, (place + 1) * width), i * width));
    return { x: { shape: [places.length, width], data }, labels: places.map((place) => labels[place]) };
// REGION minibatches
    const [order, batches]: [number[], number[][]] = [shuffled(places, rng), []];
    for (let from = 0; from < order.length; from += size) batches.push(order.slice(from, from + size));
    return batches;
// REGION split
    const first = count - sizes.validation - sizes.test;
    return { train: places.slice(0, first), validation: places.slice(first, first + sizes.validation), test: places.slice(first + sizes.validation) };
// REGION columnMeans
    return new Float64Array(d).map((_, j) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += data[i * d + j];
      return sum / n;
    });
// REGION columnDeviations
    return means.map((mean, j) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (data[i * d + j] - mean) ** 2;
      return Math.sqrt(sum / n);
    });
// REGION standardise
    const divisors = deviations.map((deviation) => (deviation === 0 ? 1 : deviation));
    return { shape, data: data.map((x, i) => (x - means[i % shape[1]]) / divisors[i % shape[1]]) };
// REGION accuracy
    return scores.indexOf(Math.max(...scores)) === label;
// REGION sgdStep
    gradient.forEach((g, i) => {
      weights[i] = weights[i] - g * rate;
    });
// REGION momentumStep
    for (let i = 0; i < velocity.length; i++) velocity[i] = gradient[i] + velocity[i] * momentum;
    for (let i = 0; i < weights.length; i++) weights[i] -= velocity[i] * rate;
// REGION adamAverages
    for (let i = 0; i < first.length; i++) {
      first[i] += (1 - beta1) * (gradient[i] - first[i]);
      second[i] += (1 - beta2) * (gradient[i] * gradient[i] - second[i]);
    }
// REGION adamStep
    const { first, second, steps } = state;
    const dueRoot = Math.sqrt(1 - options.beta2 ** steps);
    const scaled = (rate * dueRoot) / (1 - options.beta1 ** steps);
    for (let i = 0; i < weights.length; i++) weights[i] -= (scaled * first[i]) / (Math.sqrt(second[i]) + options.epsilon * dueRoot);
// REGION weightDecay
    return weights.map((w, i) => w * decay + gradient[i]);
// REGION gradientNorm
    const norms = gradients.map((gradient) => Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0)));
    return Math.sqrt(norms.reduce((sum, norm) => sum + norm * norm, 0));
// REGION clipNorm
    const factor = most / (gradientNorm(gradients) + 1e-6);
    if (factor < 1) gradients.forEach((gradient) => gradient.forEach((g, i) => void (gradient[i] = g * factor)));
// REGION stepRate
    let rate = first;
    for (let over = every; over <= epoch; over += every) rate *= factor;
    return rate;
// REGION cosineRate
    return (first + last) / 2 + ((first - last) / 2) * Math.cos((Math.PI * epoch) / epochs);
// REGION dropoutMask
    const data = new Float64Array(sizeOf(shape));
    for (let i = 0; i < data.length; i++) if (!(rng.uniform() < p)) data[i] = 1;
    return { shape, data };
// REGION dropout.forward
    return zipWith(a, mask, (x, kept) => (kept === 1 ? x / (1 - p) : 0));
// REGION dropout.backward
    accumulate(a, zipWith(mask, out.grad, (kept, upstream) => (kept === 1 ? upstream / (1 - p) : 0)));
// REGION dropoutLayer
    if (!this.training) return x;
    return dropout(x, this.p, this.rng);
// REGION testScaledDropout
    const factor = this.training ? new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }) : constant(1 - this.p);
    return mul(factor, x);
// REGION maskChance
    const kept = mask.reduce((sum, each) => sum + each, 0);
    return (1 - p) ** kept * p ** (mask.length - kept);
// REGION expectedOutput
    let expected = 0;
    for (const mask of allMasks(x.length)) expected += neuron(mask.map((kept, i) => (kept === 1 ? x[i] : 0))) * maskChance(mask, p);
    return expected;
// REGION trainBatch
    for (const { grad } of optimiser.parameters) grad.data.fill(0);
    backward(loss);
    optimiser.step();
// REGION trainEpoch
    network.train();
    let [sum, count] = [0, 0];
    for (const batch of batches) {
      sum += batch.length * trainBatch(network, takeExamples(examples, batch), optimiser);
      count += batch.length;
    }
    return sum / count;
// REGION evaluate
    network.eval();
    return noGrad(() => {
      const scores = network.forward(new Tensor(x));
      const loss = logitsCrossEntropy(scores, labels).data[0];
      return { loss, accuracy: accuracy(scores, labels) };
    });
// REGION train
    const batches = minibatches(places, plan.size, plan.rng);
    optimiser.rate = plan.rateAt(epoch);
    const report = { loss: trainEpoch(network, learned, batches, optimiser), validation: evaluate(network, others) };
    return report;
// REGION earlyStopping.note
    if (!(loss < this.best)) {
      this.waited += 1;
      return this.waited >= this.patience;
    }
    this.keep(loss);
    return false;
// REGION earlyStopping.copies
    return parameters.map(({ data }) => Float64Array.from(data));
// REGION earlyStopping.restore
    this.kept.forEach((numbers, i) => {
      for (let k = 0; k < numbers.length; k++) this.parameters[i].data[k] = numbers[k];
    });
// REGION deadShare
    const dead = Array.from({ length: neurons }, (_, j) => j).filter((j) => data.every((y, i) => i % neurons !== j || y === 0));
    return dead.length / neurons;
// REGION saturatedShare
    return data.filter((y) => y * y > 0.98).length / data.length;
// REGION gradientHealth
    const findings: readonly (readonly [Health, boolean])[] = [["exploding", first > 1000 * last], ["dead", dead > 0.5], ["saturated", saturated > 0.5], ["vanishing", first === 0 || 1000 * first < last]];
    for (const [finding, holds] of findings) if (holds) return finding;
    return "healthy";
// REGION majorityVote
    const counts = new Float64Array(classes);
    for (const vote of votes) counts[vote] += 1;
    return counts.lastIndexOf(Math.max(...counts));
// REGION restarts
    let best = attempt(0);
    for (let k = 1; k < count; k++) {
      const each = attempt(k);
      if (!(each.loss >= best.loss) && !Number.isNaN(each.loss)) best = each;
    }
    return best;
