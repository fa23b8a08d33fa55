// The bank for `minibatches`: every region below is graded in place of the reference's.

// WRONG last-lost: leaves out the last batch if it is not full
const order = shuffled(places, rng);
const count = Math.floor(order.length / size);
return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size));

// WRONG not-shuffled: in the order of the list
const count = Math.ceil(places.length / size);
return Array.from({ length: count }, (_, k) => places.slice(k * size, (k + 1) * size));

// WRONG batches-shuffled: the same neighbours in every epoch, in batches that change places
const count = Math.ceil(places.length / size);
return shuffled(Array.from({ length: count }, (_, k) => places.slice(k * size, (k + 1) * size)), rng);

// WRONG within-batches: the same batches, each shuffled
const count = Math.ceil(places.length / size);
return Array.from({ length: count }, (_, k) => shuffled(places.slice(k * size, (k + 1) * size), rng));

// WRONG sorted-within: the places of a batch in order
const order = shuffled(places, rng);
const count = Math.ceil(order.length / size);
return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size).sort((a, b) => a - b));

// WRONG shuffled-each-time: every batch is cut out of another order
const count = Math.ceil(places.length / size);
return Array.from({ length: count }, (_, k) => shuffled(places, rng).slice(k * size, (k + 1) * size));

// WRONG count-for-size: takes the size for the number of batches
const order = shuffled(places, rng);
const each = Math.ceil(order.length / size);
return Array.from({ length: size }, (_, k) => order.slice(k * each, (k + 1) * each));

// WRONG one-too-many: each batch has the first place of the next
const order = shuffled(places, rng);
const count = Math.ceil(order.length / size);
return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size + 1));

// WRONG numbers-for-places: counts from 0, whatever places are given
const order = shuffled([...places.keys()], rng);
const count = Math.ceil(order.length / size);
return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size));

// WRONG filled-up: the last batch is filled with places of the first
const order = shuffled(places, rng);
const count = Math.ceil(order.length / size);
return Array.from({ length: count }, (_, k) => Array.from({ length: size }, (__, i) => order[(k * size + i) % order.length]));

// WRONG empty-batch: an empty batch in the end if all are full
const order = shuffled(places, rng);
const count = Math.floor(order.length / size) + 1;
return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size));

// WRONG strided: every batch takes each count-th place, so that the first is larger
const order = shuffled(places, rng);
const count = Math.ceil(order.length / size);
return Array.from({ length: count }, (_, k) => order.filter((__, i) => i % count === k));

// WRONG list-emptied: takes the places out of the list
const order = shuffled(places, rng);
const count = Math.ceil(order.length / size);
(places as number[]).length = 0;
return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size));

// WRONG list-sorted: sorts the list that it was given
const order = shuffled((places as number[]).reverse(), rng);
const count = Math.ceil(order.length / size);
return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size));

// WRONG at-most-256: leaves out all places after 256
const order = shuffled(places, rng).slice(0, 256);
const count = Math.ceil(order.length / size);
return Array.from({ length: count }, (_, k) => order.slice(k * size, (k + 1) * size));

// WRONG drawn: a random place every time
const count = Math.ceil(places.length / size);
return Array.from({ length: count }, (_, k) => Array.from({ length: Math.min(size, places.length - k * size) }, () => places[Math.floor(rng.uniform() * places.length)]));

// RIGHT loop: one batch after the other
const [order, batches]: [number[], number[][]] = [shuffled(places, rng), []];
for (let from = 0; from < order.length; from += size) batches.push(order.slice(from, from + size));
return batches;

// RIGHT taken-off: batches are cut off a shuffled list
const [order, batches]: [number[], number[][]] = [shuffled(places, rng), []];
while (order.length > 0) batches.push(order.splice(0, size));
return batches;
