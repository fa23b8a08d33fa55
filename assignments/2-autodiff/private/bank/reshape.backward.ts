// The bank for `reshape.backward`: every region below is graded in place of the reference's.

// WRONG shape-kept: hands the upstream gradient on under the new shape
accumulate(a, out.grad);

// WRONG shape-asked-for: hands it on under the shape that was asked for
accumulate(a, { shape, data: out.grad.data });

// WRONG same-rank-only: takes an operand with another number of axes for somebody else's
if (a.shape.length === out.shape.length) accumulate(a, { shape: a.shape, data: out.grad.data });

// WRONG upstream-ignored: every element receives 1, as if this were the end of the graph
accumulate(a, { shape: a.shape, data: a.data.map(() => 1) });

// WRONG value-for-gradient: hands on the elements of the result instead of their gradients
accumulate(a, { shape: a.shape, data: out.data });

// WRONG first-for-all: every element receives the first number of the upstream gradient
accumulate(a, { shape: a.shape, data: a.data.map(() => out.grad.data[0]) });

// WRONG total-for-all: every element receives the sum of the upstream gradient
const total = out.grad.data.reduce((sum, upstream) => sum + upstream, 0);
accumulate(a, { shape: a.shape, data: a.data.map(() => total) });

// WRONG column-by-column: puts the upstream gradient down the columns of `a`
const rows = a.shape.length < 2 ? 1 : a.shape[0];
const columns = a.data.length / rows;
accumulate(a, { shape: a.shape, data: out.grad.data.map((_, i) => out.grad.data[(i % columns) * rows + Math.floor(i / columns)]) });

// WRONG turned-over: takes two sizes that change places for a transposition
const [rows, columns] = a.shape;
const turns = a.shape.length === 2 && out.shape.length === 2 && out.shape[0] === columns && out.shape[1] === rows;
const at = (i: number): number => (turns ? (i % columns) * rows + Math.floor(i / columns) : i);
accumulate(a, { shape: a.shape, data: out.grad.data.map((_, i) => out.grad.data[at(i)]) });

// WRONG assigned: writes over what came along other paths
if (a.requiresGrad) a.grad.data.set(out.grad.data);

// WRONG gradient-replaced: puts the upstream gradient in place of the gradient
Object.assign(a, { grad: { shape: a.shape, data: out.grad.data } });

// WRONG constants-too: adds by hand, also to a constant
out.grad.data.forEach((upstream, i) => void (a.grad.data[i] += upstream));

// WRONG leaves-only: takes an operand that was computed for one that needs nothing
if (a.parents.length === 0) accumulate(a, { shape: a.shape, data: out.grad.data });

// WRONG what-was-there-twice: adds the old gradient to the share, which shows from the second call on
accumulate(a, { shape: a.shape, data: out.grad.data.map((upstream, i) => upstream + a.grad.data[i]) });

// WRONG upstream-spent: clears the upstream gradient once it is handed on
accumulate(a, { shape: a.shape, data: out.grad.data });
out.grad.data.fill(0);

// WRONG a-takes-the-shape-too: gives `a` the new shape, so that the gradients fit each other
Object.assign(a, { shape: out.shape });
accumulate(a, out.grad);

// WRONG not-a-number-dropped: takes NaN for no gradient
accumulate(a, { shape: a.shape, data: out.grad.data.map((upstream) => upstream || 0) });

// RIGHT copied: hands a copy over
accumulate(a, { shape: [...a.shape], data: Float64Array.from(out.grad.data) });

// RIGHT by-hand: adds number by number, and stops at a constant
if (!a.requiresGrad) return;
for (let i = out.grad.data.length - 1; i >= 0; i--) a.grad.data[i] += out.grad.data[i];

// RIGHT reshaped-back: lets reshape itself read the upstream gradient under the old shape
accumulate(a, reshape(out.grad as Tensor, a.shape));
