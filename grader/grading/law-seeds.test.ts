import { beforeAll, describe, expect, test } from "vitest";

import { assembleWhole } from "../assembly/assemble.ts";
import { loadAssignments } from "../course/assignment.ts";
import { loadCourse } from "../course/course.ts";
import { loadLaws } from "../course/laws.ts";
import { helpersId } from "../course/markers.ts";
import { practiceSecret, showSeed } from "../engine/seed.ts";
import { inspectRegions } from "../intake/inspect.ts";
import { checkOf, type Region, type Submission } from "../intake/submission.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { benchOf } from "./plan.ts";

const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
const laws = await loadLaws(course.assignments);
const file = "2-autodiff/ops/mul.ts";

/** Texts that a student may write into `mul.backward`. Each one differs from the first in one thing. */
const texts = {
  first: `    accumulate(a, zipWith(out.grad, b, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));\n`,
  commented: `    // Each factor receives the other one.\n    accumulate(a, zipWith(out.grad, b, (u, y) => u * y)); /* ∂L/∂a */\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));\n`,
  spaced: `\n\taccumulate( a,zipWith(out.grad,\n b,(u,y)=>u*y) ) ;\n\n accumulate(b, zipWith(out.grad, a, (u, x) => u * x));  \n`,
  swapped: `    accumulate(a, zipWith(out.grad, a, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, b, (u, x) => u * x));\n`,
  renamed: `    accumulate(a, zipWith(out.grad, b, (g, y) => g * y));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));\n`,
  noted: `    accumulate(a, zipWith(out.grad, b, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));\n    "a string is no comment";\n`,
};
const product = `    return zipWith(a, b, (x, y) => x * y);\n`;
const helper = `function twice(x: number): number {\n  return 2 * x;\n}\n`;

describe("benchOf(input, law, library): seed", () => {
  const regionByName = new Map<string, Region>();

  // One sealed process inspects all texts.
  beforeAll(async () => {
    const written = [
      ...Object.entries(texts).map(([name, text]) => ({ name, id: "mul.backward", text })),
      { name: "product", id: "mul.forward", text: product },
      { name: "helper", id: helpersId, text: helper },
      { name: "helper, commented", id: helpersId, text: `// For later.\n${helper}` },
    ];
    const inspected = await inspectRegions(written.map(({ id, text }) => checkOf(course, { file, id, text })));
    for (const [i, { name, id }] of written.entries()) {
      const { tokens = "", stripped = "", findings: [finding] = [] } = inspected[i] ?? {};
      if (finding !== undefined) throw new Error(`${name}: ${finding.message}`);
      const place = { place: undefined, regionLine: undefined, reason: undefined };
      regionByName.set(name, { id, file, ...place, state: "started", tokens, stripped });
    }
  });

  function submissionOf(
    backward: string,
    { forward, helpers }: { forward?: string; helpers?: string } = {},
  ): Submission {
    const named = (name: string | undefined) => (name === undefined ? undefined : regionByName.get(name));
    const [own, other, shared] = [backward, forward, helpers].map(named);
    return {
      regions: new Map([own, other].flatMap((region) => (region === undefined ? [] : [[region.id, region] as const]))),
      helpers: new Map(shared === undefined ? [] : [[file, shared]]),
      remarks: new Map(),
    };
  }

  function seedIn(submission: Submission, id: string): string {
    const law = laws.find((candidate) => candidate.id === id);
    if (law === undefined) throw new RangeError(`no law ${id}`);
    using subjects = new Subjects();
    const assembly = assembleWhole(course, submission);
    using respondent = new Subject(subjects, assembly.modules);
    const input = { course, submission, secret: practiceSecret };
    return showSeed(benchOf(input, law, { assembly, respondent, alone: false }).seed);
  }

  const gradient = "mul.backward/gradient";
  const seedOfText = (name: string) => seedIn(submissionOf(name), gradient);

  test("comments and blanks keep the seed", () => {
    expect(seedOfText("commented")).toBe(seedOfText("first"));
    expect(seedOfText("spaced")).toBe(seedOfText("first"));
  });

  test("every changed token changes the seed", () => {
    expect(new Set(["first", "swapped", "renamed", "noted"].map(seedOfText)).size).toBe(4);
  });

  test("an edit of another stub keeps the seed", () => {
    const [alone, beside] = [submissionOf("first"), submissionOf("first", { forward: "product" })];
    expect(seedIn(beside, gradient)).toBe(seedIn(alone, gradient));
    expect(seedIn(beside, "mul.forward/product")).not.toBe(seedIn(alone, "mul.forward/product"));
    expect(seedIn(submissionOf("swapped", { forward: "product" }), "mul.forward/product")).toBe(
      seedIn(beside, "mul.forward/product"),
    );
  });

  test("helper code changes the seed; helper comments keep it", () => {
    const [without, helped, commented] = [undefined, "helper", "helper, commented"].map((helpers) =>
      seedIn(submissionOf("first", helpers === undefined ? {} : { helpers }), gradient),
    );
    expect(helped).not.toBe(without);
    expect(commented).toBe(helped);
  });

  test("every region changes the capstone's seed", () => {
    const of = (backward: string) => seedIn(submissionOf(backward, { forward: "product" }), "capstone/randomGraphs");
    expect(of("swapped")).not.toBe(of("first"));
    expect(of("commented")).toBe(of("first"));
  });

  test("laws of one stub have different seeds", () => {
    const own = laws.filter(({ stub }) => stub === "mul.backward").map(({ id }) => id);
    expect(new Set(own.map((id) => seedIn(submissionOf("first"), id))).size).toBe(own.length);
  });
});
