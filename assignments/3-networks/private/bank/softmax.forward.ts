// The bank for `softmax.forward`: every region below is graded in place of the reference's.

// WRONG naive: the exponentials of large scores are infinite
return mapLines(a, along, (line) => {
  const powers = line.map((x) => Math.exp(x));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG largest-of-all: the largest of the whole tensor is taken away, and the shares of low lines are 0/0
const largest = Math.max(...a.data);
return mapLines(a, along, (line) => {
  const powers = line.map((x) => Math.exp(x - largest));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG sum-of-all: one sum for all lines
const largest = Math.max(...a.data);
const total = sumOf(a.data.map((x) => Math.exp(x - largest)));
return mapLines(a, along, (line) => {
  return line.map((x) => Math.exp(x - largest) / total);
});

// WRONG last-axis: whatever axis was asked for
return mapLines(a, -1, (line) => {
  const powers = line.map((x) => Math.exp(x - Math.max(...line)));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG first-axis: whatever axis was asked for
return mapLines(a, 0, (line) => {
  const powers = line.map((x) => Math.exp(x - Math.max(...line)));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG no-exponential: divides the scores by their sum
return mapLines(a, along, (line) => {
  return line.map((x) => x / sumOf(line));
});

// WRONG undivided: the exponentials of the distances to the largest
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  return line.map((x) => Math.exp(x - largest));
});

// WRONG smallest-taken: takes the smallest score away
return mapLines(a, along, (line) => {
  const smallest = Math.min(...line);
  const powers = line.map((x) => Math.exp(x - smallest));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG mean-taken: takes the mean away, which does not help far from it
return mapLines(a, along, (line) => {
  const mean = sumOf(line) / line.length;
  const powers = line.map((x) => Math.exp(x - mean));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG largest-from-zero: the search for the largest begins at 0
return mapLines(a, along, (line) => {
  const largest = Math.max(0, ...line);
  const powers = line.map((x) => Math.exp(x - largest));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG kept-away: adds a little to the sum, against 0/0
return mapLines(a, along, (line) => {
  const powers = line.map((x) => Math.exp(x - Math.max(...line)));
  return powers.map((power) => power / (sumOf(powers) + 1e-8));
});

// WRONG hard: 1 for the largest, 0 for the others
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  return line.map((x) => (x === largest ? 1 : 0));
});

// WRONG power-of-two: the base is 2
return mapLines(a, along, (line) => {
  const powers = line.map((x) => 2 ** (x - Math.max(...line)));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG first-64: looks for the largest among 64 scores only
return mapLines(a, along, (line) => {
  const largest = Math.max(...line.subarray(0, 64));
  const powers = line.map((x) => Math.exp(x - largest));
  return powers.map((power) => power / sumOf(powers));
});

// RIGHT walked: a loop for each line, with one division
return mapLines(a, along, (line) => {
  const out = new Float64Array(line.length);
  let [largest, total] = [-Infinity, 0];
  for (const x of line) largest = Math.max(largest, x);
  for (let i = 0; i < line.length; i++) total += out[i] = Math.exp(line[i] - largest);
  return out.map((power) => power * (1 / total));
});

// RIGHT by-logarithm: the exponential of the log-softmax
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  const spread = Math.log(sumOf(line.map((x) => Math.exp(x - largest))));
  return line.map((x) => Math.exp(x - largest - spread));
});
