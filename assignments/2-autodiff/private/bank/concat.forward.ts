// The bank for `concat.forward`: every region below is graded in place of the reference's.

// WRONG starts-forgotten: puts every tensor at the beginning, one over the other
const whole = zeros(shape);
tensors.forEach((tensor) => {
  eachIndex(tensor.shape, (index, i) => void (whole.data[offset(index, strides)] = tensor.data[i]));
});
return whole;

// WRONG data-end-to-end: lays the data behind each other, which is right only along the first axis
const whole = zeros(shape);
whole.data.set(tensors.flatMap((tensor) => [...tensor.data]));
return whole;

// WRONG own-strides: writes with the strides of each tensor
const whole = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(tensor.shape, (index, i) => void (whole.data[starts[k] + offset(index, stridesOf(tensor.shape))] = tensor.data[i]));
});
return whole;

// WRONG equal-sizes: takes all tensors to be as large as the first
const whole = zeros(shape);
tensors.forEach((tensor, k) => {
  const start = k * sizes[0] * strides[along];
  eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
});
return whole;

// WRONG starts-counted-along-the-axis: begins as many elements in as there were indices, right only along the last axis
const whole = zeros(shape);
tensors.forEach((tensor, k) => {
  const start = starts[k] / strides[along];
  eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
});
return whole;

// WRONG behind-the-one-before: begins behind the tensor before it, not behind all of them
const whole = zeros(shape);
tensors.forEach((tensor, k) => {
  const start = k === 0 ? 0 : sizes[k - 1] * strides[along];
  eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
});
return whole;

// WRONG two-only: forgets every tensor after the second
const whole = zeros(shape);
tensors.slice(0, 2).forEach((tensor, k) => {
  eachIndex(tensor.shape, (index, i) => void (whole.data[starts[k] + offset(index, strides)] = tensor.data[i]));
});
return whole;

// WRONG last-first: puts the tensors in from the last to the first
const whole = zeros(shape);
let start = 0;
for (const tensor of tensors.toReversed()) {
  eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
  start += tensor.shape[along] * strides[along];
}
return whole;

// WRONG found-by-identity: looks up where a tensor stands, and finds one that stands there twice only once
const whole = zeros(shape);
for (const tensor of tensors) {
  const start = starts[tensors.indexOf(tensor)];
  eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
}
return whole;

// WRONG each-once: leaves out a tensor that was there before
const whole = zeros(shape);
[...new Set(tensors)].forEach((tensor, k) => {
  eachIndex(tensor.shape, (index, i) => void (whole.data[starts[k] + offset(index, strides)] = tensor.data[i]));
});
return whole;

// WRONG negative-axes-lost: looks the axis up by its number, and there is no axis −1
const whole = zeros(shape);
let start = 0;
for (const tensor of tensors) {
  eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
  start += (tensor.shape[axis] ?? 0) * (strides[axis] ?? 0);
}
return whole;

// WRONG overlapping: begins one too early, so that the first of the next writes over the last of the one before
const whole = zeros(shape);
tensors.forEach((tensor, k) => {
  const start = Math.max(0, starts[k] - strides[along]);
  eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
});
return whole;

// WRONG one-alone-shared: hands the numbers of a tensor on if it is the only one
if (tensors.length === 1) return { shape, data: tensors[0].data };
const whole = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(tensor.shape, (index, i) => void (whole.data[starts[k] + offset(index, strides)] = tensor.data[i]));
});
return whole;

// WRONG moved-over: the tensors are left with zeros
const whole = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(tensor.shape, (index, i) => void (whole.data[starts[k] + offset(index, strides)] = tensor.data[i]));
});
for (const tensor of tensors) tensor.data.fill(0);
return whole;

// WRONG three-axes-at-most: an index beyond the third axis moves nothing
const whole = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(tensor.shape, (index, i) => {
    whole.data[starts[k] + offset(index.slice(0, 3), strides)] = tensor.data[i];
  });
});
return whole;

// WRONG eight-tensors: joins the first eight of a list
const whole = zeros(shape);
tensors.slice(0, 8).forEach((tensor, k) => {
  eachIndex(tensor.shape, (index, i) => void (whole.data[starts[k] + offset(index, strides)] = tensor.data[i]));
});
return whole;

// RIGHT running-start: moves the beginning on with each tensor
const whole = zeros(shape);
let start = 0;
for (const tensor of tensors) {
  eachIndex(tensor.shape, (index, i) => void (whole.data[start + offset(index, strides)] = tensor.data[i]));
  start += tensor.shape[along] * strides[along];
}
return whole;

// RIGHT run-by-run: takes one run of each tensor in turn
const data: number[] = [];
const runs = sizes.map((size) => size * strides[along]);
const rounds = tensors[0].data.length / runs[0];
for (let round = 0; round < rounds; round++)
  tensors.forEach((tensor, k) => data.push(...tensor.data.slice(round * runs[k], (round + 1) * runs[k])));
return { shape, data: Float64Array.from(data) };

// RIGHT asked-from-the-result: for every index of the result, looks for the tensor that it came from
const whole = zeros(shape);
eachIndex(shape, (index, i) => {
  let [k, at] = [0, index[along]];
  while (at >= sizes[k]) at -= sizes[k++];
  const { data, shape: own } = tensors[k];
  whole.data[i] = data[offset(index.with(along, at), stridesOf(own))];
});
return whole;
