import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { law } from "../../specs/support/law.ts";
import { call } from "../../specs/support/question.ts";
import type { Judgement, LawOutcome } from "../engine/judgement.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import type { Region, Submission } from "../intake/submission.ts";
import type { Assignment } from "../course/assignment.ts";
import type { Course } from "../course/course.ts";
import type { AssignmentResult, Counterexample, StubResult, Verdict } from "../result/result.ts";
import { scoreSubmission } from "./score.ts";

const verdicts: readonly Verdict[] = [
  "passed",
  "failed",
  "not-started",
  "blocked",
  "crashed",
  "timed-out",
  "out-of-memory",
  "refused",
  "not-run",
  "internal-error",
];

/** An assignment of two stubs, `first` of 10 points and `second` of 5, and a capstone of 6. */
const assignment: Assignment = {
  id: "9-test",
  root: new URL("file:///nowhere/"),
  title: "A test",
  buildsOn: [],
  stubs: [stubEntry("first", 10, "One"), stubEntry("second", 5, "Two")],
  capstone: { id: "capstone", points: 6, section: "capstone" },
  globals: [],
  hints: {},
};

function stubEntry(id: string, points: number, part: string): Assignment["stubs"][number] {
  return { id, assignment: "9-test", file: `9-test/${id}.ts`, points, section: id, part, extra: false };
}

const submission: Submission = { regions: new Map(), helpers: new Map(), remarks: new Map() };

function lawNamed(id: string, weight = 1, needs: readonly string[] = []): IdentifiedLaw {
  const [stub = "", name] = id.split("/");
  const text = {
    stub,
    says: "It holds.",
    core: name === "core",
    weight,
    given: fc.constant({}),
    ask: () => call("offset", [], []),
    holds: () => {},
  };
  return { ...law(text), id, assignment: "9-test", needs };
}

type VerdictOrJudgement = Verdict | Judgement;

function judgementOf(either: VerdictOrJudgement): Judgement {
  return typeof either === "string" ? { verdict: either } : either;
}

/** The outcome of a law: `whole`, and `alone` if the law was judged alone. */
function outcome(
  id: string,
  whole: VerdictOrJudgement,
  alone?: VerdictOrJudgement,
  weight = 1,
  needs: readonly string[] = [],
): LawOutcome {
  return {
    law: lawNamed(id, weight, needs),
    whole: judgementOf(whole),
    ...(alone === undefined ? {} : { alone: judgementOf(alone) }),
  };
}

function stubOf({ stubs }: AssignmentResult, id: string): StubResult {
  const found = stubs.find((stub) => stub.id === id);
  if (found === undefined) throw new RangeError(`no stub ${id}`);
  return found;
}

/** Some assignments as a course, with the reference at hand or without. */
function courseOf(assignments: readonly Assignment[], hasReference: boolean): Course {
  return {
    assignments,
    stubs: assignments.flatMap(({ stubs }) => stubs),
    skeleton: new Map(),
    stripped: new Map(),
    locked: {},
    reference: hasReference ? new Map() : undefined,
  };
}

interface Circumstances {
  readonly own?: Assignment;
  readonly handedIn?: Submission;
  readonly hasReference?: boolean;
}

/** The result of one assignment. */
function score(
  outcomes: readonly LawOutcome[],
  { own = assignment, handedIn = submission, hasReference = true }: Circumstances = {},
): AssignmentResult {
  const [result, ...more] = scoreSubmission(courseOf([own], hasReference), handedIn, outcomes);
  if (result === undefined || more.length > 0) throw new RangeError("not one result");
  return result;
}

/** The result of the stub `first`. */
function first(outcomes: readonly LawOutcome[], hasReference = true): StubResult {
  return stubOf(score(outcomes, { hasReference }), "first");
}

const blockedBy = (stub: string): Judgement => ({ verdict: "blocked", blockedBy: stub });

function counterexample(text: string): Counterexample {
  return { law: text, says: "It holds.", case: [], suspects: [] };
}

