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
import { TypesQuestion } from "./types/question.ts";

/** How long the compiler is waited for once everything is judged. */
const typesPatienceMs = 1500;

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
  /** true: the compiler is asked for the types too, beside the judging; for practice, since it costs no mark. */
  readonly types?: boolean;
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
  let withoutTypes: string | undefined;
  for (const id of options.assignments) {
    const from = performance.now();
    const { course, laws, submission } = await prepare(id, options, subjects);
    const taken = performance.now();
    const wanted = selected(course.assignment, laws, options.stubs);
    using question = options.types === true ? new TypesQuestion(course, submission, strong) : undefined;
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
    const judged = performance.now();
    const said = await question?.answer(typesPatienceMs);
    if (said?.kind === "silent") withoutTypes = said.reason;
    const typed = said?.kind === "said" ? { ...scored, types: [...said.findings] } : scored;
    assignments.push(options.stubs.length === 0 ? typed : onlyStubs(typed, options.stubs));
    reproducible &&= isReproducible(scored);
    timings[`${id} intake`] = Math.round(taken - from);
    timings[`${id} judging`] = Math.round(judged - taken);
    if (question !== undefined) timings[`${id} types, after judging`] = Math.round(performance.now() - judged);
  }
  return {
    ...aboutTheGrader(subjects),
    engine: {
      seconds: Math.round(performance.now() - start) / 1000,
      interrupted: options.signal?.aborted === true,
      ...(withoutTypes === undefined ? {} : { types: withoutTypes }),
    },
    reproducible,
    assignments,
    timings,
  };
}

/** What a result says about the grader that it comes from. */
export function aboutTheGrader({ protection }: Subjects): Pick<GradingResult, "schema" | "versions" | "protection"> {
  return {
    schema: resultFormat,
    versions: { chainrule: version(), node: process.version },
    ...(protection === undefined ? {} : { protection: { level: protection.level, layers: [...protection.layers] } }),
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

/** Whether no verdict depended on how fast or how large the machine is. */
export function isReproducible({ stubs }: AssignmentResult): boolean {
  return !stubs.some(({ laws }) => laws.some(({ verdict }) => verdict === "timed-out" || verdict === "out-of-memory"));
}

/** A result of some stubs only; their points are all that is due. */
export function onlyStubs(result: AssignmentResult, ids: readonly string[]): AssignmentResult {
  const stubs = result.stubs.filter(({ id }) => ids.includes(id));
  const files = new Set(stubs.flatMap(({ place }) => (place === undefined ? [] : [place.file])));
  // Helper functions belong to every stub of their file.
  const types = result.types?.filter(({ stub, file }) => (stub === undefined ? files.has(file) : ids.includes(stub)));
  return { ...result, stubs, ...pointsOf(stubs), ...(types === undefined ? {} : { types }) };
}

function version(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String((JSON.parse(text) as { readonly version?: unknown }).version);
}
