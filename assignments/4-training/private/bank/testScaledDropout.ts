// The bank for `testScaledDropout`: every region below is graded in place of the reference's.

// WRONG inverted: scales up in training
if (!this.training) return x;
return mul(x, mul(new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }), constant(1 / (1 - this.p))));

// WRONG not-scaled: nothing is scaled
if (!this.training) return x;
return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }));

// WRONG by-p: times p in evaluation
if (!this.training) return mul(x, constant(this.p));
return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }));

// WRONG divided: divides in evaluation
if (!this.training) return mul(x, constant(1 / (1 - this.p)));
return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }));

// WRONG both-scaled: scales down in training, too
if (!this.training) return mul(x, constant(1 - this.p));
return mul(x, mul(new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }), constant(1 - this.p)));

// WRONG exchanged: drops in evaluation
if (this.training) return mul(x, constant(1 - this.p));
return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }));

// WRONG always-dropped: drops in evaluation, too
const dropped = mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }));
return this.training ? dropped : mul(x, constant(1 - this.p));

// WRONG detached: the gradient does not find its way
const factor = this.training ? dropoutMask(x.shape, this.p, this.rng) : { shape: x.shape, data: x.data.map(() => 1 - this.p) };
return new Tensor({ shape: x.shape, data: x.data.map((value, i) => value * factor.data[i]) });

// WRONG half: always times ½
if (!this.training) return mul(x, constant(0.5));
return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }));

// WRONG keep-probability: takes p for the probability to be kept
if (!this.training) return mul(x, constant(this.p));
return mul(x, new Tensor(dropoutMask(x.shape, 1 - this.p, this.rng), { requiresGrad: false }));

// WRONG in-place: scales x itself
if (this.training) return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }));
for (let i = 0; i < x.data.length; i++) x.data[i] *= 1 - this.p;
return mul(x, constant(1));

// RIGHT one-product: one of two factors
const factor = this.training ? new Tensor(dropoutMask(x.shape, this.p, this.rng), { requiresGrad: false }) : constant(1 - this.p);
return mul(factor, x);

// RIGHT mask-with-gradient: a mask that would take a gradient
if (this.training) return mul(x, new Tensor(dropoutMask(x.shape, this.p, this.rng)));
return mul(constant(1 - this.p), x);
