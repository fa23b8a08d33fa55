import type { LawOutcome } from "../engine/judgement.ts";
import type { Submission } from "../intake/submission.ts";
import type { Assignment } from "../release/assignment.ts";
import { pointsOf, total } from "./points.ts";
import type { AssignmentResult, LawResult, StubResult, Verdict } from "./result.ts";

/** Which verdict a stub has if its laws differ: the first of these among them. */
const gravest: readonly Verdict[] = [
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
 * Turns outcomes into marks.
 *
 * @param hasReference - whether stubs could be tried alone; without it, what waits for another stub is pending
 */
export function scoreAssignment(
  assignment: Assignment,
  submission: Submission,
  outcomes: readonly LawOutcome[],
  hasReference: boolean,
): AssignmentResult {
  const faulty = new Set(outcomes.filter(({ whole }) => isFault(whole.verdict)).map(({ law }) => law.law.stub));
  const waits = ({ law, whole }: LawOutcome) =>
    !hasReference || ![...law.needs, whole.blockedBy ?? law.law.stub].some((needed) => faulty.has(needed));
  const scored = [
    ...assignment.stubs.map(({ id, points, part, extra }) => ({
      id,
      points,
      part,
      kind: "region" as const,
      ...(extra ? { extra } : {}),
    })),
    { ...assignment.capstone, kind: "capstone" as const },
  ].map((entry) =>
    scoreStub(
      entry,
      submission,
      outcomes.filter(({ law }) => law.law.stub === entry.id),
      waits,
    ),
  );
  const open = new Set(
    scored.filter(({ laws, verdict }) => laws.length > 0 && verdict !== "passed").map(({ id }) => id),
  );
  const stubs = scored.map((stub) => ({ ...stub, ...waitsOf(stub, outcomes, open) }));
  return {
    assignment: assignment.id,
    title: assignment.title,
    ...pointsOf(stubs),
    remarks: [...submission.remarks],
    stubs,
  };
}

/** @param waits - whether a law that another stub blocks is not lost by that: it can be judged later, or should have been */
function scoreStub(
  { id, points, kind, part, extra }: Pick<StubResult, "id" | "points" | "kind" | "part" | "extra">,
  submission: Submission,
  outcomes: readonly LawOutcome[],
  waits: (outcome: LawOutcome) => boolean,
): StubResult {
  const region = submission.regions.get(id);
  const judged = outcomes.map((outcome) => {
    const law = lawResult(outcome);
    return { outcome, law, open: isUndecided(law, waits(outcome)) };
  });
  const laws = judged.map(({ law }) => law);
  const weight = total(laws.map((law) => law.weight));
  const share = (counted: readonly LawResult[]) =>
    counted.length === laws.length ? points : floor((points * total(counted.map((law) => law.weight))) / weight);
  const passed = laws.filter(({ verdict }) => verdict === "passed");
  const core = judged.find(({ law }) => law.core);
  // What its own core blocks is as open as the core itself.
  const undecided = judged
    .filter(({ law, open }) => (law.verdict === "blocked" && law.blockedBy === id ? core?.open === true : open))
    .map(({ law }) => law);
  // A stub of which nothing was judged is open as a whole.
  const coreOpen = core === undefined || core.open || core.law.verdict === "passed";
  const earned = core?.law.verdict === "passed" ? share(passed) : 0;
  const pending = coreOpen ? floor(share([...passed, ...undecided]) - earned) : 0;

  // The case that is shown is of the law that gave the stub its verdict: what alone makes good is no failure.
  const verdict = worst(laws.map((law) => law.verdict));
  const shown = judged
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
    whole: worst(outcomes.map(({ whole }) => whole.verdict)),
    ...(outcomes.some(({ alone }) => alone !== undefined)
      ? { alone: worst(outcomes.map(({ whole, alone }) => (alone ?? whole).verdict)) }
      : {}),
    ...(verdict === "blocked" && blockedBy !== undefined ? { blockedBy } : {}),
    laws,
    ...(shown === undefined || verdict === "passed" ? {} : { counterexample: shown }),
    attention: attentionTo(region?.reason, outcomes),
    ...(region?.findings === undefined || region.findings.length === 0 ? {} : { findings: [...region.findings] }),
  };
}

/** What a blocked stub waits for: all that its blocked laws need and that is open, in the assignment's order. */
function waitsOf(
  { id, verdict, blockedBy, laws }: StubResult,
  outcomes: readonly LawOutcome[],
  open: ReadonlySet<string>,
): Pick<StubResult, "waitsFor"> {
  if (verdict !== "blocked") return {};
  const blocked = new Set(laws.filter((law) => law.verdict === "blocked").map((law) => law.id));
  const needed = new Set(outcomes.flatMap(({ law }) => (blocked.has(law.id) ? law.needs : [])));
  const waitsFor = [...open].filter((stub) => stub !== id && (needed.has(stub) || stub === blockedBy));
  return waitsFor.length === 0 ? {} : { waitsFor };
}

/** Whole's verdict if passed, else alone's if run, else whole's. */
function lawResult({ law: { id, law }, whole, alone }: LawOutcome): LawResult {
  const counted = whole.verdict === "passed" ? whole : (alone ?? whole);
  return {
    id,
    says: law.says,
    core: law.core,
    weight: law.weight,
    verdict: counted.verdict,
    whole: whole.verdict,
    ...(alone === undefined ? {} : { alone: alone.verdict }),
    ...(counted.blockedBy === undefined ? {} : { blockedBy: counted.blockedBy }),
    ...(counted.unstable === true ? { unstable: true } : {}),
  };
}

/** Whether a verdict says that something is wrong with the stub itself. */
function isFault(verdict: Verdict): boolean {
  return !["passed", "blocked", "not-run", "internal-error"].includes(verdict);
}

/** Neither earned nor lost: nobody has judged it, or it waits for another stub. */
function isUndecided({ verdict }: LawResult, waits: boolean): boolean {
  return verdict === "not-run" || verdict === "internal-error" || (verdict === "blocked" && waits);
}

function attentionTo(reason: string | undefined, outcomes: readonly LawOutcome[]): string[] {
  const judged = outcomes.flatMap(({ whole, alone }) => [whole, ...(alone === undefined ? [] : [alone])]);
  const faults = judged.flatMap(({ fault }) =>
    fault === undefined ? [] : [`the grader is at fault: ${fault.split("\n")[0] ?? ""}`],
  );
  const unstable = judged.some((judgement) => judgement.unstable === true);
  const skipped = outcomes.map(lawResult).filter(({ verdict }) => verdict === "not-run");
  return [
    ...(reason === undefined ? [] : [reason]),
    ...new Set(faults),
    ...(unstable ? ["it did not come out the same twice; the last verdict counts"] : []),
    ...(skipped.length > 0 ? [`not judged: ${skipped.map(({ id }) => id).join(", ")}`] : []),
  ];
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return gravest.find((grave) => verdicts.includes(grave)) ?? (verdicts.length === 0 ? "not-run" : "passed");
}

/** Rounded down to 0.01; what is a whole hundredth but for rounding stays. */
function floor(points: number): number {
  return Math.floor(points * 100 + 1e-6) / 100;
}
