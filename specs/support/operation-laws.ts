/**
 * @file Laws that hold for every operation, whatever it computes and however many tensors it takes. Forward changes
 * nothing that it is given; backward adds the share of each operand to its gradient, and changes nothing else.
 */
import type fc from "fast-check";
import type { Upstreams } from "./arbitraries.ts";
import { must, same, sameEach, sameList, unchanged } from "./compare.ts";
import { type Law, law, type Suspect } from "./law.ts";
import { truthOf } from "./oracle.ts";
import { stubOf, type TensorOperationName } from "./operations.ts";
import type { Program } from "./program.ts";
import { constant, type Question, run, runOntoGradients } from "./question.ts";
import type { Run } from "./run.ts";
import { shareSuspects, valueSuspects } from "./suspects.ts";
import { exact, fill, inner, type Measured, plus, type Values } from "./values.ts";
import type { Course, Handle } from "./writing.ts";

/** An operation, and how its laws write it down. */
export interface Operation<N extends string, G extends Upstreams> {
  /** The name of its export. */
  readonly name: TensorOperationName;
  /** The cases that its laws ask about. */
  readonly given: fc.Arbitrary<G>;
  /** The tensors of a case, under the names that the operation's code gives them. */
  readonly operands: (given: G) => Readonly<Record<N, Values>>;
  readonly apply: (tensors: Readonly<Record<N, Handle>>, given: G, course: Course) => Handle;
  /** The case as a report shows it, without the upstream gradients. */
  readonly shows: (given: G) => Readonly<Record<string, unknown>>;
}

/** The part of a law about values or gradients that differs between operations. */
export interface Claim<N extends string, G> {
  readonly says: string;
  /** Whether it is the stub's core law, which then weighs 2. */
  readonly core?: boolean;
  readonly runs?: number;
  readonly suspects?: readonly Suspect<G, Question<Run<N>>>[];
}

/** The number of cases of each law that all operations share. */
const runs = 24;

/** Forward computes what is true. */
export function computes<N extends string, G extends Upstreams>(operation: Operation<N, G>, claim: Claim<N, G>): Law {
  return law({
    stub: stubOf(operation.name, "forward"),
    weight: claim.core === true ? 2 : 1,
    ...claim,
    given: operation.given,
    ask: (given) => ask(operation, given),
    holds: ({ value, truth }) => same("the result", value, truth.value),
    shows: operation.shows,
    suspects: [...(claim.suspects ?? []), ...valueSuspects<N, G>()],
  });
}

/** Forward leaves alone what it is given. It is called twice: no result lies in the memory of the one before. */
export function keepsOperands<N extends string, G extends Upstreams>(operation: Operation<N, G>): Law {
  return law({
    stub: stubOf(operation.name, "forward"),
    says: "The result has memory of its own, and nothing that was given is changed.",
    runs,
    given: operation.given,
    ask: (given) =>
      run(operation.operands(given), (tensors, course) => {
        operation.apply(tensors, given, course);
        return operation.apply(tensors, given, course);
      }),
    holds: ({ inputs, borrowed, keepsWhatItIsGiven }, given) => {
      must(!borrowed, "the result", "numbers of its own", "the numbers of an operand, or of an earlier result");
      for (const [name, before] of entriesOf(operation.operands(given)))
        unchanged(`${name} afterwards`, inputs[name], before);
      keepsWhatItIsGiven();
    },
    shows: operation.shows,
  });
}

/** Backward gives every operand the gradient that is true. */
export function differentiates<N extends string, G extends Upstreams>(
  operation: Operation<N, G>,
  claim: Claim<N, G>,
): Law {
  return law({
    stub: stubOf(operation.name, "backward"),
    weight: claim.core === true ? 2 : 1,
    ...claim,
    given: operation.given,
    ask: (given) => ask(operation, given, given.upstream),
    holds: (said) => sameGradients(said, said.truth.grad),
    shows: (given) => ({ ...operation.shows(given), upstream: given.upstream }),
    suspects: [...(claim.suspects ?? []), ...gradientSuspects(operation)],
  });
}

