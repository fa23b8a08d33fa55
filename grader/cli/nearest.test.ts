import { describe, expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const stubs = ["offset", "accumulate", "add.forward", "add.backward", "mul.forward", "mul.backward", "sum.backward"];

describe("nearest(name, known)", () => {
  test.each([
    ["a letter left out", "mul.backwrd", "mul.backward"],
    ["a letter too many", "ofsfset", "offset"],
    ["another letter", "accumulete", "accumulate"],
    ["two letters exchanged count once", "mul.bakcwrad", "mul.backward"],
    ["two slips", "acumulat", "accumulate"],
    ["capitals", "Mul.Backward", "mul.backward"],
    ["a beginning, the first that fits", "mul", "mul.forward"],
    ["a nearer name before a nearer place", "sub.backward", "sum.backward"],
  ])("%s: %s means %s", (_, name, meant) => {
    expect(nearest(name, stubs)).toBe(meant);
  });

  test.each([
    ["three slips", "accmlte"],
    ["another word", "softmax"],
    ["a short word with two slips", "oset"],
    ["one letter", "m"],
    ["nothing", ""],
    ["a text without end", "offset".repeat(1e6)],
  ])("%s is near nothing", (_, name) => {
    expect(nearest(name, stubs)).toBeUndefined();
  });

  test("without names nothing is near", () => {
    expect(nearest("offset", [])).toBeUndefined();
  });
});
