// The bank for `trainEpoch`: every region below is graded in place of the reference's.

// WRONG mean-of-batches: every batch counts alike
network.train();
const losses = batches.map((batch) => trainBatch(network, takeExamples(examples, batch), optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / batches.length;

// WRONG sum: does not divide
network.train();
const losses = batches.map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
return losses.reduce((sum, loss) => sum + loss, 0);

// WRONG sum-of-batches: adds up the means
network.train();
return batches.reduce((sum, batch) => sum + trainBatch(network, takeExamples(examples, batch), optimiser), 0);

// WRONG last-loss: the loss of the last batch
network.train();
let loss = 0;
for (const batch of batches) loss = trainBatch(network, takeExamples(examples, batch), optimiser);
return loss;

// WRONG mode-forgotten: stays in evaluation
const losses = batches.map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;

// WRONG evaluation: sets the network to evaluation
network.eval();
const losses = batches.map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;

// WRONG mode-too-late: sets the mode after the first batch
const losses = batches.map((batch) => {
  const loss = batch.length * trainBatch(network, takeExamples(examples, batch), optimiser);
  network.train();
  return loss;
});
return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;

// WRONG everything-each-time: every step reads all examples
network.train();
const losses = batches.map((batch) => batch.length * trainBatch(network, examples, optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;

// WRONG one-large-batch: one step for all
network.train();
return trainBatch(network, takeExamples(examples, batches.flat()), optimiser);

// WRONG last-lost: leaves out the last batch
network.train();
const some = batches.slice(0, -1);
const losses = some.map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / some.flat().length;

// WRONG labels-stay: the labels of the first examples
network.train();
const losses = batches.map((batch) => batch.length * trainBatch(network, { x: takeExamples(examples, batch).x, labels: examples.labels.slice(0, batch.length) }, optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;

// WRONG sorted: the places of a batch in order
network.train();
const losses = batches.map((batch) => batch.length * trainBatch(network, takeExamples(examples, [...batch].sort((a, b) => a - b)), optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;

// WRONG backwards: the last batch first
network.train();
const losses = [...batches].reverse().map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;

// WRONG twice: every batch two times
network.train();
const losses = batches.map((batch) => {
  trainBatch(network, takeExamples(examples, batch), optimiser);
  return batch.length * trainBatch(network, takeExamples(examples, batch), optimiser);
});
return losses.reduce((sum, loss) => sum + loss, 0) / batches.flat().length;

// WRONG at-most-32: stops after 32 batches
network.train();
const some = batches.slice(0, 32);
const losses = some.map((batch) => batch.length * trainBatch(network, takeExamples(examples, batch), optimiser));
return losses.reduce((sum, loss) => sum + loss, 0) / some.flat().length;

// RIGHT loop: two running sums
network.train();
let [sum, count] = [0, 0];
for (const batch of batches) {
  sum += batch.length * trainBatch(network, takeExamples(examples, batch), optimiser);
  count += batch.length;
}
return sum / count;

// RIGHT shares: every batch adds its share of the mean
network.train();
const count = batches.reduce((total, batch) => total + batch.length, 0);
return batches.reduce((mean, batch) => mean + (batch.length / count) * trainBatch(network, takeExamples(examples, batch), optimiser), 0);
