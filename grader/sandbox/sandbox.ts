import * as v from "valibot";
import type { Store } from "../disk/store.ts";
import { type Closed, endingOf } from "./ending.ts";
import { type Layer, layerNames, launchOf, type SealedProgram, type SealedScript } from "./launch.ts";
import { type SealedProcess, startSealed } from "./sealed-process.ts";

/** The beginning of a process: it has begun to answer, or it has ended. */
export interface Beginning {
  /** How the process ended; left out if it has begun to answer. */
  readonly closed?: Closed;
}

/** Options for a sandbox. */
export interface SandboxOptions {
  /** False: without bubblewrap; true: with it or not at all; left out: with it where it works. */
  readonly strong?: boolean;
  /** Where the layers of scripts are kept from run to run. Left out: nowhere. */
  readonly store?: Store;
}

const layersSchema = v.array(v.picklist(layerNames));

/**
 * Starts programs, with all layers that this machine has. The first process shows whether bubblewrap works, and the
 * sandbox remembers it: use one sandbox for all programs of a run.
 */
export class Sandbox {
  readonly #strong: boolean | undefined;
  readonly #store: Store | undefined;
  #bubblewrap: "untried" | "works" | "fails" = "untried";
  #scriptLayers: readonly Layer[] | undefined;

  constructor(options: SandboxOptions = {}) {
    this.#strong = options.strong;
    this.#store = options.store;
  }

  /** The layers around the last script that began to answer; undefined before the first, unless they were recalled. */
  get scriptLayers(): readonly Layer[] | undefined {
    return this.#scriptLayers;
  }

  /**
   * Recalls the layers around the scripts of an earlier run on this machine, for a run that may need no process. Where
   * bubblewrap has failed, nothing is recalled: it may have been repaired.
   *
   * @param program - the first script that would be started
   * @returns whether the layers are known
   */
  recallLayers(program: SealedScript): boolean {
    if (this.#scriptLayers === undefined && this.#store !== undefined) {
      const planned = launchOf(program, this.#strong).layers;
      const kept = v.safeParse(layersSchema, this.#store.read(keyOfLayers(planned)));
      if (kept.success && kept.output.join() === planned.join()) this.#scriptLayers = kept.output;
    }
    return this.#scriptLayers !== undefined;
  }

  /**
   * Starts a program. If bubblewrap turns out not to work, this starts the program again without bubblewrap.
   *
   * @param watch - receives each process right after its start, and waits until it begins to answer or ends
   * @returns what `watch` returned for the last process
   * @throws {ChainruleError} if bubblewrap is demanded and not installed, or the machine has no room for another process
   */
  async start<T extends Beginning>(program: SealedProgram, watch: (process: SealedProcess) => Promise<T>): Promise<T> {
    let planned: readonly Layer[] | undefined;
    for (;;) {
      const strong = this.#bubblewrap === "fails" ? false : this.#strong;
      const process = startSealed(program, strong === undefined ? {} : { strong });
      planned ??= process.layers;
      const beginning = await watch(process);
      if (beginning.closed === undefined && program.kind === "script") this.#keepLayers(planned, process.layers);
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

  #keepLayers(planned: readonly Layer[], layers: readonly Layer[]): void {
    const isNew = this.#scriptLayers?.join() !== layers.join();
    this.#scriptLayers = layers;
    if (isNew) this.#store?.write(new Map([[keyOfLayers(planned), layers]]));
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

/** Bubblewrap may be installed and fail, so the layers of a plan are not yet those of a process. */
function keyOfLayers(planned: readonly Layer[]): string {
  return JSON.stringify(["layers", process.version, planned]);
}
