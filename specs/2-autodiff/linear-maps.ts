/** @file Laws of operations that are linear in each operand: those that only move numbers, and the matrix product. */
import type fc from "fast-check";
import type { Upstreams } from "../support/arbitraries.ts";
import { must, same } from "../support/compare.ts";
import { type Law, law } from "../support/law.ts";
import { type Claim, computes, differentiates, type Operation } from "../support/operation-laws.ts";
import { stubOf } from "../support/operations.ts";
import { run } from "../support/question.ts";

const core = { core: true, runs: 80 };

/** The value. */
export function value<N extends string, G extends Upstreams>(map: Operation<N, G>, claim: Claim<N, G>): Law {
  return computes(map, { ...core, ...claim });
}

/** Forward copies the numbers even if the result equals the operand. */
export function copies<N extends string, G extends Upstreams>(
  map: Operation<N, G>,
  says: string,
  given: fc.Arbitrary<G>,
): Law {
  return law({
    stub: stubOf(map.name, "forward"),
    says,
    runs: 20,
    given,
    ask: (each) => run(map.operands(each), (tensors, course) => map.apply(tensors, each, course)),
    holds: ({ value: got, truth, borrowed }) => {
      same("the result", got, truth.value);
      must(!borrowed, "the result", "numbers of its own", "the numbers of an operand");
    },
    shows: map.shows,
  });
}

/** The gradient. */
export function gradient<N extends string, G extends Upstreams>(map: Operation<N, G>, claim: Claim<N, G>): Law {
  return differentiates(map, { ...core, ...claim });
}
