import { describe, expect, test } from "vitest";
import { loadCourse } from "../course/course.ts";
import { candidatesOf, keepCompiling, submissionWith } from "./candidates.ts";

const course = loadCourse();

describe.skipIf(course.reference === undefined)("the mutants of max.forward", () => {
  const candidates = candidatesOf(course, ["max.forward"]);
  const named = (name: string) => candidates.filter((candidate) => candidate.name === name);

  test("keepCompiling drops what the compiler refuses", async () => {
    const [compiles, refused] = [named("-Infinity → Infinity"), named("return largest; → ;")];
    expect([compiles.length, refused.length]).toEqual([1, 1]);
    expect(await keepCompiling(course, [...refused, ...compiles])).toEqual(compiles);
  });

  test("keepCompiling stops after as many as wanted", async () => {
    const kept = await keepCompiling(course, candidates, 3);
    expect(kept).toHaveLength(3);
  });

  test("submissionWith puts the mutant in place of the region", () => {
    const [mutant] = named("-Infinity → Infinity");
    if (mutant === undefined) throw new Error("there is no such mutant");
    const { regions } = submissionWith(course, mutant);
    expect(regions.get("max.forward")?.stripped).toContain("filled(kept, Infinity)");
    expect(regions.get("max.backward")?.stripped).toBe(course.reference?.get("max.backward"));
  });
});
