// The bank for `fusedCrossEntropy.forward`: every region below is graded in place of the reference's.

// WRONG minus-missing: uphill
return values([sumOf(Float64Array.from(places, (place) => logs.data[place])) / labels.length], []);

// WRONG sum: not divided
return values([-sumOf(Float64Array.from(places, (place) => logs.data[place]))], []);

// WRONG labels-as-places: forgets where the rows begin
return values([-sumOf(Float64Array.from(labels, (label) => logs.data[label])) / labels.length], []);

// WRONG mean-of-elements: divided by all elements
return values([-sumOf(Float64Array.from(places, (place) => logs.data[place])) / logs.data.length], []);

// WRONG no-softmax: the scores themselves
return values([-sumOf(Float64Array.from(places, (place) => logits.data[place])) / labels.length], []);

// WRONG shares: the probability missed, not its logarithm
return values([1 - sumOf(Float64Array.from(places, (place) => Math.exp(logs.data[place]))) / labels.length], []);

// RIGHT walked: a loop over the places
let total = 0;
for (const place of places) total -= logs.data[place];
return values([total / places.length], []);
