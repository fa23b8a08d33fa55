/** @file Reads answers: results of every form, and arguments that must be unchanged. */
import { type Difference, Mismatch, sameList, unchanged } from "./compare.ts";
import type { Answer, Program, Result } from "./program.ts";
import type { Shape, Values } from "./values.ts";

/** An answer that a question reads: unfilled stubs are dealt with before. */
export type Answered = Exclude<Answer, { kind: "not-started" }>;

/** The results of a program's steps; none of a probe's. */
export function resultsOf(answer: Answered): readonly Result[] {
  return answer.kind === "answered" ? answer.results : [];
}

/** Reads a result of the form that the truth has. */
export function readResult(what: string, result: Result | undefined, due: unknown): unknown {
  if (typeof due === "number") {
    if (result?.kind !== "number") throw new Mismatch(wrongForm(what, "a number", result));
    return result.number;
  }
  if (Array.isArray(due)) return listIn(what, result);
  return valuesIn(what, result, (due as Values).shape);
}

/** Reads Values. @throws {Mismatch} if something else came, or nothing */
export function valuesIn(what: string, result: Result | undefined, shape: Shape): Values {
  if (result?.kind !== "values") throw new Mismatch(wrongForm(what, `Values of shape [${shape.join(", ")}]`, result));
  return result.values;
}

/** Reads a list of numbers. @throws {Mismatch} if something else came, or nothing */
function listIn(what: string, result: Result | undefined): readonly number[] {
  if (result?.kind !== "numbers") throw new Mismatch(wrongForm(what, "a list of whole numbers", result));
  return result.numbers;
}

/** Whether a result's numbers lie in the memory of an argument. */
export function isBorrowed(result: Result | undefined): boolean {
  return (result?.kind === "slot" || result?.kind === "values") && result.borrowed;
}

/** Fails if an argument has changed during its call. */
export function argumentsUnchanged(answer: Answered, { steps }: Program): void {
  steps.forEach((step, i) => {
    if (step.kind !== "operation") return;
    step.arguments.forEach((argument, position) => {
      const after = answer.kind === "answered" ? answer.operands[i]?.[position] : undefined;
      const what = `argument ${position + 1} of ${step.name}, afterwards`;
      if (argument.kind === "values") unchanged(what, valuesIn(what, after, argument.values.shape), argument.values);
      if (argument.kind === "data" && Array.isArray(argument.data))
        sameList(what, listIn(what, after), argument.data.map(Number));
    });
  });
}

/** Fails if the upstream of a pass has changed. */
export function upstreamsUnchanged(answer: Answered, { passes }: Program): void {
  passes.forEach(({ upstream }, i) => {
    const after = answer.kind === "answered" ? answer.upstreams[i] : undefined;
    if (upstream !== undefined)
      unchanged("upstream afterwards", valuesIn("upstream afterwards", after, upstream.shape), upstream);
  });
}

/** The difference between the expected form and a result. */
export function wrongForm(what: string, expected: string, result: Result | undefined): Difference {
  return { what, expected, got: describe(result) };
}

function describe(result: Result | undefined): string {
  switch (result?.kind) {
    case undefined:
    case "nothing":
      return "nothing (is a `return` missing, or does its line end right after it?)";
    case "number":
      return "a number";
    case "numbers":
      return "a list of numbers";
    case "values":
      return `Values of shape [${result.values.shape.join(", ")}]`;
    case "slots":
      return "a list of tensors";
    case "slot":
      return "a tensor";
    case "other":
      return result.is;
  }
}
