// The bank for `split`: every region below is graded in place of the reference's.

// WRONG overlapping: validation and test both begin at the front
const { validation, test } = sizes;
return { validation: places.slice(0, validation), test: places.slice(0, test), train: places.slice(validation + test) };

// WRONG all-for-training: trains on everything
const { validation, test } = sizes;
return { validation: places.slice(0, validation), test: places.slice(validation, validation + test), train: places };

// WRONG test-in-training: leaves only the validation out
const { validation, test } = sizes;
return { validation: places.slice(0, validation), test: places.slice(validation, validation + test), train: places.slice(validation) };

// WRONG exchanged: the sizes of the two small lists are exchanged
const { validation, test } = sizes;
return { validation: places.slice(0, test), test: places.slice(test, validation + test), train: places.slice(validation + test) };

// WRONG test-to-size: the test ends where its size says, not after the validation
const { validation, test } = sizes;
return { validation: places.slice(0, validation), test: places.slice(validation, test), train: places.slice(validation + test) };

// WRONG from-the-end: with a size of 0, slice(-0) is everything
const { validation, test } = sizes;
return { test: places.slice(-test), validation: places.slice(0, validation), train: places.slice(validation, -test) };

// WRONG one-lost: the place between validation and test is lost
const { validation, test } = sizes;
return { validation: places.slice(0, validation), test: places.slice(validation + 1, validation + test), train: places.slice(validation + test) };

// WRONG in-order: the last places, whatever was shuffled
const { validation, test } = sizes;
const first = count - validation - test;
const all = [...Array(count).keys()];
return { train: all.slice(0, first), validation: all.slice(first, first + validation), test: all.slice(first + validation) };

// WRONG shuffled-training-only: the training is shuffled, the rest are the last places
const { validation, test } = sizes;
const sorted = [...places].sort((a, b) => a - b);
return { validation: sorted.slice(0, validation), test: sorted.slice(validation, validation + test), train: sorted.slice(validation + test) };

// WRONG validation-is-test: one list serves for both
const { validation, test } = sizes;
return { validation: places.slice(0, validation), test: places.slice(0, validation), train: places.slice(validation + test) };

// WRONG tenths: always a tenth each
const tenth = Math.floor(count / 10);
return { validation: places.slice(0, tenth), test: places.slice(tenth, 2 * tenth), train: places.slice(2 * tenth) };

// WRONG sizes-of-training: takes what is left for the validation
const { validation, test } = sizes;
return { train: places.slice(0, validation), validation: places.slice(validation + test), test: places.slice(validation, validation + test) };

// RIGHT from-the-front: training comes first
const first = count - sizes.validation - sizes.test;
return { train: places.slice(0, first), validation: places.slice(first, first + sizes.validation), test: places.slice(first + sizes.validation) };

// RIGHT taken-off: lists are cut off one after the other
const rest = [...places];
const [validation, test] = [rest.splice(0, sizes.validation), rest.splice(0, sizes.test)];
return { train: rest, validation, test };
