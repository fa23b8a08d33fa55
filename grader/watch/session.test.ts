import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Store } from "../disk/store.ts";
import { practiceSecret } from "../engine/seed.ts";
import { grade } from "../grading/grade.ts";
import type { StubResult } from "../result/result.ts";
import { type SessionEvent, type SessionOptions, slowMs, WatchSession } from "./session.ts";
import { course, Editor, fileOf, replaceRegion } from "../specimens/editor.ts";

const mul = fileOf("mul.backward");
const right =
  "    accumulate(a, zipWith(out.grad, b, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));";
/** A wrong region: each factor receives itself. */
const swapped =
  "    accumulate(a, zipWith(out.grad, a, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, b, (u, x) => u * x));";

/** The processes that a process has started, and those that they have started. */
function descendantsOf(pid: number): readonly number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

describe("WatchSession", () => {
  const editor = new Editor();
  const options = {
    course,
    folder: editor.folder,
    assignments: ["2-autodiff"],
    stubs: ["mul.forward", "mul.backward", "add.backward"],
    secret: practiceSecret,
  };
  let session: WatchSession;
  let events: SessionEvent[] = [];
  let onNextEvent = () => {};

  beforeAll(async () => {
    session = await WatchSession.start({
      ...options,
      onEvent: (event) => {
        events.push(event);
        onNextEvent();
      },
    });
    await session.waitUntilIdle();
  });
  afterEach(async () => {
    // The next test begins with a correct submission that is already judged.
    editor.restore();
    await lookAndWait();
    events = [];
  });
  afterAll(async () => {
    await session[Symbol.asyncDispose]();
    editor[Symbol.dispose]();
  });

  /** Looks at the folder, and waits until everything is judged. */
  async function lookAndWait(): Promise<void> {
    session.look();
    await session.waitUntilIdle();
  }

  /** Waits for one kind of event while the session is judging. */
  async function waitFor(kind: SessionEvent["kind"]): Promise<void> {
    while (!events.some((event) => event.kind === kind)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      onNextEvent = resolve;
      await promise;
    }
  }

  const stubOf = ({ report }: Extract<SessionEvent, { kind: "verdict" }>): StubResult | undefined =>
    report.assignments[0]?.stubs[0];
  const verdicts = () =>
    events.flatMap((event) => (event.kind === "verdict" ? [`${stubOf(event)?.id} ${stubOf(event)?.verdict}`] : []));
  const touchedStubs = () => events.flatMap((event) => (event.kind === "edit" ? [event.touched] : []));
  const remarkTexts = () =>
    events.flatMap((event) =>
      event.kind === "edit" ? event.report.assignments.flatMap((each) => each.remarks.map(({ text }) => text)) : [],
    );
  const judgedLaws = () => events.flatMap((event) => (event.kind === "judging" ? [event.law] : []));
  const eventKinds = () => events.map(({ kind }) => kind).filter((kind) => kind !== "judging");

  test("a session begins with a report of everything", () => {
    expect(eventKinds()).toEqual(["report"]);
    const stubs = session.report.assignments.flatMap((assignment) => assignment.stubs);
    expect(stubs.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "add.backward passed",
      "mul.forward passed",
      "mul.backward passed",
    ]);
  });

  test("an edit judges only the edited stub", async () => {
    editor.write("mul.backward", swapped);
    await lookAndWait();
    expect(touchedStubs()).toEqual([["mul.backward"]]);
    expect(verdicts()).toEqual(["mul.backward failed"]);
    expect(eventKinds()).toEqual(["edit", "verdict", "settled"]);
    expect(new Set(judgedLaws().map((law) => law.split("/")[0]))).toEqual(new Set(["mul.backward"]));
    const verdict = events.find((event) => event.kind === "verdict");
    expect(verdict?.first).toBe(true);
    expect(verdict === undefined ? undefined : stubOf(verdict)?.counterexample?.replay).toMatch(/^mul\.backward\//);
    expect(session.atHand).toBe("mul.backward");
  });

  test("an edit updates the verdicts of dependent stubs", async () => {
    const file = fileOf("accumulate");
    const before = editor.read(file);
    editor.write("accumulate", "  return;");
    await lookAndWait();
    expect(verdicts()).toEqual(["accumulate failed"]);
    const settled = events.find((event) => event.kind === "settled");
    expect(settled?.changed).toEqual(["add.backward", "mul.backward"]);
    expect(judgedLaws().filter((law) => /^(?:offset|broadcastShapes|mul\.forward)\//.test(law))).toEqual([]);

    events = [];
    editor.save(file, before);
    await lookAndWait();
    expect(verdicts()).toEqual(["accumulate passed"]);
    expect(events.find((event) => event.kind === "settled")?.changed).toEqual(["add.backward", "mul.backward"]);
  });

  test("unchanged code and changed comments start no judging", async () => {
    editor.save(mul, editor.read(mul));
    await lookAndWait();
    expect(events).toEqual([]);
    editor.save(
      mul,
      editor.read(mul).replace(/\(mul\.backward\).*\n/, "$&    // Each factor receives the other one.\n"),
    );
    await lookAndWait();
    expect(touchedStubs()).toEqual([[]]);
    expect(judgedLaws()).toEqual([]);
  });

  test("carriage returns count as line ends", async () => {
    editor.save(mul, editor.read(mul).replaceAll("\n", "\r\n"));
    await lookAndWait();
    expect(events).toEqual([]);
    editor.save(mul, replaceRegion(editor.read(mul), "mul.backward", swapped.replaceAll("\n", "\r\n")));
    await lookAndWait();
    expect(verdicts()).toEqual(["mul.backward failed"]);
  });

  test("a file may be half-written for a moment", async () => {
    const whole = replaceRegion(editor.read(mul), "mul.backward", swapped);
    writeFileSync(editor.path(mul), whole.slice(0, whole.indexOf("zipWith(out.grad, a")));
    session.look();
    writeFileSync(editor.path(mul), whole);
    await lookAndWait();
    expect(remarkTexts()).toEqual([]);
    expect(verdicts()).toEqual(["mul.backward failed"]);
  });

  test("a file that stays half-written gets a remark", async () => {
    const whole = editor.read(mul);
    writeFileSync(editor.path(mul), whole.slice(0, whole.indexOf("// END CODE HERE", whole.indexOf("(mul.backward)"))));
    await lookAndWait();
    expect(remarkTexts()).toContainEqual(expect.stringMatching(/mul\.backward.*END CODE HERE/));
    expect(verdicts()).toEqual(["mul.backward refused"]);
    events = [];
    editor.save(mul, whole);
    await lookAndWait();
    expect(verdicts()).toEqual(["mul.backward passed"]);
  });

  test("only a file that stays deleted gets a remark", async () => {
    const whole = editor.read(mul);
    rmSync(editor.path(mul));
    session.look();
    editor.save(mul, whole);
    await lookAndWait();
    expect(events).toEqual([]);

    rmSync(editor.path(mul));
    await lookAndWait();
    expect(remarkTexts()).toEqual(["the file is missing"]);
    expect(verdicts()).toEqual(["mul.forward refused", "mul.backward refused"]);
    events = [];
    editor.save(mul, whole);
    await lookAndWait();
    expect(verdicts()).toEqual(["mul.forward passed", "mul.backward passed"]);
  });

  test("the session survives an emptied folder", async () => {
    for (const { file } of course.stubs) rmSync(editor.path(file), { force: true });
    await lookAndWait();
    expect(remarkTexts()).toContainEqual(expect.stringMatching(/nothing in it/));
    events = [];
    editor.restore();
    await lookAndWait();
    expect(verdicts()).toContain("mul.backward passed");
  });

  test("a syntax error refuses only its own stub", async () => {
    editor.write("mul.backward", "    accumulate(a, zipWith(out.grad, b, (u, y) => u * y);");
    await lookAndWait();
    expect(verdicts()).toEqual(["mul.backward refused"]);
    expect(session.report.assignments[0]?.stubs.find(({ id }) => id === "mul.forward")?.verdict).toBe("passed");
    events = [];
    editor.restore();
    await lookAndWait();
    expect(verdicts()).toEqual(["mul.backward passed"]);
  });

  test("two quick saves give one first failure", async () => {
    editor.write("mul.backward", swapped);
    session.look();
    // The second save comes while the first file is being judged.
    await waitFor("edit");
    editor.write("add.backward", "    accumulate(a, out.grad);");
    await lookAndWait();
    expect(verdicts().toSorted()).toEqual(["add.backward failed", "mul.backward failed"]);
    const last = events.slice(events.findLastIndex(({ kind }) => kind === "edit"));
    expect(last.filter((event) => event.kind === "verdict" && event.first)).toHaveLength(1);
  });

  test("the next save ends an endless loop", async () => {
    editor.write("mul.backward", "    for (;;);");
    session.look();
    await waitFor("slow");
    expect(events).toContainEqual({ kind: "slow", stub: "mul.backward" });
    expect(verdicts()).toEqual([]);
    editor.write("mul.backward", right);
    await lookAndWait();
    expect(verdicts()).toEqual(["mul.backward passed"]);
    expect(eventKinds().at(-1)).toBe("settled");
  });

  test.skipIf(process.platform !== "linux")("a busy machine makes no stub slow", async () => {
    editor.write("mul.backward", `    for (let i = 0; i < 1e5; i++) Math.sqrt(i);\n${right}`);
    session.look();
    await waitFor("edit");
    while (session.subjects.busyMs === 0) await sleep(5);
    // A stopped process is like one that a busy machine leaves waiting: the clock runs on, and it computes nothing.
    const waiting = descendantsOf(process.pid);
    expect(waiting).not.toEqual([]);
    for (const pid of waiting) process.kill(pid, "SIGSTOP");
    const busyMs = session.subjects.busyMs;
    await sleep(2 * slowMs);
    expect(session.subjects.busyMs).toBeLessThan(busyMs + slowMs / 2);
    expect(eventKinds()).toEqual(["edit"]);
    for (const pid of waiting) process.kill(pid, "SIGCONT");
    await session.waitUntilIdle();
    expect(verdicts()).toEqual(["mul.backward passed"]);
  });

  test("the settled report has the compiler's findings", async () => {
    editor.write("mul.backward", `    const wrong: string = 1;\n${right}`);
    await lookAndWait();
    expect(verdicts()).toEqual(["mul.backward passed"]);
    const settled = events.find((event) => event.kind === "settled");
    expect(settled?.report.assignments[0]?.types?.map(({ stub, rule }) => `${stub} ${rule}`)).toEqual([
      "mul.backward TS2322",
    ]);
    events = [];
    editor.restore();
    await lookAndWait();
    expect(events.find((event) => event.kind === "settled")?.report.assignments[0]?.types).toEqual([]);
  });

  test("after each edit, the report equals a fresh grading", { timeout: 120_000 }, async () => {
    const edits = [
      () => editor.write("accumulate", "  total.data[0] = 1;"),
      () => editor.write("mul.forward", "    // one line more\n    throw new Error();"),
      () => editor.save(mul, editor.read(mul).replace("// one line more", "// two\n    // lines more")),
      () =>
        editor.save(fileOf("accumulate"), editor.read(fileOf("accumulate")).replace("total.data[0] = 1;", "return")),
      () => editor.restore(),
    ];
    for (const edit of edits) {
      edit();
      await lookAndWait();
      const { assignments } = await grade(options);
      expect(session.report.assignments).toEqual(assignments);
    }
  });

  test("judgeAll judges everything again", async () => {
    session.judgeAll();
    await session.waitUntilIdle();
    expect(eventKinds()).toEqual(["report"]);
    expect(new Set(judgedLaws().map((law) => law.split("/")[0]))).toContain("accumulate");
  });
});

describe("WatchSession with a store", () => {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-session-"));
  const store = new Store(folder);
  const editor = new Editor();
  afterAll(() => {
    rmSync(folder, { recursive: true });
    editor[Symbol.dispose]();
  });

  /** Runs a session until everything is judged. @returns the laws that it judged, and its report */
  async function runSession(options: Partial<SessionOptions> = {}) {
    const judged: string[] = [];
    await using session = await WatchSession.start({
      course,
      folder: editor.folder,
      assignments: [],
      stubs: ["add.backward"],
      secret: practiceSecret,
      store,
      onEvent: (event) => {
        if (event.kind === "judging") judged.push(event.law);
      },
      ...options,
    });
    await session.waitUntilIdle();
    return { judged, report: session.report };
  }

  test("a second session takes the outcomes of the first", async () => {
    const first = await runSession();
    expect(first.judged).toContain("add.backward/gradient");
    const second = await runSession();
    expect(second.judged).toEqual([]);
    expect(second.report.assignments).toEqual(first.report.assignments);
    expect((await runSession({ fresh: true })).judged).toEqual(first.judged);
  });

  test("a change between two sessions is judged", async () => {
    await runSession();
    editor.write("add.backward", "    accumulate(a, out.grad);");
    expect((await runSession()).judged).toContain("add.backward/gradient");
  });
});
