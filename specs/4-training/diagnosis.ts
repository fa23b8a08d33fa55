/** @file The diagnosis of a training that does not work: which way it fails, and where to look. */
import { type Fact, showNumber } from "../support/compare.ts";
import type { Values } from "../support/values.ts";

/** What is known of a training's steps. */
interface Stepped {
  readonly gradients: readonly Values[];
}

/**
 * What to look for: NaN or infinity means exploding, zeros mean vanishing; where the loss does not fall, it is the learning rate, the
 * initial weights, or the gradients.
 *
 * @param losses - the mean loss of each epoch
 */
export function diagnosis(losses: Values, steps: readonly Stepped[]): readonly Fact[] {
  const [first = Number.NaN, last = Number.NaN] = [losses.data[0], losses.data.at(-1)];
  const loss = { name: "the loss", text: `${showNumber(first)} in the first epoch, ${showNumber(last)} in the last` };
  return [loss, { name: "which points to", text: pointsTo(first, last, steps) }];
}

function pointsTo(first: number, last: number, steps: readonly Stepped[]): string {
  const gradients = steps.flatMap((step) => step.gradients);
  const isWild = (x: number) => !Number.isFinite(x);
  const wild = steps.findIndex((step) => step.gradients.some(({ data }) => data.some(isWild)));
  if (wild >= 0) return `exploding gradients: NaN or infinite at step ${wild + 1}`;
  if (isWild(first) || isWild(last))
    return "a loss that is no number: an exponential or a logarithm of something too large, or 0";
  if (gradients.length === 0) return "a loop that never takes a step";
  if (gradients.every(({ data }) => data.every((g) => g === 0))) return "vanishing gradients: all of them are 0";
  if (!(last < first)) return "the learning rate, the initial weights, or the gradients: the loss does not fall";
  return "none of the usual three: gradients are numbers, not all are 0, and the loss falls";
}
