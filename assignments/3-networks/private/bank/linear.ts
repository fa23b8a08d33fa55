// The bank for `linear`: every region below is graded in place of the reference's.

// WRONG bias-forgotten: leaves the bias out
return matmul(x, weight);

// WRONG weights-forgotten: leaves the weights out
return add(x, bias);

// WRONG bias-first: adds the bias before the product
return matmul(add(x, bias), weight);

// WRONG order: the weights stand in front
return add(matmul(weight, x), bias);

// WRONG bias-twice: adds the bias twice
return add(add(matmul(x, weight), bias), bias);

// WRONG bias-constant: the bias is added, but receives no gradient
return add(matmul(x, weight), { ...bias, requiresGrad: false });

// WRONG weights-constant: the weights receive no gradient
return add(matmul(x, { ...weight, requiresGrad: false }), bias);

// WRONG input-constant: x receives no gradient
return add(matmul({ ...x, requiresGrad: false }, weight), bias);

// WRONG detached: keeps the numbers, and forgets where they came from
return { ...add(matmul(x, weight), bias), parents: [], backwardStep: () => {} };

// WRONG not-a-number-dropped: takes NaN for 0
return add(matmul({ ...x, data: x.data.map((a) => a || 0) }, weight), bias);

// WRONG first-matrix-only: takes the first matrix of a batch for all
if (x.shape.length <= 4) return add(matmul(x, weight), bias);
const data = x.data.map((_, i) => x.data[i % (x.data.length / x.shape[0])]);
return add(matmul({ ...x, data }, weight), bias);

// WRONG in-place: adds the bias into the product, outside the graph
const out = matmul(x, weight);
out.data.forEach((_, i) => (out.data[i] += bias.data[i % bias.data.length]));
return out;

// WRONG weights-used-up: changes the weights
const out = add(matmul(x, weight), bias);
weight.data.fill(0);
return out;

// RIGHT turned: the bias in front
return add(bias, matmul(x, weight));

// RIGHT named: with a name for the product
const product = matmul(x, weight);
return add(product, bias);
