// The bank for `matmul.backward`: every region below is graded in place of the reference's.

// WRONG not-turned-over: multiplies by the other factor as it is, which fits only square matrices
accumulate(a, product(out.grad, b));
accumulate(b, product(a, out.grad));

// WRONG second-not-turned-over: turns A over and forgets B
accumulate(a, product(out.grad, b));
accumulate(b, product(turned(a), out.grad));

// WRONG first-not-turned-over: turns B over and forgets A
accumulate(a, product(out.grad, turned(b)));
accumulate(b, product(a, out.grad));

// WRONG wrong-sides: multiplies from the other side
accumulate(a, product(turned(b), out.grad));
accumulate(b, product(out.grad, turned(a)));

// WRONG factors-swapped: each factor receives what is due to the other
accumulate(b, product(out.grad, turned(b)));
accumulate(a, product(turned(a), out.grad));

// WRONG upstream-turned-over: turns the upstream gradient over instead of the factors
accumulate(a, product(turned(out.grad), b));
accumulate(b, product(a, turned(out.grad)));

// WRONG upstream-ignored: takes the upstream gradient for all ones
const upstream = zeros(out.shape);
upstream.data.fill(1);
accumulate(a, product(upstream, turned(b)));
accumulate(b, product(turned(a), upstream));

// WRONG value-for-gradient: multiplies the product itself, not its gradient
accumulate(a, product(out, turned(b)));
accumulate(b, product(turned(a), out));

// WRONG first-factor-only: forgets the second factor
accumulate(a, product(out.grad, turned(b)));

// WRONG square-loses-one: `x · x` counts as one path
accumulate(a, product(out.grad, turned(b)));
if (a !== b) accumulate(b, product(turned(a), out.grad));

// WRONG square-doubled: takes the rule of x² over from numbers to matrices
if (a === b) return accumulate(a, product(out.grad, { ...turned(a), data: turned(a).data.map((x) => 2 * x) }));
accumulate(a, product(out.grad, turned(b)));
accumulate(b, product(turned(a), out.grad));

// WRONG batch-not-summed: a factor that served a whole batch receives the gradient from its first pair
const firstOf = (share: Values, { shape, data }: Values): Values => ({ shape, data: share.data.slice(0, data.length) });
accumulate(a, firstOf(product(out.grad, turned(b)), a));
accumulate(b, firstOf(product(turned(a), out.grad), b));

// WRONG batch-mean: a factor that served a whole batch receives the mean of its gradients
const meanFor = (share: Values, { data }: Values): Values =>
  ({ shape: share.shape, data: share.data.map((x) => (x * data.length) / share.data.length) });
accumulate(a, meanFor(product(out.grad, turned(b)), a));
accumulate(b, meanFor(product(turned(a), out.grad), b));

// WRONG leading-axes-only: sums with wrap-around, which is right only if the leading axes were broadcast
for (const [factor, share] of [[a, product(out.grad, turned(b))], [b, product(turned(a), out.grad)]] as const) {
  const sum = zeros(factor.shape);
  share.data.forEach((x, i) => void (sum.data[i % sum.data.length] += x));
  accumulate(factor, sum);
}

// WRONG all-axes-turned: turns the axes of the batch around, too
accumulate(a, product(out.grad, reversed(b)));
accumulate(b, product(reversed(a), out.grad));
// HELPERS
function reversed({ shape, data }: Values): Values {
  const back = zeros(shape.toReversed());
  const steps = back.shape.map((_, axis) => back.shape.slice(axis + 1).reduce((step, size) => step * size, 1));
  eachIndex(shape, (index, i) => void (back.data[offset(index.toReversed(), steps)] = data[i]));
  return back;
}

// WRONG assigned: writes over what came along other paths
a.grad.data.fill(0);
b.grad.data.fill(0);
accumulate(a, product(out.grad, turned(b)));
accumulate(b, product(turned(a), out.grad));

// WRONG constants-too: adds by hand where the shapes agree, and gives constants a gradient
const [toA, toB] = [product(out.grad, turned(b)), product(turned(a), out.grad)];
for (const [factor, share] of [[a, toA], [b, toB]] as const) {
  if (factor.data.length !== share.data.length) accumulate(factor, share);
  else share.data.forEach((x, i) => void (factor.grad.data[i] += x));
}

// WRONG constant-ends-it: a constant in front keeps the second factor from its gradient
if (!a.requiresGrad) return;
accumulate(a, product(out.grad, turned(b)));
accumulate(b, product(turned(a), out.grad));

// WRONG leaves-only: takes a factor that was computed for one that needs nothing
if (a.parents.length === 0) accumulate(a, product(out.grad, turned(b)));
if (b.parents.length === 0) accumulate(b, product(turned(a), out.grad));

// WRONG turned-in-place: A itself is left turned over
accumulate(a, product(out.grad, turned(b)));
const over = turned(a);
a.data.set(over.data);
accumulate(b, product(over, out.grad));

// WRONG upstream-spent: clears the upstream gradient once it is handed on
accumulate(a, product(out.grad, turned(b)));
accumulate(b, product(turned(a), out.grad));
out.grad.data.fill(0);

// WRONG zero-for-no-number: takes NaN for no gradient
const upstream = { shape: out.shape, data: out.grad.data.map((u) => u || 0) };
accumulate(a, product(upstream, turned(b)));
accumulate(b, product(turned(a), upstream));

// WRONG relative-differences: moves every number in proportion to its size, and looks how far the product moves
for (const factor of [a, b]) {
  const share = zeros(factor.shape);
  factor.data.forEach((before, i) => {
    const valueAt = (x: number) => {
      factor.data[i] = x;
      return product(a, b).data.reduce((total, y, k) => total + y * out.grad.data[k], 0);
    };
    share.data[i] = slopeOf(valueAt, before);
    factor.data[i] = before;
  });
  accumulate(factor, share);
}
// HELPERS
function slopeOf(f: (x: number) => number, at: number): number {
  const x = Math.max(-(2 ** 500), Math.min(2 ** 500, at));
  const h = x === 0 ? 2 ** -6 : 2 ** -6 * Math.abs(x);
  const slope = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45;
}

// RIGHT turned-results: multiplies in the other order and turns the products over
accumulate(b, turned(product(turned(out.grad), a)));
accumulate(a, turned(product(b, turned(out.grad))));

// RIGHT constants-skipped: does not compute what a constant would not receive
if (a.requiresGrad) accumulate(a, product(out.grad, turned(b)));
if (b.requiresGrad) accumulate(b, product(turned(a), out.grad));

// RIGHT by-hand: one walk over all triples, without another product
const [m, k] = a.shape.slice(-2);
const n = b.shape.at(-1);
const batch = out.shape.slice(0, -2);
const [aSteps, bSteps] = [broadcastStrides(a.shape.slice(0, -2), batch), broadcastStrides(b.shape.slice(0, -2), batch)];
const [shareA, shareB] = [zeros(a.shape), zeros(b.shape)];
const outSteps = broadcastStrides(batch, batch);
eachIndex([...batch, m, k, n], (index) => {
  const [outer, [i, p, j]] = [index.slice(0, -3), index.slice(-3)];
  const [atA, atB] = [offset(outer, aSteps) * m * k + i * k + p, offset(outer, bSteps) * k * n + p * n + j];
  const upstream = out.grad.data[offset(outer, outSteps) * m * n + i * n + j];
  shareA.data[atA] += upstream * b.data[atB];
  shareB.data[atB] += upstream * a.data[atA];
});
accumulate(a, shareA);
accumulate(b, shareB);
