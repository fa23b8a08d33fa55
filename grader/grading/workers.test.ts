import { existsSync, globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { readSubmission, type Submission } from "../intake/submission.ts";
import { course, Editor } from "../specimens/editor.ts";
import { Subjects } from "../subject/subject.ts";
import { recordsOf } from "./outcome-records.ts";
import { judgeSubmission } from "./plan.ts";
import { workerCountFor, Workers } from "./workers.ts";

describe("workerCountFor(stubs, processes)", () => {
  test("a few stubs need no worker", () => expect(workerCountFor(5, 16)).toBe(0));
  test("this process takes one core", () => expect(workerCountFor(100, 2)).toBe(1));
  test("each worker has enough stubs", () => expect(workerCountFor(30, 16)).toBe(2));
});

describe("judgeSubmission(plan) with workers", () => {
  const editor = new Editor();
  const subjects = new Subjects();
  let submission: Submission;
  let laws: readonly IdentifiedLaw[];

  beforeAll(async () => {
    const wanted = ["offset", "accumulate", "mul.forward", "mul.backward"];
    const all = await loadLaws(course.assignments);
    laws = all.filter(({ stub, needs }) => [stub, ...needs].every((each) => wanted.includes(each)));
    // One stub fails, one throws in the student's own line, and one waits for them.
    editor.write("accumulate", "  total.set(share);");
    editor.write("mul.forward", '    throw new Error("not yet");');
    submission = await readSubmission(course, editor.folder);
  });
  afterAll(() => {
    subjects[Symbol.dispose]();
    editor[Symbol.dispose]();
  });

  /** Judges with so many workers. @returns the outcomes as records */
  async function judgeWith(
    count: number,
    options: { signal?: AbortSignal; ahead?: number; onStart?: () => void } = {},
  ) {
    const input = {
      course,
      laws,
      submission,
      secret: practiceSecret,
      ...(options.signal && { signal: options.signal }),
    };
    using workers = new Workers(course.assignments);
    workers.warm(options.ahead ?? 0);
    const judges = workers.begin(count, input);
    options.onStart?.();
    return recordsOf(await judgeSubmission({ ...input, subjects, ...(count > 0 && { workers: judges }) }));
  }

  test("the outcomes are those of one process", async () => {
    const alone = await judgeWith(0);
    expect(new Set(alone.map(({ whole }) => whole.verdict))).toEqual(
      new Set(["passed", "failed", "crashed", "blocked"]),
    );
    expect(await judgeWith(2)).toEqual(alone);
  });

  test.skipIf(!existsSync("/proc/self/task"))("workers start ahead, and those that are too many end", async () => {
    const alone = await judgeWith(0);
    const onStart = () => expect(workerIds().length).toBeGreaterThan(0);
    expect(await judgeWith(1, { ahead: 3, onStart })).toEqual(alone);
    await vi.waitFor(() => expect(workerIds()).toEqual([]), 10_000);
  });

  test.skipIf(!existsSync("/proc/self/task"))("a killed worker loses no stub, and none outlives the run", async () => {
    let ids: readonly number[] = [];
    const outcomes = await judgeWith(2, {
      onStart: () => {
        ids = workerIds();
        expect(ids).toHaveLength(2);
        setTimeout(() => process.kill(ids[0] ?? 0, "SIGKILL"), 300);
      },
    });
    expect(outcomes.map(({ law }) => law)).toEqual(laws.map(({ id }) => id));
    expect(outcomes.filter(({ whole }) => whole.verdict === "not-run")).toEqual([]);
    await vi.waitFor(() => expect(workerIds()).toEqual([]), 10_000);
  });

  test("a signal ends the run in all processes", async () => {
    const interrupt = new AbortController();
    interrupt.abort();
    const outcomes = await judgeWith(2, { signal: interrupt.signal });
    expect(new Set(outcomes.map(({ whole }) => whole.verdict))).toEqual(new Set(["not-run"]));
  });
});

/** The ids of the workers that this process has started and that still run. */
function workerIds(): readonly number[] {
  const children = globSync(`/proc/${process.pid}/task/*/children`).flatMap((file) =>
    readFileSync(file, "utf8").trim().split(" "),
  );
  const isWorker = (id: string) => {
    const path = `/proc/${id}/cmdline`;
    return id !== "" && existsSync(path) && readFileSync(path, "utf8").includes("grading/workers.ts");
  };
  return children.filter(isWorker).map(Number);
}
