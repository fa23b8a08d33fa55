/** @file You may use: the language, `modulesIn`, `partsOf`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Module } from "./module.ts";
import { modulesIn } from "./modules-in.ts";
import { partsOf } from "./parts.ts";

/**
 * What training changes: the parameters of a module and of all modules inside, each once, however many share it.
 *
 * A parameter is a leaf that requires a gradient. A module may hold other tensors: a constant, such as a running mean, or
 * something that it has computed. Neither is a parameter.
 */
export function parametersOf(module: Module): readonly Tensor[] {
  // START CODE HERE (parametersOf) ~2 lines: every leaf inside that requires a gradient, each once
  throw notStarted("parametersOf");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
