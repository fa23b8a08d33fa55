// The bank for `earlyStopping.note`: every region below is graded in place of the reference's.

// WRONG equal-counts: an equal loss is better, too
if (loss <= this.best) this.keep(loss);
else this.waited += 1;
return this.waited >= this.patience;

// WRONG larger-is-better: keeps the largest loss
if (loss > this.best || this.best === Infinity) this.keep(loss);
else this.waited += 1;
return this.waited >= this.patience;

// WRONG one-more: waits one epoch too long
if (loss < this.best) this.keep(loss);
else this.waited += 1;
return this.waited > this.patience;

// WRONG one-less: stops one epoch early
if (loss < this.best) this.keep(loss);
else this.waited += 1;
return this.waited >= this.patience - 1;

// WRONG impatient: stops at the first that is no better
if (loss < this.best) this.keep(loss);
else this.waited += 1;
return this.waited > 0;

// WRONG always-kept: keeps every epoch
this.keep(loss);
return this.waited >= this.patience;

// WRONG always-waits: waits also when it keeps
this.waited += 1;
if (loss < this.best) this.keep(loss);
else this.waited += 0;
this.waited = Math.max(this.waited, 1);
return this.waited >= this.patience;

// WRONG nothing-kept: remembers the loss, not the weights
if (loss < this.best) [this.best, this.waited] = [loss, 0];
else this.waited += 1;
return this.waited >= this.patience;

// WRONG wait-not-reset: keeps the weights, and goes on counting
const before = this.waited;
if (loss < this.best) {
  this.keep(loss);
  this.waited = before;
} else this.waited += 1;
return this.waited >= this.patience;

// WRONG not-above: NaN is taken for better
if (!(loss >= this.best)) this.keep(loss);
else this.waited += 1;
return this.waited >= this.patience;

// WRONG against-the-last: compares with the loss before
const last = this.best;
if (loss < last) this.keep(loss);
else {
  this.waited += 1;
  this.best = loss;
}
return this.waited >= this.patience;

// WRONG restores-itself: brings the weights back at once
if (loss < this.best) this.keep(loss);
else {
  this.waited += 1;
  this.restore();
  this.keep(this.best);
}
return this.waited >= this.patience;

// WRONG nothing-said: returns nothing
if (loss < this.best) this.keep(loss);
else this.waited += 1;
return undefined as unknown as boolean;

// WRONG exactly: says stop in one epoch only
if (loss < this.best) this.keep(loss);
else this.waited += 1;
return this.waited === this.patience;

// RIGHT early-return: goes on as soon as it is better
if (!(loss < this.best)) {
  this.waited += 1;
  return this.waited >= this.patience;
}
this.keep(loss);
return false;

// RIGHT counted: counts first
this.waited += 1;
if (loss < this.best) this.keep(loss);
return !(this.waited < this.patience);
