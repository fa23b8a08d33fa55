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
        if (asked > 2) return { kind: "died", verdict: "timed-out", reason: "no answer", cpuMs: 2000 };
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
