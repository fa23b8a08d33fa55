import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawCases } from "../engine/judge.ts";
import type { LawOutcome } from "../engine/judgement.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { assembleWhole } from "../assembly/assemble.ts";
import { type Submission, readSubmission } from "../intake/submission.ts";
import { judgeSubmission, type Plan } from "./plan.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { course, Editor } from "../specimens/editor.ts";

describe("judgeSubmission(plan)", () => {
  const editor = new Editor();
  const subjects = new Subjects();
  let submission: Submission;
  let laws: readonly IdentifiedLaw[];

  beforeAll(async () => {
    const wanted = ["offset", "accumulate", "mul.forward", "mul.backward"];
    // Laws that need other stubs are left out, to save time.
    const all = await loadLaws(course.assignments);
    laws = all.filter(({ stub, needs }) => [stub, ...needs].every((each) => wanted.includes(each)));
    submission = await readSubmission(course, editor.folder);
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
    laws.filter((law) => law.stub === stub).map((law) => ({ law, whole: { verdict } }));

  test("known outcomes replace questions and block other stubs", async () => {
    const asked: string[] = [];
    const known = new Map([["accumulate", outcomesOf("accumulate", "failed")]]);
    const outcomes = await judgeSubmission(plan({ known, onJudged: ({ stub }) => asked.push(stub) }));
    expect(asked).not.toContain("accumulate");
    expect(asked).toContain("mul.forward");
    const ofBackward = outcomes.filter(({ law }) => law.stub === "mul.backward");
    expect(ofBackward.map(({ whole }) => whole.blockedBy)).toEqual(ofBackward.map(() => "accumulate"));
    expect(outcomes.map(({ law }) => law)).toEqual(laws);
  });

  test("without known outcomes, every law is judged", async () => {
    const outcomes = await judgeSubmission(plan({}));
    expect(outcomes.filter(({ whole }) => whole.verdict !== "passed")).toEqual([]);
  });

  test("first stubs run after their needs, before other stubs", async () => {
    const known = new Map([["accumulate", outcomesOf("accumulate", "passed")]]);
    const started = async (more: Partial<Plan>) => {
      const order: string[] = [];
      await judgeSubmission(plan({ known, ...more, onStart: (stub) => order.push(stub) }));
      return order;
    };
    expect(await started({ first: ["mul.backward"] })).toEqual(["mul.forward", "mul.backward", "offset"]);
    expect(await started({})).toEqual(["offset", "mul.forward", "mul.backward"]);
  });

  test("an interruption ends the current law at once", async () => {
    editor.write("mul.forward", "    for (;;);");
    const looping = await readSubmission(course, editor.folder);
    // A second process gets equal questions earlier, without an interruption.
    using other = new Subject(subjects, assembleWhole(course, looping).modules);
    const questions = laws
      .filter(({ stub, core }) => stub === "mul.forward" && core)
      .flatMap((law) => drawCases(law, 0).flatMap((given) => law.pose(given).questions.map(({ ask }) => ask)));
    const timedOut = other.ask(questions);
    await sleep(600);

    const interrupt = new AbortController();
    const judging = judgeSubmission(
      plan({
        submission: looping,
        interrupt: interrupt.signal,
        known: new Map([
          ["offset", outcomesOf("offset", "passed")],
          ["accumulate", outcomesOf("accumulate", "passed")],
        ]),
        onStart: (stub) => stub === "mul.forward" && setTimeout(() => interrupt.abort(), 100),
      }),
    );
    expect(await Promise.race([judging.then(() => "interrupted"), timedOut.then(() => "timed out")])).toBe(
      "interrupted",
    );
    const outcomes = await judging;
    const verdicts = outcomes.map(({ law, whole }) => `${law.stub} ${whole.verdict}`);
    expect(new Set(verdicts)).toEqual(
      new Set(["offset passed", "accumulate passed", "mul.forward not-run", "mul.backward not-run"]),
    );
    expect((await timedOut).kind).toBe("died");
  });
});
