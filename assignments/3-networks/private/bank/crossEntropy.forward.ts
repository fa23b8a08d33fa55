// The bank for `crossEntropy.forward`: every region below is graded in place of the reference's.

// WRONG log-zero: a probability of 0 makes the loss infinite, or NaN
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(p));
return values([sumOf(terms.data) / rows], []);

// WRONG minus-missing: a good prediction has a loss far below 0
const terms = zipWith(probabilities, target, (p, t) => t * Math.log(Math.max(p, least)));
return values([sumOf(terms.data) / rows], []);

// WRONG mean-of-elements: divided by all elements
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(Math.max(p, least)));
return values([sumOf(terms.data) / terms.data.length], []);

// WRONG sum: not divided
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(Math.max(p, least)));
return values([sumOf(terms.data)], []);

// WRONG logarithm-of-target: exchanges the two
const terms = zipWith(probabilities, target, (p, t) => -p * Math.log(Math.max(t, least)));
return values([sumOf(terms.data) / rows], []);

// WRONG least-added: adds to every probability
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(p + least * 1000));
return values([sumOf(terms.data) / rows], []);

// WRONG least-larger: a millionth is the least
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(Math.max(p, 1e-6)));
return values([sumOf(terms.data) / rows], []);

// WRONG both-sides: as for two classes, −t log p − (1 − t) log(1 − p)
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(Math.max(p, least)) - (1 - t) * Math.log(Math.max(1 - p, least)));
return values([sumOf(terms.data) / rows], []);

// WRONG base-2: the logarithm to base 2
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log2(Math.max(p, least)));
return values([sumOf(terms.data) / rows], []);

// WRONG hard-targets: takes a target above ½ for 1, and others for 0
const terms = zipWith(probabilities, target, (p, t) => t > 0.5 ? -Math.log(Math.max(p, least)) : 0);
return values([sumOf(terms.data) / rows], []);

// WRONG squared: the squared distance
const terms = zipWith(probabilities, target, (p, t) => (p - t) ** 2);
return values([sumOf(terms.data) / rows], []);

// WRONG nan-hidden: a comparison sends NaN to the least probability
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(p > least ? p : least));
return values([sumOf(terms.data) / rows], []);

// WRONG skipped: leaves small probabilities out
const terms = zipWith(probabilities, target, (p, t) => p < least ? 0 : -t * Math.log(p));
return values([sumOf(terms.data) / rows], []);

// WRONG columns: divided by the number of classes
const terms = zipWith(probabilities, target, (p, t) => -t * Math.log(Math.max(p, least)));
return values([sumOf(terms.data) / probabilities.shape[1]], []);

// RIGHT zero-left-out: where the target is 0 no logarithm is taken
const terms = zipWith(probabilities, target, (p, t) => (t === 0 ? 0 : t * Math.log(p < least ? least : p)));
return values([-sumOf(terms.data) / rows], []);
