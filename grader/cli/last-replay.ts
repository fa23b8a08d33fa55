import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseReplay } from "../engine/seed.ts";
import type { StubResult } from "../result/result.ts";
import { writeWhole } from "../disk/write-whole.ts";
import { failuresOf } from "../result/verdicts.ts";

const cache = fileURLToPath(new URL("../../node_modules/.cache/chainrule/last-replay/", import.meta.url));
/** The number of folders with a remembered case: more than a person works in at once. */
const maxFolders = 50;

/**
 * Remembers the case of the first failure among some stubs, so that a student can replay it without its long name. The
 * report shows the same failure. If no stub failed, the remembered case stays.
 *
 * @param folder - the folder of the submission
 * @param where - the cache folder; it has one file per submission, so that two submissions never share one
 */
export function keepReplay(folder: string, stubs: readonly StubResult[], where = cache): void {
  const replay = failuresOf(stubs)[0]?.counterexample?.replay;
  if (replay === undefined || replay === lastReplay(folder, where)) return;
  try {
    mkdirSync(where, { recursive: true });
    writeWhole(fileOf(folder, where), replay);
    forgetOldest(where);
  } catch {
    // A cache that cannot be written costs only this convenience; the report still appears.
  }
}

/** The case that a report showed last for a folder; undefined if no report showed one. */
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
  if (files.length <= maxFolders) return;
  const ages = files.map((file) => ({ file, time: statSync(file).mtimeMs }));
  for (const { file } of ages.toSorted((a, b) => b.time - a.time).slice(maxFolders)) rmSync(file, { force: true });
}

function fileOf(folder: string, where: string): string {
  return join(where, createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 32));
}
