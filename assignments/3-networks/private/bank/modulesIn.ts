// The bank for `modulesIn`: every region below is graded in place of the reference's.

// WRONG own-only: only the module itself
return [module];

// WRONG one-level: the module and what it holds itself
return [...new Set([module, ...partsOf(module).modules])];

// WRONG without-itself: what is inside, without the module
const found = new Set(partsOf(module).modules);
for (const each of found) for (const inner of partsOf(each).modules) found.add(inner);
return [...found];

// WRONG itself-last: what is inside comes first
const found = new Set(partsOf(module).modules);
for (const each of found) for (const inner of partsOf(each).modules) found.add(inner);
found.delete(module);
return [...found, module];

// WRONG every-path: a shared module is listed once a path
return [module, ...partsOf(module).modules.flatMap((inner) => modulesIn(inner))];

// WRONG cleaned-afterwards: walks every path, and removes doubles at the end
const all = [module, ...partsOf(module).modules.flatMap((inner) => modulesIn(inner))];
return [...new Set(all)];

// WRONG first-part: goes into the first module of each only
const found = new Set([module]);
for (const each of found) for (const inner of partsOf(each).modules.slice(0, 1)) found.add(inner);
return [...found];

// WRONG two-levels: stops after two levels
const near = partsOf(module).modules;
return [...new Set([module, ...near, ...near.flatMap((each) => partsOf(each).modules)])];

// WRONG training-only: leaves out what is not in training
const found = new Set([module]);
for (const each of found) for (const inner of partsOf(each).modules) if (inner.training) found.add(inner);
return [...found];

// WRONG marked: marks what it has seen by its mode
const found = [module];
for (const each of found) {
  for (const inner of partsOf(each).modules) if (!found.includes(inner)) found.push(inner);
  each.training = true;
}
return found;

// WRONG at-most-16: stops after sixteen modules
const found = new Set([module]);
for (const each of found) for (const inner of partsOf(each).modules) if (found.size < 16) found.add(inner);
return [...found];

// RIGHT depth-first: goes down first
const found = new Set<Module>();
const visit = (each: Module): void => {
  if (found.has(each)) return;
  found.add(each);
  partsOf(each).modules.forEach(visit);
};
visit(module);
return [...found];

// RIGHT stack: with a list of what is still to do
const found: Module[] = [];
const pending = [module];
for (let each = pending.pop(); each !== undefined; each = pending.pop())
  if (!found.includes(each)) {
    found.push(each);
    pending.push(...partsOf(each).modules);
  }
return found;
