/** @file The messages between the grader and `runner.cjs`. */
import type { ModuleMap } from "../course/locked-modules.ts";
import type { NeededExport } from "./wire.ts";

/** A request to the runner. */
export type RunnerRequest = RealmRequest | AskRequest;

/** Asks for a fresh realm. The answer is null. */
export interface RealmRequest {
  readonly kind: "realm";
  /** The module that answers questions, and all that it imports. */
  readonly modules: ModuleMap;
}

/** Asks the realm questions. */
export interface AskRequest {
  readonly kind: "ask";
  readonly needs: readonly NeededExport[];
  /** The modules that these needs load and that the realm does not have yet. A realm has no other text. */
  readonly modules: ModuleMap;
  /** JSON for the interpreter in the realm. */
  readonly questions: string;
}

/** The answer to questions: the interpreter's, whose form is not checked yet; or what a student's code tried to do. */
export type RunnerAnswer = { readonly answers: unknown; readonly console: string } | { readonly refused: "import()" };

/** The module that answers questions in the realm. */
export const interpreterModule = "specs:probes/interpreter.ts";

/** The functions of `specs/probes/interpreter.ts` that are called from outside the realm. */
export interface Interpreter {
  readonly register: (name: string, callable: unknown) => void;
  /** A place for the numbers of the next questions. */
  readonly room: (length: number) => Float64Array;
  readonly answer: (questions: string, given: Float64Array) => string;
  /** The numbers of the last answers. */
  readonly numbers: () => Float64Array;
}
