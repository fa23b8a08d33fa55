import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import type { LaunchAsk } from "../../specs/support/launch.ts";
import { launch, type Launched, launches } from "../../specs/support/launch-question.ts";
import type { Answer } from "../../specs/support/program.ts";
import { probe, type Question } from "../../specs/support/question.ts";
import { type Values, values } from "../../specs/support/values.ts";
import { projectRoot } from "../course/roots.ts";
import { inProcess } from "./in-process.ts";
import { libraryOf, regionLineOf, relu, type SampleKernel, textOf, total } from "./kernel-set-up.ts";
import { Subject, Subjects } from "./subject.ts";

const subjects = new Subjects();
afterAll(() => subjects[Symbol.dispose]());

const ramp = (n: number): Values => values(Array.from({ length: n }, (_, i) => i - 2));
const ask = ({ contract }: SampleKernel, n: number) => launch(contract, { n }, { x: ramp(n) });
const launchesOf = ({ ask }: Question<unknown>): LaunchAsk => {
  if (ask.kind !== "launches") throw new Error("a question to kernels");
  return ask;
};

/** The answer of a sealed process to one launch. */
async function answerOf(
  kernel: SampleKernel,
  body: string,
  n = 65,
  change: Partial<LaunchAsk> = {},
): Promise<Answer | undefined> {
  using subject = new Subject(subjects, libraryOf(kernel, body));
  const reply = await subject.ask([{ ...launchesOf(ask(kernel, n)), ...change }]);
  if (reply.kind === "died") throw new Error(`it died: ${reply.reason}`);
  return reply.answers[0];
}

async function launchedBy(kernel: SampleKernel, body: string, n = 65): Promise<Launched> {
  const answer = await answerOf(kernel, body, n);
  if (answer?.kind !== "launched") throw new Error(JSON.stringify(answer));
  return ask(kernel, n).read(answer);
}

