// The bank for `add.backward`: every region below is graded in place of the reference's.

// WRONG upstream-ignored: hands on ones, as if the sum were the end of the graph
accumulate(a, zipWith(out.grad, out.grad, () => 1));
accumulate(b, zipWith(out.grad, out.grad, () => 1));

// WRONG upstream-of-the-first-element: hands the first number of the upstream gradient to all
accumulate(a, zipWith(out.grad, out.grad, () => out.grad.data[0]));
accumulate(b, zipWith(out.grad, out.grad, () => out.grad.data[0]));

// WRONG first-term-only: forgets the second term
accumulate(a, out.grad);

// WRONG same-tensor-once: `x + x` counts as one term
accumulate(a, out.grad);
if (b !== a) accumulate(b, out.grad);

// WRONG halved: shares the upstream gradient out between the two terms
accumulate(a, zipWith(out.grad, out.grad, (upstream) => upstream / 2));
accumulate(b, zipWith(out.grad, out.grad, (upstream) => upstream / 2));

// WRONG second-negative: the rule of the difference
accumulate(a, out.grad);
accumulate(b, zipWith(out.grad, out.grad, (upstream) => -upstream));

// WRONG rule-of-the-product: multiplies by the other term
accumulate(a, zipWith(out.grad, b, (upstream, y) => upstream * y));
accumulate(b, zipWith(out.grad, a, (upstream, x) => upstream * x));

// WRONG value-for-gradient: hands on the numbers of `out` instead of its gradient
accumulate(a, out);
accumulate(b, out);

// WRONG assigned: clears what came along other paths first
a.grad.data.fill(0);
accumulate(a, out.grad);
b.grad.data.fill(0);
accumulate(b, out.grad);

// WRONG second-copies-first: gives `b` the gradient that `a` has now, which is right only if `a` had none before
accumulate(a, out.grad);
accumulate(b, zipWith(a.grad, out.grad, (gradient) => gradient));

// WRONG what-was-there-twice: adds the old gradient to the share, which shows from the second call on
accumulate(a, zipWith(out.grad, a.grad, (upstream, before) => upstream + before));
accumulate(b, out.grad);

// WRONG equal-shapes-only: adds by position and sums nothing where a term was broadcast
for (const term of [a, b]) {
  if (!term.requiresGrad) continue;
  term.grad.data.forEach((_, i) => {
    term.grad.data[i] += out.grad.data[i];
  });
}

// WRONG leading-axes-only: wraps around, which is right only if the leading axes were broadcast
for (const term of [a, b]) {
  if (!term.requiresGrad) continue;
  const size = term.grad.data.length;
  out.grad.data.forEach((upstream, i) => {
    term.grad.data[i % size] += upstream;
  });
}

// WRONG mean-where-broadcast: a term that was read many times gets the mean over its paths
accumulate(a, zipWith(out.grad, out.grad, (upstream) => (upstream * a.data.length) / out.data.length));
accumulate(b, zipWith(out.grad, out.grad, (upstream) => (upstream * b.data.length) / out.data.length));

// WRONG constants-too: adds by hand where the shapes agree, and gives constants a gradient
for (const term of [a, b]) {
  if (term.data.length !== out.data.length) accumulate(term, out.grad);
  else out.grad.data.forEach((upstream, i) => void (term.grad.data[i] += upstream));
}

// WRONG constant-ends-it: a constant in front keeps the second term from its gradient
if (!a.requiresGrad) return;
accumulate(a, out.grad);
if (!b.requiresGrad) return;
accumulate(b, out.grad);

// WRONG leaves-only: hands nothing to a term that was computed itself
if (a.parents.length === 0) accumulate(a, out.grad);
if (b.parents.length === 0) accumulate(b, out.grad);

// WRONG upstream-used-up: clears the gradient of `out` after handing it on
accumulate(a, out.grad);
accumulate(b, out.grad);
out.grad.data.fill(0);

// WRONG gradient-shared: a term without gradient gets the very array of `out`, and later shares change both
for (const term of [a, b]) {
  const first = term.requiresGrad && term.grad.data.every((gradient) => gradient === 0);
  if (first && term.data.length === out.data.length) (term as { grad: Values }).grad = out.grad;
  else accumulate(term, out.grad);
}

// WRONG clipped: no share is larger than 10⁶
const clip = (x: number) => (Number.isFinite(x) ? Math.max(-1e6, Math.min(1e6, x)) : x);
const clipped = { shape: out.shape, data: out.grad.data.map(clip) };
accumulate(a, clipped);
accumulate(b, clipped);

// RIGHT second-first: the order of the two terms does not matter
accumulate(b, out.grad);
accumulate(a, out.grad);

// RIGHT loop-over-parents: asks `out` for its operands
for (const parent of out.parents) accumulate(parent, out.grad);

// RIGHT local-one: writes the local gradient 1 out
accumulate(a, zipWith(out.grad, a, (upstream) => upstream * 1));
accumulate(b, zipWith(out.grad, b, (upstream) => upstream * 1));

// RIGHT same-tensor-doubled: treats `x + x` as 2x
if (a === b) {
  accumulate(a, zipWith(out.grad, out.grad, (upstream) => 2 * upstream));
  return;
}
accumulate(a, out.grad);
accumulate(b, out.grad);

// RIGHT by-hand: adds by hand where nothing was broadcast, and leaves constants alone itself
handOn(a, out.grad);
handOn(b, out.grad);
// HELPERS
function handOn(term: Tensor, upstream: Values): void {
  if (!term.requiresGrad) return;
  const agree = term.shape.length === upstream.shape.length && term.data.length === upstream.data.length;
  if (!agree) return accumulate(term, upstream);
  for (let i = 0; i < upstream.data.length; i++) term.grad.data[i] += upstream.data[i];
}
