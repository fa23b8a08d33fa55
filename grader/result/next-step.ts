import type { AssignmentResult, GradingResult, Remark, StubResult } from "./result.ts";
import { absenceOf, isError, isFailure } from "./verdicts.ts";

/** The next step for the student. */
export type Step =
  | {
      readonly kind: "mend" | "start" | "send";
      readonly assignment: string;
      readonly stub: StubResult;
      /** True if only extra credit is left. */
      readonly complete?: true;
    }
  | { readonly kind: "restore"; readonly assignment: string; readonly remark: Remark }
  | { readonly kind: "wait-for"; readonly id: string }
  | { readonly kind: "run-again" | "done" };

/**
 * Finds the next step: mend the first failure; else restore a file; else run again after an interruption; else start the
 * first stub that is not started. Extra credit comes last.
 *
 * If the file of the first failure has an error, the step is to restore that file.
 */
export function nextStep(result: GradingResult): Step {
  const present = { ...result, assignments: result.assignments.filter((each) => absenceOf(each) === undefined) };
  const step = stepAmongPresent(present);
  if (step.kind !== "done") return step;
  const absent = result.assignments.find((each) => absenceOf(each) !== undefined);
  const remark = absent === undefined ? undefined : absenceOf(absent);
  return absent === undefined || remark === undefined
    ? step
    : { kind: "restore", assignment: absent.assignment, remark };
}

/** The step among the assignments that have at least one file. */
function stepAmongPresent(result: GradingResult): Step {
  const every = result.assignments.flatMap(({ stubs }) => stubs);
  const due = removeStubs(result, ({ extra }) => extra === true);
  const step = every.some(({ extra }) => extra !== true) ? stepAmong(due) : { kind: "done" as const };
  if (step.kind !== "done") return step;
  const voluntary = stepAmong(removeStubs(result, ({ extra }) => extra !== true));
  switch (voluntary.kind) {
    case "mend":
    case "start":
    case "send":
      return { ...voluntary, complete: true };
    case "restore":
    case "wait-for":
    case "run-again":
    case "done":
      return voluntary;
  }
}

/** Copies a result without the stubs that `isRemoved` accepts. */
function removeStubs(result: GradingResult, isRemoved: (stub: StubResult) => boolean): GradingResult {
  return {
    ...result,
    assignments: result.assignments.map((assignment) => ({
      ...assignment,
      stubs: assignment.stubs.filter((stub) => !isRemoved(stub)),
    })),
  };
}

function stepAmong({ assignments }: GradingResult): Step {
  const stubs = assignments.flatMap(({ assignment, stubs }) => stubs.map((stub) => ({ assignment, stub })));
  const errors = assignments.flatMap(({ assignment, remarks }) =>
    remarks.filter(isError).map((remark) => ({ assignment, remark })),
  );
  const first = (accepts: (stub: StubResult) => boolean) => stubs.find(({ stub }) => accepts(stub));

  const failure = first(isFailure);
  const error =
    failure === undefined
      ? errors[0]
      : (errors.find(({ remark }) => remark.stubs?.includes(failure.stub.id) === true) ??
        errors.find(({ remark }) => remark.file === failure.stub.place?.file));
  if (error !== undefined) return { kind: "restore", ...error };
  if (failure !== undefined) return { kind: "mend", ...failure };
  if (first(({ verdict }) => verdict === "not-run")) return { kind: "run-again" };
  const idle = first(({ verdict }) => verdict === "not-started");
  if (idle !== undefined) return { kind: "start", ...idle };
  const fault = first(({ verdict }) => verdict === "internal-error");
  if (fault !== undefined) return { kind: "send", ...fault };
  const blocked = first(({ verdict }) => verdict === "blocked");
  return blocked === undefined ? { kind: "done" } : { kind: "wait-for", id: blocked.stub.blockedBy ?? blocked.stub.id };
}

/** The stubs that are left to do, in the order of next steps: failures, then what is not started; extra credit comes last. */
export function stubsToDo(result: GradingResult): readonly StubResult[] {
  const stubs = result.assignments.filter((each) => absenceOf(each) === undefined).flatMap((each) => each.stubs);
  const open = (isExtra: boolean) => {
    const own = stubs.filter(({ extra }) => (extra === true) === isExtra);
    return [...own.filter(isFailure), ...own.filter(({ verdict }) => verdict === "not-started")];
  };
  return [...open(false), ...open(true)];
}

/** The stub of a step, if it has one. */
export function stubOf(step: Step): string | undefined {
  return step.kind === "mend" || step.kind === "start" ? step.stub.id : undefined;
}

/** The first assignment that has files and is not complete; the last one that has files if all are complete. */
export function findFirstOpen(results: readonly AssignmentResult[]): string | undefined {
  const present = results.filter((result) => absenceOf(result) === undefined);
  const open = present.find(({ stubs }) => stubs.some(({ verdict, extra }) => verdict !== "passed" && extra !== true));
  return (open ?? present.at(-1) ?? results.at(-1))?.assignment;
}

/** Follows a `wait-for` step to the stub of another assignment; any other step stays as it is. */
export function followStep(step: Step, whole: GradingResult): Step {
  if (step.kind !== "wait-for") return step;
  const home = whole.assignments.find(({ stubs }) => stubs.some(({ id }) => id === step.id));
  const stubs = home?.stubs.filter(({ id }) => id === step.id) ?? [];
  return home === undefined ? step : stepAmong({ ...whole, assignments: [{ ...home, stubs }] });
}
