// The bank for `earlyStopping.copies`: every region below is graded in place of the reference's.

// WRONG themselves: the arrays themselves, which the next step changes
return parameters.map(({ data }) => data);

// WRONG views: views of the same memory
return parameters.map(({ data }) => data.subarray(0));

// WRONG gradients: the gradients
return parameters.map(({ grad }) => grad.data.slice());

// WRONG zeros: empty arrays
return parameters.map(({ data }) => new Float64Array(data.length));

// WRONG first-only: the first parameter
return parameters.slice(0, 1).map(({ data }) => data.slice());

// WRONG first-for-all: the first parameter's numbers for each
return parameters.map(({ data }) => parameters[0].data.slice(0, data.length));

// WRONG one-list: all numbers in one array
return [Float64Array.from(parameters.flatMap(({ data }) => [...data]))];

// WRONG backwards: the last parameter first
return parameters.map(({ data }) => data.slice()).reverse();

// WRONG single-precision: on 32 bits, and rounded
return parameters.map(({ data }) => data.map((x) => Math.fround(x) + 1e-9));

// WRONG first-number: one number stands for a whole parameter
return parameters.map(({ data }) => data.map(() => data[0]));

// WRONG turned: the last number of each first
return parameters.map(({ data }) => data.toReversed());

// RIGHT from: from the numbers
return parameters.map(({ data }) => Float64Array.from(data));

// RIGHT map: every number as it is
return Array.from(parameters, ({ data }) => data.map((x) => x));
