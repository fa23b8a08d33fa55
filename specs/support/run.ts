/** @file Reads the answer to a program beside the truth about it. */
import { Mismatch, Unjudged } from "./compare.ts";
import { operations } from "./operations.ts";
import { type Truth, truthOf } from "./oracle.ts";
import { type Answer, mostNumbers, type Program } from "./program.ts";
import {
  type Answered,
  argumentsUnchanged,
  isBorrowed,
  resultsOf,
  upstreamsUnchanged,
  valuesIn,
  wrongForm,
} from "./reading.ts";
import { showShape } from "./shapes.ts";
import { exact, fill, type Measured, tabulate, type Values } from "./values.ts";

/** The results of a program, and the truth about them: of every slot, and of inputs also by name. */
export interface Run<N extends string> {
  /** The numbers in the last slot. */
  readonly value: Measured;
  /** The gradient of each input after all passes. */
  readonly grad: Readonly<Record<N, Measured>>;
  /** The same where the oracle cannot say how far a right program may be off: for a law that knows it. */
  readonly bareGrad: Readonly<Record<N, Values>>;
  /** The numbers of each input after all passes. */
  readonly inputs: Readonly<Record<N, Values>>;
  /** The numbers in all slots, inputs first. */
  readonly values: readonly Measured[];
  /** Gradients of all slots, inputs first. */
  readonly grads: readonly Measured[];
  /** How often each slot's closure was called; 0 where it is not a `node`. */
  readonly calls: readonly number[];
  /** For each pass, the nodes in the order in which their closures were called, as slots. */
  readonly orders: readonly (readonly number[])[];
  /** Whether the last slot's numbers lie in the memory of an operand or an earlier result, or of a gradient. */
  readonly borrowed: boolean;
  /** Fails if a share that was given to `accumulate`, or an upstream that was given to `backward`, has been changed. */
  readonly keepsWhatItIsGiven: () => void;
  /** The grader's own answer. Reading what cannot be judged throws `Unjudged`: a gradient at a kink, for instance. */
  readonly truth: {
    readonly value: Measured;
    readonly grad: Readonly<Record<N, Measured>>;
    readonly values: readonly Measured[];
    readonly grads: readonly Measured[];
    /** Whether rounding alone decides which of several gradients is right. */
    readonly atKink: boolean;
  };
}

/** Reads the answer to a program whose inputs have these names, and whose result is in slot `root`. */
export function readRun<N extends string>(ask: Program, names: readonly N[], root: number, answer: Answered): Run<N> {
  if (answer.kind !== "answered") throw new RangeError(`a program cannot be answered by '${answer.kind}'`);
  return new ReadRun(new Reading(ask, names, root, answer));
}

/** An answer and its program. The truth is computed when it is first asked for. */
class Reading<N extends string> {
  readonly ask: Program;
  readonly names: readonly N[];
  readonly root: number;
  readonly answer: Extract<Answer, { kind: "answered" }>;
  #truth: Truth | undefined;

  constructor(ask: Program, names: readonly N[], root: number, answer: Extract<Answer, { kind: "answered" }>) {
    this.ask = ask;
    this.names = names;
    this.root = root;
    this.answer = answer;
  }

