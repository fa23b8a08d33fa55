// The bank for `reshape.forward`: every region below is graded in place of the reference's.

// WRONG memory-shared: reads the numbers of `a` itself under the new shape
return { shape: target, data: a.data };

// WRONG memory-shared-where-nothing-changes: copies, but hands `a` on as it is if it has that shape already
if (a.shape.join() === target.join()) return a;
return { shape: target, data: a.data.slice() };

// WRONG old-shape: copies the numbers and forgets the new shape
return { shape: a.shape, data: a.data.slice() };

// WRONG as-it-was-asked: leaves a −1 in the shape
return { shape, data: a.data.slice() };

// WRONG always-flat: lays everything out in one row, whatever the shape is
return { shape: [a.data.length], data: a.data.slice() };

// WRONG not-copied: makes room for the elements and puts none in
return { shape: target, data: new Float64Array(sizeOf(target)) };

// WRONG column-by-column: reads `a` down its columns, as Fortran does
const rows = a.shape.length < 2 ? 1 : a.shape[0];
const columns = a.data.length / rows;
return { shape: target, data: a.data.map((_, i) => a.data[(i % rows) * columns + Math.floor(i / rows)]) };

// WRONG filled-column-by-column: puts the elements down the columns of the result
const rows = target.length < 2 ? 1 : target[0];
const columns = a.data.length / rows;
return { shape: target, data: a.data.map((_, i) => a.data[(i % columns) * rows + Math.floor(i / columns)]) };

// WRONG turned-over: takes two sizes that change places for a transposition
const [rows, columns] = a.shape;
if (target.length !== 2 || target[0] !== columns || target[1] !== rows) return { shape: target, data: a.data.slice() };
return { shape: target, data: a.data.map((_, i) => a.data[(i % rows) * columns + Math.floor(i / rows)]) };

// WRONG row-by-row: cuts every row off, or fills it up with zeros, as if a table was resized
const [before, after] = [a.shape.at(-1) ?? 1, target.at(-1) ?? 1];
const keeps = (i: number): boolean => i % after < before;
return { shape: target, data: a.data.map((_, i) => (keeps(i) ? (a.data[Math.floor(i / after) * before + (i % after)] ?? 0) : 0)) };

// WRONG one-axis-at-least: gives a single number an axis of size 1
return { shape: target.length === 0 ? [1] : target, data: a.data.slice() };

// WRONG ones-squeezed: leaves out axes of size 1
const squeezed = target.filter((size) => size > 1);
return { shape: target.length > 1 ? squeezed : target, data: a.data.slice() };

// WRONG a-takes-the-shape-too: gives `a` itself the new shape as well
Object.assign(a, { shape: target });
return { shape: target, data: a.data.slice() };

// WRONG taken-out: moves the elements over, and `a` is left with zeros
const moved = a.data.slice();
a.data.fill(0);
return { shape: target, data: moved };

// WRONG float32: rounds on the way
return { shape: target, data: a.data.map((x) => Math.fround(x)) };

// WRONG first-three-hundred: copies 300 elements
const data = new Float64Array(a.data.length);
data.set(a.data.subarray(0, 300));
return { shape: target, data };

// RIGHT loop: copies number by number into an array of the new size
const data = new Float64Array(sizeOf(target));
for (let i = 0; i < data.length; i++) data[i] = a.data[i];
return { shape: target, data };

// RIGHT from: lets Float64Array copy, and copies the shape, too
return { shape: [...target], data: Float64Array.from(a.data) };

// RIGHT helper: the copy is made by a function of its own, last element first
return copyOf(a, target);
// HELPERS
function copyOf(from: Values, under: Shape): Values {
  const data = new Float64Array(sizeOf(under));
  let i = data.length;
  while (i-- > 0) data[i] = from.data[i];
  return { shape: under, data };
}
