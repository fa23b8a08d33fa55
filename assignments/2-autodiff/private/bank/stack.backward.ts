// The bank for `stack.backward`: every region below is graded in place of the reference's.

// WRONG cut-in-runs: cuts the data of the upstream gradient up, which is right only if the new axis is the first
tensors.forEach((tensor, k) => {
  const size = tensor.data.length;
  accumulate(tensor, { shape: inner, data: out.grad.data.slice(k * size, (k + 1) * size) });
});

// WRONG first-layer-for-all: every tensor receives what belongs to the first
for (const tensor of tensors) {
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
  accumulate(tensor, share);
}

// WRONG step-forgotten: begins k elements in, which is right only if the new axis is the last
tensors.forEach((tensor, k) => {
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[k + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG strides-of-a-layer: reads the upstream gradient with the strides of one tensor
tensors.forEach((tensor, k) => {
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[k * step + offset(index, stridesOf(inner))]));
  accumulate(tensor, share);
});

// WRONG new-axis-in-the-strides: takes all strides of the result for an index that has no new axis
tensors.forEach((tensor, k) => {
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[k * step + offset(index, stridesOf(shape))]));
  accumulate(tensor, share);
});

// WRONG everything-to-each: hands the whole upstream gradient to every tensor, which is summed down where it fits
for (const tensor of tensors) accumulate(tensor, out.grad);

// WRONG layers-summed: every tensor receives the sum of all layers
const share = zeros(inner);
tensors.forEach((_, k) => {
  eachIndex(inner, (index, i) => void (share.data[i] += out.grad.data[k * step + offset(index, strides)]));
});
for (const tensor of tensors) accumulate(tensor, share);

// WRONG share-not-renewed: the layers add up from one tensor to the next
const share = zeros(inner);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (share.data[i] += out.grad.data[k * step + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG upstream-ignored: every element receives 1, as if this were the end of the graph
for (const tensor of tensors) accumulate(tensor, { shape: inner, data: tensor.data.map(() => 1) });

// WRONG two-only: forgets every tensor after the second
tensors.slice(0, 2).forEach((tensor, k) => {
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[k * step + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG place-not-counted: looks the step up by the place as it was named, and there is no place −1
tensors.forEach((tensor, k) => {
  const share = zeros(inner);
  const start = k * (stridesOf(shape)[axis] ?? 0);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG once-each: a tensor that stands there twice receives only one share
for (const tensor of new Set(tensors)) {
  const share = zeros(inner);
  const start = tensors.indexOf(tensor) * step;
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
  accumulate(tensor, share);
}

// WRONG found-by-identity: a tensor that stands there twice receives its first share twice
for (const tensor of tensors) {
  const share = zeros(inner);
  const start = tensors.indexOf(tensor) * step;
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
  accumulate(tensor, share);
}

// WRONG constant-ends-it: a constant keeps all that come after it from their gradients
for (const [k, tensor] of tensors.entries()) {
  if (!tensor.requiresGrad) break;
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[k * step + offset(index, strides)]));
  accumulate(tensor, share);
}

// WRONG assigned: writes over what came along other paths
tensors.forEach((tensor, k) => {
  if (!tensor.requiresGrad) return;
  eachIndex(inner, (index, i) => void (tensor.grad.data[i] = out.grad.data[k * step + offset(index, strides)]));
});

// WRONG constants-too: adds by hand, also to constants
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (tensor.grad.data[i] += out.grad.data[k * step + offset(index, strides)]));
});

// WRONG leaves-only: takes a tensor that was computed for one that needs nothing
tensors.forEach((tensor, k) => {
  if (tensor.parents.length > 0) return;
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[k * step + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG upstream-spent: clears the upstream gradient once it is dealt out
tensors.forEach((tensor, k) => {
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[k * step + offset(index, strides)]));
  accumulate(tensor, share);
});
out.grad.data.fill(0);

// WRONG not-a-number-dropped: takes NaN for no gradient
tensors.forEach((tensor, k) => {
  const share = zeros(inner);
  eachIndex(inner, (index, i) => {
    share.data[i] = out.grad.data[k * step + offset(index, strides)] || 0;
  });
  accumulate(tensor, share);
});

// RIGHT index-completed: puts k into the index, and uses all strides of the result
tensors.forEach((tensor, k) => {
  const share = zeros(inner);
  eachIndex(inner, (index, i) => void (share.data[i] = out.grad.data[offset(index.toSpliced(along, 0, k), stridesOf(shape))]));
  accumulate(tensor, share);
});

// RIGHT dealt-out: walks once over the upstream gradient and deals it out
const shares = tensors.map(() => zeros(inner));
eachIndex(shape, (index, i) => {
  shares[index[along]].data[offset(index.toSpliced(along, 1), stridesOf(inner))] = out.grad.data[i];
});
tensors.forEach((tensor, k) => accumulate(tensor, shares[k]));

// RIGHT by-hand: adds place by place where it may, the last tensor first
for (let k = tensors.length - 1; k >= 0; k--) {
  const tensor = tensors[k];
  if (!tensor.requiresGrad) continue;
  eachIndex(inner, (index, i) => void (tensor.grad.data[i] += out.grad.data[k * step + offset(index, strides)]));
}