describe("scoreSubmission(course, submission, outcomes)", () => {
  test("a result adds up stubs and capstone, in order", () => {
    const outcomes = [
      outcome("capstone/core", "passed"),
      outcome("second/core", "failed", "failed"),
      outcome("first/core", "passed"),
    ];
    const result = score(outcomes);
    expect(result).toMatchObject({ assignment: "9-test", earned: 16, pending: 0, points: 21 });
    expect(result.stubs.map(({ id, kind, earned, points }) => [id, kind, earned, points])).toEqual([
      ["first", "region", 10, 10],
      ["second", "region", 0, 5],
      ["capstone", "capstone", 6, 6],
    ]);
  });

  test("an unjudged stub is not-run with all points pending", () => {
    expect(first([])).toMatchObject({ verdict: "not-run", whole: "not-run", earned: 0, pending: 10 });
  });
});

describe("scoreSubmission(): two assignments", () => {
  const later: Assignment = {
    ...assignment,
    id: "9-test-b",
    title: "Another test",
    buildsOn: ["9-test"],
    stubs: [{ ...stubEntry("third", 4, "Three"), assignment: "9-test-b" }],
    capstone: { id: "capstone.b", points: 7, section: "capstone" },
  };
  const scoreBoth = (outcomes: readonly LawOutcome[], hasReference = true) =>
    scoreSubmission(courseOf([assignment, later], hasReference), submission, outcomes);
  const blocked = [
    outcome("first/core", "failed", "failed"),
    outcome("capstone.b/core", blockedBy("first"), undefined, 1, ["first", "third"]),
  ];

  test("each assignment has its own result and points", () => {
    const results = scoreBoth([outcome("first/core", "passed"), outcome("third/core", "passed")]);
    expect(results.map(({ assignment: id, earned, points }) => [id, earned, points])).toEqual([
      ["9-test", 10, 21],
      ["9-test-b", 4, 11],
    ]);
  });

  test("an earlier assignment's stub blocks a later capstone", () => {
    const [, result] = scoreBoth(blocked);
    expect(result?.stubs.at(-1)).toMatchObject({ verdict: "blocked", waitsFor: ["first"], earned: 0, pending: 0 });
    const [, without] = scoreBoth(blocked, false);
    expect(without?.stubs.at(-1)).toMatchObject({ verdict: "blocked", waitsFor: ["first"], earned: 0, pending: 7 });
  });
});

describe("scoreSubmission(): field waitsFor", () => {
  const capstone = (outcomes: readonly LawOutcome[]) => stubOf(score(outcomes), "capstone");
  const needed = (whole: VerdictOrJudgement) => outcome("capstone/core", whole, undefined, 1, ["second", "first"]);

  test("waitsFor lists the needed stubs without a pass", () => {
    const [failing, idle] = [outcome("first/core", "failed", "failed"), outcome("second/core", "not-started")];
    expect(capstone([failing, idle, needed(blockedBy("second"))]).waitsFor).toEqual(["first", "second"]);
    const passing = outcome("first/core", "passed");
    expect(capstone([passing, idle, needed(blockedBy("second"))]).waitsFor).toEqual(["second"]);
    // A stub that passes alone is done.
    const alone = outcome("first/core", blockedBy("second"), "passed");
    expect(capstone([alone, idle, needed(blockedBy("second"))]).waitsFor).toEqual(["second"]);
  });

  test("waitsFor is absent if every judged need passes", () => {
    expect(
      capstone([outcome("first/core", "passed"), outcome("second/core", "passed"), needed("failed")]),
    ).not.toHaveProperty("waitsFor");
    expect(capstone([needed(blockedBy("second"))])).not.toHaveProperty("waitsFor");
  });
});

