import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadAssignments } from "../course/assignment.ts";
import { starterPath } from "../course/course-paths.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { type KnownWords, readRequest, type Request } from "./read-request.ts";

const known: KnownWords = {
  assignments: loadAssignments(),
  commands: ["list", "hint", "restore", "doctor", "help"],
  options: ["--watch", "--json FILE", "--stub ID"],
};
let folder = "";
let before = "";
beforeAll(() => {
  before = process.cwd();
  folder = mkdtempSync(join(tmpdir(), "chainrule-request-"));
  mkdirSync(join(folder, "mul.forward"));
  mkdirSync(join(folder, "lsit"));
  writeFileSync(join(folder, "mul.backward"), "");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads words in the folder, where `mul.forward` and `lsit` are folders and `mul.backward` is a file. */
function readInFolder(...words: readonly string[]): Request {
  process.chdir(folder);
  try {
    return readRequest(words, known);
  } finally {
    process.chdir(before);
  }
}

function refusalOf(...words: readonly string[]): string {
  try {
    readRequest(words, known);
  } catch (error) {
    if (error instanceof ChainruleError) return error.message;
    throw error;
  }
  return "no error";
}

describe("readRequest(words, known)", () => {
  test("reads one folder or none", () => {
    expect(readRequest([], known)).toEqual({ folder: undefined, stubs: [] });
    expect(readRequest([folder], known)).toEqual({ folder, stubs: [] });
  });

  test("reads a stub's id unless a folder has it", () => {
    expect(readRequest(["mul.backward"], known)).toEqual({ folder: undefined, stubs: ["mul.backward"] });
    expect(readRequest(["capstone", folder, "offset"], known)).toEqual({ folder, stubs: ["capstone", "offset"] });
    expect(readInFolder("mul.forward")).toEqual({ folder: "mul.forward", stubs: [] });
    expect(readInFolder("mul.backward")).toEqual({ folder: undefined, stubs: ["mul.backward"] });
  });

  test("reads an operation's name as its two halves", () => {
    expect(readRequest(["mul", "offset"], known)).toEqual({
      folder: undefined,
      stubs: ["mul.forward", "mul.backward", "offset"],
    });
    expect(readRequest(["topologicalOrder"], known).stubs).toEqual(["topologicalOrder"]);
  });

  test("reads a course file as its stubs and its folder", () => {
    const path = join(folder, "handed-in/2-autodiff/ops/mul.ts");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
    const stubs = ["mul.forward", "mul.backward"];
    expect(readInFolder("handed-in/2-autodiff/ops/mul.ts")).toEqual({ folder: "handed-in", stubs });
    expect(readRequest([join(starterPath(), "2-autodiff/ops/mul.ts")], known)).toEqual({ folder: undefined, stubs });
  });

  test.each([
    [["muls"], "npx grade mul"],
    [["lsit"], "npx grade list"],
    [["restor", "mul.ts"], "npx grade restore"],
    [["mul.bakward"], "npx grade mul.backward"],
    [["ofset"], "npx grade offset"],
    [["watch"], "npx grade --watch"],
    [["jsno"], "npx grade --json FILE"],
    [["hepl"], "npx grade help"],
    [["2-autodif"], "npx grade --assignment 2-autodiff"],
  ])("suggests a name for %j", (words, next) => {
    expect(refusalOf(...words)).toContain(`Next: ${next}, if you meant that`);
  });

  test("accepts an existing folder and an unknown path", () => {
    expect(readInFolder("lsit")).toEqual({ folder: "lsit", stubs: [] });
    expect(readRequest(["../handed-in"], known)).toEqual({ folder: "../handed-in", stubs: [] });
  });

  test("refuses two folders", () => {
    expect(refusalOf(folder, join(folder, "lsit"))).toContain("expected one folder, got 2");
  });
});
