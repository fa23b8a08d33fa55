/** @file The parts that all tests of attacks share: the attacked course, a folder to work in, and a short way to judge. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll } from "vitest";

import { loadAssignments } from "../course/assignment.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { cutAtMarkers, helpersId } from "../course/markers.ts";
import type { Region, Submission } from "../intake/submission.ts";
import { judgeSubmission } from "../grading/plan.ts";
import { loadCourse, solutionFiles } from "../course/course.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";
import { type GradingResult, resultFormat } from "../result/result.ts";
import { scoreSubmission } from "../score/score.ts";
import type { Attack } from "./attack.ts";
import { whySealFails } from "../sandbox/obstacle.ts";
import { Subjects } from "../subject/subject.ts";

/** The attacked course; it has the reference where `solution/` exists. */
export const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
/** All laws of the attacked course. */
export const laws = await loadLaws(course.assignments);
/** Whether the course has a reference to put an attack into. */
export const hasReference = course.reference !== undefined;

/** Why bubblewrap does not work on this machine; undefined where it works. */
export const sealFailure = await whySealFails();
const obstacles = [
  ...(hasReference ? [] : ["there is no solution/ to put an attack into"]),
  ...(sealFailure === undefined ? [] : [`the strong layer is not there: ${sealFailure}`]),
];
for (const obstacle of obstacles) {
  if (process.env["CI"] && obstacle.startsWith("the strong"))
    throw new Error(`The attacks cannot be judged: ${obstacle}`);
  console.warn(`\n  !! SKIPPED: attacks, because ${obstacle}\n`);
}
/** On Linux the realm and the limits are enough to contain the attacks, even without bubblewrap. */
export const canLimit = process.platform === "linux";

/** The longest wall time of a test: ten times the CPU time of a stub, judged whole and alone. */
export const wallMs = 10 * (10_000 + 10_000);

/** The folder and the subjects of one test file. They are removed after its last test. */
interface Workplace {
  /** An empty folder that only this test file uses. */
  readonly folder: string;
  readonly subjects: Subjects;
}

/** Opens a folder and subjects for a test file, which calls this at its top. */
export function openWorkplace(): Workplace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-attacks-")));
  const subjects = new Subjects();
  afterAll(() => {
    subjects[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  });
  return { folder, subjects };
}

const files = new Map(hasReference ? course.assignments.flatMap((each) => [...solutionFiles(each)]) : []);

/** The file of a stub. */
export function fileOf(stub: string): string {
  const file = course.stubs.find(({ id }) => id === stub)?.file;
  if (file === undefined) throw new RangeError(`no stub ${stub}`);
  return file;
}

/** Writes the reference with one region replaced into a new folder inside `folder`. @returns the new folder */
export function writeSubmission(folder: string, stub: string, text: string, helpers = ""): string {
  const root = mkdtempSync(join(folder, "handed-in-"));
  for (const [file, whole] of files) {
    const segments = cutAtMarkers(file, whole).segments.map((segment) => {
      if (segment.kind === "locked" || file !== fileOf(stub)) return segment.text;
      if (segment.id === helpersId) return helpers === "" ? segment.text : `${helpers}\n`;
      return segment.id === stub ? `${text}\n` : segment.text;
    });
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, segments.join(""));
  }
  return root;
}

/** The reference with one region, and perhaps helpers, of an attack. It is a submission without a folder. */
export function submissionWith(stub: string, region: Region | undefined, helpers?: Region): Submission {
  const reference = referenceSubmission(course);
  if (region === undefined) throw new RangeError(`no region for ${stub}`);
  return {
    ...reference,
    regions: new Map([...reference.regions, [stub, region]]),
    helpers: new Map(helpers === undefined ? [] : [[fileOf(stub), helpers]]),
  };
}

/** The number of other stubs that a test judges beside the attacked one, unless it judges the whole course. */
const sampleSize = 2;

/**
 * The stubs that the test of an attack judges: the attacked one, and a sample of the others, which must keep their points.
 * The attack's name draws the sample. `npm run proof -- attacks` judges every stub.
 */
export function judgedBeside({ name, stub = "mul.forward" }: Attack): readonly string[] {
  const others = course.stubs.map(({ id }) => id).filter((id) => id !== stub);
  if (process.env["CHAINRULE_ATTACKS"] === "whole") return [stub, ...others];
  const seed = createHash("sha256").update(name).digest().readInt32LE();
  const size = { minLength: sampleSize, maxLength: sampleSize };
  return [stub, ...(fc.sample(fc.subarray(others, size), { seed, numRuns: 1 })[0] ?? [])];
}

/** The laws of the judged stubs; those of the attacked stub with all cases, the others with two: enough to keep points. */
function lawsFor(attack: Attack): readonly IdentifiedLaw[] {
  const judged = judgedBeside(attack);
  return laws
    .filter(({ stub }) => judged.includes(stub))
    .map((each) => (each.stub === judged[0] ? each : { ...each, runs: Math.min(each.runs, 2) }));
}

/** Judges a submission as `grade` does, without a folder. */
export async function judgeAttack(submission: Submission, attack: Attack, subjects: Subjects): Promise<GradingResult> {
  const outcomes = await judgeSubmission({
    course,
    laws: lawsFor(attack),
    submission,
    subjects,
    secret: practiceSecret,
  });
  return {
    schema: resultFormat,
    versions: { chainrule: "0", node: process.version },
    engine: { interrupted: false },
    reproducible: true,
    assignments: [...scoreSubmission(course, submission, outcomes)],
    timings: {},
  };
}
