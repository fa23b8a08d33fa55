// Somebody in the middle of the course: some stubs right, some wrong, most not begun.
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
  const order = shuffled(places, rng);
  const count = Math.floor(order.length / size);
  return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size));
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
  const sums = new Float64Array(d);
  for (let i = 0; i < data.length; i++) sums[i % d] += (data[i] - means[i % d]) ** 2;
  return sums.map((sum) => Math.sqrt(sum / (n - 1)));
// REGION standardise
  const d = shape[1];
  return { shape, data: data.map((x, i) => (x - means[i % d]) / deviations[i % d]) };
// REGION accuracy
  let best = 0;
  for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
  return best === label;
// REGION sgdStep
  gradient.forEach((g, i) => {
    weights[i] = weights[i] - g * rate;
  });
// REGION momentumStep
  for (let i = 0; i < weights.length; i++) {
    velocity[i] = momentum * velocity[i] + rate * gradient[i];
    weights[i] -= velocity[i];
  }
// REGION adamAverages
  for (let i = 0; i < first.length; i++) {
    first[i] += (1 - beta1) * (gradient[i] - first[i]);
    second[i] += (1 - beta2) * (gradient[i] * gradient[i] - second[i]);
  }
// REGION adamStep
  const { first, second } = state;
  for (let i = 0; i < weights.length; i++) weights[i] -= (rate * first[i]) / (Math.sqrt(second[i]) + options.epsilon);
// REGION weightDecay
  for (let i = 0; i < gradient.length; i++) gradient[i] += decay * weights[i];
  return gradient;
// REGION stepRate
  let rate = first;
  for (let over = every; over <= epoch; over += every) rate *= factor;
  return rate;
// REGION dropoutMask
  const data = new Float64Array(sizeOf(shape));
  for (let i = 0; i < data.length; i++) if (!(rng.uniform() < p)) data[i] = 1;
  return { shape, data };
// REGION dropout.forward
  return zipWith(a, mask, (x, kept) => x * kept);
