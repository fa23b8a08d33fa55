import type { AssignmentResult, StubResult } from "../../result/result.ts";
import { absenceOf, isFailure, isUntouched } from "../../result/verdicts.ts";
import type { Page } from "./page.ts";
import { type Head, headLines } from "./state-table.ts";
import { signs } from "./words.ts";

/** Draws one line for each assignment: sign, words and points. */
export function overviewLines(results: readonly AssignmentResult[], page: Page): readonly string[] {
  const parts = results.map(({ assignment, stubs }) => ({ title: assignment, stubs }));
  return headLines(parts, results.map(headOf), page);
}

function headOf(result: AssignmentResult): Head {
  const { stubs } = result;
  // A capstone has no region of its own: it is counted neither here nor in what a student hands in.
  const own = stubs.filter(({ kind }) => kind !== "capstone");
  const passed = own.filter(({ verdict }) => verdict === "passed").length;
  const failed = own.filter(isFailure).length;
  const isLeft = (stub: StubResult) => isFailure(stub) || (passed === own.length && stub.verdict !== "passed");
  const capstones = stubs.filter((stub) => stub.kind === "capstone" && isLeft(stub));
  const more = [
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...capstones.map(({ id, verdict }) => `${id} ${signs[verdict].word}`),
  ].join(", ");
  if (absenceOf(result) !== undefined)
    return { ...signs["not-started"], words: ["nothing of it is there", "not there"] };
  if (stubs.every(({ verdict, extra }) => verdict === "passed" || extra === true))
    return { ...signs.passed, words: ["complete"] };
  if (isUntouched(stubs)) return { ...signs["not-started"], words: ["not started"] };
  const count = `${passed} of ${own.length}`;
  const sign = stubs.some(isFailure) ? signs.failed : waiting;
  if (more === "") return { ...sign, words: [`${count} stubs passed`, `${count} passed`, count] };
  return { ...sign, words: [`${count} stubs passed, ${more}`, `${count}, ${more}`, count] };
}

const waiting = { symbol: "…", tone: "wait" } as const;
