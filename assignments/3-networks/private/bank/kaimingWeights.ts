// The bank for `kaimingWeights`: every region below is graded in place of the reference's.

// WRONG root-forgotten: gives the variance where the deviation is due
return normalWeights([fanIn, fanOut], rng, 2 / fanIn);

// WRONG deviation-one: draws of variance 1
return normalWeights([fanIn, fanOut], rng, 1);

// WRONG small: a small fixed deviation
return normalWeights([fanIn, fanOut], rng, 0.01);

// WRONG axes-exchanged: the shape the other way round
return normalWeights([fanOut, fanIn], rng, Math.sqrt(2 / fanIn));

// WRONG of-all: divides by the number of all weights
return normalWeights([fanIn, fanOut], rng, Math.sqrt(2 / (fanIn * fanOut)));

// WRONG inverse: the root of the reciprocal
return normalWeights([fanIn, fanOut], rng, Math.sqrt(1 / (2 / fanIn)));

// WRONG neurons-alike: draws one neuron, and copies it
const made = normalWeights([fanIn, fanOut], rng, Math.sqrt(2 / fanIn));
for (let i = 0; i < made.data.length; i++) made.data[i] = made.data[i - (i % fanOut)];
return made;

// WRONG two-forgotten: variance 1 / fanIn
return normalWeights([fanIn, fanOut], rng, Math.sqrt(1 / fanIn));

// WRONG fan-out: variance 2 / fanOut
return normalWeights([fanIn, fanOut], rng, Math.sqrt(2 / fanOut));

// WRONG xavier: variance 2 / (fanIn + fanOut)
return normalWeights([fanIn, fanOut], rng, Math.sqrt(2 / (fanIn + fanOut)));

// WRONG even-bound: √6 of the even distribution, with normal draws
return normalWeights([fanIn, fanOut], rng, Math.sqrt(6 / fanIn));

// WRONG two-outside: 2 / √fanIn
return normalWeights([fanIn, fanOut], rng, 2 / Math.sqrt(fanIn));

// RIGHT root-of-two: √2 / √fanIn
return normalWeights([fanIn, fanOut], rng, Math.SQRT2 / Math.sqrt(fanIn));
