import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseReplay } from "../engine/seed.ts";
import { failuresOf } from "../report/words.ts";
import type { StubResult } from "../score/result.ts";
import { writeWhole } from "./write-whole.ts";

const cache = fileURLToPath(new URL("../../node_modules/.cache/chainrule/last-replay/", import.meta.url));
/** Folders that are remembered: more than anybody works in at once. */
const most = 50;

/**
 * Remembers the case of the first failure among some stubs, which is the one that a report shows, so that nobody has to
 * copy its long name. Where nothing failed, what was remembered stays; where nothing can be written, it is forgotten.
 *
 * @param folder - the submission's
 * @param where - the folder that remembers: a file for each submission, so that none writes over another's
 */
export function keepReplay(folder: string, stubs: readonly StubResult[], where = cache): void {
  const replay = failuresOf(stubs)[0]?.counterexample?.replay;
  if (replay === undefined || replay === lastReplay(folder, where)) return;
  try {
    mkdirSync(where, { recursive: true });
    writeWhole(fileOf(folder, where), replay);
    forgetOldest(where);
  } catch {
    // A folder that cannot be written costs a convenience, and no report.
  }
}

/** The case that was shown last for a folder; undefined if none was. */
export function lastReplay(folder: string, where = cache): string | undefined {
  try {
    const replay = readFileSync(fileOf(folder, where), "utf8");
    parseReplay(replay);
    return replay;
  } catch {
    return undefined;
  }
}

function forgetOldest(where: string): void {
  const files = readdirSync(where).map((name) => join(where, name));
  if (files.length <= most) return;
  const ages = files.map((file) => ({ file, time: statSync(file).mtimeMs }));
  for (const { file } of ages.toSorted((a, b) => b.time - a.time).slice(most)) rmSync(file, { force: true });
}

function fileOf(folder: string, where: string): string {
  return join(where, createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 32));
}
