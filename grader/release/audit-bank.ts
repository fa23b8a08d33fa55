import fc from "fast-check";
import * as v from "valibot";
import { judgeCases } from "../engine/judge.ts";
import type { IdentifiedLaw } from "../engine/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { assembleWhole } from "../intake/assemble.ts";
import type { Submission } from "../intake/submission.ts";
import { benchFor, judgeSubmission } from "../plan.ts";
import type { AssignmentResult, StubResult } from "../score/result.ts";
import { scoreAssignment } from "../score/score.ts";
import { Subject, type Subjects } from "../subject/subject.ts";
import { type BankEntry, type BankSubmission, readBank, submissionsOf } from "./bank.ts";
import type { Course } from "./course.ts";

/** What came of a stub's bank, as it crosses from one process to another. */
export const rowSchema = v.object({
  stub: v.string(),
  wrong: v.number(),
  killed: v.number(),
  blamed: v.number(),
  right: v.number(),
  seeds: v.number(),
  alarms: v.number(),
  /** How many entries were judged with all that needs them. */
  withDependents: v.number(),
  shortcomings: v.array(v.string()),
  /** Law → the wrong regions that no other law of the stub kills. */
  onlyKillerOf: v.record(v.string(), v.array(v.string())),
});

/** One line of the table: what came of a stub's bank. */
export type AuditRow = v.InferOutput<typeof rowSchema>;

/** Which bank to audit, and how. */
export const taskSchema = v.object({ id: v.string(), stub: v.string(), everything: v.boolean(), seed: v.number() });
export type Task = v.InferOutput<typeof taskSchema>;

/** Every right region is judged with this many secrets, and so with as many sets of questions. */
const seedsForRight = 5;
/** How many entries of each bank are judged with everything that needs them, unless all are. */
const sampleSize = 1;

/** Audits the bank of one stub: every wrong region must fall, every right one pass. */
export async function auditBank(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
  { stub, everything, seed }: Task,
  onAudited: (entry: BankEntry) => void,
): Promise<AuditRow> {
  const bank = await submissionsOf(course, readBank(course, stub));
  const drawn = new Set(
    fc.sample(fc.shuffledSubarray([...bank.keys()], { minLength: sampleSize, maxLength: sampleSize }), {
      seed,
      numRuns: 1,
    })[0],
  );
  const own = laws.filter(({ law }) => law.stub === stub);
  const wide = dependentsOf(laws, stub);
  const row: AuditRow = {
    stub,
    wrong: 0,
    killed: 0,
    blamed: 0,
    right: 0,
    seeds: seedsForRight,
    alarms: 0,
    withDependents: 0,
    shortcomings: [],
    onlyKillerOf: {},
  };
  for (const [i, { entry, submission }] of bank.entries()) {
    const widely = everything || drawn.has(i);
    if (widely) row.withDependents++;
    const judge = (secret: string): Promise<Found> =>
      widely
        ? foundWidely(course, wide, subjects, entry, submission, secret)
        : foundNarrowly(course, own, subjects, entry, submission, secret);
    row[entry.kind]++;
    if (entry.kind === "right") {
      let alarm: string | undefined;
      for (let n = 1; n <= seedsForRight && alarm === undefined; n++)
        alarm = (await judge(`${practiceSecret} ${n}`)).shortcoming;
      if (alarm !== undefined) row.alarms++;
      if (alarm !== undefined) row.shortcomings.push(alarm);
    } else {
      const { failing, isBlamed, shortcoming } = await judge(practiceSecret);
      if (failing.length > 0) row.killed++;
      if (isBlamed) row.blamed++;
      const [killer] = failing;
      // A stub's other laws are not judged once its core has failed, so a core never counts as the only killer.
      if (failing.length === 1 && killer !== undefined && !killer.core)
        (row.onlyKillerOf[killer.id] ??= []).push(entry.name);
      if (shortcoming !== undefined) row.shortcomings.push(shortcoming);
    }
    onAudited(entry);
  }
  return row;
}

/** What was found out about a region of the bank. */
interface Found {
  /** The laws of its stub that it breaks. */
  readonly failing: readonly { readonly id: string; readonly core: boolean }[];
  /** Whether its stub is the first at fault. */
  readonly isBlamed: boolean;
  /** In which way the verdict is not what it should be. */
  readonly shortcoming: string | undefined;
}

/** Judges a region as a submission is: whole and alone, with all that needs it; what fails is shrunk and confirmed. */
async function foundWidely(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
  entry: BankEntry,
  submission: Submission,
  secret: string,
): Promise<Found> {
  const result = await judged(course, laws, subjects, { submission }, secret);
  const mark = result.stubs.find(({ id }) => id === entry.stub);
  const failing = mark?.laws.filter(({ verdict }) => verdict !== "passed" && verdict !== "blocked") ?? [];
  return {
    failing: mark !== undefined && mark.earned < mark.points ? failing : [],
    isBlamed: firstBlamed(result) === entry.stub,
    shortcoming: shortcomingOf(entry, result),
  };
}

