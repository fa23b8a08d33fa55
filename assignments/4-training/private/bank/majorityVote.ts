// The bank for `majorityVote`: every region below is graded in place of the reference's.

// WRONG first-network: what the first says
return votes[0];

// WRONG most: how many votes the winner has
const counts = new Float64Array(classes);
for (const vote of votes) counts[vote] += 1;
return Math.max(...counts);

// WRONG fewest: the class with fewest votes
const counts = new Float64Array(classes);
for (const vote of votes) counts[vote] += 1;
return counts.indexOf(Math.min(...counts));

// WRONG mean: the mean of the classes
return Math.round(votes.reduce((sum, vote) => sum + vote, 0) / votes.length);

// WRONG median: the class in the middle
return [...votes].sort((a, b) => a - b)[Math.floor(votes.length / 2)];

// WRONG more-than-half: class 0 unless somebody has more than half
const counts = new Float64Array(classes);
for (const vote of votes) counts[vote] += 1;
return Math.max(0, counts.findIndex((count) => 2 * count > votes.length));

// WRONG largest-class: the largest class that anybody says
return Math.max(...votes);

// WRONG last-network: what the last says
return votes[votes.length - 1];

// WRONG ten-classes: at most ten
const counts = new Float64Array(10);
for (const vote of votes) counts[vote] += 1;
return counts.indexOf(Math.max(...counts));

// WRONG set: every class counts once
const counts = new Float64Array(classes);
for (const vote of new Set(votes)) counts[vote] += 1;
return counts.indexOf(Math.max(...counts));

// WRONG at-most-256: the first 256 votes
const counts = new Float64Array(classes);
for (const vote of votes.slice(0, 256)) counts[vote] += 1;
return counts.indexOf(Math.max(...counts));

// WRONG bytes: counts that start again at 128
const counts = new Array(classes).fill(0);
for (const vote of votes) counts[vote] = (counts[vote] + 1) % 128;
return counts.indexOf(Math.max(...counts));

// RIGHT last-of-equals: of equals the last
const counts = new Float64Array(classes);
for (const vote of votes) counts[vote] += 1;
return counts.lastIndexOf(Math.max(...counts));

// RIGHT compare: the vote that has most like it
const count = (one: number) => votes.filter((vote) => vote === one).length;
return votes.reduce((best, vote) => (count(vote) > count(best) ? vote : best));
