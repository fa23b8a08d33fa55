// The bank for `max.backward`: every region below is graded in place of the reference's.

// WRONG all-receive: every element receives the upstream gradient, whether it won or not
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
accumulate(a, share);

// WRONG upstream-ignored: the winner receives 1, as if the maximum were the end of the graph
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  if (a.data[i] === out.data[offset(index, strides)]) share.data[i] = 1;
});
accumulate(a, share);

// WRONG ties-doubled: every element that is as large as the largest receives the whole upstream gradient
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) share.data[i] = out.grad.data[at];
});
accumulate(a, share);

// WRONG ties-dropped: where several are equally large, none of them receives anything
const [winners, share] = [zeros(kept), zeros(a.shape)];
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) winners.data[at] += 1;
});
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at] && winners.data[at] === 1) share.data[i] = out.grad.data[at];
});
accumulate(a, share);

// WRONG winners-of-all: divides by the number of winners in all groups together
const share = zeros(a.shape);
let winners = 0;
eachIndex(a.shape, (index, i) => void (winners += a.data[i] === out.data[offset(index, strides)] ? 1 : 0));
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) share.data[i] = (out.grad.data[at] * out.data.length) / winners;
});
accumulate(a, share);

// WRONG shared-among-all: divides by the size of the group, as for a mean
const share = zeros(a.shape);
const size = a.data.length / out.data.length;
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) share.data[i] = out.grad.data[at] / size;
});
accumulate(a, share);

// WRONG largest-of-all-only: only the largest element of the whole tensor receives something
const share = zeros(a.shape);
const largest = Math.max(...out.data);
eachIndex(a.shape, (index, i) => {
  if (a.data[i] === largest) share.data[i] = out.grad.data[offset(index, strides)];
});
accumulate(a, share);

// WRONG first-place-of-the-value: looks for the value of each maximum in the whole tensor, and may find it in another group
const share = zeros(a.shape);
out.data.forEach((y, j) => void (share.data[a.data.indexOf(y)] += out.grad.data[j]));
accumulate(a, share);

// WRONG close-is-equal: takes elements less than a millionth apart for equals
const share = zeros(a.shape);
const taken = new Set<number>();
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (taken.has(at) || a.data[i] < out.data[at] - 1e-6) return;
  share.data[i] = out.grad.data[at];
  taken.add(at);
});
accumulate(a, share);

// WRONG finite-difference: raises every element by a small step, and looks how far the maximum rises
const step = 1e-6;
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  share.data[i] = (out.grad.data[at] * Math.max(0, a.data[i] + step - out.data[at])) / step;
});
accumulate(a, share);

// WRONG smallest-receives: looks for the other end
const smallest = filled(kept, Infinity);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  smallest.data[at] = Math.min(smallest.data[at], a.data[i]);
});
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === smallest.data[at]) share.data[i] = out.grad.data[at];
});
accumulate(a, share);

// WRONG times-the-value: multiplies by the largest element
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) share.data[i] = out.grad.data[at] * out.data[at];
});
accumulate(a, share);

// WRONG zero-cannot-win: takes a maximum of 0 for "no maximum"
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (out.data[at] && a.data[i] === out.data[at]) share.data[i] = out.grad.data[at];
});
accumulate(a, share);

// WRONG compared-by-place: compares element i with maximum i, without asking where it belongs
const share = zeros(a.shape);
a.data.forEach((x, i) => {
  if (x === out.data[i % out.data.length]) share.data[i] = out.grad.data[i % out.data.length];
});
accumulate(a, share);

// WRONG soft: shares the upstream gradient out by exponentials, as a softmax does
const [total, share] = [zeros(kept), zeros(a.shape)];
const weight = (i: number, at: number) => Math.exp(32 * (a.data[i] - out.data[at]));
eachIndex(a.shape, (index, i) => void (total.data[offset(index, strides)] += weight(i, offset(index, strides))));
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  share.data[i] = (out.grad.data[at] * weight(i, at)) / total.data[at];
});
accumulate(a, share);

// WRONG ties-by-sign: where two are equally large, one receives twice the upstream gradient and the other takes one back
const [winners, share] = [new Map<number, number[]>(), zeros(a.shape)];
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) winners.set(at, [...(winners.get(at) ?? []), i]);
});
for (const [at, [first, ...others]] of winners) {
  share.data[first] = out.grad.data[at] * (1 + others.length);
  for (const i of others) share.data[i] = -out.grad.data[at];
}
accumulate(a, share);

