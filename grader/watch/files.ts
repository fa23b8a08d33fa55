import { type BigIntStats, type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** A save comes as several events; what comes within this time is looked at once. */
const gatherMs = 4;
interface Watched {
  readonly watcher: FSWatcher;
  readonly inode: string;
}

/**
 * Tells when some of a folder's files may have changed. Watches the folders rather than the files: an editor that saves
 * safely puts a new file in the place of the old one. It may tell too often, and tells nothing about what has changed.
 */
export class FileWatch implements Disposable {
  /** Folder → names in it that count: files, and folders that are watched themselves. */
  readonly #names = new Map<string, Set<string>>();
  readonly #paths: readonly string[];
  readonly #onChange: () => void;
  readonly #watched = new Map<string, Watched>();
  readonly #restat: NodeJS.Timeout;
  #gathering: NodeJS.Timeout | undefined;
  #seen: string;

  /**
   * @param names - relative to the folder, with `/` between their parts
   * @param restatMs - how often is looked at the files themselves, since some file systems tell of nothing
   */
  constructor(folder: string, names: readonly string[], onChange: () => void, restatMs = 1000) {
    const root = resolve(folder);
    this.#paths = names.map((name) => join(root, ...name.split("/")));
    this.#onChange = onChange;
    for (const path of this.#paths) {
      for (let at = path; at !== root; at = dirname(at))
        this.#names.set(dirname(at), (this.#names.get(dirname(at)) ?? new Set()).add(basename(at)));
    }
    this.#watchFolders();
    this.#seen = this.#state();
    this.#restat = setInterval(() => this.#lookAgain(), restatMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#restat);
    clearTimeout(this.#gathering);
    for (const folder of this.#watched.keys()) this.#unwatch(folder);
  }

  /** A folder that was deleted and made again is another one. */
  #watchFolders(): void {
    for (const [folder, names] of this.#names) {
      const inode = inodeOf(folder);
      if (this.#watched.get(folder)?.inode === inode) continue;
      this.#unwatch(folder);
      if (inode === undefined) continue;
      try {
        const watcher = watch(folder, (_, name) => {
          if (name === null || names.has(name)) this.#gather();
        });
        watcher.on("error", () => this.#unwatch(folder));
        this.#watched.set(folder, { watcher, inode });
      } catch {
        // No watch can be had, or none is left: the files are still looked at now and then.
      }
    }
  }

  #unwatch(folder: string): void {
    this.#watched.get(folder)?.watcher.close();
    this.#watched.delete(folder);
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#watchFolders();
      this.#onChange();
    }, gatherMs);
  }

  #lookAgain(): void {
    this.#watchFolders();
    const state = this.#state();
    if (state === this.#seen) return;
    this.#seen = state;
    this.#onChange();
  }

  /** Sizes and times of all files. */
  #state(): string {
    return this.#paths
      .map((path) => {
        const stat = statOf(path);
        return stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
      })
      .join("\n");
  }
}

function inodeOf(folder: string): string | undefined {
  const stat = statOf(folder);
  return stat === undefined ? undefined : `${stat.dev} ${stat.ino}`;
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
