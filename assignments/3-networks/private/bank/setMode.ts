// The bank for `setMode`: every region below is graded in place of the reference's.

// WRONG own-only: only the module itself
module.training = training;

// WRONG inside-only: everything but the module itself
for (const each of modulesIn(module).slice(1)) each.training = training;

// WRONG always-true: sets everything to training
for (const each of modulesIn(module)) each.training = true;

// WRONG always-false: sets everything to evaluation
for (const each of modulesIn(module)) each.training = false;

// WRONG turned-over: turns every mode over
for (const each of modulesIn(module)) each.training = !each.training;

// WRONG opposite: sets the opposite
for (const each of modulesIn(module)) each.training = !training;

// WRONG only-down: switches training off, and never on
for (const each of modulesIn(module)) each.training &&= training;

// WRONG only-up: switches training on, and never off
for (const each of modulesIn(module)) each.training ||= training;

// WRONG until-one-fits: stops at the first module that has the mode
for (const each of modulesIn(module)) {
  if (each.training === training) return;
  each.training = training;
}

// WRONG frozen: makes constants of all weights in evaluation
for (const each of modulesIn(module)) {
  each.training = training;
  for (const part of Object.values(each).flat(9)) if (part !== null && typeof part === "object" && "requiresGrad" in part) (part as { requiresGrad: boolean }).requiresGrad = training;
}

// RIGHT for-each: with forEach
modulesIn(module).forEach((each) => {
  each.training = training;
});
