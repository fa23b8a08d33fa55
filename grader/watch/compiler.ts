import type { Submission } from "../intake/submission.ts";
import type { Course } from "../release/course.ts";
import type { TypeFinding } from "../score/result.ts";
import { TypesQuestion } from "../types/question.ts";

/** How long the compiler is waited for when everything has been judged. */
const typesPatienceMs = 1500;

/** Assignment → what the compiler says of it. */
export type Types = ReadonlyMap<string, readonly TypeFinding[]>;

/** The compiler, asked at most once about each assignment, while the grader goes on. */
export class Compiler implements Disposable {
  readonly #questions = new Map<string, TypesQuestion>();
  readonly #options: { readonly strong?: boolean };

  /** @param options.strong - false: without bubblewrap even where it works */
  constructor(options: { readonly strong?: boolean }) {
    this.#options = options;
  }

  /** Asks, and does not wait. */
  ask(course: Course, submission: Submission): void {
    const { id } = course.assignment;
    const strong = this.#options.strong === undefined ? {} : { strong: this.#options.strong };
    if (!this.#questions.has(id)) this.#questions.set(id, new TypesQuestion(course, submission, strong));
  }

  /** What it has to say, if it says it in time. */
  async answers(): Promise<Types> {
    const said = await Promise.all(
      Array.from(this.#questions, async ([id, question]) => [id, await question.answer(typesPatienceMs)] as const),
    );
    return new Map(said.flatMap(([id, answer]) => (answer.kind === "said" ? [[id, answer.findings]] : [])));
  }

  [Symbol.dispose](): void {
    for (const question of this.#questions.values()) question[Symbol.dispose]();
  }
}
