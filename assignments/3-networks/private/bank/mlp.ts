// The bank for `mlp`: every region below is graded in place of the reference's.

// WRONG after-the-last: the activation after every layer
return this.layers.reduce((h, layer) => this.activation(layer.forward(h)), x);

// WRONG before-the-first: the activation before every layer
return this.layers.reduce((h, layer) => layer.forward(this.activation(h)), x);

// WRONG no-activation: layers alone
return this.layers.reduce((h, layer) => layer.forward(h), x);

// WRONG first-only: the first layer alone
return this.layers[0].forward(x);

// WRONG two-only: the first layer and the last
const [first, ...others] = this.layers;
if (others.length === 0) return first.forward(x);
return others[others.length - 1].forward(this.activation(first.forward(x)));

// WRONG backwards: the last layer first
const [first, ...others] = this.layers.toReversed();
return others.reduce((h, layer) => layer.forward(this.activation(h)), first.forward(x));

// WRONG always-x: every layer reads x
const [first, ...others] = this.layers;
return others.reduce((h, layer) => layer.forward(this.activation(x)), first.forward(x));

// WRONG once-between-all: one activation, after the first layer
const [first, ...others] = this.layers;
if (others.length === 0) return first.forward(x);
return others.reduce((h, layer) => layer.forward(h), this.activation(first.forward(x)));

// WRONG one-layer-active: a single layer has an activation
const [first, ...others] = this.layers;
if (others.length === 0) return this.activation(first.forward(x));
return others.reduce((h, layer) => layer.forward(this.activation(h)), first.forward(x));

// WRONG called-twice: calls every layer twice, and keeps the second result
const [first, ...others] = this.layers;
first.forward(x);
return others.reduce((h, layer) => layer.forward(this.activation(h)), first.forward(x));

// WRONG used-up: takes the layers out of the list
const layers = this.layers as { shift?: unknown }[] & typeof this.layers;
let h = (layers as unknown as { shift: () => { forward: (x: Tensor) => Tensor } }).shift().forward(x);
while (layers.length > 0) h = (layers as unknown as { shift: () => { forward: (x: Tensor) => Tensor } }).shift().forward(this.activation(h));
return h;

// WRONG remembered: returns the first result for ever
const [first, ...others] = this.layers;
const kept = this as { last?: Tensor };
return (kept.last ??= others.reduce((h, layer) => layer.forward(this.activation(h)), first.forward(x)));

// WRONG at-most-eight: stops after eight layers
const [first, ...others] = this.layers.slice(0, 8);
return others.reduce((h, layer) => layer.forward(this.activation(h)), first.forward(x));

// WRONG at-most-three: stops after three layers
const [first, ...others] = this.layers.slice(0, 3);
return others.reduce((h, layer) => layer.forward(this.activation(h)), first.forward(x));

// WRONG detached: cuts the graph between the layers
const [first, ...others] = this.layers;
return others.reduce((h, layer) => layer.forward(this.activation({ ...h, parents: [], backwardStep: () => {} })), first.forward(x));

// RIGHT loop: with a loop
let h = x;
for (const [i, layer] of this.layers.entries()) h = layer.forward(i === 0 ? h : this.activation(h));
return h;

// RIGHT by-index: with the place of each layer
return this.layers.reduce((h, layer, i) => layer.forward(i > 0 ? this.activation(h) : h), x);
