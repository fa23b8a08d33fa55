import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LawOutcome } from "./engine/judgement.ts";
import { type IdentifiedLaw, loadLaws } from "./engine/laws.ts";
import { practiceSecret } from "./engine/seed.ts";
import { type Submission, takeIn } from "./intake/submission.ts";
import { judgeSubmission, type Plan } from "./plan.ts";
import { Subjects } from "./subject/subject.ts";
import { course, Editor } from "./watch-set-up.ts";

describe("judgeSubmission(plan), where something is known before", () => {
  const editor = new Editor();
  const subjects = new Subjects();
  let submission: Submission;
  let laws: readonly IdentifiedLaw[];

  beforeAll(async () => {
    const wanted = ["offset", "accumulate", "mul.forward", "mul.backward"];
    // Without the laws that need other stubs, so that this is quick.
    const all = await loadLaws(course.assignment);
    laws = all.filter(({ law, needs }) => wanted.includes(law.stub) && needs.every((stub) => wanted.includes(stub)));
    submission = await takeIn(course, editor.folder);
  });
  afterAll(() => {
    subjects[Symbol.dispose]();
    editor[Symbol.dispose]();
  });

  const plan = (more: Partial<Plan>): Plan => ({
    course: { ...course, reference: undefined },
    laws,
    submission,
    subjects,
    secret: practiceSecret,
    ...more,
  });
  const outcomesOf = (stub: string, verdict: "passed" | "failed"): readonly LawOutcome[] =>
    laws.filter(({ law }) => law.stub === stub).map((law) => ({ law, whole: { verdict } }));

  test("what is known is not asked, and counts for what waits for it", async () => {
    const asked: string[] = [];
    const known = new Map([["accumulate", outcomesOf("accumulate", "failed")]]);
    const outcomes = await judgeSubmission(plan({ known, onJudged: ({ law }) => asked.push(law.stub) }));
    expect(asked).not.toContain("accumulate");
    expect(asked).toContain("mul.forward");
    const ofBackward = outcomes.filter(({ law }) => law.law.stub === "mul.backward");
    expect(ofBackward.map(({ whole }) => whole.blockedBy)).toEqual(ofBackward.map(() => "accumulate"));
    expect(outcomes.map(({ law }) => law)).toEqual(laws);
  });

  test("without it, everything is asked and holds", async () => {
    const outcomes = await judgeSubmission(plan({}));
    expect(outcomes.filter(({ whole }) => whole.verdict !== "passed")).toEqual([]);
  });

  test("a stub that comes first is judged right after what it needs, and before the others", async () => {
    const known = new Map([["accumulate", outcomesOf("accumulate", "passed")]]);
    const started = async (more: Partial<Plan>) => {
      const order: string[] = [];
      await judgeSubmission(plan({ known, ...more, onStart: (stub) => order.push(stub) }));
      return order;
    };
    expect(await started({ first: ["mul.backward"] })).toEqual(["mul.forward", "mul.backward", "offset"]);
    expect(await started({})).toEqual(["offset", "mul.forward", "mul.backward"]);
  });

  test("an interruption gives up the law at hand", async () => {
    editor.write("mul.forward", "    for (;;);");
    const looping = await takeIn(course, editor.folder);
    const interrupt = new AbortController();
    const judging = judgeSubmission(
      plan({
        submission: looping,
        interrupt: interrupt.signal,
        // The loop needs a moment to begin, and none of the seconds after which it is ended as a loop.
        onStart: (stub) => stub === "mul.forward" && setTimeout(() => interrupt.abort(), 200),
      }),
    );
    const outcomes = await judging;
    const verdicts = (stub: string) =>
      new Set(outcomes.filter(({ law }) => law.law.stub === stub).map(({ whole }) => whole.verdict));
    expect(verdicts("accumulate")).toEqual(new Set(["passed"]));
    expect(verdicts("mul.forward")).toEqual(new Set(["not-run"]));
    expect(verdicts("mul.backward")).toEqual(new Set(["not-run"]));
  });
});
