import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "./write-whole.ts";

/** The most files that a store keeps, and the most bytes in them. */
export interface Capacity {
  readonly files: number;
  readonly bytes: number;
}

const usualCapacity: Capacity = { files: 4000, bytes: 32 * 2 ** 20 };

/**
 * A folder of values, each in a file of its own. The name of the file is a hash of the value's key.
 *
 * A store only saves time: a file that is damaged, or that is not the store's own, counts as absent, and a folder that
 * cannot be written stays empty.
 */
export class Store {
  readonly #folder: string;
  readonly #capacity: Capacity;

  constructor(folder: string, capacity = usualCapacity) {
    this.#folder = folder;
    this.#capacity = capacity;
  }

  /** Reads the value of a key; undefined if there is none. */
  read(key: string): unknown {
    try {
      const text = readFileSync(this.#fileOf(key), "utf8");
      const content = text.slice(hashLength + 1);
      return text.slice(0, hashLength) === hash(`${key}\n${content}`) ? parse(content) : undefined;
    } catch {
      return undefined;
    }
  }

  /** Writes values by key. The oldest files make room if there is not enough. */
  write(values: ReadonlyMap<string, unknown>): void {
    if (values.size === 0) return;
    try {
      mkdirSync(this.#folder, { recursive: true });
      for (const [key, value] of values) {
        const content = stringify(value);
        writeWhole(this.#fileOf(key), `${hash(`${key}\n${content}`)}\n${content}`);
      }
      this.#makeRoom();
    } catch {
      // A store that cannot be written costs only time.
    }
  }

  #fileOf(key: string): string {
    return join(this.#folder, `${hash(key)}.json`);
  }

  /** Removes the oldest files, and drafts that a killed process has left, until the rest fits. */
  #makeRoom(): void {
    const paths = readdirSync(this.#folder).map((name) => join(this.#folder, name));
    const files = paths.map((path) => ({ path, stat: statSync(path) }));
    let bytes = 0;
    for (const [i, { path, stat }] of files.toSorted((a, b) => b.stat.mtimeMs - a.stat.mtimeMs).entries()) {
      bytes += stat.size;
      if (i >= this.#capacity.files || bytes > this.#capacity.bytes) rmSync(path, { force: true });
    }
  }
}

const hashLength = 64;

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A value as JSON. JSON has no NaN and no ∞: they stand as objects. */
function stringify(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "number" && !Number.isFinite(part) ? { nonFinite: String(part) } : part,
  );
}

function parse(text: string): unknown {
  return JSON.parse(text, (_, part: unknown) =>
    typeof part === "object" && part !== null && "nonFinite" in part ? Number(part.nonFinite) : part,
  );
}
