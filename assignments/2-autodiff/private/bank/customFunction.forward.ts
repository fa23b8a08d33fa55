// The bank for `customFunction.forward`: every region below is graded in place of the reference's.

// WRONG first-input: hands forward the first input alone
return definition.forward(ctx, inputs[0]);

// WRONG two-inputs: thinks of operations on two tensors only
return definition.forward(ctx, inputs[0], inputs[1]);

// WRONG one-list: hands forward one list instead of the inputs
return definition.forward(ctx, inputs as never);

// WRONG without-context: the first input stands in the place of the context
return definition.forward(...(inputs as never[]));

// WRONG context-last: the context stands behind the inputs
return definition.forward(...([...inputs, ctx] as never[]));

// WRONG inputs-reversed: the last input comes first
return definition.forward(ctx, ...inputs.toReversed());

// WRONG another-context: a context that the way back never sees
return definition.forward(new Context(), ...inputs);

// WRONG bare-numbers: hands forward the arrays without their shapes
return definition.forward(ctx, ...inputs.map((input) => input.data as never));

// WRONG gradients-for-numbers: hands forward the gradients of the inputs
return definition.forward(ctx, ...inputs.map((input) => input.grad));

// WRONG constants-left-out: hands forward only what requires a gradient
return definition.forward(ctx, ...inputs.filter((input) => input.requiresGrad));

// WRONG each-tensor-once: a tensor in two places comes once
return definition.forward(ctx, ...new Set(inputs));

// WRONG called-twice: calls forward once more, for the shape
const { shape } = definition.forward(ctx, ...inputs);
return { shape, data: definition.forward(ctx, ...inputs).data };

// WRONG shape-of-the-first: the result has the shape of the first input
const { data } = definition.forward(ctx, ...inputs);
return { shape: inputs[0].shape, data };

// WRONG input-overwritten: writes the result into the first input
const made = definition.forward(ctx, ...inputs);
inputs[0].data.set(made.data.subarray(0, inputs[0].data.length));
return made;

// WRONG inputs-saved-first: fills the context before forward gets it
ctx.saveForBackward(...inputs);
return definition.forward(ctx, ...inputs);

// WRONG inputs-saved-last: replaces what forward has saved
const made = definition.forward(ctx, ...inputs);
ctx.saveForBackward(...inputs);
return made;

// WRONG everything-saved: returns the first input, and leaves forward uncalled
ctx.saveForBackward(...inputs);
return inputs[0];

// WRONG result-lost: forgets the return
definition.forward(ctx, ...inputs);
return undefined as never;

// RIGHT two-steps: names what comes out
const made = definition.forward(ctx, ...inputs);
return { shape: made.shape, data: made.data };

// RIGHT plain-values: hands forward Values instead of tensors
const numbers = inputs.map(({ shape, data }) => ({ shape, data }));
return definition.forward(ctx, ...numbers);

// RIGHT taken-out: takes forward out of the definition first
const { forward: rule } = definition;
return rule(ctx, ...inputs.slice());
