import { describe, expect, test } from "vitest";

import { values } from "../../specs/support/values.ts";
import { describeBreach } from "./counterexample.ts";
import { benchOf, lawOf, respondentOf } from "./judge-set-up.ts";

describe("describeBreach(brokenCase)", () => {
  const counting = (size: number) => Array.from({ length: size }, (_, i) => i + 1);

  test.each([
    ["a single number", values([3], []), "3"],
    ["a row", values([3, -0]), "[3, −0]"],
    ["a few rows as nested lists", values([1, 2, 3], [3, 1]), "[[1], [2], [3]]"],
    ["more axes", values(counting(4), [2, 1, 2]), "[[[1, 2]], [[3, 4]]]"],
    ["the first of many numbers", values(counting(9), [3, 3]), "shape [3, 3]: [1, 2, 3, 4, 5, 6, 7, 8, …]"],
    ["many axes", values(counting(2), [1, 1, 2, 1]), "shape [1, 1, 2, 1]: [1, 2]"],
    [
      "the same number everywhere",
      values(
        counting(9).map(() => 2),
        [9],
      ),
      "shape [9], all 2",
    ],
  ])("shows %s", (_, x, shown) => {
    const one = lawOf("mul.forward/product");
    const posed = one.pose({ a: x, b: x });
    const difference = { what: "the result", expected: "0", got: "1" };
    const breach = { kind: "mismatch", difference, answers: [], console: "" } as const;
    const { counterexample } = describeBreach({
      law: one,
      bench: benchOf(respondentOf()),
      posed,
      breach,
      path: "0",
      isShrunk: true,
    });
    expect(counterexample?.case).toEqual([
      { name: "a", text: shown },
      { name: "b", text: shown },
    ]);
  });

  test("an upstream of 0 keeps the local gradients", () => {
    const one = lawOf("add.backward/gradient");
    const posed = one.pose({ a: values([2]), b: values([3]), upstream: values([0]), second: values([4]) });
    const difference = { what: "gradient of a", expected: "0", got: "NaN" };
    const breach = { kind: "mismatch", difference, answers: [], console: "" } as const;
    const { counterexample } = describeBreach({
      law: one,
      bench: benchOf(respondentOf()),
      posed,
      breach,
      path: "0",
      isShrunk: true,
    });
    expect(counterexample?.locals).toEqual([
      { operand: "a", upstream: "0", local: "1", downstream: "0" },
      { operand: "b", upstream: "0", local: "1", downstream: "0" },
    ]);
  });

  test("a law that asks for a range shows no products", () => {
    const one = lawOf("add.backward/gradient");
    const posed = one.pose({ a: values([2]), b: values([3]), upstream: values([1]), second: values([4]) });
    const difference = { what: "the gradient of an element", expected: "something from 0 to 1", got: "2" };
    const breach = { kind: "mismatch", difference, answers: [], console: "" } as const;
    const { counterexample } = describeBreach({
      law: one,
      bench: benchOf(respondentOf()),
      posed,
      breach,
      path: "0",
      isShrunk: true,
    });
    expect(counterexample?.locals).toBeUndefined();
  });
});