describe("scoreSubmission(): extra credit", () => {
  const withExtra: Assignment = {
    ...assignment,
    stubs: assignment.stubs.map((stub) => ({ ...stub, extra: stub.id === "second" })),
  };
  const outcomes = (second: VerdictOrJudgement) => [
    outcome("first/core", "passed"),
    outcome("second/core", second, second),
    outcome("capstone/core", "passed"),
  ];

  test("extra credit comes on top of the points", () => {
    const result = score(outcomes("passed"), { own: withExtra });
    expect(result).toMatchObject({ earned: 21, pending: 0, points: 16, extra: 5 });
    // The control: the same stub, due.
    expect(score(outcomes("passed"))).toMatchObject({
      earned: 21,
      points: 21,
      extra: 0,
    });
  });

  test("unearned extra credit leaves the totals unchanged", () => {
    for (const second of ["not-started", "failed", "not-run"] as const) {
      const result = score(outcomes(second), { own: withExtra });
      expect(result).toMatchObject({ earned: 16, pending: 0, points: 16, extra: 0 });
      expect(stubOf(result, "second")).toMatchObject({ extra: true, points: 5, earned: 0 });
    }
  });

  test("each stub result has its part and extra flag", () => {
    const { stubs } = score(outcomes("passed"), { own: withExtra });
    expect(stubs.map(({ part, extra }) => [part, extra])).toEqual([
      ["One", undefined],
      ["Two", true],
      [undefined, undefined],
    ]);
  });
});

describe("scoreSubmission(): verdict of a law", () => {
  const others = verdicts.filter((verdict) => verdict !== "passed");

  test("whole counts if passed, otherwise alone if judged", () => {
    for (const whole of verdicts) {
      const [plain] = first([outcome("first/core", whole)]).laws;
      expect(plain).toMatchObject({ verdict: whole, whole });
      expect(plain).not.toHaveProperty("alone");
      for (const alone of verdicts) {
        const [judged] = first([outcome("first/core", whole, alone)]).laws;
        expect(judged).toMatchObject({ verdict: whole === "passed" ? "passed" : alone, whole, alone });
      }
    }
  });

  test("a pass on the whole or alone earns points", () => {
    for (const other of others) {
      expect(first([outcome("first/core", "passed", other)]).earned).toBe(10);
      expect(first([outcome("first/core", other, "passed")]).earned).toBe(10);
    }
  });

  test("the judgement that counts gives the blocker", () => {
    const laws = first([
      outcome("first/core", "passed"),
      outcome("first/a", blockedBy("second")),
      outcome("first/b", blockedBy("second"), blockedBy("first")),
      outcome("first/c", blockedBy("second"), "passed"),
    ]).laws;
    expect(laws.map((one) => one.blockedBy)).toEqual([undefined, "second", "first", undefined]);
  });

  test("the judgement that counts gives `unstable`", () => {
    const unstable = { verdict: "passed", unstable: true } as const;
    const { laws, attention } = first([
      outcome("first/core", unstable),
      outcome("first/a", "failed", unstable),
      outcome("first/b", "passed"),
    ]);
    expect(laws.map((one) => one.unstable)).toEqual([true, true, undefined]);
    expect(attention).toEqual(["it did not come out the same twice; the last verdict counts"]);
  });
});

describe("scoreSubmission(): verdict of a stub", () => {
  /** From the gravest to the mildest. */
  const order: readonly Verdict[] = [
    "internal-error",
    "refused",
    "not-started",
    "out-of-memory",
    "timed-out",
    "crashed",
    "failed",
    "blocked",
    "not-run",
  ];

  test("a stub takes the gravest verdict of its laws", () => {
    expect(first([outcome("first/core", "passed"), outcome("first/a", "passed")]).verdict).toBe("passed");
    for (const [i, graver] of order.entries())
      for (const milder of [...order.slice(i), "passed" as const]) {
        for (const [core, other] of [
          [graver, milder],
          [milder, graver],
        ] as const)
          expect(first([outcome("first/core", core), outcome("first/a", other)]).verdict).toBe(graver);
      }
  });

  test("whole and alone each take their gravest verdict", () => {
    const stub = first([
      outcome("first/core", "failed", "passed"),
      outcome("first/a", "passed"),
      outcome("first/b", "crashed", "failed"),
    ]);
    expect(stub).toMatchObject({ verdict: "failed", whole: "crashed", alone: "failed" });
    expect(first([outcome("first/core", "failed")])).not.toHaveProperty("alone");
  });

  test("only a blocked stub names its blocker", () => {
    const waiting = [outcome("first/core", blockedBy("second")), outcome("first/a", blockedBy("second"))];
    expect(first(waiting, false)).toMatchObject({ verdict: "blocked", blockedBy: "second" });
    const failed = [outcome("first/core", "failed"), outcome("first/a", blockedBy("second"))];
    expect(first(failed, false)).not.toHaveProperty("blockedBy");
  });
});

