// The bank for `layerNorm`: every region below is graded in place of the reference's.

// WRONG gamma-forgotten: no γ
return add(normalise(x, mean(x, [-1], true), variance(x, [-1]), epsilon), beta);

// WRONG beta-forgotten: no β
return mul(normalise(x, mean(x, [-1], true), variance(x, [-1]), epsilon), gamma);

// WRONG beta-first: β before γ
const rows = normalise(x, mean(x, [-1], true), variance(x, [-1]), epsilon);
return mul(add(rows, beta), gamma);

// WRONG exchanged: γ for β, and β for γ
const rows = normalise(x, mean(x, [-1], true), variance(x, [-1]), epsilon);
return add(mul(rows, beta), gamma);

// WRONG first-axis: over the first axis, as batch norm does
const rows = normalise(x, mean(x, [0], true), variance(x, [0]), epsilon);
return add(mul(rows, gamma), beta);

// WRONG all-axes: over all numbers
const rows = normalise(x, mean(x), variance(x, x.shape.map((_, axis) => axis)), epsilon);
return add(mul(rows, gamma), beta);

// WRONG epsilon-fixed: always 10⁻⁵
const rows = normalise(x, mean(x, [-1], true), variance(x, [-1]), 1e-5);
return add(mul(rows, gamma), beta);

// WRONG epsilon-zero: no ε
const rows = normalise(x, mean(x, [-1], true), variance(x, [-1]), 0);
return add(mul(rows, gamma), beta);

// WRONG mean-constant: the mean is a constant for the way back
const rows = normalise(x, { ...mean(x, [-1], true), requiresGrad: false, parents: [] }, variance(x, [-1]), epsilon);
return add(mul(rows, gamma), beta);

// WRONG variance-constant: the variance is a constant for the way back
const rows = normalise(x, mean(x, [-1], true), { ...variance(x, [-1]), requiresGrad: false, parents: [] }, epsilon);
return add(mul(rows, gamma), beta);

// WRONG gamma-constant: γ receives no gradient
const rows = normalise(x, mean(x, [-1], true), variance(x, [-1]), epsilon);
return add(mul(rows, { ...gamma, requiresGrad: false }), beta);

// WRONG input-scaled: x itself is scaled
return add(mul(x, gamma), beta);

// WRONG squared: the mean of the squares as the variance
const rows = normalise(x, mean(x, [-1], true), mean(mul(x, x), [-1], true), epsilon);
return add(mul(rows, gamma), beta);

// WRONG second-axis: along axis 1, which is the last of matrices only
const axis = Math.min(1, x.shape.length - 1);
const rows = normalise(x, mean(x, [axis], true), variance(x, [axis]), epsilon);
return add(mul(rows, gamma), beta);

// WRONG twice: normalises what is normalised
const rows = normalise(x, mean(x, [-1], true), variance(x, [-1]), epsilon);
const again = normalise(rows, mean(rows, [-1], true), variance(rows, [-1]), epsilon);
return add(mul(again, gamma), beta);

// RIGHT by-count: the last axis counted from the front
const last = [x.shape.length - 1];
const rows = normalise(x, mean(x, last, true), variance(x, last), epsilon);
return add(beta, mul(gamma, rows));

// RIGHT moved-first: the mean is taken away beforehand
const moved = add(x, mul(mean(x, [-1], true), { ...mean(x), shape: [], data: Float64Array.of(-1), requiresGrad: false, parents: [] }));
const rows = normalise(moved, mean(moved, [-1], true), variance(moved, [-1]), epsilon);
return add(mul(rows, gamma), beta);
