import { describe, expect, test } from "vitest";

import { loadAssignment, loadAssignments } from "../course/assignment.ts";
import { type IdentifiedLaw, loadLaws, loadNeeds } from "../course/laws.ts";
import { Subjects } from "../subject/subject.ts";
import { loadCourse } from "../course/course.ts";
import { projectRoot } from "../course/roots.ts";
import { needsOf } from "./needs.ts";

const assignment = loadAssignment({ id: "2-autodiff", root: projectRoot });
const course = loadCourse([assignment]);
const laws = await loadLaws([assignment]);
const order = course.stubs.map(({ id }) => id);

/** The needs of some laws, and the reason for each. */
const known: Readonly<Record<string, readonly string[]>> = {
  // The law calls one closure directly, without `backward` and without an order.
  "mul.backward/gradient": ["accumulate", "mul.forward"],
  // Different shapes need the stubs that stretch and sum.
  "mul.backward/summed": ["offset", "broadcastShapes", "unbroadcast", "accumulate", "mul.forward"],
  // Two arrays of one shape need no position.
  "add.forward/total": [],
  "unbroadcast/summing": ["offset"],
  // The locked node builds the graphs, so the law needs no operation of a student.
  "backward/everyPath": ["accumulate", "topologicalOrder"],
  "topologicalOrder/parentsFirst": [],
};

/** Laws about a step that comes before their stub accumulates a gradient; they need less than the core law. */
const lawsBeforeGradients = ["customFunction.backward/ownContext"];

/** The stubs that a training never calls: a graph of numbers, a check of gradients, first weights, extra credit. */
const outsideTraining = [
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
  test("lists exactly the laws of the project", async () => {
    const own = await loadLaws(loadAssignments([projectRoot]));
    expect(own.length).toBeGreaterThanOrEqual(laws.length);
    expect(Object.keys(loadNeeds(projectRoot)).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
  });

  test.each(Object.entries(known))("%s needs exactly %j", (id, needed) => {
    expect(lawOf(id).needs).toEqual(needed);
  });

  test("a law needs only earlier stubs", () => {
    for (const { id, stub, needs } of laws) {
      const own = order.indexOf(stub);
      for (const needed of needs) {
        expect(order).toContain(needed);
        if (own >= 0)
          expect({ id, needed, earlier: order.indexOf(needed) < own }).toEqual({ id, needed, earlier: true });
      }
    }
  });

  test("only extra credit needs extra credit", () => {
    const extra = course.stubs.filter((stub) => stub.extra).map(({ id }) => id);
    const waiting = laws.filter(({ stub, needs }) => !extra.includes(stub) && needs.some((id) => extra.includes(id)));
    expect(waiting.map(({ id }) => id)).toEqual([]);
  });

  test("a law needs everything that its core law needs", () => {
    for (const { stub, needs, id } of laws) {
      const core = laws.find((law) => law.stub === stub && law.core);
      // The core law of a capstone is its hardest law; its other laws need less.
      if (stub === assignment.capstone.id || lawsBeforeGradients.includes(id)) continue;
      expect({ id, lacks: core?.needs.filter((needed) => !needs.includes(needed)) }).toEqual({ id, lacks: [] });
    }
  });

  test("the capstone needs every stub that a training uses", () => {
    const capstone = laws.filter(({ stub }) => stub === assignment.capstone.id);
    const needed = new Set(capstone.flatMap(({ needs }) => needs));
    expect(order.filter((stub) => !needed.has(stub))).toEqual(outsideTraining);
  });
});

describe.skipIf(course.reference === undefined)("needsOf(course, laws, subjects)", () => {
  test("finds each law's needs by removing stubs", async () => {
    using subjects = new Subjects();
    const found = await needsOf(course, Object.keys(known).map(lawOf), subjects);
    expect(found).toEqual(known);
  });
});
