// The bank for `maskChance`: every region below is graded in place of the reference's.

// WRONG exchanged: p for what is kept
return mask.reduce((chance, kept) => chance * (kept === 1 ? p : 1 - p), 1);

// WRONG added: a sum
return mask.reduce((chance, kept) => chance + (kept === 1 ? 1 - p : p), 0);

// WRONG even: all masks alike
return 1 / 2 ** mask.length;

// WRONG kept-only: the factors of what is kept
return mask.reduce((chance, kept) => chance * (kept === 1 ? 1 - p : 1), 1);

// WRONG dropped-only: the factors of what is dropped
return mask.reduce((chance, kept) => chance * (kept === 1 ? 1 : p), 1);

// WRONG from-0: begins at 0
return mask.reduce((chance, kept) => chance * (kept === 1 ? 1 - p : p), 0);

// WRONG first-left-out: begins at the first element's own number
return mask.reduce((chance, kept) => chance * (kept === 1 ? 1 - p : p));

// WRONG count-chance: the chance that so many are kept
const kept = mask.filter((each) => each === 1).length;
let ways = 1;
for (let k = 0; k < kept; k++) ways = (ways * (mask.length - k)) / (k + 1);
return ways * (1 - p) ** kept * p ** (mask.length - kept);

// WRONG mean: the mean of all factors
return mask.reduce((sum, kept) => sum + (kept === 1 ? 1 - p : p), 0) / mask.length;

// WRONG rounded-to-0: a tiny chance counts as none
const chance = mask.reduce((product, kept) => product * (kept === 1 ? 1 - p : p), 1);
return chance < 1e-12 ? 0 : chance;

// WRONG eight: the first eight elements
return mask.slice(0, 8).reduce((chance, kept) => chance * (kept === 1 ? 1 - p : p), 1);

// RIGHT powers: counts what is kept
const kept = mask.reduce((sum, each) => sum + each, 0);
return (1 - p) ** kept * p ** (mask.length - kept);

// RIGHT loop: one factor after the other
let chance = 1;
for (const kept of mask) chance *= kept * (1 - p) + (1 - kept) * p;
return chance;

// RIGHT logarithms: adds up logarithms, so that no product is too small
return Math.exp(mask.reduce((sum, kept) => sum + Math.log(kept === 1 ? 1 - p : p), 0));
