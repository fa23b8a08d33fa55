// The bank for `takeExamples`: every region below is graded in place of the reference's.

// WRONG labels-stay: the first labels, whatever places are asked for
const width = x.shape[1];
const rows = places.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: labels.slice(0, places.length) };

// WRONG all-labels: the labels of all examples
const width = x.shape[1];
const rows = places.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels };

// WRONG first-rows: the first rows, with the right labels
const width = x.shape[1];
return { x: { shape: [places.length, width], data: x.data.slice(0, places.length * width) }, labels: places.map((place) => labels[place]) };

// WRONG in-order: sorts the places
const width = x.shape[1];
const sorted = [...places].sort((a, b) => a - b);
const rows = sorted.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: sorted.map((place) => labels[place]) };

// WRONG rows-sorted: sorts the places of the rows only
const width = x.shape[1];
const rows = [...places].sort((a, b) => a - b).flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// WRONG each-once: leaves out places that come again
const [width, different] = [x.shape[1], [...new Set(places)]];
const rows = different.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [different.length, width], data: Float64Array.from(rows) }, labels: different.map((place) => labels[place]) };

// WRONG filtered: keeps the rows whose place is asked for, in their own order
const width = x.shape[1];
const wanted = labels.map((_, place) => place).filter((place) => places.includes(place));
const rows = wanted.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [wanted.length, width], data: Float64Array.from(rows) }, labels: wanted.map((place) => labels[place]) };

// WRONG rows-as-entries: makes an array of rows, each of which becomes NaN
const width = x.shape[1];
const rows = places.map((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [places.length, width], data: Float64Array.from(rows as unknown as number[]) }, labels: places.map((place) => labels[place]) };

// WRONG all-data: the numbers of all examples
return { x: { shape: [places.length, x.shape[1]], data: x.data.slice() }, labels: places.map((place) => labels[place]) };

// WRONG one-number: one number a place
const rows = places.map((place) => x.data[place]);
return { x: { shape: [places.length, 1], data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// WRONG wrong-width: takes the number of rows for the width
const width = x.shape[0];
const rows = places.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// WRONG one-too-many: a row begins one number late
const width = x.shape[1];
const rows = places.flatMap((place) => [...x.data.subarray(place * width + 1, (place + 1) * width + 1)]);
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// WRONG old-shape: the shape of all examples
const width = x.shape[1];
const rows = places.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: x.shape, data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// WRONG column-by-column: the numbers of a column stand side by side
const width = x.shape[1];
const rows = Array.from({ length: width }, (_, j) => places.map((place) => x.data[place * width + j])).flat();
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// WRONG borrowed: a single row is a view into the examples
const width = x.shape[1];
if (places.length === 1) return { x: { shape: [1, width], data: x.data.subarray(places[0] * width, (places[0] + 1) * width) }, labels: [labels[places[0]]] };
const rows = places.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// WRONG no-number-as-zero: what is not a number becomes 0
const width = x.shape[1];
const rows = places.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)].map((a) => a || 0));
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// WRONG at-most-256: stops after 256 places
const [width, some] = [x.shape[1], places.slice(0, 256)];
const rows = some.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
return { x: { shape: [some.length, width], data: Float64Array.from(rows) }, labels: some.map((place) => labels[place]) };

// WRONG examples-changed: empties the rows that were taken
const width = x.shape[1];
const rows = places.flatMap((place) => [...x.data.subarray(place * width, (place + 1) * width)]);
for (const place of places) x.data.fill(0, place * width, (place + 1) * width);
return { x: { shape: [places.length, width], data: Float64Array.from(rows) }, labels: places.map((place) => labels[place]) };

// RIGHT set: row after row is copied into its place
const width = x.shape[1];
const data = new Float64Array(places.length * width);
places.forEach((place, i) => data.set(x.data.subarray(place * width, (place + 1) * width), i * width));
return { x: { shape: [places.length, width], data }, labels: places.map((place) => labels[place]) };

// RIGHT by-position: every number finds its source
const width = x.shape[1];
const data = new Float64Array(places.length * width).map((_, i) => x.data[places[Math.floor(i / width)] * width + (i % width)]);
return { x: { shape: [places.length, width], data }, labels: Array.from(places, (place) => labels[place]) };
