/** @file Grades a folder: reads the submission, judges it, scores it. */
import type { Course } from "../course/course.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";
import type { Judgement, Way } from "../engine/judgement.ts";
import { type Submission, readSubmission } from "../intake/submission.ts";
import type { AssignmentResult, GradingResult } from "../result/result.ts";
import { scoreSubmission } from "../score/score.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { Subjects } from "../subject/subject.ts";
import { TypesQuestion } from "../typecheck/question.ts";
import { graderInfoOf } from "./grader-info.ts";
import { judgeSubmission } from "./plan.ts";
import { type Selection, selectLaws, selectResults } from "./select.ts";

/** The time to wait for the type compiler after the judging. */
const typesPatienceMs = 1500;

/** Options for grading a folder. */
export interface GradeOptions extends Selection {
  /** The selected assignments and all that they build on. */
  readonly course: Course;
  /** The folder with the submission's files. */
  readonly folder: string;
  readonly secret: string;
  /** False: no bubblewrap, even if it works. */
  readonly strong?: boolean;
  /** True: the type compiler checks the regions during the judging. Its findings cost no mark. */
  readonly types?: boolean;
  readonly signal?: AbortSignal;
  readonly onJudged?: (law: IdentifiedLaw, way: Way, judgement: Judgement) => void;
}

/** The laws of a course, and a submission. */
export interface Prepared {
  readonly laws: readonly IdentifiedLaw[];
  readonly submission: Submission;
}

/**
 * Grades a submission.
 *
 * @throws {ChainruleError} if the folder has nothing to grade
 */
export async function grade(options: GradeOptions): Promise<GradingResult> {
  const { course, secret, signal, onJudged } = options;
  const startedAt = performance.now();
  const sandbox = new Sandbox(options.strong === undefined ? {} : { strong: options.strong });
  using subjects = new Subjects({ sandbox });
  const { laws, submission } = await prepare(options, subjects);
  const inspectedAt = performance.now();
  using question = options.types === true ? new TypesQuestion(course, submission, sandbox) : undefined;
  const outcomes = await judgeSubmission({
    course,
    laws: selectLaws(course, laws, options),
    submission,
    subjects,
    secret,
    ...(signal === undefined ? {} : { signal }),
    ...(onJudged === undefined ? {} : { onJudged }),
  });
  const scored = scoreSubmission(course, submission, outcomes);
  const judgedAt = performance.now();
  const types = await question?.answer(typesPatienceMs);
  const endedAt = performance.now();
  const withTypes = scored.map((result) =>
    types?.kind === "checked" ? { ...result, types: [...(types.findings.get(result.assignment) ?? [])] } : result,
  );
  const assignments = selectResults(course, withTypes, options);
  return {
    ...graderInfoOf(subjects),
    engine: {
      seconds: Math.round(endedAt - startedAt) / 1000,
      interrupted: signal?.aborted === true,
      ...(types?.kind === "unchecked" ? { types: types.reason } : {}),
    },
    reproducible: scored.every(isReproducible),
    assignments: [...assignments],
    timings: {
      intake: Math.round(inspectedAt - startedAt),
      judging: Math.round(judgedAt - inspectedAt),
      ...(question === undefined ? {} : { "types, after judging": Math.round(endedAt - judgedAt) }),
    },
  };
}

/** Loads the laws of a course, reads the submission, and starts a subject early if a region is started. */
export async function prepare(
  { course, assignments, folder }: Pick<GradeOptions, "course" | "assignments" | "folder">,
  subjects: Subjects,
): Promise<Prepared> {
  const [laws, submission] = await Promise.all([
    loadLaws(course.assignments),
    readSubmission(course, folder, {
      sandbox: subjects.sandbox,
      ...(assignments.length === 0 ? {} : { required: assignments }),
    }),
  ]);
  const hasStarted = [...submission.regions.values()].some(({ state }) => state === "started");
  if (hasStarted) subjects.warm();
  return { laws, submission };
}

/** Whether all verdicts are independent of the machine's speed and memory. */
export function isReproducible({ stubs }: AssignmentResult): boolean {
  return !stubs.some(({ laws }) => laws.some(({ verdict }) => verdict === "timed-out" || verdict === "out-of-memory"));
}
