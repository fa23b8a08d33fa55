import { describe, expect, test } from "vitest";
import { findNearestName } from "./find-nearest-name.ts";

const stubs = ["offset", "accumulate", "add.forward", "add.backward", "mul.forward", "mul.backward", "sum.backward"];

describe("findNearestName(name, known)", () => {
  test.each([
    ["a letter left out", "mul.backwrd", "mul.backward"],
    ["a letter too many", "ofsfset", "offset"],
    ["another letter", "accumulete", "accumulate"],
    ["two exchanged letters", "mul.bakcwrad", "mul.backward"],
    ["two slips", "acumulat", "accumulate"],
    ["capitals", "Mul.Backward", "mul.backward"],
    ["a beginning", "mul", "mul.forward"],
    ["the nearest name wins over the first", "sub.backward", "sum.backward"],
  ])("%s: %s means %s", (_, name, meant) => {
    expect(findNearestName(name, stubs)).toBe(meant);
  });

  test.each([
    ["three slips", "accmlte"],
    ["another word", "softmax"],
    ["a short word with two slips", "oset"],
    ["one letter", "m"],
    ["nothing", ""],
    ["a very long text", "offset".repeat(1e6)],
  ])("%s gives no name", (_, name) => {
    expect(findNearestName(name, stubs)).toBeUndefined();
  });

  test("an empty list gives no name", () => {
    expect(findNearestName("offset", [])).toBeUndefined();
  });
});
