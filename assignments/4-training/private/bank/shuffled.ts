// The bank for `shuffled`: every region below is graded in place of the reference's.

// WRONG as-it-is: a copy in the same order
return [...items];

// WRONG reversed: always the same other order
return [...items].reverse();

// WRONG any-two: each place swaps with any other, so that orders are not equally likely
const order = [...items];
for (let place = 0; place < order.length; place++) {
  const any = Math.floor(rng.uniform() * order.length);
  [order[place], order[any]] = [order[any], order[place]];
}
return order;

// WRONG never-itself: no item may stay where it is
const order = [...items];
for (let last = order.length - 1; last > 0; last--) {
  const any = Math.floor(rng.uniform() * last);
  [order[last], order[any]] = [order[any], order[last]];
}
return order;

// WRONG last-left-out: the last place keeps its item
const order = [...items];
for (let last = order.length - 2; last > 0; last--) {
  const any = Math.floor(rng.uniform() * (last + 1));
  [order[last], order[any]] = [order[any], order[last]];
}
return order;

// WRONG random-comparison: sorts by a comparison that is drawn anew each time
return [...items].sort(() => rng.uniform() - 0.5);

// WRONG with-replacement: draws items, some of them twice
return items.map(() => items[Math.floor(rng.uniform() * items.length)]);

// WRONG turned: begins somewhere, and keeps the order
const start = Math.floor(rng.uniform() * items.length);
return [...items.slice(start), ...items.slice(0, start)];

// WRONG one-draw: one draw serves for all places
const [order, draw] = [[...items], rng.uniform()];
for (let last = order.length - 1; last > 0; last--) {
  const any = Math.floor(draw * (last + 1));
  [order[last], order[any]] = [order[any], order[last]];
}
return order;

// WRONG in-place: shuffles the list that it was given
const order = items as T[];
for (let last = order.length - 1; last > 0; last--) {
  const any = Math.floor(rng.uniform() * (last + 1));
  [order[last], order[any]] = [order[any], order[last]];
}
return order;

// WRONG copy-returned-too-late: shuffles the list that it was given, and returns a copy
const order = items as T[];
for (let last = order.length - 1; last > 0; last--) {
  const any = Math.floor(rng.uniform() * (last + 1));
  [order[last], order[any]] = [order[any], order[last]];
}
return [...order];

// WRONG first-256: shuffles the first 256 items, and leaves the rest
const order = [...items];
for (let last = Math.min(256, order.length) - 1; last > 0; last--) {
  const any = Math.floor(rng.uniform() * (last + 1));
  [order[last], order[any]] = [order[any], order[last]];
}
return order;

// WRONG near-by: swaps each item with one at most 16 places away
const order = [...items];
for (let last = order.length - 1; last > 0; last--) {
  const any = last - Math.floor(rng.uniform() * Math.min(16, last + 1));
  [order[last], order[any]] = [order[any], order[last]];
}
return order;

// WRONG one-item-lost: a list of one item comes back empty
const order = [...items];
for (let last = order.length - 1; last > 0; last--) {
  const any = Math.floor(rng.uniform() * (last + 1));
  [order[last], order[any]] = [order[any], order[last]];
}
return order.length > 1 ? order : [];

// WRONG set: equal items are taken for one
const order = [...new Set(items)];
for (let last = order.length - 1; last > 0; last--) {
  const any = Math.floor(rng.uniform() * (last + 1));
  [order[last], order[any]] = [order[any], order[last]];
}
return order;

// WRONG own-randomness: a sequence of its own, the same at every call
let state = items.length;
const keyed = items.map((item) => ({ item, key: (state = (state * 16807 + 11) % 2147483647) }));
return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);

// RIGHT forward: from the first place on
const order = [...items];
for (let place = 0; place < order.length; place++) {
  const any = place + Math.floor(rng.uniform() * (order.length - place));
  [order[place], order[any]] = [order[any], order[place]];
}
return order;

// RIGHT keys: sorted by a draw for each item
const keyed = items.map((item) => ({ item, key: rng.uniform() }));
return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);

// RIGHT taken-out: one item after the other leaves a second list
const [rest, order]: [T[], T[]] = [[...items], []];
while (rest.length > 0) order.push(...rest.splice(Math.floor(rng.uniform() * rest.length), 1));
return order;
