/** @file What the answers to one case say about a law. */
import { Mismatch, Unjudged } from "../../specs/support/compare.ts";
import type { Posed } from "../../specs/support/law.ts";
import type { Answer } from "../../specs/support/program.ts";
import type { Answered } from "../../specs/support/reading.ts";
import type { Verdict } from "../result/result.ts";
import { type Breach, verdictOf } from "./counterexample.ts";

/** A case, and the answers to its questions. */
export interface AnsweredCase {
  readonly posed: Posed;
  readonly answers: readonly Answer[];
}

/** What the answers to one case show: how they break the law, if they do, and whether they can be judged at all. */
interface Examination {
  readonly breach?: Breach;
  readonly isJudged: boolean;
}

/** Examines the answers to one case. */
export function examine(posed: Posed, answers: readonly Answer[], console = ""): Examination {
  const breaks = (breach: Breach): Examination => ({ breach, isJudged: true });
  for (const [i, answer] of answers.entries()) {
    if (answer.kind === "not-started") return breaks({ kind: "unfilled", stub: answer.stub });
    const ask = posed.questions[i]?.ask;
    if (answer.kind === "faulted" && ask?.kind === "launches")
      return breaks({ kind: "faulted", faulted: { ask, answer } });
    if (answer.kind === "threw" && posed.questions[i]?.mayRefuse !== true)
      return breaks({ kind: "thrown", error: answer.error, console });
  }
  try {
    posed.judge(answers.filter((answer): answer is Answered => answer.kind !== "not-started"));
    return { isJudged: true };
  } catch (error) {
    if (error instanceof Mismatch) return breaks({ kind: "mismatch", difference: error.difference, answers, console });
    if (error instanceof Unjudged) return { isJudged: false };
    throw error;
  }
}

/** The verdict of one case, if it breaks the law. Answers that cannot even be judged fail. */
export function verdictIn({ posed, answers }: AnsweredCase): Verdict | undefined {
  try {
    const { breach } = examine(posed, answers);
    return breach && verdictOf(breach);
  } catch {
    return "failed";
  }
}
