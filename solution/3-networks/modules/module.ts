import type { Tensor } from "../../2-autodiff/tensor.ts";
import { parametersOf } from "./parameters-of.ts";
import { setMode } from "./set-mode.ts";

/**
 * A part of a network: it computes something, and may hold weights, and other modules.
 *
 * What it holds stands in its fields, or in lists in its fields; `partsOf` finds it there. So a module never has to list its
 * parts itself.
 */
export abstract class Module {
  /** Whether it is being trained. Some layers, such as batch norm, do something else afterwards. */
  training = true;

  /** What the module makes of x. */
  abstract forward(x: Tensor): Tensor;

  /** The weights of this module and of all modules inside: what training changes. */
  parameters(): readonly Tensor[] {
    return parametersOf(this);
  }

  /** Sets this module and all modules inside to training. */
  train(): void {
    setMode(this, true);
  }

  /** Sets this module and all modules inside to evaluation. */
  eval(): void {
    setMode(this, false);
  }
}
