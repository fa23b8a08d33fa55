import type fc from "fast-check";
import { Unjudged } from "./compare.ts";
import type { Question } from "./question.ts";
import type { Answered } from "./reading.ts";

/** One question, or several by name. */
export type Questions = Question<unknown> | Readonly<Record<string, Question<unknown>>>;

/** The answers to `Questions`, under the same names. */
export type Answers<Q> =
  Q extends Question<infer A> ? A : { readonly [K in keyof Q]: Q[K] extends Question<infer A> ? A : never };

/** A likely cause, put as a question. A report shows it only if it explains every case. */
export interface Suspect<G, Q> {
  readonly asks: string;
  readonly explains: (said: Answers<Q>, given: G) => void;
}

/** A property that every right solution has. */
export interface LawText<G, Q extends Questions> {
  /** The stub that earns points for it. A capstone's laws name the capstone. */
  readonly stub: string;
  /** The law in one sentence, the same as in the handout. */
  readonly says: string;
  /** Whether it is the stub's core: the others earn only if this one is earned. */
  readonly core?: boolean;
  /** Its share of the stub's points, relative to the stub's other laws; 1 if left out. */
  readonly weight?: number;
  /** The cases. */
  readonly given: fc.Arbitrary<G>;
  /** Cases of the lecture, asked before the generated ones. */
  readonly examples?: readonly G[];
  /** How many cases are generated; if left out, 100 for a core law and 40 for another. */
  readonly runs?: number;
  /** What to ask about a case. */
  readonly ask: (given: G) => Q;
  /** Judges the answers; throws a `Mismatch`. */
  readonly holds: (said: Answers<Q>, given: G) => void;
  /**
   * The case as a report shows it; name and value of each line. A list of texts is shown step by step. Left out: every
   * entry of `given`; of a launch, its sizes and inputs.
   */
  readonly shows?: (given: G) => Readonly<Record<string, unknown>>;
  /** Likely causes: each is the law of a misconception, written like `holds`. The first that explains all cases is told. */
  readonly suspects?: readonly Suspect<G, Q>[];
}

/** A case that was put into questions, ready to be judged. */
export interface Posed {
  readonly questions: readonly Question<unknown>[];
  readonly judge: (answers: readonly Answered[]) => void;
  /** The suspects that explain these answers, in order. @param among - the questions of those that still come into question */
  readonly explainedBy: (answers: readonly Answered[], among?: readonly string[]) => readonly string[];
  /** The case, by name, for people to read. */
  readonly shown: Readonly<Record<string, unknown>>;
}

/** A law as the engine sees it: cases, questions and a judge. The types of its cases stay inside. */
export interface Law {
  readonly kind: "law";
  readonly stub: string;
  readonly says: string;
  readonly core: boolean;
  readonly weight: number;
  readonly given: fc.Arbitrary<unknown>;
  readonly examples: readonly unknown[];
  readonly runs: number;
  /** The number of the law in the order of definition, which is the order of reports. */
  readonly place: number;
  readonly pose: (given: unknown) => Posed;
}

let written = 0;

/** States a law. See `LawText` for its parts; `ask` and `holds` are pure. */
export function law<G, Q extends Questions>(text: LawText<G, Q>): Law {
  return {
    kind: "law",
    stub: text.stub,
    says: text.says,
    core: text.core ?? false,
    weight: text.weight ?? 1,
    given: text.given,
    examples: text.examples ?? [],
    runs: text.runs ?? (text.core === true ? 100 : 40),
    place: written++,
    pose: (given) => pose(text, given as G),
  };
}

function pose<G, Q extends Questions>(text: LawText<G, Q>, given: G): Posed {
  const asked: Questions = text.ask(given);
  const questions = isQuestion(asked) ? [asked] : Object.values(asked);
  const said = (answers: readonly Answered[]) => {
    const read = (question: Question<unknown>, i: number): unknown => {
      const answer = answers[i];
      if (answer === undefined) throw new RangeError(`question ${i} has no answer`);
      return question.read(answer);
    };
    if (isQuestion(asked)) return read(asked, 0) as Answers<Q>;
    return Object.fromEntries(
      Object.entries(asked).map(([name, question], i) => [name, read(question, i)]),
    ) as Answers<Q>;
  };
  return {
    questions,
    judge: (answers) => text.holds(said(answers), given),
    explainedBy: (answers, among) =>
      (text.suspects ?? [])
        .filter(({ asks }) => among?.includes(asks) ?? true)
        .filter((suspect) => holds(() => suspect.explains(said(answers), given)))
        .map(({ asks }) => asks),
    shown: text.shows?.(given) ?? shownBy(questions) ?? (given as Readonly<Record<string, unknown>>),
  };
}

/** What the questions show by themselves; undefined if none does. */
function shownBy(questions: readonly Question<unknown>[]): Readonly<Record<string, unknown>> | undefined {
  const shown = questions.flatMap((question) => question.shown ?? []);
  return shown.length === 0 ? undefined : (Object.assign({}, ...shown) as Readonly<Record<string, unknown>>);
}

/** Whether a judgement passes. A case that cannot be judged speaks against nobody. */
function holds(judge: () => void): boolean {
  try {
    judge();
    return true;
  } catch (error) {
    return error instanceof Unjudged;
  }
}

function isQuestion(asked: Questions): asked is Question<unknown> {
  return typeof asked["read"] === "function";
}

/** Whether an export of a spec file is a law. */
export function isLaw(value: unknown): value is Law {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "law";
}
