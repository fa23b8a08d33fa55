// The bank for `slice.forward`: every region below is graded in place of the reference's.

// WRONG start-forgotten: reads from the first element on, whatever `from` is
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[offset(index, strides)]));
return part;

// WRONG from-as-place: begins `from` elements from the start, which is right only along the last axis
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[from + offset(index, strides)]));
return part;

// WRONG one-run: takes one run of elements, which is right only along the first axis
const part = zeros(shape);
part.data.forEach((_, i) => void (part.data[i] = a.data[start + i]));
return part;

// WRONG strides-of-the-part: reads `a` with the strides of the part
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[start + offset(index, stridesOf(shape))]));
return part;

// WRONG started-twice: moves the index on, and the beginning as well
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[start + offset(index.with(along, index[along] + from), strides)]));
return part;

// WRONG first-axis-only: moves along the first axis, whichever was asked for
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[from * strides[0] + offset(index, strides)]));
return part;

// WRONG negative-axes-lost: looks for the axis by its number, and there is no axis −1
const part = zeros(shape);
const moved = (index: readonly number[]) => index.map((at, k) => (k === axis ? at + from : at));
eachIndex(shape, (index, i) => void (part.data[i] = a.data[offset(moved(index), strides)]));
return part;

// WRONG from-the-back: counts `from` from the end of the axis
const part = zeros(shape);
const begin = (a.shape[along] - to) * strides[along];
eachIndex(shape, (index, i) => void (part.data[i] = a.data[begin + offset(index, strides)]));
return part;

// WRONG from-left-out: begins one behind `from`, where there is room for that
const begin = Math.min(from + 1, a.shape[along] - (to - from)) * strides[along];
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[begin + offset(index, strides)]));
return part;

// WRONG first-layer-repeated: reads the first index along the axis again and again
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[start + offset(index.with(along, 0), strides)]));
return part;

// WRONG old-shape: keeps the shape and clears what was not asked for
const whole = zeros(a.shape);
eachIndex(shape, (index) => void (whole.data[start + offset(index, strides)] = a.data[start + offset(index, strides)]));
return whole;

// WRONG view: shares the memory of `a` where the part is one run
const part = zeros(shape);
if (along === 0) return { shape, data: a.data.subarray(start, start + part.data.length) };
eachIndex(shape, (index, i) => void (part.data[i] = a.data[start + offset(index, strides)]));
return part;

// WRONG whole-axis-shared: hands the numbers of `a` on if nothing is left out
if (to - from === a.shape[along]) return { shape, data: a.data };
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[start + offset(index, strides)]));
return part;

// WRONG cut-out: what is taken is gone from `a`
const part = zeros(shape);
eachIndex(shape, (index, i) => {
  part.data[i] = a.data[start + offset(index, strides)];
  a.data[start + offset(index, strides)] = 0;
});
return part;

// WRONG axis-dropped: a part of one index loses its axis
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[start + offset(index, strides)]));
return to - from === 1 ? { shape: shape.toSpliced(along, 1), data: part.data } : part;

// WRONG first-sixty-four: fills the first 64 elements
const part = zeros(shape);
eachIndex(shape, (index, i) => {
  if (i < 64) part.data[i] = a.data[start + offset(index, strides)];
});
return part;

// RIGHT index-moved: moves the index along the axis instead of the beginning
const part = zeros(shape);
eachIndex(shape, (index, i) => void (part.data[i] = a.data[offset(index.with(along, index[along] + from), strides)]));
return part;

// RIGHT filtered: walks over all of `a` and keeps what lies inside
const kept: number[] = [];
eachIndex(a.shape, (index, i) => {
  if (index[along] >= from && index[along] < to) kept.push(a.data[i]);
});
return { shape, data: Float64Array.from(kept) };

// RIGHT run-by-run: copies one run for every index in front of the axis
const part = zeros(shape);
const [run, block] = [(to - from) * strides[along], a.shape[along] * strides[along]];
for (let k = 0; k * run < part.data.length; k++)
  part.data.set(a.data.slice(k * block + start, k * block + start + run), k * run);
return part;
