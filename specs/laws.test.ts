/** @file What every law, and the texts that belong to it, have to be like. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { loadLaws } from "../grader/engine/laws.ts";
import { assignmentFolder, assignmentIds, handoutSections, loadAssignment } from "../grader/release/assignment.ts";
import { loadCourse } from "../grader/release/course.ts";

for (const id of assignmentIds()) {
  const assignment = loadAssignment(id);
  const laws = await loadLaws(assignment);
  const folder = assignmentFolder(id);
  const read = (name: string) => {
    const file = new URL(name, folder);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  const handout = read("handout.md");
  const cores = laws.filter(({ law }) => law.core);
  const graded = [...assignment.stubs, assignment.capstone];

  describe(`the laws of ${id}`, () => {
    test.each(laws)(
      "$id says one sentence of at most 110 characters, with a period at its end",
      ({ law: { says } }) => {
        expect(says).toMatch(/^[^.]*\S\.$/u);
        expect(says).not.toMatch(/[!?]/u);
        expect(says.length).toBeLessThanOrEqual(110);
        expect(says).toBe(says.trim());
      },
    );

    test("no two laws of one stub say the same", () => {
      for (const { id: stub } of graded) {
        const said = laws.filter(({ law }) => law.stub === stub).map(({ law }) => law.says);
        expect(new Set(said).size).toBe(said.length);
      }
    });

    test("every stub, and the capstone, has one core law, and others beside it", () => {
      for (const { id: stub } of graded) {
        const own = laws.filter(({ law }) => law.stub === stub);
        expect(own.filter(({ law }) => law.core).length).toBe(1);
        expect(own[0]?.law.core).toBe(true);
        // A core alone would be earned by a value that is right only for the cases of one kind.
        expect(own.length).toBeGreaterThan(1);
      }
    });

    test("weights are whole and positive, and no law is heavier than its stub's core", () => {
      for (const { law } of laws) {
        expect(Number.isInteger(law.weight) && law.weight > 0).toBe(true);
        const core = cores.find((candidate) => candidate.law.stub === law.stub);
        expect(law.weight).toBeLessThanOrEqual(core?.law.weight ?? 0);
      }
    });
  });

  describe(`the handout of ${id}`, () => {
    test.each(cores)("says, word for word, the core law of $law.stub", ({ law }) => {
      // A sentence may be broken into lines, and stand behind a bar.
      const stands = handout.replaceAll(/\n>? ?/gu, " ").includes(law.says);
      expect({ says: law.says, stands }).toEqual({ says: law.says, stands: true });
    });

    test.each(graded)("has the section of $id, which names it", ({ id: stub, section }) => {
      const heading = handoutSections(id).get(section);
      expect(heading).toBeDefined();
      const [, text = ""] = handout.split(`\n## ${heading}\n`);
      const [own = ""] = text.split("\n## ");
      expect(own).toContain(stub);
    });
  });

  describe(`the stubs of ${id}`, () => {
    test.each(assignment.stubs)("$id is worth whole points", ({ points }) => {
      expect(Number.isInteger(points) && points > 0).toBe(true);
    });

    test.each(assignment.stubs)("$id has three hints, the first of which asks something", ({ id: stub }) => {
      const hints = assignment.hints[stub] ?? [];
      expect(hints.length).toBe(3);
      expect(new Set(hints).size).toBe(3);
      expect(hints[0]).toMatch(/\?/u);
    });

    test("nothing else has hints", () => {
      expect(Object.keys(assignment.hints).toSorted()).toEqual(assignment.stubs.map(({ id: stub }) => stub).toSorted());
    });

    // A student's copy has no private/.
    test.skipIf(!existsSync(new URL("private/", folder))).each(assignment.stubs)("$id has a bank", ({ id: stub }) => {
      expect(read(`private/bank/${stub}.ts`)).toContain("// WRONG ");
    });

    const { skeleton } = loadCourse(id);
    test.each(assignment.stubs)("$id has a task line that says its core law", ({ id: stub, file }) => {
      const text =
        skeleton
          .get(file)
          ?.segments.map((segment) => segment.text)
          .join("") ?? "";
      const task = text.split("\n").find((line) => line.includes(`START CODE HERE (${stub})`)) ?? "";
      const says = cores.find(({ law }) => law.stub === stub)?.law.says ?? "";
      // In the marker the sentence goes on behind a colon; a formula begins as it begins.
      const told = task.replace(/^.*\) ~\d+ lines?: /u, "");
      expect(`${told.slice(0, 1).toUpperCase()}${told.slice(1)}.`).toBe(says);
      expect(told).toMatch(/^(?:\p{Ll}|\p{Lu}[[ ])/u);
    });
  });
}
