import type { Posed } from "../../specs/support/law.ts";
import type { Counterexample, Verdict } from "../result/result.ts";
import type { Reply } from "../subject/subject.ts";
import type { Ask } from "../../specs/support/question.ts";
import type { IdentifiedLaw } from "../course/laws.ts";

/** The judgement of a law on one library. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly counterexample?: Counterexample;
  /** The stub that a blocked law waits for. */
  readonly blockedBy?: string;
  readonly unstable?: boolean;
  /** The error of the grader, for the verdict `internal-error`. */
  readonly fault?: string;
}

/** The two ways to judge a law: on the student's whole library, or on the stub alone in the reference. */
export type Way = "whole" | "alone";

/** The judgements of a law both ways; `alone` is absent if the law was not judged alone. */
export interface LawOutcome {
  readonly law: IdentifiedLaw;
  readonly whole: Judgement;
  readonly alone?: Judgement;
}

/** A process that answers questions, such as a sealed subject. */
export interface Respondent {
  readonly ask: (questions: readonly Ask[]) => Promise<Reply>;
  /** Makes a fresh realm for the next question: no student code has run in it. */
  readonly renew: () => void;
  /** Starts a fresh process for the next question: no student code has run in it. */
  readonly restart: () => void;
}

/** Everything that the judging of a law needs: the library behind a respondent, and the seed. */
export interface Bench {
  readonly respondent: Respondent;
  readonly seed: number;
  /** True in a graft: using an unfilled stub is then the region's own failure. On the whole, the law waits for it. */
  readonly alone: boolean;
  /** Whether a stub has the starter's throw in this library. A law waits for no other stub, whatever an error says. */
  readonly isUnfilled: (stub: string) => boolean;
  /** Finds the student's line for a line of an assembled file, and the id of its region. */
  readonly placeOf: (
    file: string,
    line: number,
  ) => { readonly file: string; readonly line: number; readonly region?: string } | undefined;
  /** The law's cases as questions, if they were prepared earlier. */
  readonly posed?: readonly Posed[];
  /** Called while the respondent works on the first frame. */
  readonly meanwhile?: () => void;
}
