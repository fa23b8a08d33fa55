import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { failuresOf } from "../report/words.ts";
import type { StubResult } from "../score/result.ts";
import { writeWhole } from "./write-whole.ts";

const cache = fileURLToPath(new URL("../../node_modules/.cache/chainrule/", import.meta.url));
const schema = v.array(v.strictObject({ folder: v.string(), replay: v.string() }));
/** Folders that are remembered: more than anybody works in at once. */
const most = 50;

/**
 * Remembers the case of the first failure among some stubs, which is the one that a report shows, so that nobody has to
 * copy its long name. Where nothing failed, what was remembered stays; where nothing can be written, it is forgotten.
 *
 * @param folder - the submission's
 * @param where - the folder that remembers
 */
export function keepReplay(folder: string, stubs: readonly StubResult[], where = cache): void {
  const replay = failuresOf(stubs)[0]?.counterexample?.replay;
  if (replay === undefined || replay === lastReplay(folder, where)) return;
  const own = resolve(folder);
  const others = remembered(where).filter((entry) => entry.folder !== own);
  try {
    mkdirSync(where, { recursive: true });
    writeWhole(fileIn(where), JSON.stringify([{ folder: own, replay }, ...others].slice(0, most)));
  } catch {
    // A folder that cannot be written costs a convenience, and no report.
  }
}

/** The case that was shown last for a folder; undefined if none was. */
export function lastReplay(folder: string, where = cache): string | undefined {
  return remembered(where).find((entry) => entry.folder === resolve(folder))?.replay;
}

function remembered(where: string): v.InferOutput<typeof schema> {
  try {
    const parsed = v.safeParse(schema, JSON.parse(readFileSync(fileIn(where), "utf8")));
    return parsed.success ? parsed.output : [];
  } catch {
    return [];
  }
}

function fileIn(where: string): string {
  return resolve(where, "last-replays.json");
}
