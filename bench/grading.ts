/**
 * @file `npm run bench -- grading`: measures the cost of grading as ratios of times from one run, because milliseconds of
 * one machine say nothing about another machine. Writes `bench/results.json`.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { loadCourse } from "../grader/course/course.ts";
import { assembleWhole } from "../grader/assembly/assemble.ts";
import { referenceSubmission } from "../grader/specimens/reference-submission.ts";
import { inProcess } from "../grader/subject/in-process.ts";
import { Subject, Subjects } from "../grader/subject/subject.ts";
import type { Ask } from "../grader/subject/wire.ts";
import { run } from "../specs/support/question.ts";
import { fill } from "../specs/support/values.ts";
import { measuredCommit } from "./measured-commit.ts";
import type { ModuleMap } from "../grader/course/locked-modules.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const resultsFile = new URL("results.json", import.meta.url);
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

const results = {
  commit: measuredCommit(),
  node: process.version,
  cores: availableParallelism(),
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
    "a program in-process": toThreeDigits(inProcessMs),
    "a program sealed": toThreeDigits(sealedMs),
    "one frame of 100": toThreeDigits(oneFrameMs),
    "100 frames of one question": toThreeDigits(manyFramesMs),
    "a bare start of Node": toThreeDigits(bareNodeMs),
    "a subject from start to first answer": toThreeDigits(firstAnswerMs),
    "grade solution": toThreeDigits(gradeMs),
    "grade solution, unchanged since the last run": toThreeDigits(unchangedMs),
    "vitest with the same laws in-process": toThreeDigits(testsMs),
  },
};
writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
for (const [name, value] of Object.entries(results.ratios)) console.log(`${String(value).padStart(8)}  ${name}`);
if (results.commit === null) console.log("The tree has changes, so results.json names no commit.");

/** Measures the milliseconds of `act`: the median of `rounds`, each the mean of `times` calls, after one round to warm up. */
async function medianMs(rounds: number, times: number, act: () => void | Promise<void>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < times; i++) await act();
    taken.push((performance.now() - start) / times);
  }
  const sorted = taken.slice(1).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function runQuietly(
  command: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): void {
  const { status, stderr } = spawnSync(command, parameters, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`bench: ${parameters.join(" ")} ended with ${status}: ${stderr} [E_BENCH]`);
}

function ratioOf(a: number, b: number): number {
  return toThreeDigits(a / b);
}

/** Rounds a number to three digits. */
function toThreeDigits(n: number): number {
  return Number(n.toPrecision(3));
}
