/** @file What the files of attacks share: the course that is attacked, where it is done, and how it is judged. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

import { type IdentifiedLaw, loadLaws } from "../engine/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { cutMarked, helpersId } from "../intake/markers.ts";
import type { Region, Submission } from "../intake/submission.ts";
import { judgeSubmission } from "../plan.ts";
import { loadCourse, solutionFiles } from "../release/course.ts";
import { referenceSubmission } from "../release/reference.ts";
import { type GradingResult, resultFormat } from "../score/result.ts";
import { scoreAssignment } from "../score/score.ts";
import { whySealFails } from "../subject/attempts.ts";
import { Subjects } from "../subject/subject.ts";

/** The assignment that is attacked. */
export const assignment = "2-autodiff";
/** Its course: with the reference, where this copy has one. */
export const course = loadCourse(assignment);
/** All its laws. */
export const laws = await loadLaws(course.assignment);
/** Whether there is a reference to put an attack into. */
export const hasReference = course.reference !== undefined;

/** Why the strong layer does not hold on this machine; undefined where it does. */
export const whyNot = await whySealFails();
const obstacles = [
  ...(hasReference ? [] : ["there is no solution/ to put an attack into"]),
  ...(whyNot === undefined ? [] : [`the strong layer is not there: ${whyNot}`]),
];
for (const obstacle of obstacles) {
  if (process.env["CI"] && obstacle.startsWith("the strong"))
    throw new Error(`The attacks cannot be judged: ${obstacle}`);
  console.warn(`\n  !! SKIPPED: attacks, because ${obstacle}\n`);
}
/** Without bubblewrap the realm and the limits hold by themselves what is tried here, on Linux. */
export const canLimit = process.platform === "linux";

/** Ten times the CPU time of a stub on the whole and of its graft: the reserve of wall time that the design gives. */
export const wallMs = 10 * (10_000 + 10_000);

/** What a file of attacks works with, gone after its last test. */
interface Workplace {
  /** An empty folder of its own. */
  readonly folder: string;
  readonly subjects: Subjects;
}

/** A folder and subjects for the file that calls this at its top. */
export function workplace(): Workplace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-attacks-")));
  const subjects = new Subjects();
  afterAll(() => {
    subjects[Symbol.dispose]();
    rmSync(folder, { recursive: true });
  });
  return { folder, subjects };
}

const files = hasReference ? solutionFiles(assignment) : new Map<string, string>();

/** The file of a stub. */
export function fileOf(stub: string): string {
  const file = course.assignment.stubs.find(({ id }) => id === stub)?.file;
  if (file === undefined) throw new RangeError(`no stub ${stub}`);
  return file;
}

/** A copy of the reference with one region's text replaced, alone in a folder inside `folder`. */
export function folderWith(folder: string, stub: string, text: string, helpers = ""): string {
  const root = mkdtempSync(join(folder, "handed-in-"));
  for (const [file, whole] of files) {
    const segments = cutMarked(file, whole).segments.map((segment) => {
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

/** The reference with a region, and perhaps helpers, of somebody else. */
export function withRegion(stub: string, region: Region | undefined, helpers?: Region): Submission {
  const reference = referenceSubmission(course);
  if (region === undefined) throw new RangeError(`no region for ${stub}`);
  return {
    ...reference,
    regions: new Map([...reference.regions, [stub, region]]),
    helpers: new Map(helpers === undefined ? [] : [[fileOf(stub), helpers]]),
  };
}

/** The laws, with few cases for all stubs but one: whether the others keep their points does not hang on chance. */
function mostlyOf(stub: string): readonly IdentifiedLaw[] {
  return laws.map((each) =>
    each.law.stub === stub ? each : { ...each, law: { ...each.law, runs: Math.min(each.law.runs, 2) } },
  );
}

/** Judges a submission as `grade` does, without a folder. */
export async function judged(submission: Submission, stub: string, subjects: Subjects): Promise<GradingResult> {
  // Whom nobody needs but the capstone is not tried beside the reference too, which would cost as much again.
  const tried = ["mul.backward", "sum.backward"].includes(stub) ? { ...course, reference: undefined } : course;
  const outcomes = await judgeSubmission({
    course: tried,
    laws: mostlyOf(stub),
    submission,
    subjects,
    secret: practiceSecret,
  });
  return {
    schema: resultFormat,
    versions: { chainrule: "0", node: process.version },
    engine: { interrupted: false },
    reproducible: true,
    assignments: [scoreAssignment(course.assignment, submission, outcomes, tried.reference !== undefined)],
    timings: {},
  };
}
