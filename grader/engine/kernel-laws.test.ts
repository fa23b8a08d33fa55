import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { singlesOf } from "../../specs/support/arbitraries.ts";
import { within } from "../../specs/support/compare.ts";
import { launch } from "../../specs/support/launch-question.ts";
import { law } from "../../specs/support/law.ts";
import { sizeOf, type Values } from "../../specs/support/values.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import type { Counterexample } from "../result/result.ts";
import { libraryOf, regionLineOf, relu, type SampleKernel, textOf, total } from "../subject/kernel-set-up.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { judge, judgeCases, judgeReplay } from "./judge.ts";
import type { Bench, Judgement } from "./judgement.ts";
import { parseReplay } from "./seed.ts";

const subjects = new Subjects();
afterAll(() => subjects[Symbol.dispose]());

const vector = () => fc.integer({ min: 1, max: 130 }).chain((n) => singlesOf([n]));

function lawOf({ contract }: SampleKernel, due: (x: Values) => readonly number[]): IdentifiedLaw {
  const stated = law({
    stub: contract.stub,
    says: contract.formula,
    core: true,
    given: fc.record({ x: vector() }),
    ask: ({ x }) => launch(contract, { n: sizeOf(x.shape) }, { x }),
    holds: (said, { x }) => {
      const data = Float64Array.from(due(x));
      within("y", said.output("y"), { shape: [data.length], data, allowed: data.map(() => 2 ** -12) });
    },
  });
  return { ...stated, id: `${contract.stub}/value`, assignment: "5-kernels", needs: [] };
}

const reluLaw = lawOf(relu, ({ data }) => Array.from(data, (x) => Math.max(x, 0)));
const totalLaw = lawOf(total, ({ data }) =>
  Array.from({ length: Math.ceil(data.length / 64) }, (_, w) =>
    data.subarray(64 * w, 64 * w + 64).reduce((sum, x) => sum + x, 0),
  ),
);

function benchOf(kernel: SampleKernel, subject: Subject, change: Partial<Bench> = {}): Bench {
  const first = regionLineOf(kernel);
  const last = first + textOf(kernel, kernel.body).split("\n").length;
  return {
    respondent: subject,
    seed: 20,
    alone: false,
    isUnfilled: () => true,
    // The student's file has ten lines more above the region.
    placeOf: (_, line) => (first <= line && line <= last ? { file: "mine.wgsl", line: line + 10 } : undefined),
    ...change,
  };
}

/** Judges the law of a kernel on this region. */
async function judgeOn(kernel: SampleKernel, stated: IdentifiedLaw, body: string): Promise<Judgement> {
  using subject = new Subject(subjects, libraryOf(kernel, body));
  return await judge(stated, benchOf(kernel, subject));
}

async function counterexampleOn(kernel: SampleKernel, stated: IdentifiedLaw, body: string): Promise<Counterexample> {
  const { verdict, unstable, counterexample } = await judgeOn(kernel, stated, body);
  expect({ verdict, unstable }).toEqual({ verdict: "failed", unstable: undefined });
  if (counterexample === undefined) throw new Error("a failure has a counterexample");
  return counterexample;
}

const own = regionLineOf(relu) + 10;

