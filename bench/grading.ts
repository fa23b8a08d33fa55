/**
 * @file `npm run bench -- grading`: what grading costs, as ratios that were measured in one run, since milliseconds of one
 * machine tell another one nothing. Writes `bench/results.json`.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { solutionFiles } from "../grader/release/course.ts";
import { inProcess } from "../grader/subject/in-process.ts";
import { lockedModules, strip } from "../grader/subject/modules.ts";
import { type ModuleMap, Subject, Subjects } from "../grader/subject/subject.ts";
import type { Ask } from "../grader/subject/wire.ts";
import { run } from "../specs/support/question.ts";
import { fill } from "../specs/support/values.ts";
import { commit } from "./commit.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const resultsFile = new URL("results.json", import.meta.url);
const solution = new URL("../solution/", import.meta.url);

/** A 3 × 4 product, forward and backward. */
const shape = [3, 4];
const x = fill(shape, (i) => i + 1);
const y = fill(shape, (i) => 2 - i);
const question: Ask = run(
  { x, y },
  (t) => t.x.mul(t.y),
  fill(shape, () => 1),
).ask;
const hundred = Array.from({ length: 100 }, () => question);

const modules: ModuleMap = {
  ...lockedModules(),
  ...Object.fromEntries([...solutionFiles("2-autodiff")].map(([file, text]) => [`course:${file}`, strip(text)])),
};

const library = await inProcess(solution);
const here = await median(25, 200, async () => void (await library.ask([question])));

using subjects = new Subjects();
using subject = new Subject(subjects, modules);
const ask = async (questions: readonly Ask[]): Promise<void> => {
  const reply = await subject.ask(questions);
  if (reply.kind !== "answers")
    throw new Error(`bench: expected answers, got ${reply.verdict}: ${reply.reason} [E_BENCH]`);
};
const sealed = await median(25, 200, () => ask([question]));
const oneFrame = await median(25, 1, () => ask(hundred));
const manyFrames = await median(25, 1, async () => {
  for (const each of hundred) await ask([each]);
});

const bareNode = await median(7, 1, () => quiet(process.execPath, ["--eval", "0"]));
const firstAnswer = await median(7, 1, async () => {
  using cold = new Subjects();
  using first = new Subject(cold, modules);
  await first.ask([question]);
});

const grade = await median(3, 1, () => quiet(process.execPath, ["grader/cli/grade.mjs", "solution"]));
const tests = await median(3, 1, () =>
  quiet(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--project", "specs"], {
    CHAINRULE_COURSE: "solution",
  }),
);

const results = {
  commit: commit(),
  node: process.version,
  cores: availableParallelism(),
  protection: subjects.protection?.layers ?? [],
  ratios: {
    "a program sealed : the same in-process": ratio(sealed, here),
    "a subject from start to first answer : a bare start of Node": ratio(firstAnswer, bareNode),
    "100 frames of one question : one frame of 100": ratio(manyFrames, oneFrame),
    "grade solution : vitest with the same laws in-process": ratio(grade, tests),
    "grade solution : a bare start of Node": ratio(grade, bareNode),
  },
  milliseconds: {
    "a program in-process": rounded(here),
    "a program sealed": rounded(sealed),
    "one frame of 100": rounded(oneFrame),
    "100 frames of one question": rounded(manyFrames),
    "a bare start of Node": rounded(bareNode),
    "a subject from start to first answer": rounded(firstAnswer),
    "grade solution": rounded(grade),
    "vitest with the same laws in-process": rounded(tests),
  },
};
writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
for (const [name, value] of Object.entries(results.ratios)) console.log(`${String(value).padStart(8)}  ${name}`);
if (results.commit === null) console.log("The tree has changes, so results.json names no commit.");

/** The median over `rounds` of the milliseconds that `act` takes, each the mean over `times` calls; one round warms up. */
async function median(rounds: number, times: number, act: () => void | Promise<void>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < times; i++) await act();
    taken.push((performance.now() - start) / times);
  }
  const sorted = taken.slice(1).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function quiet(
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

function ratio(a: number, b: number): number {
  return rounded(a / b);
}

/** Three digits. */
function rounded(n: number): number {
  return Number(n.toPrecision(3));
}
