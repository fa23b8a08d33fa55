import { describe, expect, test } from "vitest";

import { ChainruleError, type ErrorCode, type Fault, messageOf } from "./chainrule-error.ts";

const parts = {
  where: "--stub",
  expected: "the id of a stub",
  got: "mul.backwards",
  next: "npx grade --stub mul.backward",
};

/** Each code and its fault; the compiler requires every code here. */
const due: Readonly<Record<ErrorCode, Fault>> = {
  E_USAGE: "usage",
  E_REPLAY: "usage",
  E_STARTER: "usage",
  E_SUBMISSION: "submission",
  E_ASSIGNMENT: "course",
  E_BANK: "course",
  E_COURSE: "course",
  E_HANDOUT: "course",
  E_LAW: "course",
  E_MARKERS: "course",
  E_NEEDS: "course",
  E_SAMPLE: "course",
  E_SKELETON: "course",
  E_AUDIT: "machine",
  E_DISK: "machine",
  E_NO_BUBBLEWRAP: "machine",
  E_NO_PARSER: "machine",
  E_NO_SUBJECT: "machine",
  E_SPAWN: "machine",
};

const codes = Object.keys(due) as readonly ErrorCode[];

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

  test.each(codes)("%s has a fault", (code) => {
    const error = new ChainruleError(code, parts);
    expect(error.fault).toBe(due[code]);
    expect(error.message).toMatch(new RegExp(`\\n {2}Next: .+ \\[${code}\\]$`, "u"));
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