describe("judge(law of a kernel)", () => {
  test("a right kernel passes", async () => {
    expect(await judgeOn(relu, reluLaw, relu.body)).toEqual({ verdict: "passed" });
    expect(await judgeOn(total, totalLaw, total.body)).toEqual({ verdict: "passed" });
  });

  test("a missing guard shows the smallest sizes, the index, the length and the invocation", async () => {
    expect(await counterexampleOn(relu, reluLaw, `y[id.x] = max(x[id.x], 0.0);`)).toMatchObject({
      case: [
        { name: "n", text: "1" },
        { name: "x", text: "[2]" },
      ],
      fault: {
        name: "out of range",
        text: "y[1], but y has 1 element",
        places: [{ text: "invocation (1, 0, 0)", at: { file: "mine.wgsl", line: own } }],
      },
    });
  });

  test("a race shows both lines", async () => {
    const body = `y[0] = 1.0;\ny[0] = 2.0;`;
    const { fault } = await counterexampleOn(relu, reluLaw, body);
    expect(fault).toEqual({
      name: "race",
      text: "y[0]: two invocations of a workgroup meet there, with no barrier between them",
      places: [
        { text: "written by invocation (0, 0, 0)", at: { file: "mine.wgsl", line: own + 1 } },
        { text: "written by invocation (1, 0, 0)", at: { file: "mine.wgsl", line: own } },
      ],
    });
  });

  test("a barrier in a branch shows who waits, and who has ended", async () => {
    const body = total.body.replace("workgroupBarrier(); // written", "if (lane < 32) { workgroupBarrier(); }");
    const { fault } = await counterexampleOn(total, totalLaw, body);
    expect(fault?.name).toBe("barrier");
    expect(fault?.places.map(({ text }) => text)).toEqual([
      "invocation (0, 0, 0) waits",
      "invocation (32, 0, 0) waits elsewhere",
    ]);
  });

  test("an endless loop fails, and is no matter of time", async () => {
    const { fault } = await counterexampleOn(relu, reluLaw, `var i = 0u;\nwhile (i < 10u) { y[0] = 1.0; }`);
    expect(fault).toMatchObject({ name: "endless", places: [{ at: { line: own + 1 } }] });
    expect(fault?.text).toMatch(/^this loop does not end: after \d+ rounds of loops, the launch goes on$/u);
  });

  test("endless loops that together take too long fail, too", async () => {
    const heavy = "s += exp(sin(x[0]) * cos(x[0])) + tanh(s); ".repeat(12);
    const { fault, shrunk } = await counterexampleOn(relu, reluLaw, `var s = 0.0;\nwhile (sizes.n > 0) { ${heavy} }`);
    expect(fault?.name).toBe("endless");
    expect(shrunk).toBe(false);
  });

  test("a kernel that reads only its first workgroup holds for few elements: the report says how many", async () => {
    const body = `let i = id.x;\nif (i < sizes.n) { y[i] = select(7.0, max(x[i], 0.0), i < 64); }`;
    const { suspects } = await counterexampleOn(relu, reluLaw, body);
    expect(suspects[0]).toMatch(
      /^Every case of at most (?:[1-5]\d|6[0-4]) elements holds, and every one of more elements fails\.$/u,
    );
  });

  test("what no invocation writes is told by its index", async () => {
    const { difference } = await counterexampleOn(
      relu,
      reluLaw,
      `if (id.x + 1 < sizes.n) { y[id.x] = max(x[id.x], 0.0); }`,
    );
    expect(difference).toMatchObject({ what: "y[0]", got: "never written by any invocation" });
  });

  test("a wrong number is told with the invocation that wrote it", async () => {
    const body = `if (id.x < sizes.n) { y[sizes.n - 1 - id.x] = x[id.x]; }`;
    const found = await counterexampleOn(relu, reluLaw, body);
    expect(found.difference?.what).toBe("y");
    expect(found.difference?.facts?.[0]?.text).toMatch(/^from invocation \(\d+, 0, 0\)$/u);
  });

  test("NaN is told with the operation that it comes from", async () => {
    const body = `if (id.x < sizes.n) { y[id.x] = (x[id.x] - x[id.x]) / (x[id.x] - x[id.x]); }`;
    expect(await counterexampleOn(relu, reluLaw, body)).toMatchObject({
      difference: { got: "NaN" },
      fault: { name: "first NaN", text: "0 / 0", places: [{ text: "invocation (0, 0, 0)", at: { line: own } }] },
      suspects: [],
    });
  });

  test("a text that does not compile is shown at its line", async () => {
    const { verdict, counterexample } = await judgeOn(relu, reluLaw, `let i = id.x;\nlet j = k;`);
    expect(verdict).toBe("crashed");
    expect(counterexample?.thrown).toMatchObject({ name: "WgslError", at: { file: "mine.wgsl", line: own + 1 } });
  });

  test("a kernel that is not started fails its own law, and blocks those of others", async () => {
    using subject = new Subject(subjects, libraryOf(relu, ""));
    expect(await judgeCases({ ...reluLaw, stub: "step.kernel" }, benchOf(relu, subject))).toEqual({
      kind: "blocked",
      by: "relu.kernel",
    });
    expect(await judge(reluLaw, benchOf(relu, subject, { alone: true }))).toMatchObject({ verdict: "failed" });
  });

  test("a replay shows the same case", async () => {
    const body = `if (id.x <= sizes.n) { y[id.x] = max(x[id.x], 0.0); }`;
    const found = await counterexampleOn(relu, reluLaw, body);
    using subject = new Subject(subjects, libraryOf(relu, body));
    const { path } = parseReplay(found.replay ?? "");
    const again = await judgeReplay(reluLaw, benchOf(relu, subject), path);
    expect(again?.counterexample).toMatchObject({ case: found.case, fault: found.fault });
  });
});
