import { describe, expect, test } from "vitest";

import { assembleWhole } from "../assembly/assemble.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { parseReplay } from "./seed.ts";
import { judge, judgeCases, judgeReplay } from "./judge.ts";
import type { Bench } from "./judgement.ts";
import {
  benchOf,
  cases,
  course,
  died,
  gradient,
  hasReference,
  lawOf,
  laws,
  library,
  type Process,
  reference,
  respondentOf,
  swapped,
  withRegions,
} from "./judge-set-up.ts";

describe.skipIf(!hasReference)("judge(law, bench): a process dies", () => {
  test("a repeated death shows its first case unshrunk", async () => {
    const answers = await reference;
    const shown = respondentOf(answers);
    await judgeCases(gradient, benchOf(shown));
    const fourth = JSON.stringify(shown.asked[0]?.[0]?.[3]);
    const deadly: Process = (questions) =>
      questions.some((question) => JSON.stringify(question) === fourth) ? died(questions) : answers(questions);

    const respondent = respondentOf(deadly);
    const { verdict, unstable, counterexample } = await judge(gradient, benchOf(respondent));
    expect({ verdict, unstable }).toEqual({ verdict: "timed-out", unstable: undefined });
    expect(respondent.asked.map(({ length }) => length)).toEqual([1, 4, 0]);
    expect(counterexample?.reason).toBe("no answer after 2 s of computing");
    expect(counterexample?.replay).toMatch(/:3$/u);
    expect(counterexample?.difference).toBeUndefined();
  });

  test("a crash that disappears gives an unstable pass", async () => {
    const crashed: Process = () =>
      Promise.resolve({ kind: "died", verdict: "crashed", reason: "exit code 1", cpuMs: 0, waitMs: 0 });
    const respondent = respondentOf(crashed, await reference);
    expect(await judge(gradient, benchOf(respondent))).toEqual({ verdict: "passed", unstable: true });
    expect(respondent.asked.map(({ length }) => length)).toEqual([1, cases, 0]);
  });

  test("a time-out stays one if every case passes", async () => {
    const respondent = respondentOf(died, await reference);
    const { verdict, unstable, counterexample } = await judge(gradient, benchOf(respondent));
    expect({ verdict, unstable }).toEqual({ verdict: "timed-out", unstable: undefined });
    expect(counterexample?.reason).toBe(
      "all cases together: no answer after 2 s of computing; each case by itself passes",
    );
    expect(respondent.asked.map(({ length }) => length)).toEqual([1, cases, 0]);
  });

  test("a death, then a wrong answer, counts as failed", async () => {
    const respondent = respondentOf(died, await library({ "mul.backward": swapped }));
    const { verdict, counterexample } = await judge(gradient, benchOf(respondent));
    expect(verdict).toBe("failed");
    expect(counterexample?.difference?.what).toMatch(/^gradient of [ab]$/u);
    expect(respondent.asked.at(-1)).toEqual([]);
  });

  test("a death, then an unstarted stub, counts as blocked", async () => {
    const respondent = respondentOf(died, await library({ accumulate: 'throw notStarted("accumulate");' }));
    expect(await judge(gradient, benchOf(respondent))).toEqual({ verdict: "blocked", blockedBy: "accumulate" });
  });

  test("a failure, then a death, counts as the death", async () => {
    const respondent = respondentOf(await library({ "mul.backward": swapped }), died);
    const { verdict, counterexample } = await judge(gradient, benchOf(respondent));
    expect(verdict).toBe("timed-out");
    expect(counterexample?.reason).toBe("no answer after 2 s of computing");
  });

  test("a death ends the shrinking and keeps its result", async () => {
    const wrong = await library({ "mul.backward": swapped });
    let left = 3;
    const mortal: Process = (questions) => (left-- > 0 ? wrong(questions) : died(questions));
    const respondent = respondentOf(wrong, mortal);
    const { verdict, counterexample } = await judge(gradient, benchOf(respondent));
    expect(verdict).toBe("failed");
    expect(counterexample?.difference?.what).toMatch(/^gradient of [ab]$/u);
    expect(respondent.asked[1]?.length).toBe(4);
    const again = await judgeReplay(
      gradient,
      benchOf(respondentOf(wrong)),
      parseReplay(counterexample?.replay ?? "").path,
    );
    expect(again?.counterexample?.case).toEqual(counterexample?.case);
  });

  test("an error that names a started stub fails the law", async () => {
    const answers = await library({ "mul.backward": 'throw notStarted("offset");' });
    const started: Partial<Bench> = { isUnfilled: () => false };
    for (const law of [gradient, ...laws.filter(({ stub }) => stub === "capstone").slice(0, 1)]) {
      const { verdict, blockedBy, counterexample } = await judge(law, benchOf(respondentOf(answers), started));
      expect({ law: law.id, verdict, blockedBy }).toEqual({ law: law.id, verdict: "failed", blockedBy: undefined });
      expect(counterexample?.reason).toBe("an error says that offset is not started, but it is");
    }
    expect(await judge(gradient, benchOf(respondentOf(answers)))).toMatchObject({ blockedBy: "offset" });
  });

  test("the death of a sealed process shows its reason", async () => {
    using subjects = new Subjects();
    // The promise of a dynamic import would be the host's: the process ends instead.
    const { modules } = assembleWhole(course, withRegions({ "mul.backward": 'void import("node:fs");' }));
    using subject = new Subject(subjects, modules);
    const { verdict, counterexample } = await judge(gradient, benchOf(subject));
    expect(verdict).toBe("refused");
    expect(counterexample).toMatchObject({
      reason: "import() is not allowed",
      replay: "mul.backward/gradient@00000014:0",
    });
    // A new process answers the next law.
    expect(await judge(lawOf("mul.forward/product"), benchOf(subject))).toEqual({ verdict: "passed" });
  });
});