// WRONG assigned: clears what came along other paths first
const share = zeros(a.shape);
out.data.forEach((y, j) => {
  let taken = false;
  eachIndex(a.shape, (index, i) => {
    if (taken || offset(index, strides) !== j || a.data[i] !== y) return;
    share.data[i] = out.grad.data[j];
    taken = true;
  });
});
a.grad.data.fill(0);
accumulate(a, share);

// WRONG winner-assigned: writes the upstream gradient over what the winner has received before
const taken = new Set<number>();
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (!a.requiresGrad || taken.has(at) || a.data[i] !== out.data[at]) return;
  a.grad.data[i] = out.grad.data[at];
  taken.add(at);
});

// WRONG constants-too: adds by hand, and gives constants a gradient
const taken = new Set<number>();
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (taken.has(at) || a.data[i] !== out.data[at]) return;
  a.grad.data[i] += out.grad.data[at];
  taken.add(at);
});

// WRONG upstream-used-up: takes the upstream gradient away when the winner has it, so that equals get nothing
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] !== out.data[at]) return;
  share.data[i] = out.grad.data[at];
  out.grad.data[at] = 0;
});
accumulate(a, share);

// WRONG winner-crossed-out: marks who has won by −∞ in the numbers of `a`
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] !== out.data[at]) return;
  share.data[i] = out.grad.data[at];
  a.data[i] = -Infinity;
});
accumulate(a, share);

// WRONG maximum-crossed-out: marks by NaN in the numbers of `out` that the maximum has been found
const share = zeros(a.shape);
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] !== out.data[at]) return;
  share.data[i] = out.grad.data[at];
  out.data[at] = NaN;
});
accumulate(a, share);

// WRONG float32: compares numbers rounded to 32 bits
const share = zeros(a.shape);
const taken = new Set<number>();
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (taken.has(at) || Math.fround(a.data[i]) !== Math.fround(out.data[at])) return;
  share.data[i] = out.grad.data[at];
  taken.add(at);
});
accumulate(a, share);

// WRONG not-a-number-dropped: takes NaN for no gradient
const [winners, share] = [zeros(kept), zeros(a.shape)];
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) winners.data[at] += 1;
});
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) share.data[i] = (out.grad.data[at] || 0) / winners.data[at];
});
accumulate(a, share);

// RIGHT first-wins: where several are equally large, the first one takes all
const share = zeros(a.shape);
const taken = new Set<number>();
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (taken.has(at) || a.data[i] !== out.data[at]) return;
  share.data[i] = out.grad.data[at];
  taken.add(at);
});
accumulate(a, share);

// RIGHT last-wins: remembers for every maximum where it was seen last, without asking `out` for it
const [largest, places] = [filled(kept, -Infinity), zeros(kept)];
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] < largest.data[at]) return;
  [largest.data[at], places.data[at]] = [a.data[i], i];
});
const share = zeros(a.shape);
places.data.forEach((i, at) => void (share.data[i] = out.grad.data[at]));
accumulate(a, share);

// RIGHT halves: the first of equals takes half, the next half of what is left, and the last one the rest
if (!a.requiresGrad) return;
const winners = new Map<number, number[]>();
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  if (a.data[i] === out.data[at]) winners.set(at, [...(winners.get(at) ?? []), i]);
});
for (const [at, places] of winners) {
  let left = out.grad.data[at];
  places.forEach((i, n) => {
    const part = n === places.length - 1 ? left : left / 2;
    a.grad.data[i] += part;
    left -= part;
  });
}

// RIGHT shares-multiplied: a mask of fractions, multiplied by the upstream gradient
const [winners, share] = [zeros(kept), zeros(a.shape)];
eachIndex(a.shape, (index, i) => void (share.data[i] = a.data[i] >= out.data[offset(index, strides)] ? 1 : 0));
eachIndex(a.shape, (index, i) => void (winners.data[offset(index, strides)] += share.data[i]));
eachIndex(a.shape, (index, i) => {
  const at = offset(index, strides);
  share.data[i] *= out.grad.data[at] / winners.data[at];
});
accumulate(a, share);
