// The bank for `batchNorm`: every region below is graded in place of the reference's.

// WRONG always-batch: the batch in evaluation, too
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = batchStatistics(x, running, this.momentum);
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG always-running: the running statistics in training, too
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = running;
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG exchanged: the batch in evaluation, the running ones in training
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? running : batchStatistics(x, running, this.momentum);
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG collected-then-used: collects in training, but normalises by the running ones
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
if (this.training) batchStatistics(x, running, this.momentum);
return add(mul(normalise(x, running.mean, running.variance, this.epsilon), this.gamma), this.beta);

// WRONG collected-always: collects in evaluation, too
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const before = { mean: new Tensor(running.mean), variance: new Tensor(running.variance) };
const copy = { mean: { ...before.mean, data: before.mean.data.slice() } as Tensor, variance: { ...before.variance, data: before.variance.data.slice() } as Tensor };
if (x.data.length <= this.gamma.data.length) return add(mul(normalise(x, running.mean, running.variance, this.epsilon), this.gamma), this.beta);
const batch = batchStatistics(x, running, this.momentum);
const { mean, variance } = this.training ? batch : copy;
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG gamma-forgotten: no γ
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? batchStatistics(x, running, this.momentum) : running;
return add(normalise(x, mean, variance, this.epsilon), this.beta);

// WRONG beta-forgotten: no β
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? batchStatistics(x, running, this.momentum) : running;
return mul(normalise(x, mean, variance, this.epsilon), this.gamma);

// WRONG gamma-and-beta-exchanged: β as the factor
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? batchStatistics(x, running, this.momentum) : running;
return add(mul(normalise(x, mean, variance, this.epsilon), this.beta), this.gamma);

// WRONG epsilon-fixed: always 10⁻⁵
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? batchStatistics(x, running, this.momentum) : running;
return add(mul(normalise(x, mean, variance, 1e-5), this.gamma), this.beta);

// WRONG momentum-fixed: always a tenth
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? batchStatistics(x, running, 0.1) : running;
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG momentum-reversed: 1 − momentum
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? batchStatistics(x, running, 1 - this.momentum) : running;
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG statistics-constant: nothing flows through the statistics
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const found = this.training ? batchStatistics(x, running, this.momentum) : running;
const still = (tensor: Tensor) => new Tensor(tensor, { requiresGrad: false });
return add(mul(normalise(x, still(found.mean), still(found.variance), this.epsilon), this.gamma), this.beta);

// WRONG corrected-in-training: normalises with n/(n − 1) times the variance
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const n = x.data.length / this.gamma.data.length;
const { mean, variance } = this.training ? batchStatistics(x, running, this.momentum) : running;
const factor = new Tensor({ shape: [], data: Float64Array.of(this.training ? n / (n - 1) : 1) }, { requiresGrad: false });
return add(mul(normalise(x, mean, mul(variance, factor), this.epsilon), this.gamma), this.beta);

// WRONG mode-remembered: keeps the mode of the first call
const kept = this as { mode?: boolean };
kept.mode ??= this.training;
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = kept.mode ? batchStatistics(x, running, this.momentum) : running;
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG collected-twice: moves the running statistics twice
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? (batchStatistics(x, running, this.momentum), batchStatistics(x, running, this.momentum)) : running;
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG running-learned: gradients for the running statistics
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? batchStatistics(x, running, this.momentum) : running;
(this.runningMean as { requiresGrad: boolean }).requiresGrad = true;
return add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);

// WRONG gamma-zeroed: forgets γ after use
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const { mean, variance } = this.training ? batchStatistics(x, running, this.momentum) : running;
const out = add(mul(normalise(x, mean, variance, this.epsilon), this.gamma), this.beta);
this.gamma.data.fill(0);
return out;

// RIGHT if: with an if
const running: Statistics = { mean: this.runningMean, variance: this.runningVariance };
const used = this.training ? batchStatistics(x, running, this.momentum) : running;
const rows = normalise(x, used.mean, used.variance, this.epsilon);
return add(this.beta, mul(this.gamma, rows));
