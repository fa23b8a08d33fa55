import { describe, expect, test } from "vitest";

import { practiceSecret } from "../engine/seed.ts";
import { judgeSubmission } from "../grading/plan.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";
import type { Conversation } from "../sandbox/conversation.ts";
import { Subjects } from "../subject/subject.ts";
import { course, hasReference, laws } from "./set-up.ts";

describe.skipIf(!hasReference)("judgeSubmission(plan) on a slow machine", () => {
  /** A machine on which one case takes 1.5 s, and a frame of many cases never ends. */
  class SlowMachine extends Subjects {
    cases = 0;

    override async take(): Promise<Conversation> {
      const conversation = await super.take();
      const exchange = conversation.exchange.bind(conversation);
      conversation.exchange = async (request, numbers, allowance) => {
        const asked = "questions" in request ? (JSON.parse(String(request.questions)) as unknown[]).length : 0;
        if (asked > 2) return { kind: "died", verdict: "timed-out", reason: "no answer", cpuMs: 2000, waitMs: 0 };
        if (asked > 0) this.cases++;
        return { ...(await exchange(request, numbers, allowance)), cpuMs: asked > 0 ? 1500 : 0 };
      };
      return conversation;
    }
  }

  test("the deadline ends judging, whole and alone", async () => {
    using machine = new SlowMachine();
    const [first, ...others] = await judgeSubmission({
      course,
      laws: laws.filter(({ stub }) => stub === "offset"),
      submission: referenceSubmission(course),
      subjects: machine,
      secret: practiceSecret,
    });
    expect(first).toMatchObject({ whole: { verdict: "not-run" }, alone: { verdict: "not-run" } });
    expect(others.map(({ whole }) => whole.verdict)).toEqual(others.map(() => "not-run"));
    expect(machine.cases).toBeGreaterThan(2);
    expect(machine.cases).toBeLessThanOrEqual((2 * 10_000) / 1500);
  });
});

describe.skipIf(!hasReference)("judgeSubmission(plan) with a process that sleeps", () => {
  /** Processes that have been taken over: they wait until the time of each question is used up. */
  class SleepingSubjects extends Subjects {
    waitedMs = 0;

    override async take(): Promise<Conversation> {
      const conversation = await super.take();
      conversation.exchange = (request, _, { waitMs }) => {
        if (!("questions" in request))
          return Promise.resolve({ kind: "answer", content: null, numbers: new Float64Array(0), cpuMs: 0, waitMs: 0 });
        this.waitedMs += waitMs;
        return Promise.resolve({ kind: "died", verdict: "timed-out", reason: "no answer", cpuMs: 0, waitMs });
      };
      return conversation;
    }
  }

  const judgeSleeping = async (stubs: readonly string[]) => {
    using subjects = new SleepingSubjects({ ahead: 0 });
    const submission = referenceSubmission(course);
    const ofStubs = laws.filter(({ stub }) => stubs.includes(stub));
    const outcomes = await judgeSubmission({ course, laws: ofStubs, submission, subjects, secret: practiceSecret });
    return { outcomes, waitedMs: subjects.waitedMs };
  };

  test("one stub costs at most 90 s, whole and alone", async () => {
    const { outcomes, waitedMs } = await judgeSleeping(["offset"]);
    expect(waitedMs).toBeLessThanOrEqual(90_000);
    expect(outcomes.find(({ law }) => law.core)).toMatchObject({
      whole: { verdict: "timed-out" },
      alone: { verdict: "timed-out" },
    });
  });

  test("all stubs together cost at most 300 s", async () => {
    const stubs = course.stubs.map(({ id }) => id);
    const { outcomes, waitedMs } = await judgeSleeping(stubs);
    expect(waitedMs).toBeLessThanOrEqual(300_000);
    expect(outcomes.filter(({ whole }) => whole.verdict === "passed")).toEqual([]);
    expect(outcomes.at(-1)).toMatchObject({ whole: { verdict: "not-run" } });
  });
});