describe("scoreSubmission(): earned points", () => {
  test("laws share points by weight, rounded down to 0.01", () => {
    const oneOfThree = [
      outcome("first/core", "passed"),
      outcome("first/a", "failed", "failed"),
      outcome("first/b", "failed", "failed"),
    ];
    expect(first(oneOfThree).earned).toBe(3.33);
    const twoOfThree = [
      outcome("first/core", "passed"),
      outcome("first/a", "passed"),
      outcome("first/b", "failed", "failed"),
    ];
    expect(first(twoOfThree).earned).toBe(6.66);
    const weighted = [outcome("first/core", "passed", undefined, 3), outcome("first/a", "failed", "failed", 5)];
    expect(first(weighted).earned).toBe(3.75);
  });

  test("whole hundredths stay exact: 10 · 7/25 gives 2.8", () => {
    for (let of = 2; of <= 200; of++)
      for (let weight = 1; weight < of; weight++) {
        const { earned } = first([
          outcome("first/core", "passed", undefined, weight),
          outcome("first/a", "failed", "failed", of - weight),
        ]);
        // In whole numbers, without any rounding on the way.
        expect(Math.round(earned * 100)).toBe(Math.floor((1000 * weight) / of));
      }
  });

  test("full points require every law, however light", () => {
    const nearly = [outcome("first/core", "passed", undefined, 100_000), outcome("first/a", "failed", "failed", 1)];
    expect(first(nearly).earned).toBe(9.99);
    const all = [outcome("first/core", "passed", undefined, 3), outcome("first/a", "failed", "passed", 4)];
    expect(first(all).earned).toBe(10);
  });

  test("a stub earns points only with its core law", () => {
    for (const core of verdicts.filter((verdict) => verdict !== "passed"))
      expect(first([outcome("first/core", core, core), outcome("first/a", "passed", undefined, 9)]).earned).toBe(0);
  });
});

