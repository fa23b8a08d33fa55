import type { Submission } from "../intake/submission.ts";
import type { Course } from "../release/course.ts";
import { checkTypes, type TypesSaid } from "./check-types.ts";

/** A question to the compiler that is answered beside other work. It has to be ended: `using question = new TypesQuestion(…)`. */
export class TypesQuestion implements Disposable {
  readonly #patience = new AbortController();
  readonly #said: Promise<TypesSaid>;

  /** Asks. See `checkTypes`. */
  constructor(course: Course, submission: Submission, options: { readonly strong?: boolean } = {}) {
    this.#said = checkTypes(course, submission, { ...options, signal: this.#patience.signal });
  }

  /** Waits for the answer, but no longer than this. */
  async answer(patienceMs: number): Promise<TypesSaid> {
    const timer = setTimeout(() => this.#patience.abort(), patienceMs);
    try {
      return await this.#said;
    } finally {
      clearTimeout(timer);
    }
  }

  [Symbol.dispose](): void {
    this.#patience.abort();
  }
}
