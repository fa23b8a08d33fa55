// The bank for `evaluate`: every region below is graded in place of the reference's.

// WRONG in-training: leaves the network in training
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };

// WRONG train: sets the network to training
network.train();
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };

// WRONG recorded: records a graph
network.eval();
const scores = network.forward(new Tensor(x, { requiresGrad: false }));
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };

// WRONG mode-too-late: sets the mode afterwards
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
network.eval();
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };

// WRONG trained-on: sets the network to training when it is done
network.eval();
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
network.train();
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };

// WRONG mode-restored: brings the mode of before back
const before = network.training;
network.eval();
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
if (before) network.train();
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };

// WRONG exchanged: loss and accuracy exchanged
network.eval();
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
return { accuracy: logitsCrossEntropy(scores, labels).data[0], loss: accuracy(scores, labels) };

// WRONG errors: the share that is not right
network.eval();
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: 1 - accuracy(scores, labels) };

// WRONG summed: the loss of all, not the mean
network.eval();
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
return { loss: labels.length * logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };

// WRONG accuracy-of-inputs: takes the inputs for scores
network.eval();
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(x, labels) };

// WRONG trains-a-little: leaves a trace in the gradients
network.eval();
const scores = noGrad(() => network.forward(new Tensor(x, { requiresGrad: false })));
for (const { grad } of network.parameters()) grad.data.fill(0);
return { loss: logitsCrossEntropy(scores, labels).data[0], accuracy: accuracy(scores, labels) };

// WRONG first-256: looks at the first 256 examples
network.eval();
const some = { shape: [Math.min(256, labels.length), x.shape[1]], data: x.data.slice(0, 256 * x.shape[1]) };
const scores = noGrad(() => network.forward(new Tensor(some, { requiresGrad: false })));
return { loss: logitsCrossEntropy(scores, labels.slice(0, 256)).data[0], accuracy: accuracy(scores, labels.slice(0, 256)) };

// RIGHT all-inside: everything without a graph
network.eval();
return noGrad(() => {
  const scores = network.forward(new Tensor(x));
  const loss = logitsCrossEntropy(scores, labels).data[0];
  return { loss, accuracy: accuracy(scores, labels) };
});

// RIGHT asked-twice: asks the network twice
network.eval();
const loss = noGrad(() => logitsCrossEntropy(network.forward(new Tensor(x)), labels));
return { loss: loss.data[0], accuracy: accuracy(noGrad(() => network.forward(new Tensor(x))), labels) };

// RIGHT one-by-one: asks about every example alone
network.eval();
const width = x.shape[1];
const each = labels.map((label, i) => {
  const row = { shape: [1, width], data: x.data.slice(i * width, (i + 1) * width) };
  const scores = noGrad(() => network.forward(new Tensor(row, { requiresGrad: false })));
  return [logitsCrossEntropy(scores, [label]).data[0], accuracy(scores, [label])];
});
const mean = (k: number) => each.reduce((sum, pair) => sum + pair[k], 0) / labels.length;
return { loss: mean(0), accuracy: mean(1) };
