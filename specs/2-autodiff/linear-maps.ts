/** @file Laws of operations that are linear in each operand: those that only move numbers, and the matrix product. */
import type fc from "fast-check";
import { must, same, sameEach, sameList, unchanged } from "../support/compare.ts";
import { type Law, law, type Suspect } from "../support/law.ts";
import type { Upstreams } from "../support/moves.ts";
import { truthOf } from "../support/oracle.ts";
import { constant, type Question, run, type Run } from "../support/question.ts";
import type { Course, Handle } from "../support/writing.ts";
import { exact, fill, inner, type Measured, plus, type Values } from "../support/values.ts";
import { assigns } from "./unary.ts";

/** An operation that is linear in each of its operands, and how its laws write it. */
export interface LinearMap<N extends string, G extends Upstreams> {
  readonly name: string;
  readonly given: fc.Arbitrary<G>;
  /** The operands of a case by name. */
  readonly operands: (given: G) => Readonly<Record<N, Values>>;
  readonly apply: (tensors: Readonly<Record<N, Handle>>, given: G, course: Course) => Handle;
  /** The case as a report shows it, without upstream gradients. */
  readonly shows: (given: G) => Readonly<Record<string, unknown>>;
}

/** What differs from one operation to the next. */
export interface Core<G, N extends string> {
  readonly says: string;
  readonly suspects?: readonly Suspect<G, Question<Run<N>>>[];
}

/** The value. */
export function value<N extends string, G extends Upstreams>(map: LinearMap<N, G>, core: Core<G, N>): Law {
  return law({
    stub: `${map.name}.forward`,
    core: true,
    weight: 2,
    runs: 80,
    ...core,
    given: map.given,
    ask: (given) => asked(map, given),
    holds: ({ value: got, truth }) => same("the result", got, truth.value),
    shows: map.shows,
  });
}

/** Forward where it has nothing to do: it must copy all the same. */
export function copies<N extends string, G extends Upstreams>(
  map: LinearMap<N, G>,
  says: string,
  given: fc.Arbitrary<G>,
): Law {
  return law({
    stub: `${map.name}.forward`,
    says,
    runs: 20,
    given,
    ask: (each) => asked(map, each),
    holds: ({ value: got, truth, borrowed }) => {
      same("the result", got, truth.value);
      must(!borrowed, "the result", "numbers of its own", "the numbers of an operand");
    },
    shows: map.shows,
  });
}

/** Forward must leave alone what it is given. */
export function keepsOperands<N extends string, G extends Upstreams>(map: LinearMap<N, G>): Law {
  return law({
    stub: `${map.name}.forward`,
    says: "Nothing that is given is changed, and the result has memory of its own.",
    runs: 40,
    given: map.given,
    ask: (given) => asked(map, given),
    holds: ({ inputs, borrowed, keepsWhatItIsGiven }, given) => {
      must(!borrowed, "the result", "numbers of its own", "the numbers of an operand");
      for (const [name, before] of entriesOf(map.operands(given)))
        unchanged(`${name} afterwards`, inputs[name], before);
      keepsWhatItIsGiven();
    },
    shows: map.shows,
  });
}

/** The gradient. */
export function gradient<N extends string, G extends Upstreams>(map: LinearMap<N, G>, core: Core<G, N>): Law {
  return law({
    stub: `${map.name}.backward`,
    core: true,
    weight: 2,
    runs: 80,
    says: core.says,
    given: map.given,
    ask: (given) => asked(map, given, given.upstream),
    holds: (said) => sameGradients(said, said.truth.grad),
    shows: (given) => ({ ...map.shows(given), upstream: given.upstream }),
    suspects: [
      ...(core.suspects ?? []),
      {
        asks: "Might it be that 1 is handed on everywhere, whatever the upstream gradient is?",
        explains: (said, given) => sameGradients(said, gradientsFor(map, given, filled(given.upstream, 1))),
      },
      {
        asks: "Might it be that the numbers of the result are handed on instead of its gradient?",
        explains: (said, given) => sameGradients(said, gradientsFor(map, given, said.truth.value)),
      },
    ],
  });
}

/** Backward is the transpose of forward, for an operation that is linear in all of its operands together. */
export function adjoint<N extends string, G extends Upstreams>(map: LinearMap<N, G>): Law {
  return law({
    stub: `${map.name}.backward`,
    says: "Forward and backward move the same numbers in opposite directions: ⟨result, g⟩ = ⟨operands, gradients for g⟩.",
    runs: 20,
    given: map.given,
    ask: (given) => asked(map, given, given.upstream),
    holds: ({ grad, truth }, given) => {
      const products = entriesOf(map.operands(given)).map(([name, operand]) => {
        sameList(`shape of the gradient of ${name}`, grad[name].shape, operand.shape);
        return inner(exact(operand), grad[name]);
      });
      const none = exact(fill([], () => 0));
      same("⟨operands, gradients⟩", plus(none, ...products), inner(truth.value, exact(given.upstream)));
    },
    shows: (given) => ({ ...map.shows(given), upstream: given.upstream }),
  });
}

/** Backward, called twice. */
export function accumulates<N extends string, G extends Upstreams>(map: LinearMap<N, G>): Law {
  return law({
    stub: `${map.name}.backward`,
    says: "Each call adds to the gradients that are already there.",
    runs: 30,
    given: map.given,
    ask: (given) => asked(map, given, given.upstream, given.second),
    holds: (said) => sameGradients(said, said.truth.grad),
    shows: (given) => ({
      ...map.shows(given),
      "first upstream": given.upstream,
      "second upstream": given.second,
    }),
    suspects: [
      {
        asks: assigns,
        explains: (said, given) => sameGradients(said, gradientsFor(map, given, given.second)),
      },
    ],
  });
}

