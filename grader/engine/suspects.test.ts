import { describe, expect, test } from "vitest";
import { Mismatch } from "../../specs/support/compare.ts";
import { run } from "../../specs/support/question.ts";
import { fill, type Shape } from "../../specs/support/values.ts";
import type { AnsweredCase } from "./examine.ts";
import { suspectsOf } from "./suspects.ts";

const difference = { what: "the result", expected: "1", got: "2" };

/** A case about a tensor of ones, which holds or fails. */
function caseOf(shape: Shape, holds: boolean): AnsweredCase {
  const judge = () => {
    if (!holds) throw new Mismatch(difference);
  };
  const questions = [run({ a: fill(shape, () => 1) }, ({ a }) => a.neg())];
  return { posed: { questions, judge, explainedBy: () => [], shown: {} }, answers: [] };
}

/** Vectors hold, and matrices of as many elements fail. */
const answered = [...Array(4).fill(caseOf([4], true)), ...Array(4).fill(caseOf([2, 2], false))] as AnsweredCase[];

const shown = ({ posed }: AnsweredCase) => ({
  posed,
  breach: { kind: "mismatch", difference, answers: [], console: "" } as const,
});

describe("suspectsOf(answered, shown)", () => {
  test("names what divides the cases", () => {
    expect(suspectsOf(answered, shown(caseOf([2, 2], false)))).toEqual([
      expect.stringMatching(/at most 1 axis holds/u),
    ]);
  });

  test("names nothing that the shown case contradicts", () => {
    expect(suspectsOf(answered, shown(caseOf([4], false)))).toEqual([]);
  });
});
