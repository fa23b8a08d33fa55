import type { Counterexample, Verdict } from "../score/result.ts";
import type { Reply } from "../subject/subject.ts";
import type { Ask } from "../subject/wire.ts";
import type { IdentifiedLaw } from "./laws.ts";

/** How a law came out on one library. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly counterexample?: Counterexample;
  /** The stub that a blocked law waits for. */
  readonly blockedBy?: string;
  readonly unstable?: boolean;
  /** What went wrong in the grader itself. */
  readonly fault?: string;
}

/** Whether a law was judged on the student's library as a whole, or on the stub alone among the reference. */
export type Way = "whole" | "alone";

/** How a law came out, both ways; `alone` only where it was tried. */
export interface LawOutcome {
  readonly law: IdentifiedLaw;
  readonly whole: Judgement;
  readonly alone?: Judgement;
}

/** Somebody who answers questions: a sealed subject. */
export interface Respondent {
  readonly ask: (questions: readonly Ask[]) => Promise<Reply>;
  /** The next question finds a realm in which no student code has run. */
  readonly renew: () => void;
  /** The next question finds a process in which no student code has run. */
  readonly restart: () => void;
}

/** What is known about the library that a law is judged on. */
export interface Bench {
  readonly respondent: Respondent;
  readonly seed: number;
  /** In a graft, using a stub that is not filled is the region's own failure; in a whole, it waits for that stub. */
  readonly alone: boolean;
  /** From a line of an assembled file to the student's. */
  readonly placeOf: (file: string, line: number) => { readonly file: string; readonly line: number } | undefined;
  /** Work that can be done while the respondent thinks. */
  readonly meanwhile?: () => void;
}