describe("scoreSubmission(): pending points", () => {
  const failedCore = [
    outcome("first/core", "failed", "failed"),
    outcome("first/a", blockedBy("first"), blockedBy("first")),
  ];

  test("without the reference, blocked laws are pending", () => {
    const waiting = [outcome("first/core", "passed"), outcome("first/a", blockedBy("second"))];
    expect(first(waiting, false)).toMatchObject({ earned: 5, pending: 5 });
    const tried = [outcome("first/core", "passed"), outcome("first/a", blockedBy("second"), "failed")];
    expect(first(tried, true)).toMatchObject({ earned: 5, pending: 0 });
  });

  test("without the reference, a blocked core leaves everything pending", () => {
    const waiting = [outcome("first/core", blockedBy("second")), outcome("first/a", blockedBy("second"))];
    expect(first(waiting, false)).toMatchObject({ earned: 0, pending: 10 });
  });

  test("a stub's own failures lose their points", () => {
    for (const hasReference of [false, true])
      expect(first(failedCore, hasReference)).toMatchObject({ earned: 0, pending: 0 });
    for (const verdict of verdicts.filter((one) => !["passed", "blocked", "not-run", "internal-error"].includes(one)))
      expect(first([outcome("first/core", "passed"), outcome("first/a", verdict)], false)).toMatchObject({
        earned: 5,
        pending: 0,
      });
  });

  test("unjudged laws and grader faults are pending", () => {
    for (const verdict of ["not-run", "internal-error"] as const)
      for (const hasReference of [false, true]) {
        const one = [outcome("first/core", "passed"), outcome("first/a", verdict, verdict)];
        expect(first(one, hasReference)).toMatchObject({ earned: 5, pending: 5 });
        const core = [outcome("first/core", verdict, verdict), outcome("first/a", "passed")];
        expect(first(core, hasReference)).toMatchObject({ earned: 0, pending: 10 });
      }
  });

  test("a grader fault keeps the blocked points pending", () => {
    const fault = { verdict: "internal-error", fault: "TypeError: x\n at y" } as const;
    for (const hasReference of [false, true]) {
      const own = [outcome("first/core", fault), outcome("first/a", blockedBy("first"))];
      expect(first(own, hasReference)).toMatchObject({ earned: 0, pending: 10 });
      const alone = [
        outcome("first/core", blockedBy("second"), fault),
        outcome("first/a", blockedBy("second"), blockedBy("first")),
      ];
      expect(first([...alone, outcome("second/core", "failed")], hasReference)).toMatchObject({ pending: 10 });
    }
    expect(first([outcome("first/core", fault, fault)]).attention).toEqual(["the grader is at fault: TypeError: x"]);
  });

  test("earned plus pending stays within the points", () => {
    const third = [
      outcome("first/core", "passed"),
      outcome("first/a", "not-run"),
      outcome("first/b", "failed", "failed"),
    ];
    expect(first(third)).toMatchObject({ earned: 3.33, pending: 3.33 });
    const rest = [outcome("first/core", "passed"), outcome("first/a", "not-run"), outcome("first/b", "not-run")];
    expect(first(rest)).toMatchObject({ earned: 3.33, pending: 6.67 });
  });
});

describe("scoreSubmission(): capstone", () => {
  const capstone = (before: readonly LawOutcome[], whole: VerdictOrJudgement, hasReference = true) =>
    stubOf(
      score([...before, outcome("capstone/core", whole, undefined, 1, ["first", "second"])], { hasReference }),
      "capstone",
    );
  const fine = outcome("first/core", "passed");

  test("the capstone earns its points on the whole only", () => {
    expect(capstone([fine], "passed")).toMatchObject({ kind: "capstone", points: 6, earned: 6, verdict: "passed" });
    expect(capstone([fine], "failed")).toMatchObject({ earned: 0, pending: 0, verdict: "failed" });
  });

  test("beside the reference, a faulty stub costs the capstone", () => {
    for (const fault of ["failed", "crashed", "refused", "not-started", "timed-out"] as const) {
      const before = [outcome("first/core", fault, "passed"), outcome("second/core", "passed")];
      expect(capstone(before, blockedBy("first"))).toMatchObject({
        verdict: "blocked",
        blockedBy: "first",
        earned: 0,
        pending: 0,
      });
      expect(capstone(before, blockedBy("first"), false)).toMatchObject({ earned: 0, pending: 6 });
    }
  });

  test("a capstone behind unjudged stubs is pending", () => {
    for (const open of ["not-run", "internal-error"] as const) {
      expect(capstone([outcome("first/core", open), fine], blockedBy("first"))).toMatchObject({
        earned: 0,
        pending: 6,
      });
      // A second, faulty stub blocks the capstone as well.
      const both = [outcome("first/core", open), outcome("second/core", "failed", "failed")];
      expect(capstone(both, blockedBy("first"))).toMatchObject({ earned: 0, pending: 0 });
    }
  });
});