describe("Subject.ask(launches)", () => {
  test("a right kernel leaves its numbers, and all that it moved is counted", async () => {
    const said = await launchedBy(relu, relu.body);
    expect([...said.output("y").data]).toEqual(Array.from({ length: 65 }, (_, i) => Math.max(i - 2, 0)));
    expect(said.moved("x")).toEqual({ loads: 65, stores: 0, atomics: 0 });
    expect(said.moved("y")).toEqual({ loads: 0, stores: 65, atomics: 0 });
    expect(said.workgroup).toEqual({ loads: 0, stores: 0, atomics: 0 });
  });

  test("a kernel with barriers runs, too", async () => {
    const said = await launchedBy(total, total.body, 100);
    const sum = (from: number, to: number) =>
      ramp(100)
        .data.slice(from, to)
        .reduce((a, b) => a + b, 0);
    expect([...said.output("y").data]).toEqual([sum(0, 64), sum(64, 100)]);
    expect(said.workgroup.stores).toBeGreaterThan(128);
  });

  test.for([
    {
      what: "a missing guard",
      body: `y[id.x] = max(x[id.x], 0.0);`,
      fault: { kind: "out-of-range", variable: "y", index: 65, length: 65, line: regionLineOf(relu) },
    },
    {
      what: "<= in place of <",
      body: `if (id.x <= sizes.n) {\n  y[id.x] = max(x[id.x], 0.0); }`,
      fault: { kind: "out-of-range", index: 65, length: 65, line: regionLineOf(relu) + 1 },
    },
    {
      what: "a guard by arrayLength",
      body: `if (id.x < arrayLength(&y)) { y[id.x] = 0.0; }`,
      fault: { kind: "out-of-range", variable: "y", index: 65, length: 65 },
    },
    {
      what: "a race",
      body: `y[id.x / 2] = 1.0;`,
      fault: {
        kind: "race",
        element: "y[0]",
        first: { line: regionLineOf(relu), invocation: { global: [0, 0, 0] } },
        second: { line: regionLineOf(relu), invocation: { global: [1, 0, 0] } },
      },
    },
    {
      what: "an endless loop",
      body: `var i = 0u;\nwhile (true) { i += 1; if (i == 0) { break; } }`,
      fault: { kind: "endless", what: "loop", line: regionLineOf(relu) + 1 },
    },
  ])("$what is a fault", async ({ body, fault }) => {
    expect(await answerOf(relu, body)).toMatchObject({ kind: "faulted", launch: 0, fault });
  });

  test("a missing barrier is a race, and one in a branch diverges", async () => {
    expect(await answerOf(total, total.body.replace("workgroupBarrier(); // halved", ""))).toMatchObject({
      fault: { kind: "race", variable: "part", within: "workgroup" },
    });
    const branch = total.body.replace("workgroupBarrier(); // written", "if (lane < 32) { workgroupBarrier(); }");
    expect(await answerOf(total, branch)).toMatchObject({ fault: { kind: "divergent-barrier" } });
  });

  test("what is never written is told, though the fill could be a number", async () => {
    const said = await launchedBy(relu, `if (id.x < sizes.n && id.x != 3) { y[id.x] = max(x[id.x], 0.0); }`);
    expect(() => said.output("y")).toThrow("y[3]: expected a number, got never written by any invocation");
  });

  test("the operation that makes NaN is told, with its operands", async () => {
    const answer = await answerOf(relu, `if (id.x < sizes.n) { y[id.x] = 1.0 / (x[id.x] - x[id.x]); }`, 3);
    expect(answer).toMatchObject({
      launches: [{ warnings: [{ kind: "non-finite", operation: "/", operands: [1, 0], result: Infinity }] }],
    });
  });

  test("who wrote what is told where it is asked for", async () => {
    const body = `if (id.x < sizes.n) { y[sizes.n - 1 - id.x] = 1.0; }`;
    const answer = await answerOf(relu, body, 3, { writers: true });
    if (answer?.kind !== "launched") throw new Error(JSON.stringify(answer));
    const y = ask(relu, 3).read(answer).output("y");
    expect([0, 1, 2, 3].map(y.writerOf)).toEqual([[2, 0, 0], [1, 0, 0], [0, 0, 0], undefined]);
  });

  test("how accesses fall on memory is told where it is asked for", async () => {
    const answer = await answerOf(relu, relu.body, 64, { segments: true });
    if (answer?.kind !== "launched") throw new Error(JSON.stringify(answer));
    const own = answer.launches[0]?.segments.filter(({ variable }) => variable === "x");
    expect(own).toEqual([{ variable: "x", kind: "load", line: regionLineOf(relu) + 2, requests: 2, segments: 2 }]);
  });

  test("a text that does not compile is thrown at its line", async () => {
    const answer = await answerOf(relu, `let i = id.x;\nlet j = i +;`);
    expect(answer).toMatchObject({
      kind: "threw",
      error: { name: "WgslError", stack: `main (course:5-kernels/map/relu.wgsl:${regionLineOf(relu) + 1}:12)` },
    });
  });

  test("a launch reads what an earlier one has written", async () => {
    const { contract } = relu;
    const twice = launches({ a: ramp(5), b: { shape: [5] }, c: { shape: [5] } }, [
      { contract, sizes: { n: 5 }, bind: { x: "a", y: "b" } },
      { contract, sizes: { n: 5 }, bind: { x: "b", y: "c" } },
    ]);
    using subject = new Subject(subjects, libraryOf(relu, `if (id.x < sizes.n) { y[id.x] = 2.0 * x[id.x]; }`));
    const reply = await subject.ask([twice.ask]);
    const [answer] = reply.kind === "answers" ? reply.answers : [];
    if (answer?.kind !== "launched") throw new Error(JSON.stringify(reply));
    expect([...twice.read(answer).output("c").data]).toEqual([-8, -4, 0, 4, 8]);
  });
});

describe("a kernel that is not started", () => {
  test.for(["", "  // I will do this tomorrow\n"])("is told with its stub: %j", async (body) => {
    expect(await answerOf(relu, body)).toEqual({ kind: "not-started", stub: "relu.kernel" });
  });

  test("does not keep others from their answers", async () => {
    using subject = new Subject(subjects, { ...libraryOf(relu), ...libraryOf(total, "") });
    const reply = await subject.ask([ask(total, 3).ask, ask(relu, 3).ask, ask(total, 4).ask]);
    expect(reply).toMatchObject({ answers: [{ kind: "not-started" }, { kind: "launched" }, { kind: "not-started" }] });
  });

  test("is a mistake of the law if the library has no such file", async () => {
    using subject = new Subject(subjects, {});
    await expect(subject.ask([ask(relu, 3).ask])).rejects.toThrow(RangeError);
  });
});

