import { describe, expect, test } from "vitest";
import { values } from "../../specs/support/values.ts";
import { lawOf } from "./judge-set-up.ts";
import { remarksOnNumbers } from "./remarks.ts";

const nan = { what: "the result", expected: "1", got: "NaN" };

describe("remarksOnNumbers(difference, law, posed)", () => {
  const core = lawOf("exp.forward/power");
  const special = lawOf("exp.forward/operandKept");
  const posed = (law: typeof core, ...data: readonly number[]) => law.pose({ a: values(data) });

  test.each([
    ["ordinary numbers suggest the end of an array", special, [2], /^NaN: was something read beyond/u],
    ["the core law suggests the end of an array", core, [1000], /^NaN: was something read beyond/u],
    ["a large number suggests infinity", special, [1000], /∞\/∞.*or 0\?$/u],
    ["a 0 suggests both", special, [0], /∞\/∞.*beyond/u],
    ["an infinite operand suggests the end of an array", special, [1000, Infinity], /^NaN: was/u],
    ["hundreds of numbers suggest the end of an array", special, Array<number>(300).fill(1000), /^NaN: was/u],
  ])("%s", (_, law, numbers, remark) => {
    expect(remarksOnNumbers(nan, law, posed(law, ...numbers))).toEqual([expect.stringMatching(remark)]);
  });

  test("NaN in the case suggests nothing", () => {
    expect(remarksOnNumbers(nan, special, posed(special, 1, Number.NaN))).toEqual([]);
  });

  test("NaN that is due suggests nothing", () => {
    expect(remarksOnNumbers({ ...nan, expected: "NaN" }, special, posed(special, 1000))).toEqual([]);
  });
});
