import * as v from "valibot";
import { judgeCases } from "../engine/judge.ts";
import type { IdentifiedLaw } from "../course/laws.ts";
import { practiceSecret } from "../engine/seed.ts";
import { assembleWhole } from "../assembly/assemble.ts";
import type { Submission } from "../intake/submission.ts";
import { benchOf, judgeSubmission } from "../grading/plan.ts";
import type { StubResult } from "../result/result.ts";
import { scoreSubmission } from "../score/score.ts";
import { Subject } from "../subject/subject.ts";
import { type BankEntry, readBank, submissionsOf } from "../specimens/bank.ts";
import type { Auditor, OnAudited } from "./workers.ts";

/** The form of a row, as one process sends it to another. */
export const rowSchema = v.object({
  stub: v.string(),
  wrong: v.number(),
  killed: v.number(),
  blamed: v.number(),
  right: v.number(),
  seeds: v.number(),
  alarms: v.number(),
  /** The number of entries that were judged with their dependents. */
  withDependents: v.number(),
  shortcomings: v.array(v.string()),
  /** Law → the wrong regions that no other law of the stub kills. */
  onlyKillerOf: v.record(v.string(), v.array(v.string())),
});

/** One row of the audit's table: the result for the bank of one stub. */
export type AuditRow = v.InferOutput<typeof rowSchema>;

/** The form of a task: the regions to audit in the bank of one stub. */
export const taskSchema = v.object({
  stub: v.string(),
  /** The names of the regions to judge. */
  judged: v.array(v.string()),
  /** The names of those that are judged with their dependents; the others are judged by their own laws. */
  widely: v.array(v.string()),
  seeds: v.number(),
});
/** A task for `auditBank`. */
export type Task = v.InferOutput<typeof taskSchema>;

