import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { casesOf } from "./engine/judge.ts";
import type { LawOutcome } from "./engine/judgement.ts";
import { type IdentifiedLaw, loadLaws } from "./engine/laws.ts";
import { practiceSecret } from "./engine/seed.ts";
import { assembleWhole } from "./intake/assemble.ts";
import { type Submission, takeIn } from "./intake/submission.ts";
import { judgeSubmission, type Plan } from "./plan.ts";
import { Subject, Subjects } from "./subject/subject.ts";
import { course, Editor } from "./watch/set-up.ts";

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

  test("an interruption gives up the law at hand, and waits for no answer", async () => {
    editor.write("mul.forward", "    for (;;);");
    const looping = await takeIn(course, editor.folder);
    // A process that was given the same questions a while earlier, and that nobody interrupts.
    using other = new Subject(subjects, assembleWhole(course, looping).modules);
    const questions = laws
      .filter(({ law }) => law.stub === "mul.forward" && law.core)
      .flatMap((law) => casesOf(law, 0).flatMap((given) => law.law.pose(given).questions.map(({ ask }) => ask)));
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
    const verdicts = outcomes.map(({ law, whole }) => `${law.law.stub} ${whole.verdict}`);
    expect(new Set(verdicts)).toEqual(
      new Set(["offset passed", "accumulate passed", "mul.forward not-run", "mul.backward not-run"]),
    );
    expect((await timedOut).kind).toBe("died");
  });
});
