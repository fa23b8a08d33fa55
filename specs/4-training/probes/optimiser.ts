import { Tensor } from "#course/2-autodiff/tensor.ts";
import { Optimiser, type OptimiserOptions } from "#course/4-training/steps/optimiser.ts";
import { adam, type MakeRule, momentum, sgd } from "#course/4-training/steps/rules.ts";
import { type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";
import { copyOf } from "../../probes/read-values.ts";
import type { RuleName } from "../overfittings.ts";

/** Parameters, and the gradient of each at every step. */
interface Run {
  readonly parameters: readonly PlainValues[];
  readonly gradients: readonly (readonly PlainValues[])[];
  readonly rule: RuleName;
  readonly options: OptimiserOptions;
}

const rules: Readonly<Record<RuleName, MakeRule>> = { sgd, momentum: momentum(), adam: adam() };

/** All parameters after each step of the course's optimiser. */
export function run({ parameters, gradients, rule, options }: Run): Float64Array {
  const tensors = parameters.map((plain) => new Tensor(valuesFrom(plain)));
  const optimiser = new Optimiser(tensors, rules[rule], options);
  const after = gradients.flatMap((step) => {
    optimiser.zeroGrad();
    tensors.forEach(({ grad }, k) => grad.data.set(step[k].data));
    optimiser.step();
    return tensors.map(copyOf);
  });
  return pack(after);
}
