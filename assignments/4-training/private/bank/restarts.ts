// The bank for `restarts`: every region below is graded in place of the reference's.

// WRONG highest: the highest loss
const all = Array.from({ length: count }, (_, k) => attempt(k));
return all.reduce((best, each) => (each.loss > best.loss || Number.isNaN(best.loss) ? each : best));

// WRONG first: the first attempt
return Array.from({ length: count }, (_, k) => attempt(k))[0];

// WRONG last: the last attempt
return Array.from({ length: count }, (_, k) => attempt(k))[count - 1];

// WRONG stuck-at-nan: a first NaN stays
const all = Array.from({ length: count }, (_, k) => attempt(k));
return all.reduce((best, each) => (each.loss < best.loss ? each : best));

// WRONG nan-wins: NaN is taken for lower
const all = Array.from({ length: count }, (_, k) => attempt(k));
return all.reduce((best, each) => (best.loss <= each.loss ? best : each));

// WRONG from-infinity: infinity is no loss
const all = Array.from({ length: count }, (_, k) => attempt(k));
let best = all[all.length - 1];
let lowest = Infinity;
for (const each of all) if (each.loss < lowest) [best, lowest] = [each, each.loss];
return best;

// WRONG above-0: a loss below 0 does not count
const all = Array.from({ length: count }, (_, k) => attempt(k));
return all.reduce((best, each) => (Math.abs(each.loss) < Math.abs(best.loss) || Number.isNaN(best.loss) ? each : best));

// WRONG one-too-few: one attempt less
const all = Array.from({ length: Math.max(1, count - 1) }, (_, k) => attempt(k));
return all.reduce((best, each) => (each.loss < best.loss || Number.isNaN(best.loss) ? each : best));

// WRONG from-1: counts attempts from 1
const all = Array.from({ length: count }, (_, k) => attempt((k + 1) % count));
return all.reduce((best, each) => (each.loss < best.loss || Number.isNaN(best.loss) ? each : best));

// WRONG again: trains the best again
const all = Array.from({ length: count }, (_, k) => attempt(k));
const best = all.reduce((one, other) => (other.loss < one.loss || Number.isNaN(one.loss) ? other : one));
return attempt(all.indexOf(best));

// WRONG same-number: every attempt is the first
const all = Array.from({ length: count }, () => attempt(0));
return all.reduce((best, each) => (each.loss < best.loss || Number.isNaN(best.loss) ? each : best));

// WRONG sorted: sorts, which NaN confuses
const all = Array.from({ length: count }, (_, k) => attempt(k));
return [...all].sort((a, b) => a.loss - b.loss)[0];

// WRONG good-enough: stops at a loss below 1
let best = attempt(0);
for (let k = 1; k < count && !(best.loss < 1); k++) {
  const each = attempt(k);
  if (each.loss < best.loss || Number.isNaN(best.loss)) best = each;
}
return best;

// WRONG at-most-100: no more than a hundred
const all = Array.from({ length: Math.min(100, count) }, (_, k) => attempt(k));
return all.reduce((best, each) => (each.loss < best.loss || Number.isNaN(best.loss) ? each : best));

// WRONG nan-as-infinity: NaN counts as infinite, and stays where nothing is better
const all = Array.from({ length: count }, (_, k) => attempt(k));
const lossOf = ({ loss }: A) => (Number.isNaN(loss) ? Infinity : loss);
return all.reduce((best, each) => (lossOf(each) < lossOf(best) ? each : best));

// RIGHT loop: one after the other
let best = attempt(0);
for (let k = 1; k < count; k++) {
  const each = attempt(k);
  if (!(each.loss >= best.loss) && !Number.isNaN(each.loss)) best = each;
}
return best;

// RIGHT numbers-first: leaves NaN out
const all = Array.from({ length: count }, (_, k) => attempt(k));
const numbers = all.filter(({ loss }) => !Number.isNaN(loss));
return (numbers.length > 0 ? numbers : all).reduce((best, each) => (each.loss < best.loss ? each : best));
