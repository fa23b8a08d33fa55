// The bank for `broadcastShapes`: every region below is graded in place of the reference's.

// WRONG aligned-at-the-first-axis: pads with ones behind instead of in front
const rank = Math.max(a.length, b.length);
const sizes: number[] = [];
for (let axis = 0; axis < rank; axis++) {
  const [m, n] = [a[axis] ?? 1, b[axis] ?? 1];
  if (m !== n && m !== 1 && n !== 1) throw notBroadcastable(a, b);
  sizes.push(Math.max(m, n));
}
return sizes;

// WRONG never-refuses: takes the larger size everywhere, also where two sizes do not fit
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG only-second-stretched: refuses where the first shape would have to be stretched
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && right[axis] !== 1)) throw notBroadcastable(a, b);
return left;

// WRONG nothing-stretched: "or" where "and" is due, so that every difference is refused
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && (m !== 1 || right[axis] !== 1))) throw notBroadcastable(a, b);
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG missing-axes-only: stretches an axis that is missing, but not one of size 1
for (let k = 1; k <= Math.min(a.length, b.length); k++) {
  if (a[a.length - k] !== b[b.length - k]) throw notBroadcastable(a, b);
}
return a.length >= b.length ? a : b;

// WRONG ranks-must-agree: refuses shapes with different numbers of axes
if (a.length !== b.length) throw notBroadcastable(a, b);
if (a.some((m, axis) => m !== b[axis] && m !== 1 && b[axis] !== 1)) throw notBroadcastable(a, b);
return a.map((m, axis) => Math.max(m, b[axis]));

// WRONG one-axis-padded: puts one axis in front of the shorter shape, even where two are missing
const left = a.length < b.length ? [1, ...a] : [...a];
const right = b.length < a.length ? [1, ...b] : [...b];
const sizes: number[] = [];
for (let axis = 0; axis < Math.max(left.length, right.length); axis++) {
  const [m, n] = [left[axis] ?? 1, right[axis] ?? 1];
  if (m !== n && m !== 1 && n !== 1) throw notBroadcastable(a, b);
  sizes.push(Math.max(m, n));
}
return sizes;

// WRONG shorter-rank-kept: loses the axes that only one of the shapes has
const rank = Math.min(a.length, b.length);
const [left, right] = [a.slice(a.length - rank), b.slice(b.length - rank)];
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG leading-ones-dropped: takes an axis of size 1 in front of the result for padding and removes it
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
const sizes = left.map((m, axis) => Math.max(m, right[axis]));
while (sizes[0] === 1) sizes.shift();
return sizes;

// WRONG more-elements-wins: answers one of the two shapes, as if only one of them could need stretching
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
const elements = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);
return elements(left) >= elements(right) ? left : right;

// WRONG both-stretched-refused: refuses shapes of which each has an axis to be stretched
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
const leftFits = left.every((m, axis) => m === right[axis] || m === 1);
const rightFits = right.every((n, axis) => n === left[axis] || n === 1);
if (!leftFits && !rightFits) throw notBroadcastable(a, b);
return leftFits ? right : left;

// WRONG multiples-accepted: repeats 2 elements into 4, as tiling would
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m % right[axis] !== 0 && right[axis] % m !== 0)) throw notBroadcastable(a, b);
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG last-axis-checked-only: looks for a conflict at the last axis alone
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
const [m, n] = [left[rank - 1], right[rank - 1]];
if (m !== n && m !== 1 && n !== 1) throw notBroadcastable(a, b);
return left.map((size, axis) => Math.max(size, right[axis]));

// WRONG four-axes-checked: looks for a conflict at the last four axes only
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
for (let axis = Math.max(0, rank - 4); axis < rank; axis++) {
  if (left[axis] !== right[axis] && left[axis] !== 1 && right[axis] !== 1) throw notBroadcastable(a, b);
}
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG first-axis-unchecked: the loop over the axes ends before the outermost one of equal rank
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
for (let axis = rank - 1; axis > 0; axis--) {
  if (left[axis] !== right[axis] && left[axis] !== 1 && right[axis] !== 1) throw notBroadcastable(a, b);
}
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG single-number-swallows: with a single number on one side the result is taken for a single number
if (a.length === 0 || b.length === 0) return [];
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG smaller-size: shrinks to 1 where it should stretch
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
return left.map((m, axis) => Math.min(m, right[axis]));

