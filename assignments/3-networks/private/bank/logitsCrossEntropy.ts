// The bank for `logitsCrossEntropy`: every region below is graded in place of the reference's.

// WRONG minus-missing: uphill
const places = labels.map((label, row) => row * classes + label);
return mean(gather(reshape(logSoftmax(logits), [-1]), places));

// WRONG labels-as-places: forgets where the rows begin
return neg(mean(gather(reshape(logSoftmax(logits), [-1]), labels)));

// WRONG whole-rows: takes rows, not elements
return neg(mean(gather(logSoftmax(logits), labels.map((_, row) => row))));

// WRONG no-softmax: the scores themselves
const places = labels.map((label, row) => row * classes + label);
return neg(mean(gather(reshape(logits, [-1]), places)));

// WRONG label-off-by-one: counts classes from 1
const places = labels.map((label, row) => row * classes + ((label + 1) % classes));
return neg(mean(gather(reshape(logSoftmax(logits), [-1]), places)));

// WRONG wrong-axis: log-softmax along the columns
const places = labels.map((label, row) => row * classes + label);
return neg(mean(gather(reshape(logSoftmax(logits, 0), [-1]), places)));

// WRONG rows-for-classes: a row is as wide as there are rows
const places = labels.map((label, row) => Math.min(labels.length * classes - 1, row * labels.length + label));
return neg(mean(gather(reshape(logSoftmax(logits), [-1]), places)));

// WRONG first-row-only: the loss of one example
return neg(mean(gather(reshape(logSoftmax(logits), [-1]), [labels[0]])));

// WRONG softmax-twice: log-softmax of a log-softmax, and of its half
const places = labels.map((label, row) => row * classes + label);
return neg(mean(gather(reshape(logSoftmax(neg(logSoftmax(logits))), [-1]), places)));

// WRONG not-flat: the sum over all classes is divided by their number
return neg(mean(logSoftmax(logits)));

// RIGHT minus-first: the minus before the mean
const losses = neg(logSoftmax(logits, 1));
return mean(gather(reshape(losses, [labels.length * classes]), labels.map((label, row) => label + classes * row)));
