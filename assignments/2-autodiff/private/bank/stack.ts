// The bank for `stack`: every region below is graded in place of the reference's.

// WRONG new-axis-forgotten: joins the tensors along an axis that they have
return concat(tensors, along);

// WRONG always-first: the new axis is the first, wherever it should stand
return concat(
  tensors.map((tensor) => reshape(tensor, [1, ...inner])),
  0,
);

// WRONG always-last: the new axis is the last, wherever it should stand
return concat(
  tensors.map((tensor) => reshape(tensor, [...inner, 1])),
  -1,
);

// WRONG joined-along-the-first: puts the new axis in its place, but joins along axis 0
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
return concat(layers, 0);

// WRONG joined-along-the-last: puts the new axis in its place, but joins along the last
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
return concat(layers, -1);

// WRONG one-place-late: puts the new axis behind the one that stands there
const place = Math.min(along + 1, inner.length);
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(place, 0, 1)));
return concat(layers, place);

// WRONG joined-one-place-late: joins along the axis behind the new one
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
return concat(layers, Math.min(along + 1, inner.length));

// WRONG axis-replaced: writes the 1 over a size instead of beside it
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 1, 1)));
return concat(layers, along);

// WRONG place-not-counted: takes −1 for the place in front of the last axis, as `toSpliced` does
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(axis, 0, 1)));
return concat(layers, axis < 0 ? Math.max(axis + inner.length, 0) : axis);

// WRONG named-twice: means −1 in both calls, but for `toSpliced` the last place is behind it
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(axis, 0, 1)));
return concat(layers, axis);

// WRONG data-end-to-end: joins all numbers to one list, and reads that as the result
const list = concat(tensors.map((tensor) => reshape(tensor, [-1])));
return reshape(list, inner.toSpliced(along, 0, tensors.length));

// WRONG matrix-of-rows: a row for each tensor, whatever shape it has
return concat(
  tensors.map((tensor) => reshape(tensor, [1, -1])),
  0,
);

// WRONG last-first: the last tensor becomes the first layer
const layers = tensors.toReversed().map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG two-only: forgets every tensor after the second
const layers = tensors.slice(0, 2).map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG once-each: a tensor that stands there twice becomes one layer
const layers = [...new Set(tensors)].map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG one-layer-for-all: repeats the layer of the first tensor
const layer = reshape(tensors[0], inner.toSpliced(along, 0, 1));
return concat(
  tensors.map(() => layer),
  along,
);

// WRONG nothing-joined: gives the new axis to the first tensor, and forgets the others
return reshape(tensors[0], inner.toSpliced(along, 0, 1));

// WRONG one-alone-as-it-is: hands a tensor on if it is the only one
if (tensors.length === 1) return tensors[0];
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG one-alone-shared: a single tensor shares its memory with its layer
if (tensors.length === 1) return { ...reshape(tensors[0], inner.toSpliced(along, 0, 1)), data: tensors[0].data };
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG reshaped-in-place: the tensors themselves become layers
for (const tensor of tensors) (tensor as { shape: readonly number[] }).shape = inner.toSpliced(along, 0, 1);
return concat(tensors, along);

// WRONG moved-over: the tensors are left with zeros
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
for (const tensor of tensors) tensor.data.fill(0);
return concat(layers, along);

// WRONG short-ranks-only: leaves the new axis in front from four axes on
const place = inner.length < 4 ? along : 0;
return concat(
  tensors.map((tensor) => reshape(tensor, inner.toSpliced(place, 0, 1))),
  place,
);

