// The bank for `accuracy`: every region below is graded in place of the reference's.

// WRONG smallest: the smallest score is the answer
return scores.every((score, k) => k === label || scores[label] < score);

// WRONG ties-count: as large as the others is enough
return scores.every((score) => scores[label] >= score);

// WRONG none-larger: no other is larger, and NaN never is
return !scores.some((score) => score > scores[label]);

// WRONG first-stays: begins at class 0, which NaN does not beat
let best = 0;
for (let k = 1; k < scores.length; k++) if (scores[k] > scores[best]) best = k;
return best === label;

// WRONG from-0: looks for a score above 0
let [best, most] = [0, 0];
for (let k = 0; k < scores.length; k++) if (scores[k] > most) [best, most] = [k, scores[k]];
return best === label && most > 0;

// WRONG size: the score of largest size
return scores.every((score, k) => k === label || Math.abs(scores[label]) > Math.abs(score));

// WRONG above-half: a score above one half
return scores[label] > 0.5;

// WRONG next-label: labels from 1 on
return scores.every((score, k) => k === label - 1 || scores[label - 1] > score);

// WRONG first-other: compares with one other score
return scores[label] > scores[label === 0 ? 1 : 0];

// WRONG last-left-out: does not look at the last score
return scores.every((score, k) => k === label || k === scores.length - 1 || scores[label] > score);

// WRONG above-mean: larger than the mean of all
const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
return scores[label] > mean;

// WRONG always: everything is right
return true;

// WRONG sorted: sorts the scores themselves
return scores[label] === scores.sort()[scores.length - 1];

// WRONG at-most-256: looks at the first 256 classes
return scores.subarray(0, 256).every((score, k) => k === label || scores[label] > score);

// WRONG finite-only: an infinite score is none
return Number.isFinite(scores[label]) && scores.every((score, k) => k === label || scores[label] > score);


// RIGHT place-of-the-largest: where Math.max stands
return scores.indexOf(Math.max(...scores)) === label;

// RIGHT loop: the largest so far, from −Infinity on
let [best, most] = [-1, -Infinity];
for (let k = 0; k < scores.length; k++) if (scores[k] > most) [best, most] = [k, scores[k]];
return best === label;

// RIGHT none-beats-it: no other is as large, and it is a number
return !Number.isNaN(scores[label]) && !scores.some((score, k) => k !== label && score >= scores[label]);
