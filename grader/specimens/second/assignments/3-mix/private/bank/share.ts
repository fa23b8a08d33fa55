// WRONG not-divided: the numbers come back as they are
return numbers;
// WRONG by-count: each is divided by how many there are
return numbers.map((x) => x / numbers.length);
// WRONG by-largest: each is divided by the largest
return numbers.map((x) => x / Math.max(...numbers));
// RIGHT loop: the total is added up in a loop
let total = 0;
for (const x of numbers) total += x;
return numbers.map((x) => x / total);