/** Likely causes of wrong gradients that any operation may have. */
export function gradientSuspects<N extends string, G extends Upstreams>(
  operation: Operation<N, G>,
): readonly Suspect<G, Question<Run<N>>>[] {
  return [
    {
      asks: "Might it be that the upstream gradient is left out, so that 1 is handed on in its place?",
      explains: (said, given) =>
        sameGradients(
          said,
          gradientsFor(
            operation,
            given,
            fill(given.upstream.shape, () => 1),
          ),
        ),
    },
    {
      asks: "Might it be that one number of the upstream gradient, the first, serves for all elements?",
      explains: (said, given) => sameGradients(said, gradientsFor(operation, given, firstForAll(given.upstream))),
    },
    {
      asks: "Might it be that every element receives the whole upstream gradient, added up?",
      explains: (said, given) => sameGradients(said, gradientsFor(operation, given, totalForAll(given.upstream))),
    },
    ...withoutUpstream(operation, "Might it be that the upstream gradient is left out for the last operand?", -1),
    ...withoutUpstream(operation, "Might it be that the upstream gradient is left out for the first operand?", 0),
    {
      asks: "Might it be that the numbers of `out` are handed on, and not those of `out.grad`?",
      explains: (said, given) => sameGradients(said, gradientsFor(operation, given, said.truth.value)),
    },
    {
      asks: "Might it be that the numbers of `out` are handed on, and not those of `out.grad`?",
      explains: ({ grad, value }) => {
        for (const [, got] of entriesOf(grad)) same("", got, value);
      },
    },
    {
      asks: "Might it be that the upstream gradient is handed on as it is?",
      explains: ({ grad }, given) => {
        for (const [, got] of entriesOf(grad)) same("", got, exact(given.upstream));
      },
    },
    ...shareSuspects<N, G>(),
  ];
}

/** A likely cause: one operand of several receives its local gradient alone. */
function withoutUpstream<N extends string, G extends Upstreams>(
  operation: Operation<N, G>,
  asks: string,
  at: 0 | -1,
): readonly Suspect<G, Question<Run<N>>>[] {
  return [
    {
      asks,
      explains: (said, given) => {
        const ones = fill(given.upstream.shape, () => 1);
        const [name] = entriesOf(said.truth.grad)
          .map(([each]) => each)
          .slice(at);
        if (name === undefined) return;
        sameGradients(said, { ...said.truth.grad, [name]: gradientsFor(operation, given, ones)[name] });
      },
    },
  ];
}

function firstForAll({ shape, data }: Values): Values {
  return fill(shape, () => data[0] ?? Number.NaN);
}

function totalForAll({ shape, data }: Values): Values {
  const total = data.reduce((sum, x) => sum + x, 0);
  return fill(shape, () => total);
}

/** Backward is the transpose of forward. Only for an operation that is linear in all of its operands together. */
export function isAdjoint<N extends string, G extends Upstreams>(operation: Operation<N, G>): Law {
  return law({
    stub: stubOf(operation.name, "backward"),
    says: "Forward and backward walk the same pairs in opposite directions: ⟨result, g⟩ = ⟨operands, gradients for g⟩.",
    runs: 30,
    given: operation.given,
    ask: (given) => ask(operation, given, given.upstream),
    holds: ({ grad, truth }, given) => {
      const operands = entriesOf(operation.operands(given));
      for (const [name, { shape }] of operands) sameList(`shape of the gradient of ${name}`, grad[name].shape, shape);
      const products = operands.map(([name, operand]) => inner(exact(operand), grad[name]));
      const [name] = operands.length === 1 ? operands.map(([only]) => `⟨${only}, gradient of ${only}⟩`) : [];
      same(name ?? "⟨operands, gradients⟩", plus(nothing, ...products), inner(truth.value, exact(given.upstream)));
    },
    shows: (given) => ({ ...operation.shows(given), upstream: given.upstream }),
  });
}

