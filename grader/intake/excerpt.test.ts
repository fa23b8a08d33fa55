import { describe, expect, test } from "vitest";
import { excerptOf } from "./excerpt.ts";

describe("excerptOf(line, column, length)", () => {
  test("cuts a line into three pieces without indentation", () => {
    expect(excerptOf("    return zipWit(a, b);  ", 12, 6)).toEqual({
      before: "return ",
      meant: "zipWit",
      after: "(a, b);",
    });
  });

  test("the meant part may touch the line's end", () => {
    expect(excerptOf("a b", 3, 500)).toEqual({ before: "a ", meant: "b", after: "" });
    expect(excerptOf("a b", 4, 1)).toEqual({ before: "a b", meant: "", after: "" });
  });

  test("keeps 100 characters on both sides", () => {
    const { before, meant, after } = excerptOf(`${"x".repeat(5000)}here${"y".repeat(5000)}`, 5001, 4);
    expect(before).toBe(`…${"x".repeat(100)}`);
    expect(meant).toBe("here");
    expect(after).toBe(`${"y".repeat(100)}…`);
  });
});
