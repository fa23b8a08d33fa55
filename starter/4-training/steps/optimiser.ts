/** @file Nothing to fill: what takes your steps. */
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { zeroGrad } from "../../2-autodiff/zero-grad.ts";
import { clipNorm } from "./clip-norm.ts";
import type { MakeRule, Rule } from "./rules.ts";
import { weightDecay } from "./weight-decay.ts";

/** What an optimiser may be told beside its rule. */
export interface OptimiserOptions {
  /** η, the learning rate at first. */
  readonly rate: number;
  /** λ, by which weights decay; 0 if left out. */
  readonly decay?: number;
  /** The longest gradient; longer ones are clipped. Any length if left out. */
  readonly longest?: number;
}

/** Takes steps: all parameters of a network, each by a rule with a memory of its own. */
export class Optimiser {
  readonly parameters: readonly Tensor[];
  readonly rules: readonly Rule[];
  readonly decay: number;
  readonly longest: number;
  /** η: a schedule may change it. */
  rate: number;

  constructor(parameters: readonly Tensor[], makeRule: MakeRule, { rate, decay = 0, longest = Infinity }: OptimiserOptions) {
    this.parameters = parameters;
    this.rules = parameters.map(({ data }) => makeRule(data.length));
    this.rate = rate;
    this.decay = decay;
    this.longest = longest;
  }

  /** One step of every parameter, from the gradient that it has now. */
  step(): void {
    if (this.longest < Infinity) clipNorm(this.parameters.map(({ grad }) => grad.data), this.longest);
    this.parameters.forEach(({ data, grad }, i) => {
      const gradient = this.decay > 0 ? weightDecay(grad.data, data, this.decay) : grad.data;
      this.rules[i](data, gradient, this.rate);
    });
  }

  /** Sets all gradients to 0. */
  zeroGrad(): void {
    zeroGrad(this.parameters);
  }
}