/** Audits regions of one stub: every wrong region must fail, and every right region must pass. */
export async function auditBank(
  auditor: Auditor,
  { stub, judged, widely, seeds }: Task,
  onAudited: OnAudited,
): Promise<AuditRow> {
  const entries = readBank(auditor.course, stub).filter(({ name }) => judged.includes(name));
  const bank = await submissionsOf(auditor.course, entries);
  const row: AuditRow = {
    stub,
    wrong: 0,
    killed: 0,
    blamed: 0,
    right: 0,
    seeds,
    alarms: 0,
    withDependents: 0,
    shortcomings: [],
    onlyKillerOf: {},
  };
  for (const { entry, submission } of bank) {
    const isWide = widely.includes(entry.name);
    if (isWide) row.withDependents++;
    const judge = (secret: string): Promise<EntryAudit> =>
      isWide
        ? judgeWithDependents(auditor, entry, submission, secret)
        : judgeOwnLaws(auditor, entry, submission, secret);
    row[entry.kind]++;
    if (entry.kind === "right") {
      let alarm: string | undefined;
      for (let n = 1; n <= seeds && alarm === undefined; n++)
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

/** The result of the audit for one region of the bank. */
interface EntryAudit {
  /** The laws of the stub that the region breaks. */
  readonly failing: readonly { readonly id: string; readonly core: boolean }[];
  /** Whether the region's stub is the first at fault. */
  readonly isBlamed: boolean;
  /** The difference between the verdict and the expected one; undefined if they agree. */
  readonly shortcoming: string | undefined;
}

/** Judges a region like a submission: whole and alone, with all dependents; shrinks and confirms a failure. */
async function judgeWithDependents(
  auditor: Auditor,
  entry: BankEntry,
  submission: Submission,
  secret: string,
): Promise<EntryAudit> {
  const laws = dependentsOf(auditor.laws, entry.stub);
  const results = await judgeLaws({ ...auditor, laws }, submission, secret);
  const mark = results.find(({ id }) => id === entry.stub);
  const failing = mark?.laws.filter(({ verdict }) => verdict !== "passed" && verdict !== "blocked") ?? [];
  return {
    failing: mark !== undefined && mark.earned < mark.points ? failing : [],
    isBlamed: firstBlamedStub(results) === entry.stub,
    shortcoming: shortcomingOf(entry, results),
  };
}

/** Judges a region by the laws of its own stub only. A failure is not shrunk, and no other stub can be blamed. */
async function judgeOwnLaws(
  auditor: Auditor,
  entry: BankEntry,
  submission: Submission,
  secret: string,
): Promise<EntryAudit> {
  const failing = await Array.fromAsync(brokenLaws(auditor, entry.stub, submission, secret));
  const label = `${entry.stub}, ${entry.kind} region ${entry.name} (${entry.sentence})`;
  const fell = failing.length > 0;
  const shortcoming =
    fell === (entry.kind === "wrong")
      ? undefined
      : fell
        ? `${label}: false alarm of ${failing.map(({ id }) => id).join(", ")}`
        : `${label}: survives`;
  return { failing, isBlamed: fell, shortcoming };
}

/** Finds the laws of a stub that its region breaks, one after another, up to the core. Failures are not shrunk. */
export async function* brokenLaws(
  { course, laws, subjects }: Auditor,
  stub: string,
  submission: Submission,
  secret: string,
): AsyncGenerator<IdentifiedLaw> {
  const assembly = assembleWhole(course, submission);
  using subject = new Subject(subjects, assembly.modules);
  for (const law of laws.filter((each) => each.stub === stub)) {
    const library = { assembly, respondent: subject, alone: false };
    const cases = await judgeCases(law, benchOf({ course, submission, secret }, law, library));
    if (cases.kind === "passed") continue;
    yield law;
    if (law.core) return;
    subject.renew();
  }
}

/** Grades a submission by the auditor's laws. @returns the results of the laws' stubs, in the course's order */
export async function judgeLaws(
  auditor: Auditor,
  submission: Submission,
  secret: string,
): Promise<readonly StubResult[]> {
  const outcomes = await judgeSubmission({ ...auditor, submission, secret });
  const ids = new Set(auditor.laws.map(({ stub }) => stub));
  const results = scoreSubmission(auditor.course, submission, outcomes);
  return results.flatMap(({ stubs }) => stubs.filter(({ id }) => ids.has(id)));
}

/** The laws of a stub and of its dependents. A dependent, such as a capstone, has a law that needs the stub. */
function dependentsOf(laws: readonly IdentifiedLaw[], stub: string): readonly IdentifiedLaw[] {
  const stubs = new Set(laws.filter((law) => law.stub === stub || law.needs.includes(stub)).map((law) => law.stub));
  return laws.filter((law) => stubs.has(law.stub));
}

/** The difference between an entry's results and the expected ones; undefined if they agree. */
function shortcomingOf(entry: BankEntry, results: readonly StubResult[]): string | undefined {
  const label = `${entry.stub}, ${entry.kind} region ${entry.name} (${entry.sentence})`;
  const own = results.find(({ id }) => id === entry.stub);
  if (own === undefined) return `${label}: not judged`;
  const others = results.filter(({ id, kind }) => id !== entry.stub && kind !== "capstone");
  const underpaid = others.find(({ earned, points }) => earned < points);
  if (underpaid !== undefined)
    return `${label}: costs points of ${underpaid.id}, which is ${underpaid.verdict}: ${describeFailure(underpaid)}`;
  if (entry.kind === "right") {
    const alarm = results.find(({ verdict }) => verdict !== "passed");
    return alarm === undefined
      ? undefined
      : `${label}: false alarm, ${alarm.id} is ${alarm.verdict}: ${describeFailure(alarm)}`;
  }
  if (own.earned >= own.points) return `${label}: survives`;
  const core = own.laws.find((law) => law.core);
  if (core?.verdict !== "passed" && own.earned > 0)
    return `${label}: earns ${own.earned} although its core law does not hold`;
  const blamed = firstBlamedStub(results);
  return blamed === entry.stub ? undefined : `${label}: the first stub blamed is ${blamed ?? "none"}`;
}

/** The id of the first stub in order that is neither passed, not-started nor blocked. */
function firstBlamedStub(results: readonly StubResult[]): string | undefined {
  return results.find(({ verdict }) => verdict !== "passed" && verdict !== "not-started" && verdict !== "blocked")?.id;
}

/** Describes in one line why a stub did not pass. */
export function describeFailure({ counterexample, reason: refusal, attention, blockedBy }: StubResult): string {
  if (counterexample === undefined)
    return [
      ...(refusal === undefined ? [] : [refusal]),
      ...attention,
      ...(blockedBy === undefined ? [] : [`waits for ${blockedBy}`]),
    ].join("; ");
  const { law, difference, thrown, fault, reason, replay } = counterexample;
  const cause = thrown ? `${thrown.name}: ${thrown.message}` : fault ? `${fault.name}: ${fault.text}` : (reason ?? "");
  const what =
    difference === undefined ? cause : `${difference.what}: expected ${difference.expected}, got ${difference.got}`;
  return `${law}: ${what} (${replay ?? ""})`;
}
