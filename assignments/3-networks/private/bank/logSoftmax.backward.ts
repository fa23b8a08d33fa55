// The bank for `logSoftmax.backward`: every region below is graded in place of the reference's.

// WRONG own-result-only: upstream times 1 − share
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  return logs.map((log, i) => upstream[i] * (1 - Math.exp(log)));
}));

// WRONG passes-all: hands everything on
accumulate(a, out.grad);

// WRONG sum-forgotten: upstream minus share
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  return logs.map((log, i) => upstream[i] - Math.exp(log));
}));

// WRONG logs-as-shares: forgets the exponential
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  return logs.map((log, i) => upstream[i] - log * sumOf(upstream));
}));

// WRONG equal-shares: takes the mean away
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  return logs.map((_, i) => upstream[i] - sumOf(upstream) / logs.length);
}));

// WRONG sum-of-all: the upstream gradients of all lines
const total = sumOf(out.grad.data);
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
}));

// WRONG last-axis: whatever axis was asked for
accumulate(a, zipLines(out, out.grad, -1, (logs, upstream) => {
  const total = sumOf(upstream);
  return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
}));

// WRONG of-softmax: the gradient of softmax
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  const shares = logs.map((log) => Math.exp(log));
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
}));

// WRONG sign: share of the sum minus upstream
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  const total = sumOf(upstream);
  return logs.map((log, i) => Math.exp(log) * total - upstream[i]);
}));

// WRONG naive: exponentials of the scores, which are infinite where they are large
accumulate(a, zipLines(a, out.grad, along, (scores, upstream) => {
  const powers = scores.map((x) => Math.exp(x));
  return powers.map((power, i) => upstream[i] - (power / sumOf(powers)) * sumOf(upstream));
}));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  const total = sumOf(upstream);
  return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
}));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipLines(out, out.grad, along, (logs, upstream) => {
  const total = sumOf(upstream);
  return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
});
share.data.forEach((x, i) => void (a.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  const total = sumOf(upstream);
  return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
}));

// WRONG float32: rounds every share to 32 bits
const share = zipLines(out, out.grad, along, (logs, upstream) => {
  const total = sumOf(upstream);
  return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
});
accumulate(a, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipLines(out, out.grad, along, (logs, upstream) => {
  const total = sumOf(upstream);
  return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
});
accumulate(a, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipLines(out, out.grad, along, (logs, upstream) => {
  const total = sumOf(upstream);
  return logs.map((log, i) => upstream[i] - Math.exp(log) * total);
});
accumulate(a, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT jacobian: row by row, ∂yⱼ/∂aᵢ = δᵢⱼ − share
accumulate(a, zipLines(out, out.grad, along, (logs, upstream) => {
  return logs.map((log, i) => sumOf(upstream.map((u, j) => u * ((i === j ? 1 : 0) - Math.exp(log)))));
}));

// RIGHT shares-again: from the scores, the largest taken away
accumulate(a, zipLines(a, out.grad, along, (scores, upstream) => {
  const powers = scores.map((x) => Math.exp(x - Math.max(...scores)));
  const factor = sumOf(upstream) / sumOf(powers);
  return powers.map((power, i) => upstream[i] - power * factor);
}));
