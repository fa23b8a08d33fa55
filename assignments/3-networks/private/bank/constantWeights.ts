// The bank for `constantWeights`: every region below is graded in place of the reference's.

// WRONG zeros: 0 everywhere, whatever x is
return new Tensor(filled(shape, 0));

// WRONG ones: 1 everywhere, whatever x is
return new Tensor(filled(shape, 1));

// WRONG constant-tensor: takes "constant" for a tensor without a gradient
return new Tensor(filled(shape, x), { requiresGrad: false });

// WRONG vector: the right numbers in a row
return new Tensor(filled([filled(shape, x).data.length], x));

// WRONG first-only: only the first element is x
const made = filled(shape, 0);
made.data[0] = x;
return new Tensor(made);

// WRONG first-axis-only: as many numbers as the first axis has
const made = filled(shape, 0);
made.data.fill(x, 0, shape[0] ?? 1);
return new Tensor(made);

// WRONG counting: x, x + 1, x + 2, …
const made = filled(shape, x);
return new Tensor({ shape, data: made.data.map((y, i) => y + i) });

// WRONG no-tensor: the Values, which are no tensor
return filled(shape, x) as Tensor;

// WRONG own-gradient: the numbers serve as the gradient, too
const made = new Tensor(filled(shape, x));
(made as { grad: object }).grad = { shape, data: made.data };
return made;

// WRONG small-only: stops after 256 elements
const made = filled(shape, 0);
made.data.fill(x, 0, 256);
return new Tensor(made);

// RIGHT by-hand: fills an array itself
const size = shape.reduce((product, n) => product * n, 1);
return new Tensor({ shape, data: Float64Array.from({ length: size }, () => x) });