describe("a frame with questions of both kinds", () => {
  /** A realm that answers every question with null. */
  const interpreter = `export const register = () => {};
    export const room = (length) => new Float64Array(length);
    export const numbers = () => new Float64Array(0);
    export const answer = (questions) =>
      JSON.stringify(JSON.parse(questions).map(() => ({ kind: "reported", data: null })));`;
  const modules = {
    ...libraryOf(relu),
    "specs:probes/interpreter.ts": interpreter,
    "specs:5-kernels/probes/dispatch.ts": "export const groups = () => {};",
  };

  test("is answered in its order", async () => {
    using subject = new Subject(subjects, modules);
    const dispatch = probe("5-kernels/dispatch.groups", {}).ask;
    const reply = await subject.ask([dispatch, ask(relu, 3).ask, dispatch, dispatch, ask(relu, 4).ask]);
    expect(reply.kind === "answers" && reply.answers.map(({ kind }) => kind)).toEqual([
      "reported",
      "launched",
      "reported",
      "reported",
      "launched",
    ]);
  });
});

describe("hostile texts", () => {
  test.for([
    { what: "a huge array", body: `var big: array<f32, 1000000000>;\nbig[0] = 1.0;` },
    { what: "deep nesting", body: `y[0] = ${"(".repeat(20_000)}1.0${")".repeat(20_000)};` },
    { what: "deep blocks", body: "{".repeat(20_000) + "}".repeat(20_000) },
    { what: "a long name", body: `let ${"é".repeat(30_000)} = 1; y[0] = ${"è".repeat(30_000)};` },
    { what: "names of JavaScript", body: `let constructor = process.exit(0);` },
  ])("$what is refused with a short text", async ({ body }) => {
    const answer = await answerOf(relu, body);
    expect(answer).toMatchObject({ kind: "threw", error: { name: "WgslError" } });
    expect(answer?.kind === "threw" && answer.error.message.length).toBeLessThanOrEqual(500);
  });

  test("endless loops in each of a hundred cases end soon, and are told alike", async () => {
    using subject = new Subject(subjects, libraryOf(relu, "while (sizes.n > 0) { y[0] = x[0]; }"));
    const questions = Array.from({ length: 100 }, (_, i) => ask(relu, 1 + 3 * i).ask);
    const reply = await subject.ask(questions);
    expect(reply.kind === "answers" && new Set(reply.answers.map(({ kind }) => kind))).toEqual(new Set(["faulted"]));
    expect(reply.cpuMs).toBeLessThan(1500);
  });

  test("a launch that the grader itself asks too large is the grader's fault", async () => {
    const huge = launchesOf(ask(relu, 3));
    const workgroups = [60_000, 60_000, 1] as const;
    using subject = new Subject(subjects, libraryOf(relu));
    const asked = { ...huge, launches: huge.launches.map((one) => ({ ...one, workgroups })) };
    await expect(subject.ask([asked])).rejects.toThrow("at most 16777216 invocations");
  });
});

describe("inProcess(course)", () => {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-launches-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  // The interpreter of programs needs the rest of the course.
  cpSync(new URL("starter/2-autodiff/", projectRoot), join(folder, "2-autodiff"), { recursive: true });
  const write = (kernel: SampleKernel, body: string): void => {
    const path = join(folder, kernel.contract.file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(kernel, body));
  };

  test("answers as a sealed process does", async () => {
    const { ask: askHere } = await inProcess(pathToFileURL(`${folder}/`));
    for (const body of [relu.body, `y[id.x] = x[id.x];`, ""]) {
      write(relu, body);
      const { answers } = await askHere([ask(relu, 65).ask]);
      expect(answers[0]).toEqual(await answerOf(relu, body));
    }
  });
});
