// The bank for `earlyStopping.restore`: every region below is graded in place of the reference's.

// WRONG nothing: leaves the last weights
this.kept.forEach((numbers) => numbers.slice());

// WRONG other-way: keeps the last weights
this.kept.forEach((numbers, i) => numbers.set(this.parameters[i].data));

// WRONG first-only: the first parameter
if (this.kept.length > 0) this.parameters[0].data.set(this.kept[0]);

// WRONG first-for-all: the first parameter's numbers for all
this.kept.forEach((_, i) => this.parameters[i].data.fill(this.kept[0][0]));

// WRONG other-array: gives the parameter another array, which the optimiser does not know
this.kept.forEach((numbers, i) => {
  (this.parameters[i] as { data: Float64Array }).data = numbers;
});

// WRONG other-array-copied: gives the parameter a copy
this.kept.forEach((numbers, i) => {
  (this.parameters[i] as { data: Float64Array }).data = numbers.slice();
});

// WRONG emptied: forgets what was kept
this.kept.forEach((numbers, i) => this.parameters[i].data.set(numbers));
this.kept = [];

// WRONG added: adds to what there is
this.kept.forEach((numbers, i) => numbers.forEach((x, k) => (this.parameters[i].data[k] += x)));

// WRONG first-number: one number of each
this.kept.forEach((numbers, i) => (this.parameters[i].data[0] = numbers[0]));

// WRONG without-kept: takes 0 where nothing was kept
this.parameters.forEach(({ data }, i) => (i < this.kept.length ? data.set(this.kept[i]) : data.fill(0)));

// WRONG first-number-everywhere: one number stands for a whole parameter
this.kept.forEach((numbers, i) => this.parameters[i].data.fill(numbers[0]));

// RIGHT loops: number by number
this.kept.forEach((numbers, i) => {
  for (let k = 0; k < numbers.length; k++) this.parameters[i].data[k] = numbers[k];
});

// RIGHT by-parameter: walks over the parameters
this.parameters.forEach(({ data }, i) => {
  if (i < this.kept.length) data.set(this.kept[i]);
});
