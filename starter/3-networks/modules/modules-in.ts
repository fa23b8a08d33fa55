/** @file You may use: the language, `partsOf`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Module } from "./module.ts";
import { partsOf } from "./parts.ts";

/**
 * The module, and every module inside it, however deep: itself first, each once.
 *
 * One module may stand in several places, and then they share its weights; one may also know the module that holds it.
 */
export function modulesIn(module: Module): readonly Module[] {
  // START CODE HERE (modulesIn) ~3 lines: the module itself first, then every module inside, each once
  throw notStarted("modulesIn");
  // END CODE HERE
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
