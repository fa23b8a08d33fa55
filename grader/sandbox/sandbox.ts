import { type Closed, endingOf } from "./ending.ts";
import type { Layer, SealedProgram } from "./launch.ts";
import { type SealedProcess, startSealed } from "./sealed-process.ts";

/** The beginning of a process: it has begun to answer, or it has ended. */
export interface Beginning {
  /** How the process ended; left out if it has begun to answer. */
  readonly closed?: Closed;
}

/**
 * Starts programs, with all layers that this machine has. The first process shows whether bubblewrap works, and the
 * sandbox remembers it: use one sandbox for all programs of a run.
 */
export class Sandbox {
  readonly #strong: boolean | undefined;
  #bubblewrap: "untried" | "works" | "fails" = "untried";
  #scriptLayers: readonly Layer[] | undefined;

  /** @param options.strong - false: without bubblewrap; true: with it or not at all; left out: with it where it works */
  constructor(options: { readonly strong?: boolean } = {}) {
    this.#strong = options.strong;
  }

  /** The layers around the last script that began to answer; undefined before the first. */
  get scriptLayers(): readonly Layer[] | undefined {
    return this.#scriptLayers;
  }

  /**
   * Starts a program. If bubblewrap turns out not to work, this starts the program again without bubblewrap.
   *
   * @param watch - receives each process right after its start, and waits until it begins to answer or ends
   * @returns what `watch` returned for the last process
   * @throws {ChainruleError} if bubblewrap is demanded and not installed, or the machine has no room for another process
   */
  async start<T extends Beginning>(program: SealedProgram, watch: (process: SealedProcess) => Promise<T>): Promise<T> {
    for (;;) {
      const strong = this.#bubblewrap === "fails" ? false : this.#strong;
      const process = startSealed(program, strong === undefined ? {} : { strong });
      const beginning = await watch(process);
      if (beginning.closed === undefined && program.kind === "script") this.#scriptLayers = process.layers;
      if (!process.layers.includes("bubblewrap") || process.isKilled) return beginning;
      const { closed } = beginning;
      if (closed === undefined || closed.answered || closed.code === 0) {
        if (this.#bubblewrap === "untried") this.#bubblewrap = "works";
        return beginning;
      }
      if (!this.#blamesBubblewrap(program, closed) || this.#strong === true) return beginning;
      this.#bubblewrap = "fails";
    }
  }

  /** Whether bubblewrap is the cause if a process has ended without an answer. */
  #blamesBubblewrap({ kind }: SealedProgram, closed: Closed): boolean {
    switch (kind) {
      case "script":
        // A script greets before it receives anything of a submission: no code of a student has run yet.
        return true;
      case "binary":
        // A binary reads text of a student at once, and that text could make it print this message. Once bubblewrap has
        // worked, the message is ignored.
        return this.#bubblewrap !== "works" && endingOf(closed).kind === "seal-failed";
    }
  }
}
