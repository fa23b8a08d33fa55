// The bank for `detach`: every region below is graded in place of the reference's.

// WRONG itself: hands the tensor itself on
return tensor;

// WRONG weight: a new leaf with the same numbers, but one that requires a gradient
return new Tensor(tensor, { label: tensor.label });

// WRONG as-before: requires a gradient if the original does
return new Tensor(tensor, { label: tensor.label, requiresGrad: tensor.requiresGrad });

// WRONG parents-kept: a constant that still knows its parents
return new Tensor(tensor, { parents: tensor.parents, requiresGrad: false });

// WRONG own-parent: a constant that was computed from the original
return new Tensor(tensor, { op: "detach", parents: [tensor], requiresGrad: false });

// WRONG identity: an operation that hands everything on, forwards and back
const out = new Tensor(tensor, { parents: [tensor] });
out.backwardStep = () => out.grad.data.forEach((g, i) => (tensor.grad.data[i] += g));
return out;

// WRONG step-kept: takes the original's backwardStep along
const out = new Tensor(tensor, { requiresGrad: false });
out.backwardStep = tensor.backwardStep;
return out;

// WRONG original-silenced: takes the original's backwardStep away, so that nothing flows on other paths either
tensor.backwardStep = () => {};
return new Tensor(tensor, { requiresGrad: false });

// WRONG original-frozen: makes a constant of the original
(tensor as { requiresGrad: boolean }).requiresGrad = false;
return new Tensor(tensor, { requiresGrad: false });

// WRONG original-cut-off: takes the parents from the original
(tensor as { parents: readonly Tensor[] }).parents = [];
return new Tensor(tensor, { requiresGrad: false });

// WRONG original-in-place: changes the original into a constant, and returns it
const out = tensor as { requiresGrad: boolean; parents: readonly Tensor[] };
out.requiresGrad = false;
out.parents = [];
return tensor;

// WRONG gradient-shared: the new tensor has the gradient of the original
const out = new Tensor(tensor, { requiresGrad: false });
(out as { grad: object }).grad = tensor.grad;
return out;

// WRONG gradient-cleared: clears the gradient of the original
tensor.grad.data.fill(0);
return new Tensor(tensor, { requiresGrad: false });

// WRONG gradient-for-numbers: detaches the gradient
return new Tensor(tensor.grad, { requiresGrad: false });

// WRONG zeros: a constant of the same shape, without the numbers
return new Tensor({ shape: tensor.shape, data: new Float64Array(tensor.data.length) }, { requiresGrad: false });

// WRONG vector: the same numbers in a row
return new Tensor({ shape: [tensor.data.length], data: tensor.data }, { requiresGrad: false });

// WRONG spread: an object with the same entries, which is no tensor
return { ...tensor, parents: [], requiresGrad: false, backwardStep: () => {} };

// WRONG single-precision: the numbers on 32 bits
return new Tensor({ shape: tensor.shape, data: tensor.data.map(Math.fround) }, { requiresGrad: false });

// WRONG constant-returned: hands a constant back as it is
if (!tensor.requiresGrad) return tensor;
return new Tensor(tensor, { label: tensor.label, requiresGrad: false });

// RIGHT copy: numbers of its own
return new Tensor({ shape: [...tensor.shape], data: tensor.data.slice() }, { requiresGrad: false });

// RIGHT shared-memory: the same numbers, without a label
const { shape, data } = tensor;
return new Tensor({ shape, data }, { requiresGrad: false });

// RIGHT named: with an op of its own
return new Tensor(tensor, { op: "detach", label: `${tensor.label} detached`, parents: [], requiresGrad: false });
