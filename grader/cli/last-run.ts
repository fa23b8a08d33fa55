import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { shortReplayOf } from "../engine/seed.ts";
import { type StubResult, verdictSchema } from "../result/result.ts";
import { writeWhole } from "../disk/write-whole.ts";
import { failuresOf, isFailure } from "../result/verdicts.ts";
import type { Assignment } from "../course/assignment.ts";
import type { StubAhead } from "../report/terminal/page.ts";

const cache = fileURLToPath(new URL("../../node_modules/.cache/chainrule/last-run/", import.meta.url));
/** The number of remembered folders: more than a person works in at once. */
const maxFolders = 50;
/** The number of remembered cases of a folder. */
const maxCases = 200;

const lastRunSchema = v.object({
  /** The case that a report showed last. */
  replay: v.optional(v.string()),
  /** The stub of the last next step. */
  atHand: v.optional(v.string()),
  /** Short id → the whole name of a case, the oldest first. */
  cases: v.record(v.string(), v.string()),
  /** Stub id → the last verdict and points. */
  stubs: v.record(v.string(), v.object({ verdict: verdictSchema, earned: v.number() })),
});

/** What the last runs on a folder have found: cases to replay, the stub at hand, and the state of the stubs. */
export type LastRun = v.InferOutput<typeof lastRunSchema>;

const none: LastRun = { cases: {}, stubs: {} };

/** What a run has found. */
export interface FoundStubs {
  /** The stubs that the report shows in full. Their first failure is the case for a bare `--replay`. */
  readonly shown: readonly StubResult[];
  readonly all: readonly StubResult[];
  /** The stub of the next step, if there is one. */
  readonly atHand?: string | undefined;
}

/**
 * Remembers a run on a folder, so that a student can name its cases in short, ask for a hint without a name, and see what
 * is done. If no stub failed, the case that was shown last stays.
 *
 * @param where - the cache folder; it has one file per submission, so that two submissions never share one
 * @returns whether the run is remembered; a cache that cannot be written costs only this convenience
 */
export function rememberRun(folder: string, { shown, all, atHand }: FoundStubs, where = cache): boolean {
  const before = lastRunOf(folder, where);
  const replay = failuresOf(shown)[0]?.counterexample?.replay ?? before.replay;
  const cases = [...shown, ...all].flatMap(({ counterexample }) => counterexample?.replay ?? []);
  const at = atHand ?? before.atHand;
  const now: LastRun = {
    ...(replay === undefined ? {} : { replay }),
    ...(at === undefined ? {} : { atHand: at }),
    cases: Object.fromEntries(
      [...Object.entries(before.cases), ...cases.map((name) => [shortReplayOf(name), name] as const)].slice(-maxCases),
    ),
    stubs: {
      ...before.stubs,
      // What was not judged keeps its last state.
      ...Object.fromEntries(
        all.filter(({ verdict }) => verdict !== "not-run").map(({ id, verdict, earned }) => [id, { verdict, earned }]),
      ),
    },
  };
  try {
    mkdirSync(where, { recursive: true });
    writeWhole(fileOf(folder, where), JSON.stringify(now));
    forgetOldest(where);
    return true;
  } catch {
    return false;
  }
}

/** What the last runs on a folder have found; nothing if there was none, or its file is damaged. */
export function lastRunOf(folder: string, where = cache): LastRun {
  try {
    return v.parse(lastRunSchema, JSON.parse(readFileSync(fileOf(folder, where), "utf8")));
  } catch {
    return none;
  }
}

/** The points of each stub in a run. */
export function earnedIn({ stubs }: LastRun): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(stubs).map(([id, { earned }]) => [id, earned]));
}

/**
 * The stub to do next, as the last runs know it: the first failure, else the first stub that is not started; extra credit
 * comes last.
 *
 * @returns undefined if nothing is left, or a stub of these assignments was never graded
 */
export function nextStubIn({ stubs: known }: LastRun, assignments: readonly Assignment[]): StubAhead | undefined {
  const all = assignments.flatMap(({ stubs, capstone }) => [...stubs, { ...capstone, extra: false }]);
  const last = all.flatMap(({ id, extra }) => (known[id] === undefined ? [] : [{ id, extra, ...known[id] }]));
  if (last.length < all.length) return undefined;
  const todo = [false, true].flatMap((isExtra) => {
    const own = last.filter(({ extra }) => extra === isExtra);
    return [...own.filter(isFailure), ...own.filter(({ verdict }) => verdict === "not-started")];
  });
  return todo.map((stub) => ({ id: stub.id, isFailing: isFailure(stub) }))[0];
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
