// The bank for `concat.backward`: every region below is graded in place of the reference's.

// WRONG split-evenly: takes all tensors to be as large as the first
tensors.forEach((tensor, k) => {
  const share = zeros(tensor.shape);
  const start = k * sizes[0] * strides[along];
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG starts-forgotten: every tensor receives what belongs to the first
tensors.forEach((tensor) => {
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG cut-in-runs: cuts the data of the upstream gradient up, which is right only along the first axis
let start = 0;
for (const tensor of tensors) {
  accumulate(tensor, { shape: tensor.shape, data: out.grad.data.slice(start, start + tensor.data.length) });
  start += tensor.data.length;
}

// WRONG own-strides: reads the upstream gradient with the strides of each tensor
tensors.forEach((tensor, k) => {
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[starts[k] + offset(index, stridesOf(tensor.shape))]));
  accumulate(tensor, share);
});

// WRONG starts-counted-along-the-axis: begins as many elements in as there were indices, right only along the last axis
tensors.forEach((tensor, k) => {
  const share = zeros(tensor.shape);
  const start = starts[k] / strides[along];
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG behind-the-one-before: begins behind the tensor before it, not behind all of them
tensors.forEach((tensor, k) => {
  const share = zeros(tensor.shape);
  const start = k === 0 ? 0 : sizes[k - 1] * strides[along];
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG everything-to-each: hands the whole upstream gradient to every tensor
for (const tensor of tensors) accumulate(tensor, out.grad);

// WRONG upstream-ignored: every element receives 1, as if this were the end of the graph
for (const tensor of tensors) accumulate(tensor, { shape: tensor.shape, data: tensor.data.map(() => 1) });

// WRONG first-only: forgets all tensors but the first
const share = zeros(tensors[0].shape);
eachIndex(tensors[0].shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)]));
accumulate(tensors[0], share);

// WRONG two-only: forgets every tensor after the second
tensors.slice(0, 2).forEach((tensor, k) => {
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[starts[k] + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG once-each: a tensor that stands there twice receives only its first share
tensors.forEach((tensor, k) => {
  if (tensors.indexOf(tensor) !== k) return;
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[starts[k] + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG found-by-identity: a tensor that stands there twice receives its first share twice
for (const tensor of tensors) {
  const share = zeros(tensor.shape);
  const start = starts[tensors.indexOf(tensor)];
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
  accumulate(tensor, share);
}

// WRONG constant-ends-it: a constant keeps all that come after it from their gradients
for (const [k, tensor] of tensors.entries()) {
  if (!tensor.requiresGrad) return;
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[starts[k] + offset(index, strides)]));
  accumulate(tensor, share);
}

// WRONG assigned: writes over what came along other paths
tensors.forEach((tensor, k) => {
  if (!tensor.requiresGrad) return;
  eachIndex(tensor.shape, (index, i) => void (tensor.grad.data[i] = out.grad.data[starts[k] + offset(index, strides)]));
});

// WRONG constants-too: adds by hand, also to constants
tensors.forEach((tensor, k) => {
  eachIndex(tensor.shape, (index, i) => void (tensor.grad.data[i] += out.grad.data[starts[k] + offset(index, strides)]));
});

// WRONG leaves-only: takes a tensor that was computed for one that needs nothing
tensors.forEach((tensor, k) => {
  if (tensor.parents.length > 0) return;
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[starts[k] + offset(index, strides)]));
  accumulate(tensor, share);
});

// WRONG upstream-spent: clears what it has handed on
tensors.forEach((tensor, k) => {
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => {
    share.data[i] = out.grad.data[starts[k] + offset(index, strides)];
    out.grad.data[starts[k] + offset(index, strides)] = 0;
  });
  accumulate(tensor, share);
});

// WRONG not-a-number-dropped: takes NaN for no gradient
tensors.forEach((tensor, k) => {
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => {
    share.data[i] = out.grad.data[starts[k] + offset(index, strides)] || 0;
  });
  accumulate(tensor, share);
});

// WRONG eight-tensors: only the first eight of a list receive their shares
tensors.slice(0, 8).forEach((tensor, k) => {
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[starts[k] + offset(index, strides)]));
  accumulate(tensor, share);
});

// RIGHT running-start: moves the beginning on with each tensor
let start = 0;
for (const tensor of tensors) {
  const share = zeros(tensor.shape);
  eachIndex(tensor.shape, (index, i) => void (share.data[i] = out.grad.data[start + offset(index, strides)]));
  accumulate(tensor, share);
  start += tensor.shape[along] * strides[along];
}

// RIGHT asked-from-the-result: walks once over the upstream gradient and deals it out
const shares = tensors.map((tensor) => zeros(tensor.shape));
eachIndex(shape, (index, i) => {
  let [k, at] = [0, index[along]];
  while (at >= sizes[k]) at -= sizes[k++];
  shares[k].data[offset(index.with(along, at), stridesOf(tensors[k].shape))] = out.grad.data[i];
});
tensors.forEach((tensor, k) => accumulate(tensor, shares[k]));

// RIGHT last-first: deals the shares out from the last tensor to the first
for (let k = tensors.length - 1; k >= 0; k--) {
  const data: number[] = [];
  eachIndex(tensors[k].shape, (index) => void data.push(out.grad.data[offset(index, strides) + starts[k]]));
  accumulate(tensors[k], { shape: tensors[k].shape, data: Float64Array.from(data) });
}

// RIGHT by-hand: adds place by place where it may
tensors.forEach((tensor, k) => {
  if (tensor.requiresGrad)
    eachIndex(tensor.shape, (index, i) => void (tensor.grad.data[i] += out.grad.data[starts[k] + offset(index, strides)]));
});
