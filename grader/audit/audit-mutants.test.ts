import { describe, expect, test } from "vitest";
import { loadCourse } from "../course/course.ts";
import { auditMutants } from "./audit-mutants.ts";

const course = loadCourse();
const commuted = "zipWith(a, b, (x, y) => x + y) → zipWith(b, a, (x, y) => x + y)";

describe.skipIf(course.reference === undefined)("auditMutants on add.forward", () => {
  const subtracted = "x + y → x - y";
  const equivalents = [{ stub: "add.forward", mutant: subtracted, reason: "a sum is a difference" }];

  test("names an unlisted survivor and a listed mutant that is killed", async () => {
    const { rows, faults } = await auditMutants(course, { stubs: ["add.forward"], seed: 1, equivalents });
    expect(rows).toMatchObject([
      { stub: "add.forward", equivalent: 0, survivors: [{ name: commuted, sentence: "two neighbours exchanged" }] },
    ]);
    expect(rows.map(({ mutants, killed }) => mutants - killed)).toEqual([1]);
    expect(faults).toEqual([`equivalents.yaml: add.forward: ${subtracted}: a law kills it, so it is not equivalent`]);
  });
});
