/** @file Checks every law and the texts about it: handout, hints, bank, task line. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { loadLaws } from "./laws.ts";
import { assignmentFolder, handoutSections, loadAssignments } from "./assignment.ts";
import { loadCourse, joinSegments } from "./course.ts";

const answer = "<summary>Compare</summary>";

/** The words of a handout outside of its code. */
function wordsOf(handout: string): readonly string[] {
  return handout.replaceAll(/^```.*?^```$|<!--.*?-->/gmsu, "").match(/\S+/gu) ?? [];
}

for (const assignment of loadAssignments()) {
  const { id } = assignment;
  const laws = await loadLaws([assignment]);
  const folder = assignmentFolder(assignment);
  const read = (name: string) => {
    const file = new URL(name, folder);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  const handout = read("handout.md");
  const cores = laws.filter(({ core }) => core);
  const graded = [...assignment.stubs, assignment.capstone];

  describe(`the laws of ${id}`, () => {
    test.each(laws)("$id says one short sentence with a period", ({ says }) => {
      expect(says).toMatch(/^[^.]*\S\.$/u);
      expect(says).not.toMatch(/[!?]/u);
      expect(says.length).toBeLessThanOrEqual(110);
      expect(says).toBe(says.trim());
    });

    test("belong to the assignment", () => {
      expect(laws.filter((law) => law.assignment !== id)).toEqual([]);
    });

    test("each law of a stub has its own sentence", () => {
      for (const { id: stub } of graded) {
        const said = laws.filter((law) => law.stub === stub).map(({ says }) => says);
        expect(new Set(said).size).toBe(said.length);
      }
    });

    test("every stub has one core law and others", () => {
      for (const { id: stub } of graded) {
        const own = laws.filter((law) => law.stub === stub);
        expect(own.filter(({ core }) => core).length).toBe(1);
        expect(own[0]?.core).toBe(true);
        // A single law would accept a solution that is right for one kind of case only.
        expect(own.length).toBeGreaterThan(1);
      }
    });

    test("weights are whole; the core's is the largest", () => {
      for (const { stub, weight } of laws) {
        expect(Number.isInteger(weight) && weight > 0).toBe(true);
        const core = cores.find((law) => law.stub === stub);
        expect(weight).toBeLessThanOrEqual(core?.weight ?? 0);
      }
    });
  });

  describe(`the handout of ${id}`, () => {
    test.each(cores)("has the exact sentence of $id", ({ says }) => {
      // A sentence in the handout may have line breaks, and `>` at the start of lines.
      const isThere = handout.replaceAll(/\n>? ?/gu, " ").includes(says);
      expect({ says, isThere }).toEqual({ says, isThere: true });
    });

    test.each(graded)("has a section that names $id", ({ id: stub, section }) => {
      const heading = handoutSections(assignment).get(section);
      expect(heading).toBeDefined();
      const [, text = ""] = handout.split(`\n## ${heading}\n`);
      const [own = ""] = text.split("\n## ");
      expect(own).toContain(stub);
    });

    test("brings the first stub within 600 words", () => {
      const [first] = assignment.stubs;
      const [before = ""] = handout.split(`\n## ${handoutSections(assignment).get(first?.section ?? "")}\n`);
      expect(wordsOf(before).length).toBeLessThanOrEqual(600);
    });

    test("answers every task to find, draw or follow", () => {
      // A task lasts until the next one, and its answer stands behind "Compare".
      const tasks = handout.split(/(?=\*\*[A-Z][a-z]+\*\* )/u);
      const unanswered = tasks.filter((task) => /^\*\*(?:Find|Draw|Follow)\*\*/u.test(task) && !task.includes(answer));
      expect(unanswered.map((task) => task.split("\n")[0])).toEqual([]);
    });
  });

  describe(`the stubs of ${id}`, () => {
    test.each(assignment.stubs)("$id is worth whole points", ({ points }) => {
      expect(Number.isInteger(points) && points > 0).toBe(true);
    });

    test.each(assignment.stubs)("$id has three hints; the first is a question", ({ id: stub }) => {
      const hints = assignment.hints[stub] ?? [];
      expect(hints.length).toBe(3);
      expect(new Set(hints).size).toBe(3);
      expect(hints[0]).toMatch(/\?/u);
    });

    test("only stubs and the capstone have hints", () => {
      const known = [...assignment.stubs.map(({ id: stub }) => stub), assignment.capstone.id];
      expect(Object.keys(assignment.hints).filter((stub) => !known.includes(stub))).toEqual([]);
    });

    // A student's copy has no private/.
    test.skipIf(!existsSync(new URL("private/", folder))).each(assignment.stubs)("$id has a bank", ({ id: stub }) => {
      expect(read(`private/bank/${stub}.ts`)).toContain("// WRONG ");
    });

    const { skeleton } = loadCourse([assignment]);
    test.each(assignment.stubs)("the task line of $id says the core law", ({ id: stub, file }) => {
      const task =
        joinSegments(skeleton.get(file))
          .split("\n")
          .find((line) => line.includes(`START CODE HERE (${stub})`)) ?? "";
      const says = cores.find((law) => law.stub === stub)?.says ?? "";
      // The sentence starts with a small letter after the colon; a formula keeps its first letter.
      const taskText = task.replace(/^.*\) ~\d+ lines?: /u, "");
      expect(`${taskText.slice(0, 1).toUpperCase()}${taskText.slice(1)}.`).toBe(says);
      expect(taskText).toMatch(/^(?:\p{Ll}|\p{Lu}[[ ])/u);
    });
  });
}
