// The bank for `accumulate`: every region below is graded in place of the reference's.

// WRONG assigned: the new share replaces what came along the other paths
total.set(share);

// WRONG name-rebound: points the local name at a new array, and leaves the gradient as it is
total = total.map((sum, i) => sum + share[i]);

// WRONG result-dropped: computes the sums and does nothing with them
total.map((sum, i) => sum + share[i]);

// WRONG first-element-only: adds to the first element and forgets the others
total[0] += share[0];

// WRONG last-element-skipped: the loop ends one too early
for (let i = 0; i < total.length - 1; i++) total[i] += share[i];

// WRONG one-number-for-all: adds the first number of the share to every element
for (let i = 0; i < total.length; i++) total[i] += share[0];

// WRONG first-share-kept: writes only where nothing has arrived yet
for (let i = 0; i < total.length; i++) {
  if (total[i] === 0) total[i] = share[i];
}

// WRONG stops-at-zero: ends at the first share of 0 instead of going on with the next element
for (let i = 0; i < total.length; i++) {
  if (share[i] === 0) return;
  total[i] += share[i];
}

// WRONG what-was-there-twice: counts the old gradient double, which shows from the second share on
for (let i = 0; i < total.length; i++) total[i] += total[i] + share[i];

// WRONG subtracted: goes downhill already here, where only the gradient is collected
for (let i = 0; i < total.length; i++) total[i] -= share[i];

// WRONG averaged: keeps the mean of the old gradient and the share
for (let i = 0; i < total.length; i++) total[i] = (total[i] + share[i]) / 2;

// WRONG largest-path: keeps the strongest of the paths instead of their sum
for (let i = 0; i < total.length; i++) {
  if (Math.abs(share[i]) > Math.abs(total[i])) total[i] = share[i];
}

// WRONG positive-only: ignores shares below 0
for (let i = 0; i < total.length; i++) total[i] += Math.max(share[i], 0);

// WRONG magnitudes: adds the sizes of the shares, so that opposite shares never cancel
for (let i = 0; i < total.length; i++) total[i] += Math.abs(share[i]);

// WRONG float32: rounds the sum to 32 bits
for (let i = 0; i < total.length; i++) total[i] = Math.fround(total[i] + share[i]);

// WRONG share-changed: adds into the share first, which belongs to somebody else
for (let i = 0; i < total.length; i++) {
  share[i] += total[i];
  total[i] = share[i];
}

// WRONG share-used-up: clears the share after adding it
for (let i = 0; i < total.length; i++) total[i] += share[i];
share.fill(0);

// WRONG first-sixty-four: adds 64 elements
for (let i = 0; i < Math.min(64, total.length); i++) total[i] += share[i];

// WRONG not-a-number-dropped: takes NaN for no share
for (let i = 0; i < total.length; i++) total[i] += share[i] || 0;

// WRONG clipped: a gradient is at most 10⁶
for (let i = 0; i < total.length; i++) {
  const sum = total[i] + share[i];
  total[i] = Number.isFinite(sum) ? Math.max(-1e6, Math.min(1e6, sum)) : sum;
}

// RIGHT for-each: a callback an element
share.forEach((part, i) => {
  total[i] += part;
});

// RIGHT map-and-set: computes the sums as a new array and writes it back
total.set(total.map((sum, i) => sum + share[i]));

// RIGHT backwards: from the last element to the first
let i = total.length;
while (i--) total[i] = share[i] + total[i];

// RIGHT zero-first: writes where nothing has arrived yet, adds elsewhere
for (const [i, part] of share.entries()) {
  if (total[i] === 0) total[i] = part;
  else total[i] += part;
}

// RIGHT halves: splits in two until single elements are left
addRange(total, share, 0, total.length);
// HELPERS
function addRange(sums: Float64Array, parts: Float64Array, from: number, to: number): void {
  if (to - from === 1) sums[from] += parts[from];
  if (to - from <= 1) return;
  const middle = Math.floor((from + to) / 2);
  addRange(sums, parts, from, middle);
  addRange(sums, parts, middle, to);
}
