import type { Course } from "../course/course.ts";
import type { Submission } from "../intake/submission.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { TypeFindings } from "../typecheck/check-types.ts";
import { TypesQuestion } from "../typecheck/question.ts";

/** The longest wait for the compiler after the last verdict. */
const typesPatienceMs = 1500;

/** Runs the compiler beside the judging, at most once in a round. */
export class Compiler implements Disposable {
  readonly #sandbox: Sandbox;
  #question: TypesQuestion | undefined;

  /** @param sandbox - where it is started */
  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  /** Starts the compiler, and returns at once. */
  ask(course: Course, submission: Submission): void {
    this.#question ??= new TypesQuestion(course, submission, this.#sandbox);
  }

  /** Waits for the findings; undefined if the compiler was not started, or takes too long. */
  async answer(): Promise<TypeFindings | undefined> {
    const answer = await this.#question?.answer(typesPatienceMs);
    return answer?.kind === "checked" ? answer.findings : undefined;
  }

  [Symbol.dispose](): void {
    this.#question?.[Symbol.dispose]();
  }
}