describe("scoreSubmission(): details of a stub", () => {
  test("a stub shows the counterexample behind its verdict", () => {
    const failed = (text: string): Judgement => ({ verdict: "failed", counterexample: counterexample(text) });
    const shown = (...outcomes: readonly LawOutcome[]) => first(outcomes).counterexample?.law;
    expect(shown(outcome("first/core", failed("whole")))).toBe("whole");
    expect(shown(outcome("first/core", failed("whole"), failed("alone")))).toBe("alone");
    expect(shown(outcome("first/core", failed("whole"), "not-run"))).toBe("whole");
    const crashed: Judgement = { verdict: "crashed", counterexample: counterexample("b") };
    expect(shown(outcome("first/core", "passed"), outcome("first/a", failed("a")), outcome("first/b", crashed))).toBe(
      "b",
    );
    // A law that fails on the whole and passes alone shows nothing.
    expect(
      shown(
        outcome("first/core", failed("core, whole"), "passed"),
        outcome("first/a", failed("a, whole"), failed("a, alone")),
      ),
    ).toBe("a, alone");
    expect(shown(outcome("first/core", failed("whole"), "passed"))).toBeUndefined();
  });

  test("a stub shows its refusal reason and unjudged laws", () => {
    const region: Region = {
      id: "first",
      file: "9-test/first.ts",
      place: { file: "first.ts", line: 7 },
      regionLine: 7,
      state: "refused",
      tokens: "",
      stripped: "",
      reason: "`process` is not part of the course",
    };
    const handedIn = { ...submission, regions: new Map([["first", region]]) };
    const outcomes = [
      outcome("first/core", "refused"),
      outcome("first/a", "passed", "not-run"),
      outcome("first/b", "failed", "not-run"),
    ];
    const stub = stubOf(score(outcomes, { handedIn }), "first");
    expect(stub.place).toEqual({ file: "first.ts", line: 7 });
    expect(stub.reason).toBe("`process` is not part of the course");
    expect(stub.attention).toEqual(["not judged: first/b"]);
  });
});

/** An arbitrary judgement of the planner; a blocked one names one of these stubs. */
function someJudgement(...blocking: readonly string[]): fc.Arbitrary<Judgement> {
  const plain = fc.constantFrom(...verdicts.filter((verdict) => verdict !== "blocked")).map((verdict) => ({ verdict }));
  return blocking.length === 0
    ? plain
    : fc.oneof({ arbitrary: plain, weight: 3 }, fc.constantFrom(...blocking).map(blockedBy));
}

/** A law's two judgements. `alone` exists only beside the reference, after a failure on the whole. */
function someOutcome(hasReference: boolean, ...blocking: readonly string[]) {
  return fc
    .record({
      whole: someJudgement(...blocking),
      alone: fc.option(someJudgement(...blocking)),
      weight: fc.integer({ min: 1, max: 7 }),
    })
    .map(({ whole, alone, weight }) => ({
      whole,
      alone: hasReference && whole.verdict !== "passed" ? (alone ?? undefined) : undefined,
      weight,
    }));
}

function someLaws(stub: string, hasReference: boolean): fc.Arbitrary<readonly LawOutcome[]> {
  const others = ["first", "second"].filter((other) => other !== stub);
  const needs = stub === "first" ? [] : ["first"];
  return someOutcome(hasReference, ...others).chain((core) => {
    const coreVerdict = (core.alone ?? core.whole).verdict;
    const blocking = coreVerdict === "passed" || coreVerdict === "not-run" ? others : [...others, stub];
    return fc
      .array(someOutcome(hasReference, ...blocking), { maxLength: 5 })
      .map((rest) =>
        [core, ...rest].map(({ whole, alone, weight }, i) =>
          outcome(`${stub}/${i === 0 ? "core" : `law${i}`}`, whole, alone, weight, needs),
        ),
      );
  });
}

const someRun = fc.boolean().chain((hasReference) =>
  fc.record({
    outcomes: fc
      .tuple(...["first", "second", "capstone"].map((stub) => someLaws(stub, hasReference)))
      .map((each) => each.flat()),
    points: fc.integer({ min: 1, max: 60 }),
    hasReference: fc.constant(hasReference),
  }),
);

