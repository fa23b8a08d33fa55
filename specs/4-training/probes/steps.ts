import { adamAverages } from "#course/4-training/steps/adam-averages.ts";
import { adamStep } from "#course/4-training/steps/adam-step.ts";
import { clipNorm } from "#course/4-training/steps/clip-norm.ts";
import { cosineRate } from "#course/4-training/steps/cosine-rate.ts";
import { gradientNorm } from "#course/4-training/steps/gradient-norm.ts";
import { momentumStep } from "#course/4-training/steps/momentum-step.ts";
import { sgdStep } from "#course/4-training/steps/sgd-step.ts";
import { stepRate } from "#course/4-training/steps/step-rate.ts";
import { weightDecay } from "#course/4-training/steps/weight-decay.ts";
import { expectReturned, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";
import { copyOf, vectorOf } from "../../probes/read-values.ts";
import type { StepName } from "../step-rules.ts";

/** Steps of one parameter: what is given, and the gradient of each step. */
interface Steps {
  readonly name: StepName;
  readonly weights: PlainValues;
  readonly first: PlainValues;
  readonly second: PlainValues;
  readonly taken: number;
  readonly gradients: readonly PlainValues[];
  readonly rate: number;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Weights and memory after every step, and how many steps there have been; then the gradients afterwards. */
export function take(asked: Steps): Float64Array {
  const [weights, first, second] = [asked.weights, asked.first, asked.second].map(valuesFrom);
  const state = { first: first.data, second: second.data, steps: asked.taken };
  const gradients = asked.gradients.map(valuesFrom);
  const after = gradients.flatMap(({ data }) => {
    step(asked, weights.data, data, state);
    const taken = { shape: [], data: Float64Array.of(state.steps) };
    return [copyOf(weights), copyOf(first), copyOf(second), taken];
  });
  return pack([...after, ...gradients]);
}

function step(
  { name, rate, momentum, ...options }: Steps,
  weights: Float64Array,
  gradient: Float64Array,
  state: { readonly first: Float64Array; readonly second: Float64Array; steps: number },
): void {
  switch (name) {
    case "sgdStep":
      return sgdStep(weights, gradient, rate);
    case "momentumStep":
      return momentumStep(weights, gradient, state.first, rate, momentum);
    case "adamAverages":
      return adamAverages(state, gradient, options);
    case "adamStep":
      return adamStep(weights, gradient, state, rate, options);
  }
}

interface Decaying {
  readonly gradient: PlainValues;
  readonly weights: PlainValues;
  readonly decay: number;
}

/** The gradient with the decay of weights; both afterwards; both once more, when the new gradient is all 0. */
export function decayed({ gradient, weights, decay }: Decaying): Float64Array {
  const [g, w] = [valuesFrom(gradient), valuesFrom(weights)];
  const made = expectReturned("weightDecay", weightDecay(g.data, w.data, decay));
  const said = [copyOf(vectorOf(made)), copyOf(g), copyOf(w)];
  made.fill(0);
  return pack([...said, g, w]);
}

/** The norm of gradients, and they themselves afterwards. */
export function norm({ gradients }: { readonly gradients: readonly PlainValues[] }): Float64Array {
  const all = gradients.map(valuesFrom);
  const made = gradientNorm(all.map(({ data }) => data));
  return pack([{ shape: [], data: Float64Array.of(made) }, ...all]);
}

/** The gradients after they are clipped. */
export function clipped({
  gradients,
  most,
}: {
  readonly gradients: readonly PlainValues[];
  readonly most: number;
}): Float64Array {
  const all = gradients.map(valuesFrom);
  clipNorm(
    all.map(({ data }) => data),
    most,
  );
  return pack(all);
}

/** A schedule, and the epochs that it is asked for. */
interface Schedule {
  readonly first: number;
  readonly last: number;
  readonly every: number;
  readonly factor: number;
  readonly epochs: number;
  readonly asked: readonly number[];
}

/** Rates that fall in steps. */
export function stepped({ first, every, factor, asked }: Schedule): Float64Array {
  return Float64Array.from(asked, (epoch) => stepRate(first, epoch, every, factor));
}

/** Rates along a cosine. */
export function cosine({ first, last, epochs, asked }: Schedule): Float64Array {
  return Float64Array.from(asked, (epoch) => cosineRate(first, last, epoch, epochs));
}
