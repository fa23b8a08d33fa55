// The bank for `stack.forward`: every region below is graded in place of the reference's.

// WRONG data-end-to-end: lays the data behind each other, which is right only if the new axis is the first
const layers = zeros(shape);
tensors.forEach((tensor, k) => layers.data.set(tensor.data, k * tensor.data.length));
return layers;

// WRONG layers-forgotten: puts every tensor into the first layer
const layers = zeros(shape);
for (const tensor of tensors) {
  eachIndex(inner, (index, i) => void (layers.data[offset(index, strides)] = tensor.data[i]));
}
return layers;

// WRONG step-forgotten: begins k elements in, which is right only if the new axis is the last
const layers = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[k + offset(index, strides)] = tensor.data[i]));
});
return layers;

// WRONG layer-size-as-step: begins behind whole layers, which is right only if the new axis is the first
const layers = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[k * tensor.data.length + offset(index, strides)] = tensor.data[i]));
});
return layers;

// WRONG strides-of-a-layer: writes with the strides of one tensor
const layers = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[k * step + offset(index, stridesOf(inner))] = tensor.data[i]));
});
return layers;

// WRONG new-axis-in-the-strides: takes all strides of the result for an index that has no new axis yet
const layers = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[k * step + offset(index, stridesOf(shape))] = tensor.data[i]));
});
return layers;

// WRONG place-not-counted: looks the step up by the place as it was named, and there is no place −1
const layers = zeros(shape);
tensors.forEach((tensor, k) => {
  const start = k * (stridesOf(shape)[axis] ?? 0);
  eachIndex(inner, (index, i) => void (layers.data[start + offset(index, strides)] = tensor.data[i]));
});
return layers;

// WRONG minus-one-before-the-last: takes −1 for the place in front of the last axis, as if it counted the old axes
const place = axis < 0 ? Math.max(axis + inner.length, 0) : along;
const layers = zeros(inner.toSpliced(place, 0, tensors.length));
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[offset(index.toSpliced(place, 0, k), stridesOf(layers.shape))] = tensor.data[i]));
});
return layers;

// WRONG joined: makes the first axis longer instead of adding one
const data = tensors.flatMap((tensor) => [...tensor.data]);
return { shape: inner.length === 0 ? shape : inner.with(0, inner[0] * tensors.length), data: Float64Array.from(data) };

// WRONG last-first: the last tensor becomes the first layer
const layers = zeros(shape);
tensors.toReversed().forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[k * step + offset(index, strides)] = tensor.data[i]));
});
return layers;

// WRONG two-only: forgets every tensor after the second
const layers = zeros(shape);
tensors.slice(0, 2).forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[k * step + offset(index, strides)] = tensor.data[i]));
});
return layers;

// WRONG found-by-identity: looks up where a tensor stands, and finds one that stands there twice only once
const layers = zeros(shape);
for (const tensor of tensors) {
  const start = tensors.indexOf(tensor) * step;
  eachIndex(inner, (index, i) => void (layers.data[start + offset(index, strides)] = tensor.data[i]));
}
return layers;

// WRONG one-alone-shared: hands the numbers of a tensor on if it is the only one
if (tensors.length === 1) return { shape, data: tensors[0].data };
const layers = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[k * step + offset(index, strides)] = tensor.data[i]));
});
return layers;

// WRONG moved-over: the tensors are left with zeros
const layers = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[k * step + offset(index, strides)] = tensor.data[i]));
});
for (const tensor of tensors) tensor.data.fill(0);
return layers;

// WRONG first-ninety: fills the first 90 elements of each layer
const layers = zeros(shape);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => {
    if (i < 90) layers.data[k * step + offset(index, strides)] = tensor.data[i];
  });
});
return layers;

// RIGHT index-completed: puts k into the index, and uses all strides of the result
const layers = zeros(shape);
const all = stridesOf(shape);
tensors.forEach((tensor, k) => {
  eachIndex(inner, (index, i) => void (layers.data[offset(index.toSpliced(along, 0, k), all)] = tensor.data[i]));
});
return layers;

// RIGHT run-by-run: behind the new axis everything lies side by side, so it takes one run of each tensor in turn
const data: number[] = [];
for (let start = 0; start < tensors[0].data.length; start += step)
  for (const tensor of tensors) data.push(...tensor.data.slice(start, start + step));
return { shape, data: Float64Array.from(data) };

// RIGHT asked-from-the-result: for every index of the result, takes the new axis out to find the element
const layers = zeros(shape);
eachIndex(shape, (index, i) => {
  layers.data[i] = tensors[index[along]].data[offset(index.toSpliced(along, 1), stridesOf(inner))];
});
return layers;
