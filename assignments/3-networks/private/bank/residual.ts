// The bank for `residual`: every region below is graded in place of the reference's.

// WRONG skip-forgotten: what the inner module makes, alone
return this.inner.forward(x);

// WRONG inner-forgotten: x alone
return x;

// WRONG x-doubled: adds x twice
return add(x, add(x, this.inner.forward(x)));

// WRONG inner-doubled: adds what is inside twice
const inner = this.inner.forward(x);
return add(x, add(inner, inner));

// WRONG double-x: adds x to itself
return add(x, x);

// WRONG inner-of-sum: the inner module of twice x
return this.inner.forward(add(x, x));

// WRONG called-twice: calls the inner module twice
this.inner.forward(x);
return add(x, this.inner.forward(x));

// WRONG applied-twice: the inner module of what the inner module makes
return add(x, this.inner.forward(this.inner.forward(x)));

// WRONG in-place: adds into x
const inner = this.inner.forward(x);
x.data.forEach((_, i) => (x.data[i] += inner.data[i]));
return x;

// WRONG direct-path-detached: no gradient on the direct path
return add({ ...x, requiresGrad: false }, this.inner.forward(x));

// WRONG inner-path-detached: no gradient through the inner module
return add(x, { ...this.inner.forward(x), requiresGrad: false });

// WRONG remembered: keeps the first result
const kept = this as { last?: Tensor };
return (kept.last ??= add(x, this.inner.forward(x)));

// RIGHT turned: the inner module first
return add(this.inner.forward(x), x);
