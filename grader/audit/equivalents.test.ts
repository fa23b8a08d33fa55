import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { loadAssignments } from "../course/assignment.ts";
import { findFaults, readEquivalents } from "./equivalents.ts";

const [assignment] = loadAssignments();
const folder = mkdtempSync(join(tmpdir(), "chainrule-equivalents-"));
mkdirSync(join(folder, "private"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  if (assignment === undefined) throw new Error("the course has no assignment");
  writeFileSync(join(folder, "private", "equivalents.yaml"), text);
  return readEquivalents(assignment, pathToFileURL(`${folder}/`));
}

describe("readEquivalents(assignment)", () => {
  test("reads each mutant with its reason", () => {
    expect(read("f:\n  - mutants: [a → b, c → d]\n    reason: same\n")).toEqual([
      { stub: "f", mutant: "a → b", reason: "same" },
      { stub: "f", mutant: "c → d", reason: "same" },
    ]);
  });

  test("refuses an entry without a reason", () => {
    expect(() => read("f:\n  - mutants: [a → b]\n")).toThrow(/f\.0\.reason.*E_EQUIVALENTS/su);
  });
});

describe("findFaults(equivalents, known, verdicts)", () => {
  const entry = { stub: "f", mutant: "a → b", reason: "same" };
  const mutant = { stub: "f", name: "a → b" };

  test("accepts an entry whose mutant survives", () => {
    expect(findFaults([entry], [mutant], [{ ...mutant, isKilled: false }])).toEqual([]);
  });

  test("accepts an entry whose mutant was not drawn", () => {
    expect(findFaults([entry], [mutant], [])).toEqual([]);
  });

  test("finds an entry whose mutant is killed", () => {
    expect(findFaults([entry], [mutant], [{ ...mutant, isKilled: true }])).toEqual([
      "equivalents.yaml: f: a → b: a law kills it, so it is not equivalent",
    ]);
  });

  test("finds an entry without a mutant", () => {
    expect(findFaults([entry], [{ ...mutant, stub: "g" }], [])).toEqual([
      "equivalents.yaml: f: a → b: the stub has no such mutant",
    ]);
  });
});
