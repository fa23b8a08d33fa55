import type { LawOutcome } from "../engine/judgement.ts";
import type { Submission } from "../intake/submission.ts";
import type { Assignment } from "../course/assignment.ts";
import type { Course } from "../course/course.ts";
import { pointsOf, sumHundredths } from "../result/points.ts";
import type { AssignmentResult, LawResult, StubResult, Verdict } from "../result/result.ts";

/** The verdicts from the gravest to the mildest. A stub takes the gravest verdict of its laws. */
const fromGravest: readonly Verdict[] = [
  "internal-error",
  "refused",
  "not-started",
  "out-of-memory",
  "timed-out",
  "crashed",
  "failed",
  "blocked",
  "not-run",
];

/**
 * Turns outcomes into marks: one result for each assignment.
 *
 * Without the reference, no stub can be judged alone. The points of a law that waits for another stub are then pending.
 */
export function scoreSubmission(
  course: Course,
  submission: Submission,
  outcomes: readonly LawOutcome[],
): readonly AssignmentResult[] {
  const faulty = new Set(outcomes.filter(({ whole }) => isFault(whole.verdict)).map(({ law }) => law.stub));
  const waits = ({ law, whole }: LawOutcome) =>
    course.reference === undefined || ![...law.needs, whole.blockedBy ?? law.stub].some((needed) => faulty.has(needed));
  const byStub = Map.groupBy(outcomes, ({ law }) => law.stub);
  const scored = course.assignments.map((assignment) => ({
    assignment,
    stubs: entriesOf(assignment).map((entry) => scoreStub(entry, submission, byStub.get(entry.id) ?? [], waits)),
  }));
  const open = new Set(
    scored
      .flatMap(({ stubs }) => stubs)
      .filter(({ laws, verdict }) => laws.length > 0 && verdict !== "passed")
      .map(({ id }) => id),
  );
  return scored.map(({ assignment, stubs }) => ({
    assignment: assignment.id,
    title: assignment.title,
    ...pointsOf(stubs),
    remarks: [...(submission.remarks.get(assignment.id) ?? [])],
    stubs: stubs.map((stub) => ({ ...stub, ...waitsOf(stub, outcomes, open) })),
  }));
}

/** A stub or capstone with its points. */
type Entry = Pick<StubResult, "id" | "points" | "kind" | "part" | "extra">;

function entriesOf({ stubs, capstone }: Assignment): readonly Entry[] {
  return [
    ...stubs.map(({ id, points, part, extra }) => ({
      id,
      points,
      part,
      kind: "region" as const,
      ...(extra ? { extra } : {}),
    })),
    { id: capstone.id, points: capstone.points, kind: "capstone" as const },
  ];
}

/** @param waits - whether the points of a blocked law are pending rather than lost */
function scoreStub(
  { id, points, kind, part, extra }: Entry,
  submission: Submission,
  outcomes: readonly LawOutcome[],
  waits: (outcome: LawOutcome) => boolean,
): StubResult {
  const region = submission.regions.get(id);
  const judged = outcomes.map((outcome) => {
    const law = lawResultOf(outcome);
    return { outcome, law, open: isUndecided(law, waits(outcome)) };
  });
  const laws = judged.map(({ law }) => law);
  const weight = sumHundredths(laws.map((law) => law.weight));
  const share = (counting: readonly LawResult[]) =>
    counting.length === laws.length
      ? points
      : floorToHundredths((points * sumHundredths(counting.map((law) => law.weight))) / weight);
  const passed = laws.filter(({ verdict }) => verdict === "passed");
  const core = judged.find(({ law }) => law.core);
  // A law behind the stub's own core law is undecided exactly if the core law is.
  const undecided = judged
    .filter(({ law, open }) => (law.verdict === "blocked" && law.blockedBy === id ? core?.open === true : open))
    .map(({ law }) => law);
  // A stub without a judged law is undecided as a whole.
  const coreOpen = core === undefined || core.open || core.law.verdict === "passed";
  const earned = core?.law.verdict === "passed" ? share(passed) : 0;
  const pending = coreOpen ? floorToHundredths(share([...passed, ...undecided]) - earned) : 0;

  // The report shows the case of a law with the stub's verdict. A law that passes alone is no failure.
  const verdict = gravestOf(laws.map((law) => law.verdict));
  const shownCase = judged
    .filter(({ law }) => law.verdict === verdict)
    .map(({ outcome: { whole, alone } }) => alone?.counterexample ?? whole.counterexample)
    .find((found) => found !== undefined);
  const blockedBy = laws.find((law) => law.blockedBy !== undefined && law.blockedBy !== id)?.blockedBy;
  return {
    id,
    kind,
    ...(part === undefined ? {} : { part }),
    ...(extra === undefined ? {} : { extra }),
    verdict,
    points,
    earned,
    pending,
    ...(region?.place === undefined ? {} : { place: region.place }),
    whole: gravestOf(outcomes.map(({ whole }) => whole.verdict)),
    ...(outcomes.some(({ alone }) => alone !== undefined)
      ? { alone: gravestOf(outcomes.map(({ whole, alone }) => (alone ?? whole).verdict)) }
      : {}),
    ...(verdict === "blocked" && blockedBy !== undefined ? { blockedBy } : {}),
    laws,
    ...(shownCase === undefined || verdict === "passed" ? {} : { counterexample: shownCase }),
    ...(region?.reason === undefined ? {} : { reason: region.reason }),
    attention: attentionOf(outcomes),
    ...(region?.findings === undefined || region.findings.length === 0 ? {} : { findings: [...region.findings] }),
  };
}

