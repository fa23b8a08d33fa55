/**
 * @file `npm run bench -- grading`: measures the cost of grading as ratios of times from one run, because milliseconds of
 * one machine say nothing about another machine. Writes `bench/results.json`.
 */
import { loadCourse } from "../grader/course/course.ts";
import { assembleWhole } from "../grader/assembly/assemble.ts";
import { referenceSubmission } from "../grader/specimens/reference-submission.ts";
import { inProcess } from "../grader/subject/in-process.ts";
import { Subject, Subjects } from "../grader/subject/subject.ts";
import type { Ask } from "../specs/support/question.ts";
import { run } from "../specs/support/question.ts";
import { fill } from "../specs/support/values.ts";
import { medianMs, ratioOf, runQuietly, writeFigures } from "./measuring.ts";
import type { ModuleMap } from "../grader/course/locked-modules.ts";

const solution = new URL("../solution/", import.meta.url);

/** The shape of the measured program: a product of two 3 × 4 arrays, forward and backward. */
const shape = [3, 4];
const x = fill(shape, (i) => i + 1);
const y = fill(shape, (i) => 2 - i);
const question: Ask = run(
  { x, y },
  (t) => t.x.mul(t.y),
  fill(shape, () => 1),
).ask;
const hundred = Array.from({ length: 100 }, () => question);

const course = loadCourse();
const { modules }: { readonly modules: ModuleMap } = assembleWhole(course, referenceSubmission(course));

const library = await inProcess(solution);
const inProcessMs = await medianMs(25, 200, async () => void (await library.ask([question])));

using subjects = new Subjects();
using subject = new Subject(subjects, modules);
const ask = async (questions: readonly Ask[]): Promise<void> => {
  const reply = await subject.ask(questions);
  if (reply.kind !== "answers")
    throw new Error(`bench: expected answers, got ${reply.verdict}: ${reply.reason} [E_BENCH]`);
};
const sealedMs = await medianMs(25, 200, () => ask([question]));
const oneFrameMs = await medianMs(25, 1, () => ask(hundred));
const manyFramesMs = await medianMs(25, 1, async () => {
  for (const each of hundred) await ask([each]);
});

const bareNodeMs = await medianMs(7, 1, () => runQuietly(process.execPath, ["--eval", "0"]));
const firstAnswerMs = await medianMs(7, 1, async () => {
  using cold = new Subjects();
  using first = new Subject(cold, modules);
  await first.ask([question]);
});

const gradeMs = await medianMs(3, 1, () =>
  runQuietly(process.execPath, ["grader/cli/grade.mjs", "solution", "--fresh"]),
);
const unchangedMs = await medianMs(3, 1, () => runQuietly(process.execPath, ["grader/cli/grade.mjs", "solution"]));
const testsMs = await medianMs(3, 1, () =>
  runQuietly(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--project", "specs"], {
    CHAINRULE_COURSE: "solution",
  }),
);

writeFigures("results.json", {
  protection: subjects.protection?.layers ?? [],
  ratios: {
    "a program sealed : the same in-process": ratioOf(sealedMs, inProcessMs),
    "a subject from start to first answer : a bare start of Node": ratioOf(firstAnswerMs, bareNodeMs),
    "100 frames of one question : one frame of 100": ratioOf(manyFramesMs, oneFrameMs),
    "grade solution : vitest with the same laws in-process": ratioOf(gradeMs, testsMs),
    "grade solution : a bare start of Node": ratioOf(gradeMs, bareNodeMs),
    "grade solution, unchanged since the last run : judged anew": ratioOf(unchangedMs, gradeMs),
  },
  milliseconds: {
    "a program in-process": inProcessMs,
    "a program sealed": sealedMs,
    "one frame of 100": oneFrameMs,
    "100 frames of one question": manyFramesMs,
    "a bare start of Node": bareNodeMs,
    "a subject from start to first answer": firstAnswerMs,
    "grade solution": gradeMs,
    "grade solution, unchanged since the last run": unchangedMs,
    "vitest with the same laws in-process": testsMs,
  },
});
