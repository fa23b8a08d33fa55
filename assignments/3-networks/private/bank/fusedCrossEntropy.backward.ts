// The bank for `fusedCrossEntropy.backward`: every region below is graded in place of the reference's.

// WRONG label-forgotten: the shares alone
const factor = out.grad.data[0] / labels.length;
accumulate(logits, mapEach(logs, (log) => factor * Math.exp(log)));

// WRONG not-divided: by the number of rows
const factor = out.grad.data[0];
const share = mapEach(logs, (log) => factor * Math.exp(log));
for (const place of places) share.data[place] -= factor;
accumulate(logits, share);

// WRONG upstream-ignored: as if the loss were the end of the graph
const factor = 1 / labels.length;
const share = mapEach(logs, (log) => factor * Math.exp(log));
for (const place of places) share.data[place] -= factor;
accumulate(logits, share);

// WRONG sign: 1 minus the share at the label
const factor = -out.grad.data[0] / labels.length;
const share = mapEach(logs, (log) => factor * Math.exp(log));
for (const place of places) share.data[place] -= factor;
accumulate(logits, share);

// WRONG one-not-scaled: takes 1 away, whatever upstream is
const factor = out.grad.data[0] / labels.length;
const share = mapEach(logs, (log) => factor * Math.exp(log));
for (const place of places) share.data[place] -= 1;
accumulate(logits, share);

// WRONG logs-as-shares: forgets the exponential
const factor = out.grad.data[0] / labels.length;
const share = mapEach(logs, (log) => factor * log);
for (const place of places) share.data[place] -= factor;
accumulate(logits, share);

// WRONG labels-as-places: forgets where the rows begin
const factor = out.grad.data[0] / labels.length;
const share = mapEach(logs, (log) => factor * Math.exp(log));
for (const place of labels) share.data[place] -= factor;
accumulate(logits, share);

// WRONG assigned-at-label: writes −1 over the share at the label
const factor = out.grad.data[0] / labels.length;
const share = mapEach(logs, (log) => factor * Math.exp(log));
for (const place of places) share.data[place] = -factor;
accumulate(logits, share);

// WRONG labels-only: the other scores receive nothing
const factor = out.grad.data[0] / labels.length;
const share = mapEach(logs, () => 0);
for (const place of places) share.data[place] = factor * (Math.exp(logs.data[place]) - 1);
accumulate(logits, share);

// WRONG mean-of-elements: divided by all elements
const factor = out.grad.data[0] / logs.data.length;
const share = mapEach(logs, (log) => factor * Math.exp(log));
for (const place of places) share.data[place] -= factor;
accumulate(logits, share);

// WRONG assigned: clears what came along other paths first
logits.grad.data.fill(0);
accumulate(logits, (() => {
  const factor = out.grad.data[0] / labels.length;
  const share = mapEach(logs, (log) => factor * Math.exp(log));
  for (const place of places) share.data[place] -= factor;
  return share;
})());

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = (() => {
  const factor = out.grad.data[0] / labels.length;
  const share = mapEach(logs, (log) => factor * Math.exp(log));
  for (const place of places) share.data[place] -= factor;
  return share;
})();
share.data.forEach((x, i) => void (logits.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (logits.parents.length > 0) return;
accumulate(logits, (() => {
  const factor = out.grad.data[0] / labels.length;
  const share = mapEach(logs, (log) => factor * Math.exp(log));
  for (const place of places) share.data[place] -= factor;
  return share;
})());

// WRONG float32: rounds every share to 32 bits
const share = (() => {
  const factor = out.grad.data[0] / labels.length;
  const share = mapEach(logs, (log) => factor * Math.exp(log));
  for (const place of places) share.data[place] -= factor;
  return share;
})();
accumulate(logits, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = (() => {
  const factor = out.grad.data[0] / labels.length;
  const share = mapEach(logs, (log) => factor * Math.exp(log));
  for (const place of places) share.data[place] -= factor;
  return share;
})();
accumulate(logits, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = (() => {
  const factor = out.grad.data[0] / labels.length;
  const share = mapEach(logs, (log) => factor * Math.exp(log));
  for (const place of places) share.data[place] -= factor;
  return share;
})();
accumulate(logits, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT label-first: begins with −1 at each label
const share = mapEach(logs, (log) => Math.exp(log));
for (const place of places) share.data[place] -= 1;
accumulate(logits, mapEach(share, (x) => (x * out.grad.data[0]) / labels.length));