/** The stubs that block a stub on the whole: needed by its blocked laws and not passed, in the course's order. */
function waitsOf(
  { id, verdict, blockedBy, laws }: StubResult,
  outcomes: readonly LawOutcome[],
  open: ReadonlySet<string>,
): Pick<StubResult, "waitsFor"> {
  // A stub may pass alone although it is blocked on the whole.
  if (verdict !== "blocked" && verdict !== "passed") return {};
  const blocked = new Set(laws.filter((law) => law.whole === "blocked").map((law) => law.id));
  const needed = new Set(outcomes.flatMap(({ law }) => (blocked.has(law.id) ? law.needs : [])));
  const waitsFor = [...open].filter((stub) => stub !== id && (needed.has(stub) || stub === blockedBy));
  return waitsFor.length === 0 ? {} : { waitsFor };
}

/** The result of a law. The whole counts if it passes, otherwise alone if it was judged, otherwise the whole. */
function lawResultOf({ law: { id, says, core, weight }, whole, alone }: LawOutcome): LawResult {
  const counting = whole.verdict === "passed" ? whole : (alone ?? whole);
  return {
    id,
    says,
    core,
    weight,
    verdict: counting.verdict,
    whole: whole.verdict,
    ...(alone === undefined ? {} : { alone: alone.verdict }),
    ...(counting.blockedBy === undefined ? {} : { blockedBy: counting.blockedBy }),
    ...(counting.unstable === true ? { unstable: true } : {}),
  };
}

/** Whether a verdict means a fault of the stub itself. */
function isFault(verdict: Verdict): boolean {
  return !["passed", "blocked", "not-run", "internal-error"].includes(verdict);
}

/** Whether the points of a law are neither earned nor lost: it is not judged, or waits for another stub. */
function isUndecided({ verdict }: LawResult, waits: boolean): boolean {
  return verdict === "not-run" || verdict === "internal-error" || (verdict === "blocked" && waits);
}

function attentionOf(outcomes: readonly LawOutcome[]): string[] {
  const judged = outcomes.flatMap(({ whole, alone }) => [whole, ...(alone === undefined ? [] : [alone])]);
  const faults = judged.flatMap(({ fault }) =>
    fault === undefined ? [] : [`the grader is at fault: ${fault.split("\n")[0] ?? ""}`],
  );
  const unstable = judged.some((judgement) => judgement.unstable === true);
  const skipped = outcomes.map(lawResultOf).filter(({ verdict }) => verdict === "not-run");
  return [
    ...new Set(faults),
    ...(unstable ? ["it did not come out the same twice; the last verdict counts"] : []),
    ...(skipped.length > 0 ? [`not judged: ${skipped.map(({ id }) => id).join(", ")}`] : []),
  ];
}

function gravestOf(verdicts: readonly Verdict[]): Verdict {
  return fromGravest.find((grave) => verdicts.includes(grave)) ?? (verdicts.length === 0 ? "not-run" : "passed");
}

/** Rounds down to 0.01. The small addend protects whole hundredths from errors of binary fractions. */
function floorToHundredths(points: number): number {
  return Math.floor(points * 100 + 1e-6) / 100;
}
