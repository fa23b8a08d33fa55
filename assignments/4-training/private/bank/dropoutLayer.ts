// The bank for `dropoutLayer`: every region below is graded in place of the reference's.

// WRONG always: drops in evaluation, too
return dropout(x, this.p, this.rng);

// WRONG never: drops nothing
return x;

// WRONG exchanged: drops in evaluation
return this.training ? x : dropout(x, this.p, this.rng);

// WRONG keep-probability: takes p for the probability to be kept
return this.training ? dropout(x, 1 - this.p, this.rng) : x;

// WRONG half: always p = ½
return this.training ? dropout(x, 0.5, this.rng) : x;

// WRONG without-p-0: in evaluation with p = 0, which draws
return dropout(x, this.training ? this.p : 0, this.rng);

// WRONG drawn-anyway: drops, and then decides
const dropped = dropout(x, this.p, this.rng);
return this.training ? dropped : x;

// WRONG twice: drops two times
return this.training ? dropout(dropout(x, this.p, this.rng), this.p, this.rng) : x;

// WRONG mode-changed: goes to evaluation afterwards
const out = this.training ? dropout(x, this.p, this.rng) : x;
this.training = false;
return out;

// RIGHT if: with an early return
if (!this.training) return x;
return dropout(x, this.p, this.rng);

// RIGHT only-if-anything: p = 0 goes the same way
const layer = this;
if (layer.training) return dropout(x, layer.p, layer.rng);
else return x;
