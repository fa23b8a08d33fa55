// The bank for `softLogitsCrossEntropy`: every region below is graded in place of the reference's.

// WRONG minus-missing: uphill
return mean(sum(mul(logSoftmax(logits), new Tensor(target, { requiresGrad: false })), [1]));

// WRONG mean-of-elements: divided by all elements
return neg(mean(mul(logSoftmax(logits), new Tensor(target, { requiresGrad: false }))));

// WRONG sum: not divided
return neg(sum(mul(logSoftmax(logits), new Tensor(target, { requiresGrad: false }))));

// WRONG no-softmax: the scores themselves
return neg(mean(sum(mul(logits, new Tensor(target, { requiresGrad: false })), [1])));

// WRONG wrong-axis: log-softmax along the columns
return neg(mean(sum(mul(logSoftmax(logits, 0), new Tensor(target, { requiresGrad: false })), [1])));

// WRONG sum-of-columns: divided by the number of classes
return neg(mean(sum(mul(logSoftmax(logits), new Tensor(target, { requiresGrad: false })), [0])));

// WRONG detached: a loss from numbers, which leads back to nothing
const weighted = mul(new Tensor(logSoftmax(logits)), new Tensor(target, { requiresGrad: false }));
return neg(mean(sum(weighted, [1])));

// WRONG target-forgotten: the mean of all
return neg(mean(sum(logSoftmax(logits), [1])));

// WRONG hard-targets: only the class with the largest share counts
const width = target.shape[1];
const rows = [...target.data.keys()].map((i) => target.data.subarray(i - (i % width), i - (i % width) + width));
const hard = { shape: target.shape, data: target.data.map((t, i) => (t === Math.max(...rows[i]) ? 1 : 0)) };
return neg(mean(sum(mul(logSoftmax(logits), new Tensor(hard, { requiresGrad: false })), [1])));

// RIGHT minus-first: the target's sign is turned around
const due = new Tensor({ shape: target.shape, data: target.data.map((t) => -t) }, { requiresGrad: false });
return mean(sum(mul(due, logSoftmax(logits, 1)), [-1]));
