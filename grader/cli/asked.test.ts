import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SubmissionError } from "../intake/files.ts";
import { asked } from "./asked.ts";

const known = {
  commands: ["list", "hint", "restore", "doctor", "help"],
  options: ["--watch", "--json FILE", "--stub ID"],
};
let folder = "";
let before = "";
beforeAll(() => {
  before = process.cwd();
  folder = mkdtempSync(join(tmpdir(), "chainrule-asked-"));
  mkdirSync(join(folder, "mul.forward"));
  mkdirSync(join(folder, "lsit"));
  writeFileSync(join(folder, "mul.backward"), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Asks from within the folder, which has folders called `mul.forward` and `lsit`. */
function within(...words: readonly string[]): ReturnType<typeof asked> {
  process.chdir(folder);
  try {
    return asked(words, known);
  } finally {
    process.chdir(before);
  }
}

function refusalOf(...words: readonly string[]): string {
  try {
    asked(words, known);
  } catch (error) {
    if (error instanceof SubmissionError) return error.message;
    throw error;
  }
  return "understood";
}

describe("asked(words, known)", () => {
  test("nothing is the starter, a folder is a folder", () => {
    expect(asked([], known)).toEqual({ folder: undefined, stubs: [] });
    expect(asked([folder], known)).toEqual({ folder, stubs: [] });
  });

  test("a stub's name is that stub, where no folder is called so", () => {
    expect(asked(["mul.backward"], known)).toEqual({ folder: undefined, stubs: ["mul.backward"] });
    expect(asked(["capstone", folder, "offset"], known)).toEqual({ folder, stubs: ["capstone", "offset"] });
    expect(within("mul.forward")).toEqual({ folder: "mul.forward", stubs: [] });
    expect(within("mul.backward")).toEqual({ folder: undefined, stubs: ["mul.backward"] });
  });

  test("an operation's name is both of its halves; a stub that is called so is that one alone", () => {
    expect(asked(["mul", "offset"], known)).toEqual({
      folder: undefined,
      stubs: ["mul.forward", "mul.backward", "offset"],
    });
    expect(asked(["topologicalOrder"], known).stubs).toEqual(["topologicalOrder"]);
  });

  test.each([
    [["lsit"], "npx grade list"],
    [["restor", "mul.ts"], "npx grade restore"],
    [["mul.bakward"], "npx grade mul.backward"],
    [["ofset"], "npx grade offset"],
    [["watch"], "npx grade --watch"],
    [["jsno"], "npx grade --json FILE"],
    [["hepl"], "npx grade help"],
    [["2-autodif"], "npx grade --assignment 2-autodiff"],
  ])("%j is told as what it may have been", (words, next) => {
    expect(refusalOf(...words)).toContain(`Next: ${next}, if you meant that`);
  });

  test("what exists is never taken for a slip, and what is near to nothing is left to the grader", () => {
    expect(within("lsit")).toEqual({ folder: "lsit", stubs: [] });
    expect(asked(["../handed-in"], known)).toEqual({ folder: "../handed-in", stubs: [] });
  });

  test("two folders are one too many", () => {
    expect(refusalOf(folder, join(folder, "lsit"))).toContain("expected one folder, got 2");
  });
});
