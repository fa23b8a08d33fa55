import { rmSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { practiceSecret } from "../engine/seed.ts";
import { grade } from "../grade.ts";
import type { StubResult } from "../score/result.ts";
import { type Told, WatchSession } from "./session.ts";
import { course, Editor, fileOf, withRegion } from "./set-up.ts";

const mul = fileOf("mul.backward");
const right =
  "    accumulate(a, zipWith(out.grad, b, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));";
/** Each factor receives itself. */
const swapped =
  "    accumulate(a, zipWith(out.grad, a, (u, y) => u * y));\n    accumulate(b, zipWith(out.grad, b, (u, x) => u * x));";

describe("WatchSession", () => {
  const editor = new Editor();
  const options = {
    folder: editor.folder,
    assignments: ["2-autodiff"],
    stubs: ["mul.forward", "mul.backward", "add.backward"],
    secret: practiceSecret,
  };
  let session: WatchSession;
  let told: Told[] = [];
  let heard = () => {};

  beforeAll(async () => {
    session = await WatchSession.start({
      ...options,
      tell: (news) => {
        told.push(news);
        heard();
      },
    });
    await session.idle();
  });
  afterEach(async () => {
    // The next test begins with a submission that holds, and has been judged.
    editor.restore();
    await looked();
    told = [];
  });
  afterAll(async () => {
    await session[Symbol.asyncDispose]();
    editor[Symbol.dispose]();
  });

  /** As the one who watches the folder would: looks, and waits until everything is judged. */
  async function looked(): Promise<void> {
    session.look();
    await session.idle();
  }

  /** Waits for something that is told while the session is still at work. */
  async function until(kind: Told["kind"]): Promise<void> {
    while (!told.some((news) => news.kind === kind)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      heard = resolve;
      await promise;
    }
  }

  const stubOf = ({ report }: Extract<Told, { kind: "verdict" }>): StubResult | undefined =>
    report.assignments[0]?.stubs[0];
  const verdicts = () =>
    told.flatMap((news) => (news.kind === "verdict" ? [`${stubOf(news)?.id} ${stubOf(news)?.verdict}`] : []));
  const touched = () => told.flatMap((news) => (news.kind === "edit" ? [news.touched] : []));
  const remarks = () =>
    told.flatMap((news) =>
      news.kind === "edit" ? news.report.assignments.flatMap((each) => each.remarks.map(({ text }) => text)) : [],
    );
  const judged = () => told.flatMap((news) => (news.kind === "judging" ? [news.law] : []));
  const kinds = () => told.map(({ kind }) => kind).filter((kind) => kind !== "judging");

  test("begins with a report of everything", () => {
    expect(kinds()).toEqual(["report"]);
    const stubs = session.report.assignments.flatMap((assignment) => assignment.stubs);
    expect(stubs.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      "add.backward passed",
      "mul.forward passed",
      "mul.backward passed",
    ]);
  });

  test("asks only the stub that an edit touched, and shows the smallest case that breaks it", async () => {
    editor.write("mul.backward", swapped);
    await looked();
    expect(touched()).toEqual([["mul.backward"]]);
    expect(verdicts()).toEqual(["mul.backward failed"]);
    expect(kinds()).toEqual(["edit", "verdict", "settled"]);
    expect(new Set(judged().map((law) => law.split("/")[0]))).toEqual(new Set(["mul.backward"]));
    const verdict = told.find((news) => news.kind === "verdict");
    expect(verdict?.first).toBe(true);
    expect(verdict === undefined ? undefined : stubOf(verdict)?.counterexample?.replay).toMatch(/^mul\.backward\//);
    expect(session.atHand).toBe("mul.backward");
  });

  test("judges anew what builds on an edit, and tells what came out otherwise", async () => {
    const file = fileOf("accumulate");
    const before = editor.read(file);
    editor.write("accumulate", "  return;");
    await looked();
    expect(verdicts()).toEqual(["accumulate failed"]);
    const settled = told.find((news) => news.kind === "settled");
    expect(settled?.changed).toEqual(["add.backward", "mul.backward"]);
    expect(judged().filter((law) => /^(?:offset|broadcastShapes|mul\.forward)\//.test(law))).toEqual([]);

    told = [];
    editor.save(file, before);
    await looked();
    expect(verdicts()).toEqual(["accumulate passed"]);
    expect(told.find((news) => news.kind === "settled")?.changed).toEqual(["add.backward", "mul.backward"]);
  });

  test("says nothing where nothing has changed, and judges nothing where only a comment has", async () => {
    editor.save(mul, editor.read(mul));
    await looked();
    expect(told).toEqual([]);
    editor.save(
      mul,
      editor.read(mul).replace(/\(mul\.backward\).*\n/, "$&    // Each factor receives the other one.\n"),
    );
    await looked();
    expect(touched()).toEqual([[]]);
    expect(judged()).toEqual([]);
  });

  test("takes carriage returns for line ends", async () => {
    editor.save(mul, editor.read(mul).replaceAll("\n", "\r\n"));
    await looked();
    expect(told).toEqual([]);
    editor.save(mul, withRegion(editor.read(mul), "mul.backward", swapped.replaceAll("\n", "\r\n")));
    await looked();
    expect(verdicts()).toEqual(["mul.backward failed"]);
  });

  test("a file that is half-written for a moment is looked at again", async () => {
    const whole = withRegion(editor.read(mul), "mul.backward", swapped);
    writeFileSync(editor.path(mul), whole.slice(0, whole.indexOf("zipWith(out.grad, a")));
    session.look();
    writeFileSync(editor.path(mul), whole);
    await looked();
    expect(remarks()).toEqual([]);
    expect(verdicts()).toEqual(["mul.backward failed"]);
  });

  test("a file that stays half-written is told, and mended", async () => {
    const whole = editor.read(mul);
    writeFileSync(editor.path(mul), whole.slice(0, whole.indexOf("// END CODE HERE", whole.indexOf("(mul.backward)"))));
    await looked();
    expect(remarks()).toContainEqual(expect.stringMatching(/mul\.backward.*END CODE HERE/));
    expect(verdicts()).toEqual(["mul.backward refused"]);
    told = [];
    editor.save(mul, whole);
    await looked();
    expect(verdicts()).toEqual(["mul.backward passed"]);
  });

  test("a file that is deleted and put back at once is not missed, one that stays away is", async () => {
    const whole = editor.read(mul);
    rmSync(editor.path(mul));
    session.look();
    editor.save(mul, whole);
    await looked();
    expect(told).toEqual([]);

    rmSync(editor.path(mul));
    await looked();
    expect(remarks()).toEqual(["the file is missing"]);
    expect(verdicts()).toEqual(["mul.forward refused", "mul.backward refused"]);
    told = [];
    editor.save(mul, whole);
    await looked();
    expect(verdicts()).toEqual(["mul.forward passed", "mul.backward passed"]);
  });

  test("a folder without any file of the course is waited for", async () => {
    for (const { file } of course.assignment.stubs) rmSync(editor.path(file), { force: true });
    await looked();
    expect(remarks()).toContainEqual(expect.stringMatching(/nothing in it/));
    told = [];
    editor.restore();
    await looked();
    expect(verdicts()).toContain("mul.backward passed");
  });

  test("a syntax error costs its own stub alone, until it is mended", async () => {
    editor.write("mul.backward", "    accumulate(a, zipWith(out.grad, b, (u, y) => u * y);");
    await looked();
    expect(verdicts()).toEqual(["mul.backward refused"]);
    expect(session.report.assignments[0]?.stubs.find(({ id }) => id === "mul.forward")?.verdict).toBe("passed");
    told = [];
    editor.restore();
    await looked();
    expect(verdicts()).toEqual(["mul.backward passed"]);
  });

  test("of two files that are saved together both verdicts are told, and one failure is the first", async () => {
    editor.write("mul.backward", swapped);
    session.look();
    // The first one is being judged when the second comes, and its verdict is owed all the same.
    await until("edit");
    editor.write("add.backward", "    accumulate(a, out.grad);");
    await looked();
    expect(verdicts().toSorted()).toEqual(["add.backward failed", "mul.backward failed"]);
    const last = told.slice(told.findLastIndex(({ kind }) => kind === "edit"));
    expect(last.filter((news) => news.kind === "verdict" && news.first)).toHaveLength(1);
  });

  test("an endless loop is told while it runs, and the next save ends it", async () => {
    editor.write("mul.backward", "    for (;;);");
    session.look();
    await until("slow");
    expect(verdicts()).toEqual([]);
    editor.write("mul.backward", right);
    await looked();
    expect(verdicts()).toEqual(["mul.backward passed"]);
    expect(kinds().at(-1)).toBe("settled");
  });

  test("hands on what the compiler says of an edited assignment, which costs no mark", async () => {
    editor.write("mul.backward", `    const wrong: string = 1;\n${right}`);
    await looked();
    expect(verdicts()).toEqual(["mul.backward passed"]);
    const settled = told.find((news) => news.kind === "settled");
    expect(settled?.report.assignments[0]?.types?.map(({ stub, rule }) => `${stub} ${rule}`)).toEqual([
      "mul.backward TS2322",
    ]);
    told = [];
    editor.restore();
    await looked();
    expect(told.find((news) => news.kind === "settled")?.report.assignments[0]?.types).toEqual([]);
  });

  test("after any edits, everything stands as if it were graded for the first time", async () => {
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
      await looked();
      const { assignments } = await grade(options);
      expect(session.report.assignments).toEqual(assignments);
    }
  });

  test("judges everything again where somebody asks for it", async () => {
    session.judgeAll();
    await session.idle();
    expect(kinds()).toEqual(["report"]);
    expect(new Set(judged().map((law) => law.split("/")[0]))).toContain("accumulate");
  });
});
