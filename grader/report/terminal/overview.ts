import type { AssignmentResult } from "../../result/result.ts";
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
  const passed = stubs.filter(({ verdict }) => verdict === "passed").length;
  const failed = stubs.filter(isFailure).length;
  if (absenceOf(result) !== undefined)
    return { ...signs["not-started"], words: ["nothing of it is there", "not there"] };
  if (stubs.every(({ verdict, extra }) => verdict === "passed" || extra === true))
    return { ...signs.passed, words: ["complete"] };
  if (isUntouched(stubs)) return { ...signs["not-started"], words: ["not started"] };
  const count = `${passed} of ${stubs.length}`;
  if (failed === 0) return { symbol: "…", tone: "wait", words: [`${count} stubs passed`, `${count} passed`, count] };
  return { ...signs.failed, words: [`${count} stubs passed, ${failed} failed`, `${count}, ${failed} failed`, count] };
}
