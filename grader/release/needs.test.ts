import { describe, expect, test } from "vitest";

import { type IdentifiedLaw, loadLaws, loadNeeds } from "../engine/laws.ts";
import { Subjects } from "../subject/subject.ts";
import { loadCourse } from "./course.ts";
import { needsOf } from "./needs.ts";

const course = loadCourse("2-autodiff");
const laws = await loadLaws(course.assignment);
const order = course.assignment.stubs.map(({ id }) => id);

/** What some laws cannot be judged without, and why. */
const known: Readonly<Record<string, readonly string[]>> = {
  // One closure is called by itself: neither `backward` nor an order takes part.
  "mul.backward/gradient": ["accumulate", "mul.forward"],
  // Shapes that differ bring in whatever stretches and sums.
  "mul.backward/summed": ["offset", "broadcastShapes", "unbroadcast", "accumulate", "mul.forward"],
  // Arrays of one shape are walked side by side.
  "add.forward/total": [],
  "unbroadcast/summing": ["offset"],
  // Graphs of the locked node need no operation that a student writes.
  "backward/everyPath": ["accumulate", "topologicalOrder"],
  "topologicalOrder/parentsFirst": [],
};

/** Laws that ask about something which their stub does before it hands anything on. */
const lookingElsewhere = ["customFunction.backward/ownContext"];

/** A graph of numbers, a check of gradients, the first weights, which the grader supplies; and extra credit. */
const besideTraining = [
  "forwardGraph",
  "numericalGradient",
  "gradientError",
  "zeros",
  "rand",
  "randn",
  "topologicalOrder.iterative",
];

function lawOf(id: string): IdentifiedLaw {
  const found = laws.find((candidate) => candidate.id === id);
  if (found === undefined) throw new RangeError(`no law ${id}`);
  return found;
}

describe("specs/needs.json", () => {
  test("says of every law which stubs it needs, and of nothing else", () => {
    expect(Object.keys(loadNeeds()).toSorted()).toEqual(laws.map(({ id }) => id).toSorted());
  });

  test.each(Object.entries(known))("%s needs exactly %j", (id, needed) => {
    expect(lawOf(id).needs).toEqual(needed);
  });

  test("a law needs only stubs that come before its own, so that one order serves all", () => {
    for (const { id, law, needs } of laws) {
      const own = order.indexOf(law.stub);
      for (const needed of needs) {
        expect(order).toContain(needed);
        if (own >= 0)
          expect({ id, needed, earlier: order.indexOf(needed) < own }).toEqual({ id, needed, earlier: true });
      }
    }
  });

  test("extra credit is needed by extra credit only: nobody waits for it", () => {
    const extra = course.assignment.stubs.filter((stub) => stub.extra).map(({ id }) => id);
    const waiting = laws.filter(
      ({ law, needs }) => !extra.includes(law.stub) && needs.some((id) => extra.includes(id)),
    );
    expect(waiting.map(({ id }) => id)).toEqual([]);
  });

  test("a law needs at least what its stub's core needs", () => {
    for (const { law, needs, id } of laws) {
      const core = laws.find((candidate) => candidate.law.stub === law.stub && candidate.law.core);
      // A capstone's core is its hardest law, not what the others build on.
      if (law.stub === course.assignment.capstone.id || lookingElsewhere.includes(id)) continue;
      expect({ id, lacks: core?.needs.filter((needed) => !needs.includes(needed)) }).toEqual({ id, lacks: [] });
    }
  });

  test("the capstone's laws together need every stub that a training uses", () => {
    const capstone = laws.filter(({ law }) => law.stub === course.assignment.capstone.id);
    const needed = new Set(capstone.flatMap(({ needs }) => needs));
    expect(order.filter((stub) => !needed.has(stub))).toEqual(besideTraining);
  });
});

describe.skipIf(course.reference === undefined)("needsOf(course, laws, subjects)", () => {
  test("finds them by taking one stub after the other out of the reference", async () => {
    using subjects = new Subjects();
    const found = await needsOf(course, Object.keys(known).map(lawOf), subjects);
    expect(found).toEqual(known);
  });
});
