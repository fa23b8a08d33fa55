import type { Submission } from "../intake/submission.ts";
import type { Course } from "../course/course.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { checkTypes, type TypesAnswer } from "./check-types.ts";

/** A run of the compiler beside other work. End it: `using question = new TypesQuestion(…)`. */
export class TypesQuestion implements Disposable {
  readonly #interrupt = new AbortController();
  readonly #answer: Promise<TypesAnswer>;

  /** Starts the compiler. @param sandbox - see `checkTypes` */
  constructor(course: Course, submission: Submission, sandbox: Sandbox = new Sandbox()) {
    this.#answer = checkTypes(course, submission, { sandbox, signal: this.#interrupt.signal });
  }

  /** Waits for the answer, at most this long. */
  async answer(patienceMs: number): Promise<TypesAnswer> {
    const timer = setTimeout(() => this.#interrupt.abort(), patienceMs);
    try {
      return await this.#answer;
    } finally {
      clearTimeout(timer);
    }
  }

  [Symbol.dispose](): void {
    this.#interrupt.abort();
  }
}
