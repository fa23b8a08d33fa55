import { Tensor } from "#course/2-autodiff/tensor.ts";
import { isRecording, setRecording } from "#course/2-autodiff/recording.ts";
import { seededRng } from "#course/2-autodiff/rng.ts";
import type { Values } from "#course/2-autodiff/values.ts";
import { EarlyStopping } from "#course/4-training/loop/early-stopping.ts";
import { evaluate } from "#course/4-training/loop/evaluate.ts";
import { trainBatch } from "#course/4-training/loop/train-batch.ts";
import { trainEpoch } from "#course/4-training/loop/train-epoch.ts";
import { train } from "#course/4-training/loop/train.ts";
import type { Examples } from "#course/4-training/examples/examples.ts";
import type { MakeRule } from "#course/4-training/steps/rules.ts";
import { expectReturned, leafFrom, type PlainValues, valuesFrom } from "../../probes/plain.ts";
import { pack } from "../../probes/packed.ts";
import { copyOf } from "../../probes/read-values.ts";
import { Recorder, type Watched, watchedNetwork } from "./recorder.ts";

interface PlainExamples {
  readonly x: PlainValues;
  readonly labels: readonly number[];
}

/** A network's parameters, and how it is trained. */
interface Start {
  readonly parameters: readonly PlainValues[];
  readonly rate: number;
}

/** Gradient descent that no student has written. */
const descent: MakeRule = () => (weights, gradient, rate) => {
  for (let i = 0; i < weights.length; i++) weights[i] -= rate * gradient[i];
};

function begin({ parameters: plain, rate }: Start): {
  readonly parameters: readonly Tensor[];
  readonly network: Watched;
  readonly optimiser: Recorder;
} {
  const parameters = plain.map((each) => leafFrom(each));
  const network = watchedNetwork(parameters);
  return { parameters, network, optimiser: new Recorder(network, parameters, descent, { rate }) };
}

/**
 * For each batch, after `trainBatch`: its loss, how many steps there have been, the parameters and gradients at the last one, the
 * parameters now, and the rate. Every gradient is 7 at first.
 */
export function batches({
  batches: all,
  ...start
}: Start & { readonly batches: readonly PlainExamples[] }): Float64Array {
  const { parameters, network, optimiser } = begin(start);
  for (const { grad } of parameters) grad.data.fill(7);
  const said = all.flatMap((batch) => {
    const loss = trainBatch(network, examplesFrom(batch), optimiser);
    const last = optimiser.steps.at(-1);
    const { before, gradients } = last ?? { before: parameters, gradients: parameters };
    return [row([loss, optimiser.steps.length, optimiser.rate]), ...before, ...gradients, ...parameters.map(copyOf)];
  });
  return pack(said);
}

/**
 * The mean loss of an epoch and how many steps it had; for each step whether the network was in training, its rows, and all parameters
 * before and after with the gradients; the parameters in the end. The network is in evaluation at first.
 */
export function epoch({
  x,
  labels,
  batches: all,
  ...start
}: Start & PlainExamples & { readonly batches: readonly (readonly number[])[] }): Float64Array {
  const { parameters, network, optimiser } = begin(start);
  network.training = false;
  network.inner.training = false;
  const examples = examplesFrom({ x, labels });
  const loss = trainEpoch(network, examples, all, optimiser);
  const steps = optimiser.steps.slice(0, all.length);
  return pack([
    row([loss, optimiser.steps.length]),
    ...steps.flatMap(({ asked, seen, before, gradients, after }) => [
      row([Number(network.sights[asked - 1].training)]),
      seen,
      ...before,
      ...gradients,
      ...after,
    ]),
    ...parameters,
  ]);
}

/**
 * Loss and accuracy of a network that is in training at first; how often it was asked, how often of these in training, and how often
 * while a graph was recorded; whether recording is on in the end, and training; all parameters and gradients.
 */
export function evaluation({ x, labels, parameters: plain }: Start & PlainExamples): Float64Array {
  const parameters = plain.map((each) => leafFrom(each));
  const network = watchedNetwork(parameters);
  for (const { grad } of parameters) grad.data.fill(7);
  setRecording(true);
  try {
    const made = expectReturned("evaluate", evaluate(network, examplesFrom({ x, labels })));
    const { sights } = network;
    const count = (is: (sight: (typeof sights)[number]) => boolean) => sights.filter(is).length;
    const modes = [sights.length, count(({ training }) => training), count(({ recording }) => recording)];
    const said = row([made.loss, made.accuracy, ...modes, Number(isRecording()), Number(network.inner.training)]);
    return pack([said, ...parameters, ...parameters.map(({ grad }) => grad)]);
  } finally {
    setRecording(true);
  }
}

interface Training extends Start {
  readonly learned: PlainExamples;
  readonly others: PlainExamples;
  readonly size: number;
  readonly rates: readonly number[];
  readonly seed: number;
}

/** A step (1), or an evaluation (2): the rate, what the network was asked, and all parameters then. */
interface Happening {
  readonly kind: 1 | 2;
  readonly rate: number;
  readonly seen: Values[];
  readonly parameters: readonly Values[];
}

