/** @file Laws of the operations that join a list of tensors, whether along an axis that they have or along a new one. */
import type fc from "fast-check";
import { same } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import type { Joining } from "../support/moves.ts";
import { run } from "../support/question.ts";
import type { Course, Handle } from "../support/writing.ts";
import { type Measured, exact, fill, type Shape, type Values } from "../support/values.ts";
import type { LinearMap } from "./linear-maps.ts";
import { sameGradients } from "./linear-maps.ts";

/** An operation that joins tensors, and how its laws write it. */
export interface Joins {
  readonly name: "concat" | "stack";
  readonly given: fc.Arbitrary<Joining>;
  /** Cases of two tensors of one shape, to be joined as x, y and x again. */
  readonly repeated: fc.Arbitrary<Joining>;
  readonly apply: (tensors: readonly Handle[], axis: number, course: Course) => Handle;
}

/** The operation as a linear map of the tensors in its list, which are called x, y and z. */
export function mapOf({ name, given, apply }: Joins): LinearMap<string, Joining> {
  return {
    name,
    given,
    operands: named,
    apply: (tensors, { axis }, course) => apply(Object.values(tensors), axis, course),
    shows: (each) => ({ ...named(each), axis: each.axis }),
  };
}

/** Forward, where a tensor stands in the list twice. */
export function repeats({ name, repeated, apply }: Joins): Law {
  return law({
    stub: `${name}.forward`,
    says: "A tensor may stand in the list more than once.",
    runs: 20,
    given: repeated,
    ask: (given) => run(pairOf(given), ({ x, y }, course) => apply([x, y, x], given.axis, course)),
    holds: ({ value, truth }) => same("the result of x, y and x", value, truth.value),
    shows: (given) => ({ ...named(given), axis: given.axis }),
  });
}

/** Backward, where a tensor stands in the list twice. */
export function sharesAddUp({ name, repeated, apply }: Joins): Law {
  return law({
    stub: `${name}.backward`,
    says: "A tensor that stands in the list twice receives both shares.",
    runs: 20,
    given: repeated,
    ask: (given) => run(pairOf(given), ({ x, y }, course) => apply([x, y, x], given.axis, course), given.upstream),
    holds: (said) => sameGradients(said, said.truth.grad),
    shows: (given) => ({ ...named(given), axis: given.axis, upstream: given.upstream }),
  });
}

/** The tensors of a list by name. */
function named({ tensors }: Joining): Readonly<Record<string, Values>> {
  const names = ["x", "y", "z"];
  return Object.fromEntries(tensors.map((tensor, k) => [names[k] ?? "", tensor]));
}

function pairOf({ tensors: [x, y] }: Joining): { readonly x: Values; readonly y: Values } {
  if (x === undefined || y === undefined) throw new RangeError("two tensors are needed");
  return { x, y };
}

/** The data of all tensors one behind the other, in the shape that is due. */
export function endToEnd({ tensors }: Joining, shape: Shape): Measured {
  const data = tensors.flatMap((tensor) => [...tensor.data]);
  return exact(fill(shape, (i) => data[i] ?? Number.NaN));
}

/** The upstream gradient cut into runs, one for each tensor. */
export function inRuns(given: Joining): Readonly<Record<string, Measured>> {
  let start = 0;
  const cut = ({ shape, data: { length } }: Values): Measured =>
    exact({ shape, data: given.upstream.data.slice(start, (start += length)) });
  return Object.fromEntries(Object.entries(named(given)).map(([name, tensor]) => [name, cut(tensor)]));
}