  get truth(): Truth {
    return (this.#truth ??= truthOf(this.ask));
  }

  /** The true gradients. @throws {Unjudged} at a kink */
  get gradients(): readonly Measured[] {
    const { grads, atKink } = this.truth;
    if (atKink) throw new Unjudged("rounding alone decides which of several gradients is right");
    return grads;
  }

  /** What the answer says of a slot. @throws {Mismatch} if it has another form than the truth */
  bare(kind: "values" | "grads", slot: number): Values {
    const result = this.answer[kind][this.ask.read[kind].indexOf(slot)];
    if (result?.kind === "other") checkRoom(this.ask, this.truth);
    if (kind === "values") this.#mustBeTensor(slot);
    const prefix = kind === "grads" ? "gradient of " : "";
    return valuesIn(`${prefix}${this.#nameOf(slot)}`, result, this.#dueAt(kind, slot).shape);
  }

  /** The same, beside the magnitude of the truth. @throws {Unjudged} if the truth has none */
  measured(kind: "values" | "grads", slot: number): Measured {
    const { shape, data } = this.bare(kind, slot);
    return { shape, data, magnitude: judgeable(this.#nameOf(slot), this.#dueAt(kind, slot)).magnitude };
  }

  /** What is true of a slot. @throws {Unjudged} if nobody can say how far a right program may be off */
  need(of: readonly Measured[], slot: number): Measured {
    const found = of[slot];
    if (found === undefined) throw new RangeError(`the truth has no slot ${slot}`);
    return judgeable(this.#nameOf(slot), found);
  }

  /** `of` each input, by name. Where it throws, reading that entry throws. */
  byName<T>(of: (slot: number) => T): Readonly<Record<N, T>> {
    const record: Partial<Record<N, T>> = {};
    this.names.forEach((name, slot) => {
      try {
        record[name] = of(slot);
      } catch (error) {
        const get = () => {
          throw error;
        };
        Object.defineProperty(record, name, { enumerable: true, get });
      }
    });
    return record as Record<N, T>;
  }

  /** An operation makes tensors: Values alone have the right numbers, but no gradient and no way back. */
  #mustBeTensor(slot: number): void {
    const place = slot - this.ask.inputs.length;
    const [step, result] = [this.ask.steps[place], resultsOf(this.answer)[place]];
    if (step?.kind === "operation" && operations[step.name].kind === "tensor" && result?.kind !== "slot")
      throw new Mismatch(wrongForm(this.#nameOf(slot), "a Tensor", result));
  }

  #nameOf(slot: number): string {
    const { inputs } = this.ask;
    return inputs[slot]?.name ?? (slot === this.root ? "the result" : `step ${slot - inputs.length + 1}`);
  }

  #dueAt(kind: "values" | "grads", slot: number): Measured {
    return this.truth[kind][slot] ?? exact(fill([], () => Number.NaN));
  }
}

/** A run. What a law does not look at is not computed. */
class ReadRun<N extends string> implements Run<N> {
  readonly #of: Reading<N>;
  readonly truth: TruthOfRun<N>;
  #grad: Run<N>["grad"] | undefined;

  constructor(of: Reading<N>) {
    this.#of = of;
    this.truth = new TruthOfRun(of);
  }

  get value(): Measured {
    return this.#of.measured("values", this.#of.root);
  }

  get values(): readonly Measured[] {
    return this.#of.ask.read.values.map((slot) => this.#of.measured("values", slot));
  }

  get grads(): readonly Measured[] {
    return this.#of.ask.read.grads.map((slot) => this.#of.measured("grads", slot));
  }

  get grad(): Run<N>["grad"] {
    return (this.#grad ??= this.#of.byName((slot) => this.#of.measured("grads", slot)));
  }

  get bareGrad(): Run<N>["bareGrad"] {
    return this.#of.byName((slot) => this.#of.bare("grads", slot));
  }

  get inputs(): Run<N>["inputs"] {
    return this.#of.byName((slot) => this.#of.measured("values", slot));
  }

  get calls(): readonly number[] {
    const { ask, root, answer } = this.#of;
    return tabulate(root + 1, (slot) => answer.calls[ask.read.calls.indexOf(slot)] ?? 0);
  }

  get orders(): Run<N>["orders"] {
    return this.#of.answer.orders;
  }

  get borrowed(): boolean {
    return isBorrowed(resultsOf(this.#of.answer).at(-1));
  }

  get keepsWhatItIsGiven(): () => void {
    const of = this.#of;
    return () => {
      const { ask, answer } = of;
      if ([...answer.operands.flat(), ...answer.upstreams].some(({ kind }) => kind === "other"))
        checkRoom(ask, of.truth);
      argumentsUnchanged(answer, ask);
      upstreamsUnchanged(answer, ask);
    };
  }
}

class TruthOfRun<N extends string> {
  readonly #of: Reading<N>;
  #grad: Run<N>["truth"]["grad"] | undefined;

  constructor(of: Reading<N>) {
    this.#of = of;
  }

  get value(): Measured {
    return this.#of.need(this.#of.truth.values, this.#of.root);
  }

  get values(): readonly Measured[] {
    return this.#of.ask.read.values.map((slot) => this.#of.need(this.#of.truth.values, slot));
  }

  get grads(): readonly Measured[] {
    return this.#of.ask.read.grads.map((slot) => this.#of.need(this.#of.gradients, slot));
  }

  get grad(): Run<N>["truth"]["grad"] {
    return (this.#grad ??= this.#of.byName((slot) => this.#of.need(this.#of.gradients, slot)));
  }

  get atKink(): boolean {
    return this.#of.truth.atKink;
  }
}

/**
 * Checks that a right answer has room: without room, the interpreter leaves tensors out.
 *
 * @throws {RangeError} if it has none: the law's case is too large, and no submission is to blame
 */
function checkRoom({ inputs, steps, passes, read }: Program, { values, grads }: Truth): void {
  const sizesOf = (of: readonly Values[]) => of.reduce((sum, { data }) => sum + data.length, 0);
  const given = steps.flatMap((step) => (step.kind === "operation" ? step.arguments : []));
  const asked = [
    read.values.flatMap((slot) => values[slot] ?? []),
    read.grads.flatMap((slot) => grads[slot] ?? []),
    given.flatMap((argument) => (argument.kind === "values" ? [argument.values] : [])),
    passes.flatMap(({ upstream }) => upstream ?? []),
  ];
  const count = asked.reduce((sum, each) => sum + sizesOf(each), 0);
  if (count > mostNumbers)
    throw new RangeError(
      `a case on inputs of ${inputs.map(({ values: { shape } }) => showShape(shape)).join(", ")} needs ${count} numbers in its answer, more than ${mostNumbers}: make it smaller`,
    );
}

/**
 * The same numbers, if the truth says how far a right program may be off.
 *
 * A finite number may be made of terms that are not: then its magnitude is not finite, and nobody can say how wrong is
 * too wrong. So `exp` has a truth up to 10³⁰⁵, and `log` has one from 10⁻¹⁵⁴ on.
 *
 * @throws {Unjudged} if it does not
 */
function judgeable(what: string, truth: Measured): Measured {
  const isKnown = truth.data.every((x, i) => !Number.isFinite(x) || Number.isFinite(truth.magnitude[i]));
  if (!isKnown) throw new Unjudged(`${what} is finite, but the terms that make it are not`);
  return truth;
}
