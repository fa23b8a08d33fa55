import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isDiskTrouble, isMissing, reasonOf } from "./reason-of.ts";

/** An error in Node's form for a code of the operating system. */
const errorOf = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

/** The error from reading a path. */
function readError(path: string): unknown {
  try {
    return readFileSync(path);
  } catch (error) {
    return error;
  }
}

describe("reasonOf(error)", () => {
  test.each([
    ["ENOENT", "nothing there"],
    ["ENOTDIR", "nothing there"],
    ["EACCES", "no permission"],
    ["EPERM", "no permission"],
    ["ENOSPC", "no room left on the disk"],
    ["EDQUOT", "no room left on the disk"],
    ["EROFS", "a disk that cannot be written"],
    ["EISDIR", "a folder"],
  ])("explains %s", (code, reason) => {
    expect(reasonOf(errorOf(code))).toBe(reason);
  });

  test("explains an error of the file system", () => {
    expect(reasonOf(readError(join(tmpdir(), "no", "such", "file")))).toBe("nothing there");
    expect(reasonOf(readError(tmpdir()))).toBe("a folder");
  });

  test("repeats any other code or text", () => {
    expect(reasonOf(errorOf("EMFILE"))).toBe("EMFILE");
    expect(reasonOf(new Error("no code"))).toBe("Error: no code");
    expect(reasonOf("a text")).toBe("a text");
  });
});

test.each(["ENOENT", "ENOTDIR"])("isMissing(error) accepts %s", (code) => {
  expect(isMissing(errorOf(code))).toBe(true);
});

test.each(["ENOSPC", "EDQUOT", "EROFS", "EIO"])("isDiskTrouble(error) accepts %s", (code) => {
  expect(isDiskTrouble(errorOf(code))).toBe(true);
});

test.each([errorOf("EACCES"), new Error("no code"), "ENOENT", undefined])(
  "isMissing and isDiskTrouble refuse %s",
  (error) => {
    expect([isMissing(error), isDiskTrouble(error)]).toEqual([false, false]);
  },
);
