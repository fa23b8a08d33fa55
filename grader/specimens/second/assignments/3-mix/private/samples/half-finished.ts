// Assignment 3-mix is complete; its foundation 2-autodiff is half finished.
// REGION share
  let total = 0;
  for (const x of numbers) total += x;
  return numbers.map((x) => x / total);
// REGION mix
  return add(b, mul(weight, a));
