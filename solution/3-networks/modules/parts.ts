import { Tensor } from "../../2-autodiff/tensor.ts";
import type { Module } from "./module.ts";

/** What a module holds itself. */
export interface Parts {
  readonly modules: readonly Module[];
  readonly tensors: readonly Tensor[];
}

/**
 * The modules and the tensors in a module's own fields, and in lists there, in the order of the fields. What is inside those
 * modules is not looked into.
 *
 * Something that stands there twice comes twice.
 */
export function partsOf(module: Module): Parts {
  const held = Object.values(module).flatMap(flatten);
  return { modules: held.filter(isModule), tensors: held.filter((part) => part instanceof Tensor) };
}

/** A list's entries, and those of lists in it; anything else alone. */
function flatten(part: unknown): readonly unknown[] {
  return Array.isArray(part) ? part.flatMap(flatten) : [part];
}

function isModule(part: unknown): part is Module {
  return typeof part === "object" && part !== null && "training" in part && "forward" in part;
}
