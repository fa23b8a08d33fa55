// The bank for `zeros`: every region below is graded in place of the reference's.

// WRONG ones: fills with 1
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)).fill(1) }, options);

// WRONG one-an-axis: as many elements as axes
return new Tensor({ shape, data: new Float64Array(shape.length) }, options);

// WRONG sizes-added: adds the sizes up instead of multiplying them
return new Tensor({ shape, data: new Float64Array(shape.reduce((sum, size) => sum + size, 0)) }, options);

// WRONG first-axis: as many elements as the first axis has
return new Tensor({ shape, data: new Float64Array(shape[0]) }, options);

// WRONG last-axis-only: forgets the axes in front
return new Tensor({ shape: shape.slice(-1), data: new Float64Array(sizeOf(shape.slice(-1))) }, options);

// WRONG single-number-empty: a shape without axes has no element
const size = shape.length === 0 ? 0 : sizeOf(shape);
return new Tensor({ shape, data: new Float64Array(size) }, options);

// WRONG flat: a vector of the right length
const data = new Float64Array(sizeOf(shape));
return new Tensor({ shape: [data.length], data }, options);

// WRONG options-dropped: the tensor never hears of its options
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) });

// WRONG label-only: hands the label on, and forgets the rest
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, { label: options.label });

// WRONG gradient-only: hands requiresGrad on, and forgets the label
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, { requiresGrad: options.requiresGrad });

// WRONG constant: takes zeros for something that nobody wants to change
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, { ...options, requiresGrad: false });

// WRONG always-a-weight: overrules requiresGrad
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, { ...options, requiresGrad: true });

// WRONG named-operation: says that an operation made it
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, { ...options, op: "zeros" });

// WRONG label-alone: hands the options on if there is a label among them
return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, options?.label === undefined ? {} : options);

// WRONG plain-list: a list of numbers, not an array of floats
return new Tensor({ shape, data: Array(sizeOf(shape)).fill(0) as never }, options);

// WRONG one-array-for-both: the gradient is the tensor itself
const tensor = new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, options);
return Object.assign(tensor, { grad: tensor });

// WRONG one-array-for-all: two tensors of one shape share an array
const kept = shape as unknown as { memory?: Float64Array };
if (Object.isFrozen(shape)) return new Tensor({ shape, data: new Float64Array(sizeOf(shape)) }, options);
kept.memory ??= new Float64Array(sizeOf(shape));
return new Tensor({ shape, data: kept.memory }, options);

// RIGHT filled-by-hand: an array of the right length, filled with 0 although it is
const data = new Float64Array(sizeOf(shape));
data.fill(0);
return new Tensor({ shape: [...shape], data }, { ...options });

// RIGHT from-a-list: by way of a list
return new Tensor({ shape, data: Float64Array.from({ length: sizeOf(shape) }, () => 0) }, options);

// RIGHT own-size: multiplies the sizes itself
let size = 1;
for (const n of shape) size *= n;
return new Tensor({ shape, data: new Float64Array(size) }, options);