/** Backward adds to the gradients, and does not assign them. */
export function accumulates<N extends string, G extends Upstreams>(operation: Operation<N, G>): Law {
  return law({
    stub: stubOf(operation.name, "backward"),
    says: "Each call adds to the gradients that are already there.",
    runs,
    given: operation.given,
    ask: (given) =>
      runOntoGradients(
        operation.operands(given),
        (tensors, course) => operation.apply(tensors, given, course),
        given.upstream,
        given.second,
      ),
    holds: (said) => sameGradients(said, said.truth.grad),
    shows: (given) => ({
      ...operation.shows(given),
      "gradients before": "the numbers of the operands",
      "first upstream": given.upstream,
      "second upstream": given.second,
    }),
    suspects: [
      {
        asks: "Might it be that the gradient is assigned with `=`, where a share is to be added?",
        explains: (said, given) => sameGradients(said, gradientsFor(operation, given, given.second)),
      },
    ],
  });
}

/** Backward reaches operands that are results of other operations. */
export function reachesComputed<N extends string, G extends Upstreams>(operation: Operation<N, G>): Law {
  return law({
    stub: stubOf(operation.name, "backward"),
    says: "An operand that was computed itself receives its share like any other.",
    runs,
    given: operation.given,
    ask: (given) =>
      run(
        operation.operands(given),
        (tensors, course) => {
          const nodes = entriesOf(tensors).map(([name, tensor]) => [name, course.node([tensor], [1])] as const);
          return operation.apply(Object.fromEntries(nodes) as Record<N, Handle>, given, course);
        },
        given.upstream,
      ),
    holds: ({ grads, truth }, given) => {
      const names = Object.keys(operation.operands(given));
      const computed = (of: readonly Measured[], i: number) => of[names.length + i] ?? nothing;
      sameEach(
        "gradient of the computed",
        names.map((name, i) => ({ name, got: computed(grads, i), expected: computed(truth.grads, i) })),
      );
    },
    shows: (given) => ({ ...operation.shows(given), upstream: given.upstream }),
    suspects: [
      {
        asks: "Might it be that only leaves receive their share, and not what was computed?",
        explains: ({ grads, truth }, given) => {
          const names = Object.keys(operation.operands(given));
          names.forEach((_, i) => {
            const due = truth.grads[names.length + i] ?? nothing;
            same("", grads[names.length + i] ?? nothing, exact(fill(due.shape, () => 0)));
          });
        },
      },
    ],
  });
}

/** Backward is linear in the upstream gradient. */
export function isLinear<N extends string, G extends Upstreams>(operation: Operation<N, G>): Law {
  return law({
    stub: stubOf(operation.name, "backward"),
    says: "The gradient is linear in the upstream gradient.",
    runs,
    given: operation.given,
    ask: (given) => ({
      u: ask(operation, given, given.upstream),
      v: ask(operation, given, given.second),
      both: ask(operation, given, plus(exact(given.upstream), exact(given.second))),
    }),
    holds: ({ u, v, both }, given) => {
      for (const [name] of entriesOf(operation.operands(given)))
        same(`gradient of ${name}`, both.grad[name], plus(u.grad[name], v.grad[name]));
    },
    shows: (given) => ({ ...operation.shows(given), upstream: given.upstream, "second upstream": given.second }),
  });
}

