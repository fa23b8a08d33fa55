import { backward } from "#course/2-autodiff/backward.ts";
import { operation } from "#course/2-autodiff/operation.ts";
import type { Rng } from "#course/2-autodiff/rng.ts";
import type { Tensor } from "#course/2-autodiff/tensor.ts";
import type { Values } from "#course/2-autodiff/values.ts";
import { Dropout } from "#course/4-training/dropout/dropout-layer.ts";
import { dropoutMask } from "#course/4-training/dropout/dropout-mask.ts";
import { dropout } from "#course/4-training/dropout/dropout.ts";
import { expectedOutput } from "#course/4-training/dropout/expected-output.ts";
import { maskChance } from "#course/4-training/dropout/mask-chance.ts";
import { TestScaledDropout } from "#course/4-training/dropout/test-scaled-dropout.ts";
import { expectReturned, leafFrom, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";
import { copyOf } from "../../probes/read-values.ts";
import type { NeuronName } from "../neurons.ts";

/** Draws that are given, and how many of them were taken. When all are taken, the same come again, each taken from 1. */
function scripted(draws: readonly number[]): { readonly rng: Rng; readonly taken: () => Values } {
  let next = 0;
  const uniform = () => {
    const [draw, round] = [draws[next % draws.length], Math.floor(next / draws.length)];
    next++;
    return round % 2 === 0 ? draw : 1 - draw;
  };
  return { rng: { uniform }, taken: () => ({ shape: [], data: Float64Array.of(next) }) };
}

interface Masking {
  readonly shape: readonly number[];
  readonly p: number;
  readonly draws: readonly number[];
}

/** A mask, and how many draws it took; then a second one. */
export function mask({ shape, p, draws }: Masking): Float64Array {
  const { rng, taken } = scripted(draws);
  const first = expectReturned("dropoutMask", dropoutMask([...shape], p, rng));
  const count = taken();
  const kept = copyOf(first);
  const second = dropoutMask([...shape], p, rng);
  const memory = { shape: [], data: Float64Array.of(first.data === second.data ? 1 : 2) };
  return pack([kept, count, second, memory]);
}

interface Dropping {
  readonly a: PlainValues;
  readonly p: number;
  readonly draws: readonly number[];
  readonly upstream: PlainValues;
  /** What the gradient of a is before. */
  readonly before: PlainValues;
}

/** The result, a afterwards, and how many draws there were; the same call once more; the first result when a is all 0. */
export function forward({ a, p, draws }: Dropping): Float64Array {
  const { rng, taken } = scripted(draws);
  const leaf = leafFrom(a);
  const once = dropout(leaf, p, rng);
  const count = taken();
  const again = dropout(leaf, p, rng);
  const said = [once, leaf].map(copyOf);
  leaf.data.fill(0);
  return pack([...said, count, again, once]);
}

/**
 * The gradient of a after the closure of dropout has run once, and twice; the upstream gradient and the result afterwards; the draws. `a`
 * is changed before, as the step of an optimiser does it.
 */
export function gradient({ a, p, draws, upstream, before }: Dropping): Float64Array {
  const { rng, taken } = scripted(draws);
  const leaf = leafFrom(a);
  const out = dropout(leaf, p, rng);
  const result = copyOf(out);
  leaf.grad.data.set(before.data);
  leaf.data.fill(0);
  const steps = [1, 2].map(() => {
    out.grad.data.set(upstream.data);
    out.backwardStep();
    return copyOf(leaf.grad);
  });
  return pack([...steps, out.grad, out, result, taken()]);
}

/** The gradient of a constant. */
export function constantGradient({ a, p, draws, upstream }: Dropping): Float64Array {
  const { rng } = scripted(draws);
  const leaf = leafFrom(a, false);
  const out = dropout(leaf, p, rng);
  out.grad.data.set(upstream.data);
  out.backwardStep();
  return pack([leaf.grad]);
}

/** The gradient of an operand that was computed itself. */
export function computedGradient({ a, p, draws, upstream }: Dropping): Float64Array {
  const { rng } = scripted(draws);
  const computed = operation("input", [leafFrom(a)], valuesFrom(a), () => {});
  const out = dropout(computed, p, rng);
  out.grad.data.set(upstream.data);
  out.backwardStep();
  return pack([computed.grad]);
}

interface Layering {
  readonly kind: "dropoutLayer" | "testScaledDropout";
  /** Whether each call is one of training. */
  readonly modes: readonly boolean[];
  readonly a: PlainValues;
  readonly p: number;
  readonly draws: readonly number[];
  readonly upstream: PlainValues;
}

/** For every call of a layer: the result, how many draws there have been, the gradient of a new a. Then a itself. */
export function layer({ kind, modes, a, p, draws, upstream }: Layering): Float64Array {
  const { rng, taken } = scripted(draws);
  const made = kind === "dropoutLayer" ? new Dropout(p, rng) : new TestScaledDropout(p, rng);
  const leaves: Tensor[] = [];
  const said = modes.flatMap((training, i) => {
    // A mode stays until another one is set.
    const isNew = modes[i - 1] !== training;
    if (isNew && training) made.train();
    else if (isNew) made.eval();
    const leaf = leafFrom(a);
    leaves.push(leaf);
    const out = expectReturned(kind, made.forward(leaf));
    const result = copyOf(out);
    const count = taken();
    backward(out, valuesFrom(upstream));
    return [result, count, copyOf(leaf.grad)];
  });
  return pack([...said, ...leaves]);
}

/** The chances of some masks. */
export function chances({
  masks,
  p,
}: {
  readonly masks: readonly (readonly number[])[];
  readonly p: number;
}): Float64Array {
  return Float64Array.from(masks, (each) => maskChance([...each], p));
}

interface Expecting {
  readonly neuron: NeuronName;
  readonly weights: readonly number[];
  readonly x: readonly number[];
  readonly p: number;
}

/** What a neuron says on average; then x afterwards. */
export function expected({ neuron, weights, x, p }: Expecting): Float64Array {
  const given = [...x];
  const sum = (inputs: readonly number[]) => inputs.reduce((total, input, i) => total + weights[i] * input, 0);
  const functions: Readonly<Record<NeuronName, (inputs: readonly number[]) => number>> = {
    linear: sum,
    relu: (inputs) => Math.max(0, sum(inputs)),
    square: (inputs) => sum(inputs) ** 2,
    "count of inputs": (inputs) => inputs.length,
  };
  return Float64Array.from([expectedOutput(functions[neuron], given, p), ...given]);
}