/** Backward, when the operands were computed themselves. */
export function reachesComputed<N extends string, G extends Upstreams>(map: LinearMap<N, G>): Law {
  return law({
    stub: `${map.name}.backward`,
    says: "An operand that was computed itself receives its share like any other.",
    runs: 30,
    given: map.given,
    ask: (given) =>
      run(
        map.operands(given),
        (tensors, course) => {
          const nodes = entriesOf(tensors).map(([name, tensor]) => [name, course.node([tensor], [1])] as const);
          return map.apply(Object.fromEntries(nodes) as Record<N, Handle>, given, course);
        },
        given.upstream,
      ),
    holds: ({ grads, truth }, given) => {
      const names = Object.keys(map.operands(given));
      const none = exact(fill([], () => 0));
      const computed = (of: readonly Measured[], i: number) => of[names.length + i] ?? none;
      sameEach(
        "gradient of the computed",
        names.map((name, i) => ({ name, got: computed(grads, i), expected: computed(truth.grads, i) })),
      );
    },
    shows: (given) => ({ ...map.shows(given), upstream: given.upstream }),
  });
}

/** Backward is linear. */
export function linear<N extends string, G extends Upstreams>(map: LinearMap<N, G>): Law {
  return law({
    stub: `${map.name}.backward`,
    says: "The gradient is linear in the upstream gradient.",
    runs: 20,
    given: map.given,
    ask: (given) => ({
      u: asked(map, given, given.upstream),
      v: asked(map, given, given.second),
      both: asked(map, given, plus(exact(given.upstream), exact(given.second))),
    }),
    holds: ({ u, v, both }, given) => {
      for (const [name] of entriesOf(map.operands(given)))
        same(`gradient of ${name}`, both.grad[name], plus(u.grad[name], v.grad[name]));
    },
    shows: (given) => ({ ...map.shows(given), upstream: given.upstream, "second upstream": given.second }),
  });
}

/** Backward leaves everything but the operands' gradients alone. */
export function keepsRest<N extends string, G extends Upstreams>(map: LinearMap<N, G>): Law {
  return law({
    stub: `${map.name}.backward`,
    says: "The upstream gradient and what was given are not changed; a constant keeps gradient zero.",
    runs: 30,
    given: map.given,
    ask: (given) => {
      const operands = map.operands(given);
      const beside = entriesOf(operands).map(([name]) => [name, besideConstant(map, given, name)] as const);
      return { ...Object.fromEntries(beside), "": asked(map, given, given.upstream) };
    },
    holds: (said: Readonly<Record<string, Run<N>>>, given) => {
      for (const [still, each] of Object.entries(said)) {
        const beside = still === "" ? "" : ` where ${still} is a constant`;
        for (const [name, before] of entriesOf(map.operands(given))) {
          same(`gradient of ${name}${beside}`, each.grad[name], each.truth.grad[name]);
          unchanged(`${name} afterwards`, each.inputs[name], before);
        }
        unchanged("upstream afterwards", each.grads.at(-1) ?? exact(fill([], () => 0)), given.upstream);
        each.keepsWhatItIsGiven();
      }
    },
    shows: (given) => ({ ...map.shows(given), upstream: given.upstream }),
  });
}

/** The operation, and what its closure hands to its operands. */
function asked<N extends string, G extends Upstreams>(
  map: LinearMap<N, G>,
  given: G,
  ...upstreams: readonly Values[]
): Question<Run<N>> & { readonly ask: Parameters<typeof truthOf>[0] } {
  return run(map.operands(given), (tensors, course) => map.apply(tensors, given, course), ...upstreams);
}

/** The same where one of the operands is a constant. */
function besideConstant<N extends string, G extends Upstreams>(
  map: LinearMap<N, G>,
  given: G,
  still: N,
): Question<Run<N>> {
  const operands = map.operands(given);
  return run(
    { ...operands, [still]: constant(operands[still]) },
    (tensors, course) => map.apply(tensors, given, course),
    given.upstream,
  );
}

/** Fails unless all inputs have the gradients that are due. */
export function sameGradients<N extends string>(said: Run<N>, due: Readonly<Record<N, Measured>>): void {
  sameEach(
    "gradient of",
    entriesOf(due).map(([name, expected]) => ({ name, got: said.grad[name], expected })),
  );
}

/** The gradients of the operands if another upstream gradient had come. */
function gradientsFor<N extends string, G extends Upstreams>(
  map: LinearMap<N, G>,
  given: G,
  upstream: Values,
): Readonly<Record<N, Measured>> {
  const { grads } = truthOf(asked(map, given, upstream).ask);
  const none = exact(fill([], () => 0));
  const named = entriesOf(map.operands(given)).map(([name], slot) => [name, grads[slot] ?? none] as const);
  return Object.fromEntries(named) as Record<N, Measured>;
}

/** The same number everywhere. */
function filled({ shape }: Values, x: number): Values {
  return fill(shape, () => x);
}

function entriesOf<N extends string, T>(record: Readonly<Record<N, T>>): readonly (readonly [N, T])[] {
  return (Object.keys(record) as N[]).map((name) => [name, record[name]] as const);
}
