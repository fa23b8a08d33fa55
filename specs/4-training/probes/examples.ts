import type { Values } from "#course/2-autodiff/values.ts";
import { accuracy } from "#course/4-training/examples/accuracy.ts";
import { columnDeviations } from "#course/4-training/examples/column-deviations.ts";
import { columnMeans } from "#course/4-training/examples/column-means.ts";
import { standardise } from "#course/4-training/examples/standardise.ts";
import { takeExamples } from "#course/4-training/examples/take-examples.ts";
import { expectReturned, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";
import { copyOf, vectorOf } from "../../probes/read-values.ts";

interface Taking {
  readonly x: PlainValues;
  readonly labels: readonly number[];
  readonly places: readonly number[];
}

/** The examples at some places: their numbers, their labels; then those that they were taken from. */
export function take({ x, labels, places }: Taking): Float64Array {
  const all = { x: valuesFrom(x), labels: [...labels] };
  const made = expectReturned("takeExamples", takeExamples(all, [...places]));
  const taken = [copyOf(made.x), row(made.labels), copyOf(all.x), row(all.labels)];
  // Examples of their own: what becomes of them later does not reach the others.
  made.x.data.fill(0);
  return pack([...taken, all.x]);
}

interface Columns {
  readonly x: PlainValues;
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

/** The means of all columns, and x afterwards. */
export function means({ x }: Columns): Float64Array {
  const given = valuesFrom(x);
  const made = expectReturned("columnMeans", columnMeans(given));
  const said = copyOf(vectorOf(made));
  // Means of their own: what becomes of them later does not reach x.
  made.fill(0);
  return pack([said, given]);
}

/** The deviations of all columns; x and the means afterwards. */
export function deviations({ x, means: some }: Columns): Float64Array {
  const [given, own] = [valuesFrom(x), Float64Array.from(some)];
  const made = expectReturned("columnDeviations", columnDeviations(given, own));
  const said = copyOf(vectorOf(made));
  made.fill(0);
  return pack([said, given, vectorOf(own)]);
}

/** The numbers on their new scale; x and both statistics afterwards; x once more, when the new numbers are all 0. */
export function standard({ x, ...statistics }: Columns): Float64Array {
  const given = valuesFrom(x);
  const own = { means: Float64Array.from(statistics.means), deviations: Float64Array.from(statistics.deviations) };
  const made = expectReturned("standardise", standardise(given, own));
  const said = [copyOf(made), copyOf(given), vectorOf(own.means), vectorOf(own.deviations)];
  made.data.fill(0);
  return pack([...said, given]);
}

/** The accuracy of each list of labels, then the scores afterwards. */
export function accuracies({
  scores,
  labels,
}: {
  readonly scores: PlainValues;
  readonly labels: readonly (readonly number[])[];
}): Float64Array {
  const given = valuesFrom(scores);
  const all = labels.map((some) => accuracy(given, [...some]));
  return pack([row(all), given]);
}

function row(numbers: readonly number[]): Values {
  const data = Float64Array.from(numbers, Number);
  return { shape: [data.length], data };
}
