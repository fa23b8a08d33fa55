// The bank for `logSoftmax.forward`: every region below is graded in place of the reference's.

// WRONG log-of-shares: a share that is rounded to 0 has the logarithm −Infinity
return mapLines(a, along, (line) => {
  const powers = line.map((x) => Math.exp(x - Math.max(...line)));
  return powers.map((power) => Math.log(power / sumOf(powers)));
});

// WRONG naive: the exponentials of large scores are infinite
return mapLines(a, along, (line) => {
  return line.map((x) => x - Math.log(sumOf(line.map((each) => Math.exp(each)))));
});

// WRONG logarithm-forgotten: the shares themselves
return mapLines(a, along, (line) => {
  const powers = line.map((x) => Math.exp(x - Math.max(...line)));
  return powers.map((power) => power / sumOf(powers));
});

// WRONG largest-not-put-back: takes the largest away in the sum only
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  return line.map((x) => x - Math.log(sumOf(line.map((each) => Math.exp(each - largest)))));
});

// WRONG sum-of-all: one sum for all lines
const largest = Math.max(...a.data);
const spread = Math.log(sumOf(a.data.map((x) => Math.exp(x - largest))));
return mapLines(a, along, (line) => {
  return line.map((x) => x - largest - spread);
});

// WRONG largest-of-all: the largest of the whole tensor is taken away
const largest = Math.max(...a.data);
return mapLines(a, along, (line) => {
  const spread = Math.log(sumOf(line.map((x) => Math.exp(x - largest))));
  return line.map((x) => x - largest - spread);
});

// WRONG last-axis: whatever axis was asked for
return mapLines(a, -1, (line) => {
  const largest = Math.max(...line);
  const spread = Math.log(sumOf(line.map((x) => Math.exp(x - largest))));
  return line.map((x) => x - largest - spread);
});

// WRONG added: plus the logarithm of the sum
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  const spread = Math.log(sumOf(line.map((x) => Math.exp(x - largest))));
  return line.map((x) => x - largest + spread);
});

// WRONG base-2: the logarithm to base 2
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  const spread = Math.log2(sumOf(line.map((x) => Math.exp(x - largest))));
  return line.map((x) => x - largest - spread);
});

// WRONG kept-finite: never below the logarithm of a trillionth
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  const spread = Math.log(sumOf(line.map((x) => Math.exp(x - largest))));
  return line.map((x) => Math.max(Math.log(1e-12), x - largest - spread));
});

// WRONG largest-only: takes the largest for the logarithm of the sum
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  return line.map((x) => x - largest);
});

// RIGHT put-back: the largest is added to the logarithm
return mapLines(a, along, (line) => {
  const largest = Math.max(...line);
  const total = largest + Math.log(sumOf(line.map((x) => Math.exp(x - largest))));
  return line.map((x) => x - total);
});