/**
 * How many reports there are, and what each says; how many things happened, and each of them: a step (1) or an evaluation (2) with the
 * rate; the rows that the network saw; all parameters then. An evaluation may ask the network more than once.
 */
export function training({ learned, others, size, rates, seed, ...start }: Training): Float64Array {
  const { parameters, network, optimiser } = begin(start);
  const happened: Happening[] = [];
  const note = (kind: 1 | 2, seen: Values) =>
    happened.push({ kind, rate: optimiser.rate, seen: [seen], parameters: parameters.map(copyOf) });
  // What is asked in training is written down at the step that follows.
  network.listener = ({ training: isTraining, x }) => {
    if (isTraining) return;
    const last = happened.at(-1);
    if (last?.kind === 2) last.seen.push(x);
    else note(2, x);
  };
  optimiser.listener = (seen) => void note(1, seen);
  const rateAt = (each: number) => rates[each];
  const plan = { epochs: rates.length, size, rateAt, rng: seededRng(seed) };
  const reports = train(network, examplesFrom(learned), examplesFrom(others), optimiser, plan);
  const told = reports.map(({ loss, validation }) => row([loss, validation.loss, validation.accuracy]));
  const most = happened.slice(0, rates.length * (Math.ceil(learned.labels.length / size) + 1));
  const packed = most.flatMap(({ kind, rate, seen, parameters: then }) => [
    row([kind, rate]),
    rowsOf(seen, kind === 1 ? size : others.labels.length),
    ...then,
  ]);
  return pack([row([reports.length]), ...told, row([happened.length]), ...packed]);
}

/** The rows of several tables, one below the other, up to so many. */
function rowsOf(tables: readonly Values[], most: number): Values {
  const width = tables[0].shape[1];
  const data = tables.flatMap((each) => [...each.data]).slice(0, most * width);
  return { shape: [data.length / width, width], data: Float64Array.from(data) };
}

interface Stopping {
  readonly sizes: readonly number[];
  readonly losses: readonly (number | string)[];
  readonly patience: number;
}

/** Parameters whose numbers tell the parameter, an epoch, from 1 on, and their place, and somebody who watches them. */
function watch({ sizes, patience }: Pick<Stopping, "sizes" | "patience">): {
  readonly parameters: readonly Tensor[];
  readonly early: EarlyStopping;
  readonly reach: (epoch: number) => void;
} {
  const parameters = sizes.map((size) => new Tensor(row(Array<number>(size).fill(0))));
  const reach = (epoch: number) =>
    parameters.forEach(({ data }, k) => data.forEach((_, i) => void (data[i] = 100 * k + epoch + i / 1024)));
  return { parameters, early: new EarlyStopping(parameters, patience), reach };
}

/**
 * For one loss after the other, NaN among them: whether to stop, the best so far, how long it waits. Then how many arrays are kept, and
 * each, when the parameters have changed.
 */
export function noting({ losses, ...rest }: Stopping): Float64Array {
  const { early, reach } = watch(rest);
  const notes = losses.map((loss, i) => {
    reach(i + 1);
    const stop: unknown = early.note(Number(loss));
    return row([stop === true ? 1 : stop === false ? 0 : Number.NaN, early.best, early.waited]);
  });
  reach(-1);
  return pack([...notes, ...keptBy(early)]);
}

interface Keeping {
  readonly sizes: readonly number[];
  /** The epochs after which the weights are kept. */
  readonly epochs: readonly number[];
}

/** How many arrays are kept, and each, when the parameters have changed. */
export function keeping({ sizes, epochs }: Keeping): Float64Array {
  const { early, reach } = watch({ sizes, patience: 1 });
  for (const epoch of epochs) {
    reach(epoch);
    early.keep(1 / epoch);
  }
  reach(-1);
  return pack(keptBy(early));
}

/** The arrays that were kept after the first epoch, when others have been kept since. */
export function keptBefore({ sizes, epochs }: Keeping): Float64Array {
  const { early, reach } = watch({ sizes, patience: 1 });
  const [first, ...later] = epochs.map((epoch) => {
    reach(epoch);
    early.keep(1 / epoch);
    return early.kept;
  });
  const shared = first.filter((array) => later.flat().includes(array)).length;
  return pack([...first.map((data) => row(Array.from(data))), row([shared])]);
}

/** What the parameters hold when they are restored, and when they have changed and are restored again; how many kept their array. */
export function restoring({ sizes, epochs }: Keeping): Float64Array {
  const { parameters, early, reach } = watch({ sizes, patience: 1 });
  const arrays = parameters.map(({ data }) => data);
  for (const epoch of epochs) {
    reach(epoch);
    early.keep(1 / epoch);
  }
  const restored = [-1, -2].flatMap((later) => {
    reach(later);
    early.restore();
    return parameters.map(copyOf);
  });
  return pack([...restored, row([parameters.filter(({ data }, k) => data === arrays[k]).length])]);
}

function keptBy({ kept }: EarlyStopping): readonly Values[] {
  return [row([kept.length]), ...kept.map((data) => row(Array.from(data)))];
}

function examplesFrom({ x, labels }: PlainExamples): Examples {
  return { x: valuesFrom(x), labels: [...labels] };
}

function row(numbers: readonly number[]): Values {
  return { shape: [numbers.length], data: Float64Array.from(numbers) };
}
