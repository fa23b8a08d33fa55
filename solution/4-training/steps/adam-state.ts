/** What Adam remembers of one parameter. */
export interface AdamState {
  /** m, the running average of gradients. */
  readonly first: Float64Array;
  /** v, the running average of squared gradients. */
  readonly second: Float64Array;
  /** t, how many steps there have been. */
  steps: number;
}

/** The constants of Adam. */
export interface AdamOptions {
  /** β₁, how much of m is kept at a step. */
  readonly beta1: number;
  /** β₂, how much of v is kept. */
  readonly beta2: number;
  /** ε, which keeps the divisor above 0. */
  readonly epsilon: number;
}

/** What its authors suggest. */
export const adamDefaults: AdamOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Before the first step: averages of 0. */
export function freshAdam(size: number): AdamState {
  return { first: new Float64Array(size), second: new Float64Array(size), steps: 0 };
}
