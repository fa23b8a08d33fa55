import type { LawOutcome } from "../engine/judgement.ts";
import type { IdentifiedLaw } from "../engine/laws.ts";
import type { Submission } from "../intake/submission.ts";
import type { Assignment } from "../release/assignment.ts";
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
  const stubs = [
    ...assignment.stubs.map(({ id, points }) => ({ id, points, kind: "region" as const })),
    { ...assignment.capstone, kind: "capstone" as const },
  ].map((entry) =>
    scoreStub(
      entry,
      submission,
      outcomes.filter(({ law }) => law.law.stub === entry.id),
      hasReference,
    ),
  );
  return {
    assignment: assignment.id,
    title: assignment.title,
    earned: total(stubs.map(({ earned }) => earned)),
    pending: total(stubs.map(({ pending }) => pending)),
    points: total(stubs.map(({ points }) => points)),
    remarks: [...submission.remarks],
    stubs,
  };
}

function scoreStub(
  { id, points, kind }: { readonly id: string; readonly points: number; readonly kind: "region" | "capstone" },
  submission: Submission,
  outcomes: readonly LawOutcome[],
  hasReference: boolean,
): StubResult {
  const region = submission.regions.get(id);
  const laws = outcomes.map(lawResult);
  const weight = total(laws.map((law) => law.weight));
  const share = (counted: readonly LawResult[]) =>
    counted.length === laws.length ? points : floor((points * total(counted.map((law) => law.weight))) / weight);
  const passed = laws.filter(({ verdict }) => verdict === "passed");
  const core = laws.find((law) => law.core)?.verdict;
  const undecided = laws.filter((law) => isUndecided(law, id, hasReference));
  const earned = core === "passed" ? share(passed) : 0;
  const coreOpen = core === "passed" || laws.some((law) => law.core && undecided.includes(law));
  const pending = coreOpen ? floor(share([...passed, ...undecided]) - earned) : 0;

  const shown = outcomes
    .map(({ whole, alone }) => (alone?.counterexample === undefined ? whole : alone).counterexample)
    .find((found) => found !== undefined);
  const blockedBy = laws.find((law) => law.blockedBy !== undefined && law.blockedBy !== id)?.blockedBy;
  const verdict = worst(laws.map((law) => law.verdict));
  return {
    id,
    kind,
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
  };
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

/** Neither earned nor lost: nobody has judged it, or it waits for another stub and could not be tried alone. */
function isUndecided({ verdict, blockedBy }: LawResult, own: string, hasReference: boolean): boolean {
  return (
    verdict === "not-run" ||
    verdict === "internal-error" ||
    (verdict === "blocked" && blockedBy !== own && !hasReference)
  );
}

function attentionTo(reason: string | undefined, outcomes: readonly LawOutcome[]): string[] {
  const judged = outcomes.flatMap(({ whole, alone }) => [whole, ...(alone === undefined ? [] : [alone])]);
  const faults = judged.flatMap(({ fault }) =>
    fault === undefined ? [] : [`the grader is at fault: ${fault.split("\n")[0] ?? ""}`],
  );
  const unstable = judged.some((judgement) => judgement.unstable === true);
  const timed = outcomes.flatMap(({ law, whole, alone }) =>
    (alone ?? whole).verdict === "not-run" ? [law] : [],
  ) satisfies readonly IdentifiedLaw[];
  return [
    ...(reason === undefined ? [] : [reason]),
    ...new Set(faults),
    ...(unstable ? ["it failed once and then did not; the second verdict counts"] : []),
    ...(timed.length > 0 ? [`not judged: ${timed.map(({ id }) => id).join(", ")}`] : []),
  ];
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return gravest.find((grave) => verdicts.includes(grave)) ?? "passed";
}

function total(numbers: readonly number[]): number {
  return Math.round(numbers.reduce((sum, n) => sum + n, 0) * 100) / 100;
}

/** Rounded down to 0.01; what is a whole hundredth but for rounding stays. */
function floor(points: number): number {
  return Math.floor(points * 100 + 1e-6) / 100;
}
