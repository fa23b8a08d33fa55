// The bank for `fusedLayerNorm.backward`: every region below is graded in place of the reference's.

// WRONG mean-forgotten: the mean of g is not taken away
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(g, zipWith(normal, along, times), minus), sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG along-forgotten: the part along n̂ is not taken away
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(g, level, minus), sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG both-forgotten: mean and variance are taken for constants
const g = zipWith(out.grad, gamma, times);
accumulate(x, zipWith(g, sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG sigma-forgotten: not divided by σ
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG sigma-multiplied: times σ
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, times));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG gamma-left-out: g without γ
const g = out.grad;
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG gamma-of-x: γ receives upstream · x
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over));
accumulate(gamma, zipWith(out.grad, x, times));
accumulate(beta, out.grad);

// WRONG gamma-of-out: γ receives upstream · out
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over));
accumulate(gamma, zipWith(out.grad, out, times));
accumulate(beta, out.grad);

// WRONG gamma-of-g: γ receives g · n̂
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over));
accumulate(gamma, zipWith(g, normal, times));
accumulate(beta, out.grad);

// WRONG beta-of-g: β receives g
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, g);

// WRONG beta-forgotten: β receives nothing
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));

// WRONG gamma-forgotten: γ receives nothing
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over));
accumulate(beta, out.grad);

// WRONG input-forgotten: x receives nothing
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG along-added: the part along n̂ is added
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), plus), sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG upstream-forgotten: 1 in place of the upstream gradient
const g = zipWith(mapEach(out.grad, () => 1), gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG assigned: the gradient is assigned
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
x.grad.data.set(zipWith(zipWith(zipWith(g, level, minus), zipWith(normal, along, times), minus), sigma, over).data);
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// WRONG along-of-x: the part along the centred numbers, not along n̂
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, centred, times))];
accumulate(x, zipWith(zipWith(zipWith(g, level, minus), zipWith(centred, along, times), minus), sigma, over));
accumulate(gamma, zipWith(out.grad, normal, times));
accumulate(beta, out.grad);

// RIGHT by-parts: x receives two shares
const g = zipWith(out.grad, gamma, times);
const [level, along] = [rowMeans(g), rowMeans(zipWith(g, normal, times))];
accumulate(x, zipWith(zipWith(g, level, minus), sigma, over));
accumulate(x, zipWith(zipWith(normal, along, times), sigma, (a, s) => -a / s));
accumulate(beta, out.grad);
accumulate(gamma, zipWith(out.grad, normal, times));
