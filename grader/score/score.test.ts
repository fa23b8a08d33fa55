import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { law } from "../../specs/support/law.ts";
import { call } from "../../specs/support/question.ts";
import type { Judgement, LawOutcome } from "../engine/judgement.ts";
import type { IdentifiedLaw } from "../engine/laws.ts";
import type { Region, Submission } from "../intake/submission.ts";
import type { Assignment } from "../release/assignment.ts";
import type { AssignmentResult, Counterexample, StubResult, Verdict } from "./result.ts";
import { scoreAssignment } from "./score.ts";

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
  title: "A test",
  stubs: [
    { id: "first", file: "9-test/first.ts", points: 10, section: "first", part: "One", extra: false },
    { id: "second", file: "9-test/second.ts", points: 5, section: "second", part: "Two", extra: false },
  ],
  capstone: { id: "capstone", points: 6, section: "capstone" },
  globals: [],
  hints: {},
};

const submission: Submission = { regions: new Map(), helpers: new Map(), remarks: [] };

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
  return { id, law: law(text), needs };
}

type Said = Verdict | Judgement;

function judgementOf(said: Said): Judgement {
  return typeof said === "string" ? { verdict: said } : said;
}

/** A law that came out as `whole`, and, if it was tried, as `alone`. */
function outcome(id: string, whole: Said, alone?: Said, weight = 1, needs: readonly string[] = []): LawOutcome {
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

/** How `first` comes out. */
function first(outcomes: readonly LawOutcome[], hasReference = true): StubResult {
  return stubOf(scoreAssignment(assignment, submission, outcomes, hasReference), "first");
}

const blockedBy = (stub: string): Judgement => ({ verdict: "blocked", blockedBy: stub });

function counterexample(text: string): Counterexample {
  return { law: text, says: "It holds.", case: [], suspects: [] };
}

describe("scoreAssignment(assignment, submission, outcomes, hasReference)", () => {
  test("adds up stubs and capstone, in the assignment's order", () => {
    const outcomes = [
      outcome("capstone/core", "passed"),
      outcome("second/core", "failed", "failed"),
      outcome("first/core", "passed"),
    ];
    const result = scoreAssignment(assignment, submission, outcomes, true);
    expect(result).toMatchObject({ assignment: "9-test", earned: 16, pending: 0, points: 21 });
    expect(result.stubs.map(({ id, kind, earned, points }) => [id, kind, earned, points])).toEqual([
      ["first", "region", 10, 10],
      ["second", "region", 0, 5],
      ["capstone", "capstone", 6, 6],
    ]);
  });

  test("a stub of which nothing was judged is not run, and open as a whole", () => {
    expect(first([])).toMatchObject({ verdict: "not-run", whole: "not-run", earned: 0, pending: 10 });
  });
});

describe("what a blocked stub waits for", () => {
  const capstone = (outcomes: readonly LawOutcome[]) =>
    stubOf(scoreAssignment(assignment, submission, outcomes, true), "capstone");
  const needed = (whole: Said) => outcome("capstone/core", whole, undefined, 1, ["second", "first"]);

  test("is every stub that its blocked laws need and that has not passed, in the assignment's order", () => {
    const [failing, idle] = [outcome("first/core", "failed", "failed"), outcome("second/core", "not-started")];
    expect(capstone([failing, idle, needed(blockedBy("second"))]).waitsFor).toEqual(["first", "second"]);
    const passing = outcome("first/core", "passed");
    expect(capstone([passing, idle, needed(blockedBy("second"))]).waitsFor).toEqual(["second"]);
    // What passes on its own is done.
    const alone = outcome("first/core", blockedBy("second"), "passed");
    expect(capstone([alone, idle, needed(blockedBy("second"))]).waitsFor).toEqual(["second"]);
  });

  test("is not said of a stub that was judged, nor of stubs of which nothing was asked", () => {
    expect(
      capstone([outcome("first/core", "passed"), outcome("second/core", "passed"), needed("failed")]),
    ).not.toHaveProperty("waitsFor");
    expect(capstone([needed(blockedBy("second"))])).not.toHaveProperty("waitsFor");
  });
});

describe("extra credit", () => {
  const withExtra: Assignment = {
    ...assignment,
    stubs: assignment.stubs.map((stub) => ({ ...stub, extra: stub.id === "second" })),
  };
  const outcomes = (second: Said) => [
    outcome("first/core", "passed"),
    outcome("second/core", second, second),
    outcome("capstone/core", "passed"),
  ];

  test("is earned on top of the points", () => {
    const result = scoreAssignment(withExtra, submission, outcomes("passed"), true);
    expect(result).toMatchObject({ earned: 21, pending: 0, points: 16, extra: 5 });
    // The control: the same stub, due.
    expect(scoreAssignment(assignment, submission, outcomes("passed"), true)).toMatchObject({
      earned: 21,
      points: 21,
      extra: 0,
    });
  });

  test("is neither missing nor open where it is not earned", () => {
    for (const second of ["not-started", "failed", "not-run"] as const) {
      const result = scoreAssignment(withExtra, submission, outcomes(second), true);
      expect(result).toMatchObject({ earned: 16, pending: 0, points: 16, extra: 0 });
      expect(stubOf(result, "second")).toMatchObject({ extra: true, points: 5, earned: 0 });
    }
  });

  test("is told from what is due, and parts by their titles", () => {
    const { stubs } = scoreAssignment(withExtra, submission, outcomes("passed"), true);
    expect(stubs.map(({ part, extra }) => [part, extra])).toEqual([
      ["One", undefined],
      ["Two", true],
      [undefined, undefined],
    ]);
  });
});

describe("a law's verdict", () => {
  const others = verdicts.filter((verdict) => verdict !== "passed");

  test("is whole's if that is passed, else alone's if it was run, else whole's", () => {
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

  test("a law that passes on the whole or alone is earned, whichever it is", () => {
    for (const other of others) {
      expect(first([outcome("first/core", "passed", other)]).earned).toBe(10);
      expect(first([outcome("first/core", other, "passed")]).earned).toBe(10);
    }
  });

  test("names the stub that it waits for, as the verdict that counts has it", () => {
    const laws = first([
      outcome("first/core", "passed"),
      outcome("first/a", blockedBy("second")),
      outcome("first/b", blockedBy("second"), blockedBy("first")),
      outcome("first/c", blockedBy("second"), "passed"),
    ]).laws;
    expect(laws.map((one) => one.blockedBy)).toEqual([undefined, "second", "first", undefined]);
  });

  test("is unstable if the judgement that counts was", () => {
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

describe("a stub's verdict", () => {
  /** Section 10 of the design. */
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

  test("is passed if all its laws are, else the first of the order among them", () => {
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

  test("whole and alone have the gravest of their own", () => {
    const stub = first([
      outcome("first/core", "failed", "passed"),
      outcome("first/a", "passed"),
      outcome("first/b", "crashed", "failed"),
    ]);
    expect(stub).toMatchObject({ verdict: "failed", whole: "crashed", alone: "failed" });
    expect(first([outcome("first/core", "failed")])).not.toHaveProperty("alone");
  });

  test("a stub that is blocked names another stub that it waits for, and one that failed names none", () => {
    const waiting = [outcome("first/core", blockedBy("second")), outcome("first/a", blockedBy("second"))];
    expect(first(waiting, false)).toMatchObject({ verdict: "blocked", blockedBy: "second" });
    const failed = [outcome("first/core", "failed"), outcome("first/a", blockedBy("second"))];
    expect(first(failed, false)).not.toHaveProperty("blockedBy");
  });
});

describe("points", () => {
  test("are shared by weight, and rounded down to 0.01", () => {
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

  test("a whole hundredth stays one: 10 · 7/25 is 2.8, not 2.79", () => {
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

  test("all of them are earned only if all laws passed, however little the others weigh", () => {
    const nearly = [outcome("first/core", "passed", undefined, 100_000), outcome("first/a", "failed", "failed", 1)];
    expect(first(nearly).earned).toBe(9.99);
    const all = [outcome("first/core", "passed", undefined, 3), outcome("first/a", "failed", "passed", 4)];
    expect(first(all).earned).toBe(10);
  });

  test("nothing is earned unless the core law is", () => {
    for (const core of verdicts.filter((verdict) => verdict !== "passed"))
      expect(first([outcome("first/core", core, core), outcome("first/a", "passed", undefined, 9)]).earned).toBe(0);
  });
});

describe("pending points", () => {
  const failedCore = [
    outcome("first/core", "failed", "failed"),
    outcome("first/a", blockedBy("first"), blockedBy("first")),
  ];

  test("without the reference, what waits for another stub is pending; beside it, it was tried", () => {
    const waiting = [outcome("first/core", "passed"), outcome("first/a", blockedBy("second"))];
    expect(first(waiting, false)).toMatchObject({ earned: 5, pending: 5 });
    const tried = [outcome("first/core", "passed"), outcome("first/a", blockedBy("second"), "failed")];
    expect(first(tried, true)).toMatchObject({ earned: 5, pending: 0 });
  });

  test("without the reference, a stub whose core waits is pending as a whole", () => {
    const waiting = [outcome("first/core", blockedBy("second")), outcome("first/a", blockedBy("second"))];
    expect(first(waiting, false)).toMatchObject({ earned: 0, pending: 10 });
  });

  test("what the stub itself lacks is lost: a failed core, and what that blocks", () => {
    for (const hasReference of [false, true])
      expect(first(failedCore, hasReference)).toMatchObject({ earned: 0, pending: 0 });
    for (const verdict of verdicts.filter((one) => !["passed", "blocked", "not-run", "internal-error"].includes(one)))
      expect(first([outcome("first/core", "passed"), outcome("first/a", verdict)], false)).toMatchObject({
        earned: 5,
        pending: 0,
      });
  });

  test("what was not run, and what the grader got wrong itself, is pending, beside the reference as without it", () => {
    for (const verdict of ["not-run", "internal-error"] as const)
      for (const hasReference of [false, true]) {
        const one = [outcome("first/core", "passed"), outcome("first/a", verdict, verdict)];
        expect(first(one, hasReference)).toMatchObject({ earned: 5, pending: 5 });
        const core = [outcome("first/core", verdict, verdict), outcome("first/a", "passed")];
        expect(first(core, hasReference)).toMatchObject({ earned: 0, pending: 10 });
      }
  });

  test("a fault of the grader in the core law does not cost what the core blocks", () => {
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

  test("are rounded so that earned and pending never add up to more than the points", () => {
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

describe("the capstone", () => {
  const capstone = (before: readonly LawOutcome[], whole: Said, hasReference = true) =>
    stubOf(
      scoreAssignment(
        assignment,
        submission,
        [...before, outcome("capstone/core", whole, undefined, 1, ["first", "second"])],
        hasReference,
      ),
      "capstone",
    );
  const fine = outcome("first/core", "passed");

  test("has points of its own, and earns them on the whole only", () => {
    expect(capstone([fine], "passed")).toMatchObject({ kind: "capstone", points: 6, earned: 6, verdict: "passed" });
    expect(capstone([fine], "failed")).toMatchObject({ earned: 0, pending: 0, verdict: "failed" });
  });

  test("blocked by a stub at fault it is lost, even if that stub passes alone; without the reference it is pending", () => {
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

  test("blocked by a stub that was not run, or for a fault of the grader, it is pending", () => {
    for (const open of ["not-run", "internal-error"] as const) {
      expect(capstone([outcome("first/core", open), fine], blockedBy("first"))).toMatchObject({
        earned: 0,
        pending: 6,
      });
      // Another stub at fault would have blocked it as well.
      const both = [outcome("first/core", open), outcome("second/core", "failed", "failed")];
      expect(capstone(both, blockedBy("first"))).toMatchObject({ earned: 0, pending: 0 });
    }
  });
});

describe("what a person is shown", () => {
  test("is the counterexample of the first law that gave the stub its verdict, alone's if there is one", () => {
    const failed = (text: string): Judgement => ({ verdict: "failed", counterexample: counterexample(text) });
    const shown = (...outcomes: readonly LawOutcome[]) => first(outcomes).counterexample?.law;
    expect(shown(outcome("first/core", failed("whole")))).toBe("whole");
    expect(shown(outcome("first/core", failed("whole"), failed("alone")))).toBe("alone");
    expect(shown(outcome("first/core", failed("whole"), "not-run"))).toBe("whole");
    const crashed: Judgement = { verdict: "crashed", counterexample: counterexample("b") };
    expect(shown(outcome("first/core", "passed"), outcome("first/a", failed("a")), outcome("first/b", crashed))).toBe(
      "b",
    );
    // What fails on the whole for another stub's sake, and passes alone, is no failure of this one.
    expect(
      shown(
        outcome("first/core", failed("core, whole"), "passed"),
        outcome("first/a", failed("a, whole"), failed("a, alone")),
      ),
    ).toBe("a, alone");
    expect(shown(outcome("first/core", failed("whole"), "passed"))).toBeUndefined();
  });

  test("is why a region is refused, and which laws were not judged", () => {
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
    const stub = stubOf(scoreAssignment(assignment, handedIn, outcomes, true), "first");
    expect(stub.place).toEqual({ file: "first.ts", line: 7 });
    expect(stub.attention).toEqual(["`process` is not part of the course", "not judged: first/b"]);
  });
});

/** Any judgement that the planner makes. What is blocked names a stub: its own only if its core law did not pass. */
function someJudgement(...blocking: readonly string[]): fc.Arbitrary<Judgement> {
  const plain = fc.constantFrom(...verdicts.filter((verdict) => verdict !== "blocked")).map((verdict) => ({ verdict }));
  return blocking.length === 0
    ? plain
    : fc.oneof({ arbitrary: plain, weight: 3 }, fc.constantFrom(...blocking).map(blockedBy));
}

/** A law's two judgements. Alone is tried only beside the reference, of what did not pass as a whole. */
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

function scored(outcomes: readonly LawOutcome[], points: number, hasReference: boolean): AssignmentResult {
  const stubs = assignment.stubs.map((stub) => ({ ...stub, points }));
  return scoreAssignment({ ...assignment, stubs }, submission, outcomes, hasReference);
}

const hundredths = (points: number) => Math.round(points * 100);

describe("for any outcomes", () => {
  test("earned + pending ≤ points, for every stub and in all; none is negative or finer than 0.01", () => {
    fc.assert(
      fc.property(someRun, ({ outcomes, points, hasReference }) => {
        const result = scored(outcomes, points, hasReference);
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

  test("a stub has all its points exactly if it is passed, and then nothing is pending", () => {
    fc.assert(
      fc.property(someRun, ({ outcomes, points, hasReference }) => {
        for (const stub of scored(outcomes, points, hasReference).stubs) {
          expect(stub.earned === stub.points).toBe(stub.verdict === "passed");
          expect(stub.laws.every(({ verdict }) => verdict === "passed")).toBe(stub.verdict === "passed");
          if (stub.verdict === "passed") expect(stub.pending).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("one more law that passes costs nobody anything", () => {
    fc.assert(
      fc.property(someRun, fc.nat(), fc.boolean(), ({ outcomes, points, hasReference }, pick, onTheWhole) => {
        const at = pick % outcomes.length;
        const { stub, core } = outcomes[at]?.law.law ?? { stub: "", core: false };
        // What the core blocks is judged once the core passes, and may come out in any way.
        const blocking = outcomes.some(
          (one) => one.law.law.stub === stub && [one.whole, one.alone].some((said) => said?.blockedBy === stub),
        );
        fc.pre(!core || !blocking);
        const better = outcomes.map((one, i): LawOutcome => {
          if (i !== at) return one;
          return onTheWhole ? { ...one, whole: { verdict: "passed" } } : { ...one, alone: { verdict: "passed" } };
        });
        const [before, after] = [outcomes, better].map((all) => scored(all, points, hasReference));
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

  test("one law that fails where it was open, or passed, helps nobody", () => {
    fc.assert(
      fc.property(someRun, fc.nat(), ({ outcomes, points, hasReference }, pick) => {
        const at = pick % outcomes.length;
        const worse = outcomes.map((one, i): LawOutcome =>
          i === at ? { ...one, whole: { verdict: "failed" }, alone: { verdict: "failed" } } : one,
        );
        const [before, after] = [outcomes, worse].map((all) => scored(all, points, hasReference));
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
