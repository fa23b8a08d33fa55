import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { judgeCases } from "../grader/engine/judge.ts";
import { loadLaws } from "../grader/course/laws.ts";
import { showSeed } from "../grader/engine/seed.ts";
import { assembleWhole } from "../grader/assembly/assemble.ts";
import { loadCourse } from "../grader/course/course.ts";
import { referenceSubmission } from "../grader/specimens/reference-submission.ts";
import { Subject, Subjects } from "../grader/subject/subject.ts";
import type { Proof } from "./proof.ts";

const seedsOfALaw = 1000;

const shareSchema = v.object({
  cases: v.record(v.string(), v.number()),
  unjudged: v.record(v.string(), v.number()),
  alarms: v.array(v.string()),
});
/** What one worker finds. `cases` and `unjudged` count for each law; an unjudged case has no truth to compare with. */
type Share = v.InferOutput<typeof shareSchema>;

/**
 * Judges every law of an assignment on the reference with 1,000 seeds: a law that fails there would cost a right solution its points.
 * The figures name each law with unjudged cases, and their share.
 */
export async function proveSeeds(id: string): Promise<Proof> {
  // A worker and its subject take turns: two of them leave a quarter of two cores idle.
  const workers = Math.ceil(1.5 * availableParallelism());
  const shares = await Promise.all(Array.from({ length: workers }, (_, i) => shareOf(id, i, workers)));
  const alarms = shares.flatMap((share) => share.alarms);
  const casesOf = sumByLaw(shares.map(({ cases }) => cases));
  const cases = [...casesOf.values()].reduce((sum, count) => sum + count, 0);
  const unjudged = [...sumByLaw(shares.map((share) => share.unjudged))].map(
    ([law, count]) => [law, Number((count / (casesOf.get(law) ?? count)).toFixed(4))] as const,
  );
  return {
    holds: alarms.length === 0,
    figures: { laws: casesOf.size, seedsOfALaw, cases, alarms, unjudged: Object.fromEntries(unjudged) },
  };
}

/** Adds up counts law by law. */
function sumByLaw(counts: readonly Readonly<Record<string, number>>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [law, count] of counts.flatMap((each) => Object.entries(each)))
    sums.set(law, (sums.get(law) ?? 0) + count);
  return sums;
}

/** Judges one worker's share of the seeds in a grader process of its own. */
function shareOf(id: string, first: number, step: number): Promise<Share> {
  const worker = fork(fileURLToPath(import.meta.url), [id, String(first), String(step)]);
  return new Promise((resolve, reject) => {
    worker.once("message", (share) => resolve(v.parse(shareSchema, share)));
    worker.once("exit", (code) => reject(new Error(`a worker of the proof ended with ${code}`)));
  });
}

/** Judges every law on the reference with the seeds `first`, `first + step`, … */
async function judgeShare(id: string, first: number, step: number): Promise<Share> {
  using subjects = new Subjects();
  const course = loadCourse();
  const laws = await loadLaws(course.assignments.filter((assignment) => assignment.id === id));
  const { modules } = assembleWhole(course, referenceSubmission(course));
  const share = { cases: {} as Record<string, number>, unjudged: {} as Record<string, number>, alarms: [] as string[] };
  // One process answers for all seeds: a fresh one would compile the library again for each.
  using subject = new Subject(subjects, modules);
  for (let n = first; n < seedsOfALaw; n += step) {
    // A golden-ratio step spreads the seeds over all 32 bits.
    const seed = Math.imul(n + 1, 0x9e3779b1);
    for (const law of laws) {
      const judged = await judgeCases(law, {
        respondent: subject,
        seed,
        alone: false,
        isUnfilled: () => true,
        placeOf: () => undefined,
      });
      count(share.cases, law.id, law.examples.length + law.runs);
      if (judged.kind !== "passed") share.alarms.push(`${law.id}@${showSeed(seed)}: ${judged.kind}`);
      else if (judged.unjudged > 0) count(share.unjudged, law.id, judged.unjudged);
    }
  }
  return share;
}

function count(counts: Record<string, number>, law: string, more: number): void {
  counts[law] = (counts[law] ?? 0) + more;
}

if (import.meta.main) {
  const [id = "", first = "0", step = "1"] = process.argv.slice(2);
  process.send?.(await judgeShare(id, Number(first), Number(step)));
}
