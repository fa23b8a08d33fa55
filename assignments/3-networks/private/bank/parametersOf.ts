// The bank for `parametersOf`: every region below is graded in place of the reference's.

// WRONG own-only: only those that the module holds itself
return [...new Set(partsOf(module).tensors)].filter(({ requiresGrad, parents }) => requiresGrad && parents.length === 0);

// WRONG constants-too: every leaf
const tensors = modulesIn(module).flatMap((each) => partsOf(each).tensors);
return [...new Set(tensors)].filter(({ parents }) => parents.length === 0);

// WRONG results-too: everything that requires a gradient
const tensors = modulesIn(module).flatMap((each) => partsOf(each).tensors);
return [...new Set(tensors)].filter(({ requiresGrad }) => requiresGrad);

// WRONG everything: every tensor
return [...new Set(modulesIn(module).flatMap((each) => partsOf(each).tensors))];

// WRONG doubled: a shared tensor is listed again
const tensors = modulesIn(module).flatMap((each) => partsOf(each).tensors);
return tensors.filter(({ requiresGrad, parents }) => requiresGrad && parents.length === 0);

// WRONG inside-only: not those of the module itself
const tensors = modulesIn(module).slice(1).flatMap((each) => partsOf(each).tensors);
return [...new Set(tensors)].filter(({ requiresGrad, parents }) => requiresGrad && parents.length === 0);

// WRONG first-of-each: one tensor of each module
const tensors = modulesIn(module).flatMap((each) => partsOf(each).tensors.slice(0, 1));
return [...new Set(tensors)].filter(({ requiresGrad, parents }) => requiresGrad && parents.length === 0);

// WRONG training-only: not those of modules that are not in training
const tensors = modulesIn(module).flatMap((each) => (each.training ? partsOf(each).tensors : []));
return [...new Set(tensors)].filter(({ requiresGrad, parents }) => requiresGrad && parents.length === 0);

// WRONG equal-numbers: takes tensors with equal numbers for one
const tensors = modulesIn(module).flatMap((each) => partsOf(each).tensors);
const all = tensors.filter(({ requiresGrad, parents }) => requiresGrad && parents.length === 0);
return [...new Map(all.map((tensor) => [String(tensor.data), tensor])).values()];

// WRONG at-most-20: stops after twenty
const tensors = modulesIn(module).flatMap((each) => partsOf(each).tensors);
return [...new Set(tensors)].filter(({ requiresGrad, parents }) => requiresGrad && parents.length === 0).slice(0, 20);

// WRONG turning: every second time in the opposite order
const tensors = modulesIn(module).flatMap((each) => partsOf(each).tensors);
const all = [...new Set(tensors)].filter(({ requiresGrad, parents }) => requiresGrad && parents.length === 0);
const marked = module as { turned?: boolean };
marked.turned = marked.turned !== true;
return marked.turned ? all : all.toReversed();

// RIGHT loop: collects them in a set
const found = new Set<Tensor>();
for (const each of modulesIn(module)) for (const tensor of partsOf(each).tensors) if (tensor.requiresGrad && tensor.parents.length === 0) found.add(tensor);
return [...found];

// RIGHT backwards: the last module first
const found = new Set(modulesIn(module).toReversed().flatMap((each) => partsOf(each).tensors));
return [...found].filter((tensor) => tensor.requiresGrad && tensor.parents.length === 0);
