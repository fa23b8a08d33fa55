/** @file From a folder to a result: takes in, plans, scores. */
import { readFileSync } from "node:fs";
import { type IdentifiedLaw, loadLaws } from "./engine/laws.ts";
import type { Judgement, Way } from "./engine/judgement.ts";
import { SubmissionError } from "./intake/files.ts";
import { type Submission, takeIn } from "./intake/submission.ts";
import { judgeSubmission } from "./plan.ts";
import type { Assignment } from "./release/assignment.ts";
import { type Course, loadCourse } from "./release/course.ts";
import { type AssignmentResult, type GradingResult, resultFormat } from "./score/result.ts";
import { pointsOf } from "./score/points.ts";
import { scoreAssignment } from "./score/score.ts";
import { Subjects } from "./subject/subject.ts";

/** What to grade, and how. */
export interface GradeOptions {
  /** The folder with the submission's files. */
  readonly folder: string;
  readonly assignments: readonly string[];
  /** Stub ids; empty for all. What they need is judged with them, but not reported. */
  readonly stubs: readonly string[];
  readonly secret: string;
  /** false: without bubblewrap even where it works. */
  readonly strong?: boolean;
  readonly signal?: AbortSignal;
  readonly onJudged?: (law: IdentifiedLaw, way: Way, judgement: Judgement) => void;
}

/** A course with its laws, and what was handed in. */
export interface Prepared {
  readonly course: Course;
  readonly laws: readonly IdentifiedLaw[];
  readonly submission: Submission;
}

/**
 * Grades a submission.
 *
 * @throws {SubmissionError} if there is nothing to grade at the path
 */
export async function grade(options: GradeOptions): Promise<GradingResult> {
  const start = performance.now();
  const timings: Record<string, number> = {};
  const strong = options.strong === undefined ? {} : { strong: options.strong };
  using subjects = new Subjects(strong);
  const assignments: AssignmentResult[] = [];
  let reproducible = true;
  for (const id of options.assignments) {
    const from = performance.now();
    const { course, laws, submission } = await prepare(id, options, subjects);
    const taken = performance.now();
    const wanted = selected(course.assignment, laws, options.stubs);
    const outcomes = await judgeSubmission({
      course,
      laws: wanted.laws,
      submission,
      subjects,
      secret: options.secret,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(options.onJudged === undefined ? {} : { onJudged: options.onJudged }),
    });
    const scored = scoreAssignment(course.assignment, submission, outcomes, course.reference !== undefined);
    assignments.push(options.stubs.length === 0 ? scored : onlyStubs(scored, options.stubs));
    reproducible &&= !scored.stubs.some(({ laws: judged }) =>
      judged.some(({ verdict }) => verdict === "timed-out" || verdict === "out-of-memory"),
    );
    timings[`${id} intake`] = Math.round(taken - from);
    timings[`${id} judging`] = Math.round(performance.now() - taken);
  }
  const protection = subjects.protection;
  return {
    schema: resultFormat,
    versions: { chainrule: version(), node: process.version },
    ...(protection === undefined ? {} : { protection: { level: protection.level, layers: [...protection.layers] } }),
    engine: { seconds: Math.round(performance.now() - start) / 1000, interrupted: options.signal?.aborted === true },
    reproducible,
    assignments,
    timings,
  };
}

/** Loads an assignment and takes in what was handed in for it. */
export async function prepare(
  id: string,
  options: Pick<GradeOptions, "folder" | "strong">,
  subjects: Subjects,
): Promise<Prepared> {
  const course = loadCourse(id);
  const [laws, submission] = await Promise.all([
    loadLaws(course.assignment),
    takeIn(course, options.folder, options.strong === undefined ? {} : { strong: options.strong }),
  ]);
  const anything = [...submission.regions.values()].some(({ state }) => state === "started");
  if (anything) subjects.warm();
  return { course, laws, submission };
}

/** The laws of some stubs, and of the stubs that those need. */
export function selected(
  assignment: Assignment,
  laws: readonly IdentifiedLaw[],
  stubs: readonly string[],
): { readonly laws: readonly IdentifiedLaw[] } {
  if (stubs.length === 0) return { laws };
  const known = [...assignment.stubs.map(({ id }) => id), assignment.capstone.id];
  const unknown = stubs.find((stub) => !known.includes(stub));
  if (unknown !== undefined)
    throw new SubmissionError("--stub", `a stub of ${assignment.id}: ${known.join(", ")}`, unknown, "npx grade list");
  // What is needed is judged as in a run of everything, and so needs what it needs there.
  const wanted = new Set(stubs);
  for (const stub of wanted) {
    for (const { law, needs } of laws) if (law.stub === stub) for (const needed of needs) wanted.add(needed);
  }
  return { laws: laws.filter(({ law }) => wanted.has(law.stub)) };
}

function onlyStubs(result: AssignmentResult, ids: readonly string[]): AssignmentResult {
  const stubs = result.stubs.filter(({ id }) => ids.includes(id));
  return { ...result, stubs, ...pointsOf(stubs) };
}

function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String((JSON.parse(text) as { readonly version?: unknown }).version);
}