function scoreRun(outcomes: readonly LawOutcome[], points: number, hasReference: boolean): AssignmentResult {
  const stubs = assignment.stubs.map((stub) => ({ ...stub, points }));
  return score(outcomes, { own: { ...assignment, stubs }, hasReference });
}

const hundredths = (points: number) => Math.round(points * 100);

describe("scoreSubmission(): any outcomes", () => {
  test("earned + pending stays within points, in whole hundredths", () => {
    fc.assert(
      fc.property(someRun, ({ outcomes, points, hasReference }) => {
        const result = scoreRun(outcomes, points, hasReference);
        expect(result.extra).toBe(0);
        for (const { earned, pending, points: most } of [result, ...result.stubs]) {
          expect(hundredths(earned) + hundredths(pending)).toBeLessThanOrEqual(hundredths(most));
          for (const part of [earned, pending]) {
            expect(part).toBeGreaterThanOrEqual(0);
            expect(part).toBe(hundredths(part) / 100);
          }
        }
        expect(hundredths(result.earned)).toBe(result.stubs.reduce((sum, { earned }) => sum + hundredths(earned), 0));
      }),
      { numRuns: 500 },
    );
  });

  test("exactly the passed stubs earn full points", () => {
    fc.assert(
      fc.property(someRun, ({ outcomes, points, hasReference }) => {
        for (const stub of scoreRun(outcomes, points, hasReference).stubs) {
          expect(stub.earned === stub.points).toBe(stub.verdict === "passed");
          expect(stub.laws.every(({ verdict }) => verdict === "passed")).toBe(stub.verdict === "passed");
          if (stub.verdict === "passed") expect(stub.pending).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("one more passing law keeps or raises points", () => {
    fc.assert(
      fc.property(someRun, fc.nat(), fc.boolean(), ({ outcomes, points, hasReference }, pick, onTheWhole) => {
        const at = pick % outcomes.length;
        const { stub, core } = outcomes[at]?.law ?? { stub: "", core: false };
        // Laws that the core blocks are judged once the core passes, with any verdict.
        const blocking = outcomes.some(
          (one) => one.law.stub === stub && [one.whole, one.alone].some((either) => either?.blockedBy === stub),
        );
        fc.pre(!core || !blocking);
        const better = outcomes.map((one, i): LawOutcome => {
          if (i !== at) return one;
          return onTheWhole ? { ...one, whole: { verdict: "passed" } } : { ...one, alone: { verdict: "passed" } };
        });
        const [before, after] = [outcomes, better].map((all) => scoreRun(all, points, hasReference));
        for (const [i, stub] of (before?.stubs ?? []).entries()) {
          const then = after?.stubs[i];
          expect(then?.earned).toBeGreaterThanOrEqual(stub.earned);
          const open = (one: StubResult | undefined) => hundredths(one?.earned ?? 0) + hundredths(one?.pending ?? 0);
          expect(open(then)).toBeGreaterThanOrEqual(open(stub));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("one more failing law keeps or lowers points", () => {
    fc.assert(
      fc.property(someRun, fc.nat(), ({ outcomes, points, hasReference }, pick) => {
        const at = pick % outcomes.length;
        const worse = outcomes.map((one, i): LawOutcome =>
          i === at ? { ...one, whole: { verdict: "failed" }, alone: { verdict: "failed" } } : one,
        );
        const [before, after] = [outcomes, worse].map((all) => scoreRun(all, points, hasReference));
        for (const [i, stub] of (after?.stubs ?? []).entries())
          expect(stub.earned).toBeLessThanOrEqual(before?.stubs[i]?.earned ?? Number.NaN);
        expect(hundredths(after?.earned ?? 0) + hundredths(after?.pending ?? 0)).toBeLessThanOrEqual(
          hundredths(before?.earned ?? 0) + hundredths(before?.pending ?? 0),
        );
      }),
      { numRuns: 500 },
    );
  });
});
