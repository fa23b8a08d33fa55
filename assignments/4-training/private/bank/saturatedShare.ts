// The bank for `saturatedShare`: every region below is graded in place of the reference's.

// WRONG positive-only: only near 1
return data.filter((y) => y > 0.9899).length / data.length;

// WRONG flat-middle: where the slope is large
return data.filter((y) => 1 - y * y >= 0.02).length / data.length;

// WRONG slope-1-y: 1 − |y|
return data.filter((y) => 1 - Math.abs(y) < 0.02).length / data.length;

// WRONG sigmoid: the slope of a sigmoid
return data.filter((y) => y * (1 - y) < 0.02).length / data.length;

// WRONG count: how many
return data.filter((y) => 1 - y * y < 0.02).length;

// WRONG exactly-1: only the ends themselves
return data.filter((y) => Math.abs(y) === 1).length / data.length;

// WRONG mean-slope: the mean slope
return data.reduce((sum, y) => sum + (1 - y * y), 0) / data.length;

// WRONG wider: below 0.2
return data.filter((y) => 1 - y * y < 0.2).length / data.length;

// WRONG narrower: below 0.002
return data.filter((y) => 1 - y * y < 0.002).length / data.length;

// WRONG at-most-256: the first 256 numbers
return data.subarray(0, 256).filter((y) => 1 - y * y < 0.02).length / data.length;

// WRONG any: 1 if there is any
return data.some((y) => 1 - y * y < 0.02) ? 1 : 0;

// RIGHT bound: beyond √0.98
return data.filter((y) => y * y > 0.98).length / data.length;

// RIGHT loop: counted in a loop
let count = 0;
for (const y of data) if ((1 - y) * (1 + y) < 0.02) count++;
return count / data.length;
