import { notStarted } from "../../2-autodiff/errors.ts";
import type { Module } from "./module.ts";
import { modulesIn } from "./modules-in.ts";

/**
 * Sets a module and all modules inside to training, or to evaluation.
 *
 * @param module - changed: `training` of it, and of every module inside
 */
export function setMode(module: Module, training: boolean): void {
  // START CODE HERE (setMode) ~1 line: every module inside, and the module itself, takes the mode
  for (const each of modulesIn(module)) each.training = training;
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
