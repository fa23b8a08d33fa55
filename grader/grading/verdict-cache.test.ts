import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { gradedIds } from "../course/assignment.ts";
import { loadCourse } from "../course/course.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import { Store } from "../disk/store.ts";
import type { Judgement, LawOutcome } from "../engine/judgement.ts";
import { practiceSecret } from "../engine/seed.ts";
import { readSubmission, type Submission } from "../intake/submission.ts";
import type { GradingResult } from "../result/result.ts";
import { course, Editor } from "../specimens/editor.ts";
import { grade, type GradeOptions } from "./grade.ts";
import { type Circumstances, VerdictCache } from "./verdict-cache.ts";

const editor = new Editor();
afterAll(() => editor[Symbol.dispose]());

let folder = "";
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-cache-"));
  store = new Store(folder);
  editor.restore();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Grades a few stubs. @returns the result, and the stubs that were asked something */
async function gradeFew(options: Partial<GradeOptions> = {}) {
  const asked = new Set<string>();
  const result = await grade({
    course,
    folder: editor.folder,
    assignments: [],
    stubs: ["mul.backward", "add.forward"],
    secret: practiceSecret,
    store,
    onJudged: ({ stub }) => asked.add(stub),
    ...options,
  });
  return { result, asked };
}

/** The part of a result that is equal for equal submissions. */
function essenceOf({ assignments, versions, protection }: GradingResult) {
  return { assignments, versions, protection };
}

describe("grade(options) with a store", () => {
  test("an unchanged submission is not asked again", async () => {
    editor.write("mul.backward", '    throw new Error("not yet");');
    const first = await gradeFew();
    expect(first.asked).toContain("mul.backward");
    const second = await gradeFew();
    expect(second.asked).toEqual(new Set());
    expect(essenceOf(second.result)).toEqual(essenceOf(first.result));
  });

  test("an edit asks its stub and what needs it", async () => {
    await gradeFew();
    editor.write("mul.backward", "    accumulate(a, out.grad);");
    const { asked, result } = await gradeFew();
    expect(asked).toEqual(new Set(["mul.backward"]));
    expect(result.assignments[0]?.stubs.find(({ id }) => id === "mul.backward")?.verdict).toBe("failed");
    editor.write("accumulate", "  total.set(share);");
    expect((await gradeFew()).asked).toEqual(new Set(["accumulate", "mul.backward"]));
  });

  test("--fresh asks everything and replaces what is kept", async () => {
    const { asked } = await gradeFew();
    expect((await gradeFew({ fresh: true })).asked).toEqual(asked);
    expect((await gradeFew()).asked).toEqual(new Set());
  });

  test("another secret has verdicts of its own", async () => {
    const { asked } = await gradeFew();
    expect((await gradeFew({ secret: "another long secret" })).asked).toEqual(asked);
  });

  test("an interrupted run keeps nothing", async () => {
    const interrupt = new AbortController();
    let count = 0;
    const stopSoon = () => {
      if (++count === 3) interrupt.abort();
    };
    await gradeFew({ signal: interrupt.signal, onJudged: stopSoon });
    expect((await gradeFew()).asked).toContain("offset");
  });
});

describe("VerdictCache", () => {
  let laws: readonly IdentifiedLaw[];
  let submission: Submission;
  beforeAll(async () => {
    laws = await loadLaws(course.assignments);
    submission = await readSubmission(course, editor.folder);
  });

  const cacheWith = (changed: Partial<Circumstances> = {}) =>
    new VerdictCache(store, { course, laws, secret: practiceSecret, layers: ["process"], ...changed });

  /** Keeps outcomes in which one stub has a judgement and all others pass. @returns the stubs that are kept */
  function keptBeside(stub: string, judgement: Judgement): readonly string[] {
    const cache = cacheWith();
    const outcomes = laws.map((law): LawOutcome => ({
      law,
      whole: law.stub === stub ? judgement : { verdict: "passed" },
    }));
    cache.keep(submission, outcomes, new Map());
    return [...cache.read(submission).keys()];
  }

  test.each<Judgement>([
    { verdict: "timed-out" },
    { verdict: "out-of-memory" },
    { verdict: "not-run" },
    { verdict: "internal-error", fault: "a fault" },
    { verdict: "crashed" },
    { verdict: "passed", unstable: true },
  ])("a chance verdict is kept nowhere: $verdict", (judgement) => {
    const kept = keptBeside("accumulate", judgement);
    expect(kept).not.toContain("accumulate");
    expect(kept).not.toContain("mul.backward");
    expect(kept).toContain("mul.forward");
  });

  test("keeps what would come out again", () => {
    expect(keptBeside("accumulate", { verdict: "failed" })).toContain("accumulate");
  });

  test("an assignment keeps its verdicts, whatever is graded beside it", async () => {
    const kept = new Set(keptBeside("accumulate", { verdict: "failed" }));
    const [first] = course.assignments;
    const alone = loadCourse(first === undefined ? [] : [first]);
    const cache = cacheWith({ course: alone, laws: await loadLaws(alone.assignments) });
    const read = [...cache.read(await readSubmission(alone, editor.folder)).keys()];
    expect(read).toContain("mul.forward");
    expect(read).toEqual(alone.assignments.flatMap(gradedIds).filter((id) => kept.has(id)));
  });

  test.each<{ readonly name: string; readonly changed: Partial<Circumstances> }>([
    { name: "the layers", changed: { layers: ["process", "limits"] } },
    { name: "the secret", changed: { secret: "another long secret" } },
    { name: "the reference", changed: { course: { ...course, reference: undefined } } },
    { name: "a locked module", changed: { course: { ...course, locked: { ...course.locked, more: "" } } } },
  ])("the key has $name", ({ changed }) => {
    expect(keptBeside("accumulate", { verdict: "failed" })).not.toEqual([]);
    expect(cacheWith(changed).read(submission).size).toBe(0);
  });
});