/** Asks a region its own laws, and no more: nothing is shrunk, and nothing else can be blamed. */
async function foundNarrowly(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
  entry: BankEntry,
  submission: Submission,
  secret: string,
): Promise<Found> {
  const assembly = assembleWhole(course, submission);
  using subject = new Subject(subjects, assembly.modules);
  const failing: { id: string; core: boolean }[] = [];
  for (const law of laws) {
    const cases = await judgeCases(law, benchFor({ course, submission, secret }, law, assembly, subject, false));
    if (cases.kind === "passed") continue;
    failing.push({ id: law.id, core: law.law.core });
    if (law.law.core) break;
    subject.renew();
  }
  const named = `${entry.stub}, ${entry.kind} region ${entry.name} (${entry.sentence})`;
  const fell = failing.length > 0;
  const shortcoming =
    fell === (entry.kind === "wrong")
      ? undefined
      : fell
        ? `${named}: false alarm of ${failing.map(({ id }) => id).join(", ")}`
        : `${named}: survives`;
  return { failing, isBlamed: fell, shortcoming };
}

/** What a submission earns for some laws. */
export async function judged(
  course: Course,
  laws: readonly IdentifiedLaw[],
  subjects: Subjects,
  { submission }: Pick<BankSubmission, "submission">,
  secret: string,
): Promise<AssignmentResult> {
  const outcomes = await judgeSubmission({ course, laws, submission, subjects, secret });
  const stubs = new Set(laws.map(({ law }) => law.stub));
  const scored = scoreAssignment(course.assignment, submission, outcomes, true);
  return { ...scored, stubs: scored.stubs.filter(({ id }) => stubs.has(id)) };
}

/** A stub's own laws, those of every stub that has a law which needs it, and the capstone's. */
function dependentsOf(laws: readonly IdentifiedLaw[], stub: string): readonly IdentifiedLaw[] {
  const stubs = new Set(
    laws.filter(({ law, needs }) => law.stub === stub || needs.includes(stub)).map(({ law }) => law.stub),
  );
  return laws.filter(({ law }) => stubs.has(law.stub));
}

/** In which way an entry's verdict is not what it should be. */
function shortcomingOf(entry: BankEntry, result: AssignmentResult): string | undefined {
  const named = `${entry.stub}, ${entry.kind} region ${entry.name} (${entry.sentence})`;
  const own = result.stubs.find(({ id }) => id === entry.stub);
  if (own === undefined) return `${named}: not judged`;
  const others = result.stubs.filter(({ id, kind }) => id !== entry.stub && kind !== "capstone");
  const robbed = others.find(({ earned, points }) => earned < points);
  if (robbed !== undefined)
    return `${named}: costs points of ${robbed.id}, which is ${robbed.verdict}: ${describe(robbed)}`;
  if (entry.kind === "right") {
    const alarm = result.stubs.find(({ verdict }) => verdict !== "passed");
    return alarm === undefined
      ? undefined
      : `${named}: false alarm, ${alarm.id} is ${alarm.verdict}: ${describe(alarm)}`;
  }
  if (own.earned >= own.points) return `${named}: survives`;
  const core = own.laws.find((law) => law.core);
  if (core?.verdict !== "passed" && own.earned > 0)
    return `${named}: earns ${own.earned} although its core law does not hold`;
  const blamed = firstBlamed(result);
  return blamed === entry.stub ? undefined : `${named}: the first stub blamed is ${blamed ?? "none"}`;
}

/** The first stub in order that is neither passed, not-started nor blocked. */
function firstBlamed(result: AssignmentResult): string | undefined {
  return result.stubs.find(({ verdict }) => verdict !== "passed" && verdict !== "not-started" && verdict !== "blocked")
    ?.id;
}

/** Why a stub did not pass, in one line. */
export function describe({ counterexample, attention, blockedBy }: StubResult): string {
  if (counterexample === undefined)
    return [...attention, ...(blockedBy === undefined ? [] : [`waits for ${blockedBy}`])].join("; ");
  const { law, difference, thrown, reason, replay } = counterexample;
  const what =
    difference === undefined
      ? thrown === undefined
        ? (reason ?? "")
        : `${thrown.name}: ${thrown.message}`
      : `${difference.what}: expected ${difference.expected}, got ${difference.got}`;
  return `${law}: ${what} (${replay ?? ""})`;
}