// WRONG plain-error: throws an Error that is not a ShapeError
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) {
  throw new Error(`[${a.join(", ")}] and [${b.join(", ")}] do not fit each other`);
}
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG error-names-one: the message says only the first of the two shapes
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, a);
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG empty-for-no-fit: answers an empty shape where it should throw
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) return [];
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG argument-padded-in-place: puts the missing axes into the caller's own shape
const [left, right] = [a as number[], b as number[]];
while (left.length < right.length) left.unshift(1);
while (right.length < left.length) right.unshift(1);
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
return left.map((m, axis) => Math.max(m, right[axis]));

// WRONG three-axes-at-most: looks at the last three axes only
const rank = Math.min(3, Math.max(a.length, b.length));
const longer = a.length > b.length ? a : b;
const [left, right] = [a, b].map((shape) => padShape(shape, Math.max(rank, shape.length)).slice(-rank || shape.length));
if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
return [...longer.slice(0, longer.length - rank), ...left.map((m, axis) => Math.max(m, right[axis]))];

// RIGHT counted-from-the-end: no padding, `at` with negative positions
const sizes: number[] = [];
for (let k = 1; k <= Math.max(a.length, b.length); k++) {
  const m = a.at(-k) ?? 1;
  const n = b.at(-k) ?? 1;
  if (m !== n && m !== 1 && n !== 1) throw notBroadcastable(a, b);
  sizes.unshift(m === 1 ? n : m);
}
return sizes;

// RIGHT recursive: the last axis, after the shape of the axes before it
if (a.length === 0) return [...b];
if (b.length === 0) return [...a];
const [m, n] = [a[a.length - 1], b[b.length - 1]];
if (m !== n && Math.min(m, n) !== 1) throw notBroadcastable(a, b);
let before: Shape;
try {
  before = broadcastShapes(a.slice(0, -1), b.slice(0, -1));
} catch {
  throw notBroadcastable(a, b);
}
return [...before, Math.max(m, n)];

// RIGHT multiplied: where one of two sizes is 1 their product is the other
const rank = Math.max(a.length, b.length);
const [left, right] = [padShape(a, rank), padShape(b, rank)];
return left.map((m, axis) => {
  const n = right[axis];
  if (m === n) return m;
  if (m > 1 && n > 1) throw notBroadcastable(a, b);
  return m * n;
});

// RIGHT longer-overwritten: a copy of the longer shape, into which the shorter one is written
const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
const sizes = [...longer];
const ahead = longer.length - shorter.length;
shorter.forEach((size, axis) => {
  if (size === 1) return;
  if (sizes[ahead + axis] === 1) sizes[ahead + axis] = size;
  if (sizes[ahead + axis] !== size) throw notBroadcastable(a, b);
});
return sizes;

// RIGHT own-shape-error: writes its own ShapeError, which names both shapes
const rank = Math.max(a.length, b.length);
const left = alignedTo(rank, a);
const right = alignedTo(rank, b);
for (let axis = 0; axis < rank; axis++) {
  if (left[axis] === right[axis] || left[axis] === 1) continue;
  if (right[axis] === 1) continue;
  throw new ShapeError("broadcastShapes", "sizes that fit", `[${a.join(",")}] with [${b.join(",")}]`, "reshape one");
}
return left.map((m, axis) => (m === 1 ? right[axis] : m));
// HELPERS
function alignedTo(rank: number, shape: Shape): Shape {
  return Array.from({ length: rank }, (_, axis) => shape[axis - rank + shape.length] ?? 1);
}

// RIGHT same-shape-first: answers the first shape itself if the shapes are equal
const rank = Math.max(a.length, b.length);
if (a.length === b.length && a.every((m, axis) => m === b[axis])) return a;
const right = padShape(b, rank);
const sizes: number[] = [];
for (const [axis, m] of padShape(a, rank).entries()) {
  const n = right[axis];
  if (m === n || n === 1) sizes.push(m);
  else if (m === 1) sizes.push(n);
  else throw notBroadcastable(a, b);
}
return sizes;
