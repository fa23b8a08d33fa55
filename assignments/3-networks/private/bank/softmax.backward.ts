// The bank for `softmax.backward`: every region below is graded in place of the reference's.

// WRONG diagonal-only: each score moves its own share alone
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  return shares.map((share, i) => upstream[i] * share * (1 - share));
}));

// WRONG mean-forgotten: share times upstream
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  return shares.map((share, i) => share * upstream[i]);
}));

// WRONG unweighted: takes the plain mean away
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(upstream) / upstream.length;
  return shares.map((share, i) => share * (upstream[i] - mean));
}));

// WRONG sum-taken: takes the sum of the upstream gradients away
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  return shares.map((share, i) => share * (upstream[i] - sumOf(upstream)));
}));

// WRONG share-forgotten: the difference alone
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((_, i) => upstream[i] - mean);
}));

// WRONG mean-of-all: one mean for all lines
const mean = sumOf(out.data.map((share, i) => share * out.grad.data[i]));
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  return shares.map((share, i) => share * (upstream[i] - mean));
}));

// WRONG last-axis: whatever axis was asked for
accumulate(a, zipLines(out, out.grad, -1, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
}));

// WRONG scores-as-shares: takes the scores where the shares are due
accumulate(a, zipLines(a, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
}));

// WRONG sign: the mean minus the upstream gradient
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (mean - upstream[i]));
}));

// WRONG of-logarithm: the gradient of log-softmax
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  return shares.map((share, i) => upstream[i] - share * sumOf(upstream));
}));

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
}));

// WRONG constants-too: adds by hand, and gives constants a gradient
const share = zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
});
share.data.forEach((x, i) => void (a.grad.data[i] += x));

// WRONG leaves-only: hands nothing to a tensor that was computed itself
if (a.parents.length > 0) return;
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
}));

// WRONG float32: rounds every share to 32 bits
const share = zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
});
accumulate(a, { shape: share.shape, data: share.data.map((x) => Math.fround(x)) });

// WRONG finite-only: hands on 0 in place of what is not a number
const share = zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
});
accumulate(a, { shape: share.shape, data: share.data.map((x) => (Number.isFinite(x) ? x : 0)) });

// WRONG first-ones-only: hands nothing to elements from the 65th on
const share = zipLines(out, out.grad, along, (shares, upstream) => {
  const mean = sumOf(shares.map((share, i) => share * upstream[i]));
  return shares.map((share, i) => share * (upstream[i] - mean));
});
accumulate(a, { shape: share.shape, data: share.data.map((x, i) => (i < 64 ? x : 0)) });

// RIGHT jacobian: row by row, ∂yⱼ/∂aᵢ = yⱼ · (δᵢⱼ − yᵢ)
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  return shares.map((share, i) => sumOf(shares.map((other, j) => upstream[j] * other * ((i === j ? 1 : 0) - share))));
}));

// RIGHT two-products: y · u − y · mean
accumulate(a, zipLines(out, out.grad, along, (shares, upstream) => {
  const products = shares.map((share, i) => share * upstream[i]);
  const mean = sumOf(products);
  return products.map((product, i) => product - shares[i] * mean);
}));
