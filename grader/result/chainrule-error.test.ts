import { describe, expect, test } from "vitest";

import { ChainruleError, messageOf } from "./chainrule-error.ts";

const parts = {
  where: "--stub",
  expected: "the id of a stub",
  got: "mul.backwards",
  next: "npx grade --stub mul.backward",
};

describe("new ChainruleError(code, parts)", () => {
  test("the message has place, expectation, observation, remedy and code", () => {
    expect(new ChainruleError("E_USAGE", parts).message).toBe(
      "--stub: expected the id of a stub, got mul.backwards.\n  Next: npx grade --stub mul.backward [E_USAGE]",
    );
  });

  test("keeps its name, code and parts", () => {
    const error = new ChainruleError("E_DISK", parts);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "ChainruleError", code: "E_DISK", parts });
  });
});

describe("messageOf(error)", () => {
  test("gives the message of an error", () => {
    expect(messageOf(new ChainruleError("E_USAGE", parts))).toMatch(/^--stub: expected /u);
    expect(messageOf(new RangeError("too many"))).toBe("too many");
  });

  test("gives the text of any other value", () => {
    expect(messageOf("stopped")).toBe("stopped");
    expect(messageOf(undefined)).toBe("undefined");
  });
});