/** Backward changes gradients alone, and only those of operands that require one. Each operand is once a constant. */
export function keepsRest<N extends string, G extends Upstreams>(operation: Operation<N, G>): Law {
  return law({
    stub: stubOf(operation.name, "backward"),
    says: "Backward changes only the gradients of the operands; a constant keeps gradient zero.",
    runs,
    given: operation.given,
    ask: (given): Readonly<Record<string, Question<Run<N>>>> => {
      const operands = entriesOf(operation.operands(given));
      const beside = operands.map(
        ([name]) => [` where ${name} is a constant`, askBeside(operation, given, name)] as const,
      );
      return { [withoutConstant]: ask(operation, given, given.upstream), ...Object.fromEntries(beside) };
    },
    holds: (said, given) => {
      for (const [where, { grad, grads, inputs, value, truth, keepsWhatItIsGiven }] of entriesOf(said)) {
        for (const [name, before] of entriesOf(operation.operands(given))) {
          same(`gradient of ${name}${where}`, grad[name], truth.grad[name]);
          unchanged(`${name} afterwards`, inputs[name], before);
        }
        unchanged("upstream afterwards", grads.at(-1) ?? nothing, truth.grads.at(-1) ?? nothing);
        same("the result afterwards", value, truth.value);
        keepsWhatItIsGiven();
      }
    },
    shows: (given) => ({ ...operation.shows(given), upstream: given.upstream }),
    suspects: [
      {
        asks: "Might it be that a constant ends the work, so that the operands after it receive nothing?",
        explains: (said, given) => {
          const names = Object.keys(operation.operands(given)) as N[];
          entriesOf(said).forEach(([, { grad, grads, truth }], i) => {
            unchanged("upstream afterwards", grads.at(-1) ?? nothing, truth.grads.at(-1) ?? nothing);
            // The first question has no constant, the others have one after the other.
            const until = i === 0 ? names.length : i;
            names.forEach((name, at) => {
              const due = truth.grad[name];
              same("", grad[name], at < until ? due : exact(fill(due.shape, () => 0)));
            });
          });
        },
      },
      {
        asks: "Might it be that the share is added by hand? `accumulate` adds it, and leaves constants alone.",
        explains: (said) => {
          const due = said[withoutConstant]?.truth.grad;
          for (const each of Object.values(said)) sameGradients(each, due ?? each.truth.grad);
        },
      },
    ],
  });
}

/** The question of `keepsRest` in which every operand requires a gradient. */
const withoutConstant = "";

/** Fails unless all inputs have the gradients that are due. */
export function sameGradients<N extends string>(said: Run<N>, due: Readonly<Record<N, Measured>>): void {
  sameEach(
    "gradient of",
    entriesOf(due).map(([name, expected]) => ({ name, got: said.grad[name], expected })),
  );
}

/** The gradients of the operands if another upstream gradient had come. */
function gradientsFor<N extends string, G extends Upstreams>(
  operation: Operation<N, G>,
  given: G,
  upstream: Values,
): Readonly<Record<N, Measured>> {
  const { grads } = truthOf(ask(operation, given, upstream).ask);
  const named = entriesOf(operation.operands(given)).map(([name], slot) => [name, grads[slot] ?? nothing] as const);
  return Object.fromEntries(named) as Record<N, Measured>;
}

/** Asks for the result of the operation, and for what its closure gives its operands. */
function ask<N extends string, G extends Upstreams>(
  operation: Operation<N, G>,
  given: G,
  ...upstreams: readonly Values[]
): Question<Run<N>> & { readonly ask: Program } {
  return run(operation.operands(given), (tensors, course) => operation.apply(tensors, given, course), ...upstreams);
}

/** Asks the same where one of the operands is a constant. */
function askBeside<N extends string, G extends Upstreams>(
  operation: Operation<N, G>,
  given: G,
  still: N,
): Question<Run<N>> {
  const operands = operation.operands(given);
  return run(
    { ...operands, [still]: constant(operands[still]) },
    (tensors, course) => operation.apply(tensors, given, course),
    given.upstream,
  );
}

/** A single 0: for a missing slot, and as the start of a sum. */
const nothing: Measured = exact(fill([], () => 0));

function entriesOf<N extends string, T>(record: Readonly<Record<N, T>>): readonly (readonly [N, T])[] {
  return (Object.keys(record) as N[]).map((name) => [name, record[name]] as const);
}
