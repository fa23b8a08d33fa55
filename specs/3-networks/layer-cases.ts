/** @file The cases of layers: several tensors of different shapes, and what a layer takes beside them. */
import fc from "fast-check";
import { type Drawn, type Upstreams, valuesOf } from "../support/arbitraries.ts";
import { sameKinds } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { pick } from "../support/lists.ts";
import type { Operation } from "../support/operation-laws.ts";
import { stubOf } from "../support/operations.ts";
import { run } from "../support/question.ts";
import { drawsOf } from "../support/rng.ts";
import { fill, type Shape, sizeOf, type Values } from "../support/values.ts";
import type { Course, Handle } from "../support/writing.ts";

/** A case of a layer: its tensors by name, what it takes beside them, and two upstream gradients. */
export interface LayerCase<N extends string, O> extends Upstreams {
  readonly tensors: Readonly<Record<N, Values>>;
  readonly options: O;
}

/** The shapes of a layer's tensors and of its result, and what it takes beside them. */
export interface Fitting<N extends string, O> {
  readonly shapes: Readonly<Record<N, Shape>>;
  readonly out: Shape;
  readonly options: O;
}

/** Cases with such shapes. @param drawn - how the numbers are drawn: of all tensors, or of each by its name */
export function layerCases<N extends string, O>(
  fittings: fc.Arbitrary<Fitting<N, O>>,
  drawn: Drawn | Readonly<Record<N, Drawn>>,
  upstream: Drawn = (s) => valuesOf(s, 1),
): fc.Arbitrary<LayerCase<N, O>> {
  return fittings.chain(({ shapes, out, options }) => {
    const names = Object.keys(shapes) as N[];
    const tensor = (name: N) => (typeof drawn === "function" ? drawn : drawn[name])(shapes[name]);
    const all = Object.fromEntries(names.map((name) => [name, tensor(name)])) as Record<N, fc.Arbitrary<Values>>;
    return fc.record({
      tensors: fc.record(all),
      options: fc.constant(options),
      upstream: upstream(out),
      second: upstream(out),
    });
  });
}

/** A layer for the laws of operations: its tensors are called as in its code. */
export function layerOperation<N extends string, O extends object>(
  name: Operation<N, LayerCase<N, O>>["name"],
  given: fc.Arbitrary<LayerCase<N, O>>,
  apply: (tensors: Readonly<Record<N, Handle>>, options: O, course: Course) => Handle,
): Operation<N, LayerCase<N, O>> {
  return {
    name,
    given,
    operands: ({ tensors }) => tensors,
    apply: (tensors, { options }, course) => apply(tensors, options, course),
    shows: ({ tensors, options }) => ({ ...tensors, ...options }),
  };
}

/** Forward, of what is not a number. */
export function staysVisible<N extends string, O>(operation: Operation<N, LayerCase<N, O>>): Law {
  return law({
    stub: stubOf(operation.name, "forward"),
    says: "What is not a number stays visible: no NaN and no infinity comes out as a number.",
    runs: 20,
    given: operation.given,
    ask: (given) => run(operation.operands(given), (tensors, course) => operation.apply(tensors, given, course)),
    holds: ({ value, truth }) => sameKinds("the result", value, truth.value),
    shows: operation.shows,
  });
}

/**
 * Numbers evenly within `spread` around `centre`. All come from one seed: hundreds of numbers that are drawn one by one would take too
 * long, and a report does not show them.
 */
export function around(centre: number, spread: number): Drawn {
  return (s) =>
    fc.noShrink(fc.nat()).map((seed) => {
      const draws = drawsOf(seed, sizeOf(s));
      return fill(s, (i) => centre + spread * (2 * pick(draws, i) - 1));
    });
}
