// The bank for `embed`: every region below is graded in place of the reference's.

// WRONG vector: a row for each index, without the shape of the indices
return gather(table, [...indices.data]);

// WRONG width-first: the width in front
const rows = gather(table, [...indices.data]);
return reshape(rows, [...table.shape.slice(1), ...indices.shape]);

// WRONG once-each: an index that stands there twice has one row
const rows = gather(table, [...new Set(indices.data)]);
return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);

// WRONG sorted: rows in the order of the table
const rows = gather(table, [...indices.data].toSorted((a, b) => a - b));
return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);

// WRONG from-one: counts rows from 1
const rows = gather(table, [...indices.data].map((index) => Math.max(0, index - 1)));
return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);

// WRONG whole-table: the table, whatever the indices are
return reshape(table, table.shape);

// WRONG first-index: the row of the first index everywhere
const rows = gather(table, [...indices.data].map(() => indices.data[0]));
return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);

// WRONG rounded: rounds indices to whole numbers
const rows = gather(table, [...indices.data].map(Math.floor));
return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);

// WRONG turned-around: counts too large indices from the front again
const count = table.shape[0];
const rows = gather(table, [...indices.data].map((index) => ((index % count) + count) % count));
return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);

// WRONG detached: the table receives no gradient
const rows = gather({ ...table, requiresGrad: false }, [...indices.data]);
return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);

// WRONG last-place-only: a row receives the gradient of its last place only
const rows = gather(table, [...indices.data]);
const out = reshape(rows, [...indices.shape, ...table.shape.slice(1)]);
const { backwardStep } = rows;
rows.backwardStep = () => {
  const [width, all] = [table.shape[1] ?? 1, [...indices.data]];
  all.forEach((index, i) => {
    if (all.lastIndexOf(index) !== i) rows.grad.data.fill(0, i * width, (i + 1) * width);
  });
  backwardStep();
};
return out;

// WRONG at-most-64: takes the first row from the 65th index on
const rows = gather(table, [...indices.data].map((index, i) => (i < 64 ? index : 0)));
return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);

// WRONG flat-from-three: forgets the shape of indices with three axes
const rows = gather(table, [...indices.data]);
return indices.shape.length < 3 ? reshape(rows, [...indices.shape, ...table.shape.slice(1)]) : rows;

// RIGHT counted: the last size is left open
const rows = gather(table, Array.from(indices.data));
return reshape(rows, [...indices.shape, -1]);
