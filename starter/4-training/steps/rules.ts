/** @file Nothing to fill: your steps as rules that an optimiser goes by. */
import { adamDefaults, freshAdam, type AdamOptions } from "./adam-state.ts";
import { adamStep } from "./adam-step.ts";
import { momentumStep } from "./momentum-step.ts";
import { sgdStep } from "./sgd-step.ts";

/** One step of one parameter. It may remember something from step to step. */
export type Rule = (weights: Float64Array, gradient: Float64Array, rate: number) => void;

/** Makes a rule for a parameter of so many numbers, with a memory of its own. */
export type MakeRule = (size: number) => Rule;

/** Gradient descent, which remembers nothing. */
export const sgd: MakeRule = () => sgdStep;

/** Gradient descent with momentum. */
export function momentum(kept = 0.9): MakeRule {
  return (size) => {
    const velocity = new Float64Array(size);
    return (weights, gradient, rate) => momentumStep(weights, gradient, velocity, rate, kept);
  };
}

/** Adam. */
export function adam(options: AdamOptions = adamDefaults): MakeRule {
  return (size) => {
    const state = freshAdam(size);
    return (weights, gradient, rate) => adamStep(weights, gradient, state, rate, options);
  };
}
