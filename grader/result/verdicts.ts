import type { AssignmentResult, Remark, StubResult, Verdict } from "./result.ts";

const failures: ReadonlySet<Verdict> = new Set<Verdict>(["failed", "crashed", "timed-out", "out-of-memory", "refused"]);

/** Whether the student has to mend a stub; whether a law counts as failed. */
export function isFailure({ verdict }: Pick<StubResult, "verdict">): boolean {
  return failures.has(verdict);
}

/** Whether all stubs are as the starter has them. */
export function isUntouched(stubs: readonly StubResult[]): boolean {
  return (
    stubs.some(({ verdict }) => verdict === "not-started") &&
    stubs.every(({ verdict }) => verdict === "not-started" || verdict === "blocked")
  );
}

/** Whether a stub passes alone in the reference, but not in the student's whole library. */
export function passesOnlyAlone({ verdict, whole }: StubResult): boolean {
  return verdict === "passed" && whole !== undefined && whole !== "passed";
}

/** The stubs to mend, in order: extra credit comes last. */
export function failuresOf(stubs: readonly StubResult[]): readonly StubResult[] {
  return stubs.filter(isFailure).toSorted((a, b) => Number(a.extra === true) - Number(b.extra === true));
}

/** Whether a remark is an error: some stub cannot be judged. */
export function isError({ severity }: Remark): boolean {
  return severity === "error";
}

/** The remark that an assignment has no files in the submission; undefined if it has some. */
export function absenceOf({ remarks }: AssignmentResult): Remark | undefined {
  return remarks.find(({ code, severity }) => code === "folder" && severity === "note");
}

/** Whether a stub cannot be judged because of an error in its file. */
export function isLost({ id }: StubResult, remarks: readonly Remark[]): boolean {
  return remarks.some((remark) => isError(remark) && remark.stubs?.includes(id) === true);
}
