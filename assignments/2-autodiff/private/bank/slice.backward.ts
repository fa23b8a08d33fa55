// The bank for `slice.backward`: every region below is graded in place of the reference's.

// WRONG start-forgotten: puts the upstream gradient at the first elements, whatever `from` is
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);

// WRONG from-as-place: begins `from` elements from the start, which is right only along the last axis
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[from + offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);

// WRONG one-run: writes one run of elements, which is right only along the first axis
const share = zeros(a.shape);
out.grad.data.forEach((upstream, i) => void (share.data[start + i] = upstream));
accumulate(a, share);

// WRONG strides-of-the-part: writes with the strides of the part
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[start + offset(index, stridesOf(shape))] = out.grad.data[i]));
accumulate(a, share);

// WRONG part-for-the-whole: hands the upstream gradient on in the shape of the part
accumulate(a, out.grad);

// WRONG upstream-ignored: what was taken receives 1, as if this were the end of the graph
const share = zeros(a.shape);
eachIndex(shape, (index) => void (share.data[start + offset(index, strides)] = 1));
accumulate(a, share);

// WRONG everything-receives: what was left out receives gradients, too, from the start again and again
const share = zeros(a.shape);
share.data.forEach((_, i) => void (share.data[i] = out.grad.data[i % out.grad.data.length]));
accumulate(a, share);

// WRONG rest-receives-one: only what was taken is looked after
const share = zeros(a.shape);
share.data.fill(1);
eachIndex(shape, (index, i) => void (share.data[start + offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);

// WRONG rest-repeats-the-edge: what was left out receives the gradient of its nearest neighbour in the part
const share = zeros(a.shape);
const nearest = (at: number): number => Math.min(Math.max(at - from, 0), to - from - 1);
eachIndex(a.shape, (index, i) => {
  share.data[i] = out.grad.data[offset(index.with(along, nearest(index[along])), stridesOf(shape))];
});
accumulate(a, share);

// WRONG value-for-gradient: hands on the elements of the part instead of their gradients
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[start + offset(index, strides)] = out.data[i]));
accumulate(a, share);

// WRONG negative-axes-lost: looks for the axis by its number, and there is no axis −1
const share = zeros(a.shape);
const moved = (index: readonly number[]) => index.map((at, k) => (k === axis ? at + from : at));
eachIndex(shape, (index, i) => void (share.data[offset(moved(index), strides)] = out.grad.data[i]));
accumulate(a, share);

// WRONG first-layer-only: everything that was taken goes to the first index along the axis
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[start + offset(index.with(along, 0), strides)] += out.grad.data[i]));
accumulate(a, share);

// WRONG rest-cleared: writes the whole share over what came along other paths
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[start + offset(index, strides)] = out.grad.data[i]));
if (a.requiresGrad) a.grad.data.set(share.data);

// WRONG assigned: writes over what came along other paths, but only where something was taken
if (!a.requiresGrad) return;
eachIndex(shape, (index, i) => void (a.grad.data[start + offset(index, strides)] = out.grad.data[i]));

// WRONG constants-too: adds by hand, also to a constant
eachIndex(shape, (index, i) => void (a.grad.data[start + offset(index, strides)] += out.grad.data[i]));

// WRONG leaves-only: takes an operand that was computed for one that needs nothing
if (a.parents.length > 0) return;
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[start + offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);

// WRONG upstream-spent: clears the upstream gradient once it is handed on
const share = zeros(a.shape);
eachIndex(shape, (index, i) => void (share.data[start + offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);
out.grad.data.fill(0);

// WRONG not-a-number-dropped: takes NaN for no gradient
const share = zeros(a.shape);
eachIndex(shape, (index, i) => {
  share.data[start + offset(index, strides)] = out.grad.data[i] || 0;
});
accumulate(a, share);

// WRONG gradient-added-again: begins with the gradient that is already there, and so adds it twice where nothing was taken
const share = { shape: a.shape, data: a.grad.data.slice() };
eachIndex(shape, (index, i) => void (share.data[start + offset(index, strides)] = out.grad.data[i]));
accumulate(a, share);

// RIGHT asked-everywhere: walks over all of `a` and asks whether an element was taken
const share = zeros(a.shape);
const places = stridesOf(shape);
eachIndex(a.shape, (index, i) => {
  const at = index[along] - from;
  if (at >= 0 && at < to - from) share.data[i] = out.grad.data[offset(index.with(along, at), places)];
});
accumulate(a, share);

// RIGHT run-by-run: copies one run for every index in front of the axis
const share = zeros(a.shape);
const [run, block] = [(to - from) * strides[along], a.shape[along] * strides[along]];
for (let k = 0; k * run < out.grad.data.length; k++)
  share.data.set(out.grad.data.slice(k * run, (k + 1) * run), k * block + start);
accumulate(a, share);

// RIGHT by-hand: adds place by place, and stops at a constant
if (!a.requiresGrad) return;
eachIndex(shape, (index, i) => void (a.grad.data[start + offset(index, strides)] += out.grad.data[i]));