// WRONG not-a-number-dropped: takes NaN for 0
const layers = tensors.map((tensor) => reshape({ ...tensor, data: tensor.data.map((x) => x || 0) }, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG detached: makes the layers of constants with the same numbers, which hand nothing on
const layers = tensors.map((tensor) => reshape({ ...tensor, requiresGrad: false }, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG detached-afterwards: keeps the numbers of the result, and forgets where they came from
return {
  ...concat(
    tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1))),
    along,
  ),
  parents: [],
  backwardStep: () => {},
};

// WRONG copied-first: makes the layers of copies, so the tensors receive nothing
const copies = tensors.map((tensor) => ({ ...tensor, grad: { shape: inner, data: new Float64Array(tensor.data.length) } }));
return concat(
  copies.map((copy) => reshape(copy, inner.toSpliced(along, 0, 1))),
  along,
);

// WRONG first-layer-alone: only the first tensor learns of its gradient
const layers = tensors.map((tensor, k) => reshape({ ...tensor, requiresGrad: k === 0 && tensor.requiresGrad }, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG leaves-only: takes a tensor that was computed for one that needs nothing
const layers = tensors.map((tensor) =>
  reshape(tensor.parents.length > 0 ? { ...tensor, requiresGrad: false } : tensor, inner.toSpliced(along, 0, 1)),
);
return concat(layers, along);

// WRONG constants-too: also a constant receives a gradient
const layers = tensors.map((tensor) => reshape({ ...tensor, requiresGrad: true }, inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// WRONG one-share-of-two: of a tensor that stands there twice, only the first layer hands its share on
const layers = tensors.map((tensor, k) => {
  const isFirst = tensors.indexOf(tensor) === k;
  return reshape(isFirst ? tensor : { ...tensor, requiresGrad: false }, inner.toSpliced(along, 0, 1));
});
return concat(layers, along);

// WRONG constant-ends-it: a constant keeps all that come after it from their gradients
const until = tensors.findIndex((tensor) => !tensor.requiresGrad);
const layers = tensors.map((tensor, k) => {
  const isReached = until < 0 || k < until;
  return reshape(isReached ? tensor : { ...tensor, requiresGrad: false }, inner.toSpliced(along, 0, 1));
});
return concat(layers, along);

// WRONG gradients-cleared: every call begins with gradients of zero
const out = concat(
  tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1))),
  along,
);
const step = out.backwardStep;
out.backwardStep = () => {
  for (const tensor of tensors) tensor.grad.data.fill(0);
  step();
};
return out;

// WRONG upstream-spent: clears the upstream gradient once it is dealt out
const out = concat(
  tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1))),
  along,
);
const step = out.backwardStep;
out.backwardStep = () => {
  step();
  out.grad.data.fill(0);
};
return out;

// WRONG upstream-squashed: hands NaN and infinities on as 0
const out = concat(
  tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1))),
  along,
);
const step = out.backwardStep;
out.backwardStep = () => {
  out.grad.data.forEach((g, i) => void (out.grad.data[i] = Number.isFinite(g) ? g : 0));
  step();
};
return out;

// WRONG upstream-clipped: keeps the upstream gradient between −1000 and 1000
const out = concat(
  tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1))),
  along,
);
const step = out.backwardStep;
out.backwardStep = () => {
  out.grad.data.forEach((g, i) => void (out.grad.data[i] = Number.isNaN(g) ? g : Math.max(-1000, Math.min(g, 1000))));
  step();
};
return out;

// WRONG step-of-its-own: a backward beside that of the operations, so everything arrives twice
const out = concat(
  tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1))),
  along,
);
const step = out.backwardStep;
out.backwardStep = () => {
  step();
  step();
};
return out;

// WRONG halves-exchanged: joins a long list in two halves, the second one first
const layers = tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1)));
if (layers.length <= 8) return concat(layers, along);
return concat([concat(layers.slice(8), along), concat(layers.slice(0, 8), along)], along);

// RIGHT runs-joined: what lies behind the new axis is one run of numbers in each tensor
const run = inner.slice(along).reduce((product, size) => product * size, 1);
const rows = tensors.map((tensor) => reshape(tensor, [-1, run]));
return reshape(concat(rows, 1), inner.toSpliced(along, 0, tensors.length));

// RIGHT list-between: every tensor is a list before it is a layer
const layers = tensors.map((tensor) => reshape(reshape(tensor, [-1]), inner.toSpliced(along, 0, 1)));
return concat(layers, along);

// RIGHT size-left-open: lets reshape find the size of the new axis
return concat(
  tensors.map((tensor) => reshape(tensor, [...inner.slice(0, along), -1, ...inner.slice(along)])),
  along,
);

// RIGHT counted-from-the-back: names the new axis by its distance from the end
const back = along - inner.length - 1;
return concat(
  tensors.map((tensor) => reshape(tensor, inner.toSpliced(along, 0, 1))),
  back,
);

// RIGHT one-by-one: joins a tensor at a time to what is there
return tensors.slice(1).reduce(
  (whole, tensor) => concat([whole, reshape(tensor, inner.toSpliced(along, 0, 1))], along),
  reshape(tensors[0], inner.toSpliced(along, 0, 1)),
);

// RIGHT helper: a helper gives the new axis
return concat(
  tensors.map((tensor) => layerOf(tensor, along)),
  along,
);
// HELPERS
function layerOf(tensor: Tensor, place: number): Tensor {
  return reshape(tensor, tensor.shape.toSpliced(place, 0, 1));
}
