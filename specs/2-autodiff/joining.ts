/** @file Laws of the operations that join a list of tensors, along an old axis or a new one. */
import type fc from "fast-check";
import { same } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import type { Joining } from "./moves.ts";
import { stubOf } from "../support/operations.ts";
import { run } from "../support/question.ts";
import type { Course, Handle } from "../support/writing.ts";
import { type Measured, exact, fill, type Shape, type Values } from "../support/values.ts";
import { type Operation, sameGradients } from "../support/operation-laws.ts";

/** An operation that joins tensors, and how its laws write it. */
export interface Joins {
  readonly name: "concat" | "stack";
  readonly given: fc.Arbitrary<Joining>;
  /** Cases of two tensors of one shape, to be joined as a, b and a again. */
  readonly repeated: fc.Arbitrary<Joining>;
  readonly apply: (tensors: readonly Handle[], axis: number, course: Course) => Handle;
}

/** The operation on the tensors in its list, which are called as in its code: `tensors[0]`, `tensors[1]`, … */
export function mapOf({ name, given, apply }: Joins): Operation<string, Joining> {
  return {
    name,
    given,
    operands: nameTensors,
    apply: (tensors, { axis }, course) => apply(Object.values(tensors), axis, course),
    shows: (each) => ({ ...nameTensors(each), axis: each.axis }),
  };
}

/** Forward, where a tensor stands in the list twice. */
export function repeats({ name, repeated, apply }: Joins): Law {
  return law({
    stub: stubOf(name, "forward"),
    says: "A tensor may stand in the list more than once.",
    runs: 20,
    given: repeated,
    ask: (given) => run(pairOf(given), ({ a, b }, course) => apply([a, b, a], given.axis, course)),
    holds: ({ value, truth }) => same("the result of a, b and a", value, truth.value),
    shows: (given) => ({ ...pairOf(given), axis: given.axis }),
  });
}

/** Backward, where a tensor stands in the list twice. */
export function sharesAddUp({ name, repeated, apply }: Joins): Law {
  return law({
    stub: stubOf(name, "backward"),
    says: "A tensor that stands in the list twice receives both shares.",
    runs: 20,
    given: repeated,
    ask: (given) => run(pairOf(given), ({ a, b }, course) => apply([a, b, a], given.axis, course), given.upstream),
    holds: (said) => sameGradients(said, said.truth.grad),
    shows: (given) => ({ ...pairOf(given), axis: given.axis, upstream: given.upstream }),
  });
}

/** The tensors of a list by name. */
function nameTensors({ tensors }: Joining): Readonly<Record<string, Values>> {
  return Object.fromEntries(tensors.map((tensor, k) => [`tensors[${k}]`, tensor]));
}

function pairOf({ tensors: [a, b] }: Joining): { readonly a: Values; readonly b: Values } {
  if (a === undefined || b === undefined) throw new RangeError("two tensors are needed");
  return { a, b };
}

/** The wrong result in which the data of all tensors follow each other. */
export function layEndToEnd({ tensors }: Joining, shape: Shape): Measured {
  const data = tensors.flatMap((tensor) => [...tensor.data]);
  return exact(fill(shape, (i) => data[i] ?? Number.NaN));
}

/** The wrong gradients: the upstream gradient is cut into one run for each tensor. */
export function cutIntoRuns(given: Joining): Readonly<Record<string, Measured>> {
  let start = 0;
  const cut = ({ shape, data: { length } }: Values): Measured =>
    exact({ shape, data: given.upstream.data.slice(start, (start += length)) });
  return Object.fromEntries(Object.entries(nameTensors(given)).map(([name, tensor]) => [name, cut(tensor)]));
}
