// The bank for `expectedOutput`: every region below is graded in place of the reference's.

// WRONG scaled-input: the neuron's output for (1 − p)·x
return neuron(x.map((input) => input * (1 - p)));

// WRONG scaled-output: 1 − p times the neuron's output
return (1 - p) * neuron(x);

// WRONG undropped: the neuron's output for x
return neuron(x);

// WRONG even: all masks alike
const outputs = allMasks(x.length).map((mask) => neuron(x.map((input, i) => input * mask[i])));
return outputs.reduce((sum, output) => sum + output, 0) / outputs.length;

// WRONG not-weighted: adds all outputs up
const outputs = allMasks(x.length).map((mask) => neuron(x.map((input, i) => input * mask[i])));
return outputs.reduce((sum, output) => sum + output, 0);

// WRONG all-dropped-left-out: without the mask that drops everything, and without the one that keeps everything
const shares = allMasks(x.length).slice(1, -1).map((mask) => maskChance(mask, p) * neuron(x.map((input, i) => input * mask[i])));
return shares.reduce((sum, share) => sum + share, 0);

// WRONG scaled-up: scales inputs up, as dropout does
const shares = allMasks(x.length).map((mask) => maskChance(mask, p) * neuron(x.map((input, i) => (input * mask[i]) / (1 - p))));
return shares.reduce((sum, share) => sum + share, 0);

// WRONG left-out: leaves out what is dropped, so that the neuron reads fewer inputs
const shares = allMasks(x.length).map((mask) => maskChance(mask, p) * neuron(x.filter((_, i) => mask[i] === 1)));
return shares.reduce((sum, share) => sum + share, 0);

// WRONG keep-probability: takes p for the probability to be kept
const shares = allMasks(x.length).map((mask) => maskChance(mask, 1 - p) * neuron(x.map((input, i) => input * mask[i])));
return shares.reduce((sum, share) => sum + share, 0);

// WRONG one-at-a-time: only masks that keep one input
const shares = x.map((input, i) => (1 - p) * neuron(x.map((_, k) => (k === i ? input : 0))));
return shares.reduce((sum, share) => sum + share, 0);

// WRONG masked-in-place: drops inputs for ever
const own = x as number[];
const shares = allMasks(x.length).reverse().map((mask) => maskChance(mask, p) * neuron(own.map((_, i) => (own[i] *= mask[i]))));
return shares.reduce((sum, share) => sum + share, 0);

// WRONG put-back-wrong: puts the inputs in order
const shares = allMasks(x.length).map((mask) => maskChance(mask, p) * neuron(x.map((input, i) => input * mask[i])));
(x as number[]).sort((a, b) => a - b);
return shares.reduce((sum, share) => sum + share, 0);

// WRONG five-hundred: the first 512 masks
const shares = allMasks(x.length).slice(0, 512).map((mask) => maskChance(mask, p) * neuron(x.map((input, i) => input * mask[i])));
return shares.reduce((sum, share) => sum + share, 0);

// RIGHT loop: one mask after the other
let expected = 0;
for (const mask of allMasks(x.length)) expected += neuron(mask.map((kept, i) => (kept === 1 ? x[i] : 0))) * maskChance(mask, p);
return expected;

// RIGHT reduce: in one reduction
return allMasks(x.length).reduce((sum, mask) => sum + maskChance(mask, p) * neuron(x.map((input, i) => mask[i] * input)), 0);
