import { type BigIntStats, type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** A save causes several events. Events within this time cause one call of `onChange`. */
const gatherMs = 4;

/** A watched folder. The inode shows whether the folder was deleted and made again. */
interface FolderWatch {
  readonly watcher: FSWatcher;
  readonly inode: string;
}

/**
 * Calls `onChange` when some files of a folder may have changed. The watch is on folders instead of files, because many
 * editors save by putting a new file in the place of the old one. Some calls come without a change.
 */
export class FileWatch implements Disposable {
  /** Folder → the names in it that matter: named files, and folders on the way to them. */
  readonly #names = new Map<string, Set<string>>();
  readonly #paths: readonly string[];
  readonly #onChange: () => void;
  readonly #watched = new Map<string, FolderWatch>();
  readonly #restat: NodeJS.Timeout;
  #gathering: NodeJS.Timeout | undefined;
  #lastState: string;

  /**
   * @param names - paths relative to the folder, with `/` between their parts
   * @param restatMs - the time between two checks of the files' times, for file systems without events
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
    this.#lastState = this.#stateOfFiles();
    this.#restat = setInterval(() => this.#checkFiles(), restatMs);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#restat);
    clearTimeout(this.#gathering);
    for (const folder of this.#watched.keys()) this.#unwatch(folder);
  }

  /** Watches every folder that exists. A folder that was deleted and made again needs a new watch. */
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
        // The system may have no watches, or none left. The regular checks still find changes.
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

  #checkFiles(): void {
    this.#watchFolders();
    const state = this.#stateOfFiles();
    if (state === this.#lastState) return;
    this.#lastState = state;
    this.#onChange();
  }

  /** The inodes, sizes and times of all files. */
  #stateOfFiles(): string {
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
