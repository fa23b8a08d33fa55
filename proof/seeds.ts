import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { judgeCases } from "../grader/engine/judge.ts";
import { loadLaws } from "../grader/engine/laws.ts";
import { showSeed } from "../grader/engine/seed.ts";
import { assembleWhole } from "../grader/intake/assemble.ts";
import { assignmentIds } from "../grader/release/assignment.ts";
import { loadCourse } from "../grader/release/course.ts";
import { referenceSubmission } from "../grader/release/reference.ts";
import { Subject, Subjects } from "../grader/subject/subject.ts";
import type { Proof } from "./proof.ts";

const seedsOfALaw = 1000;

const shareSchema = v.object({ laws: v.number(), cases: v.number(), alarms: v.array(v.string()) });
type Share = v.InferOutput<typeof shareSchema>;

/** Every law on the reference with 1,000 seeds: a law that ever fails there would rob a right solution. */
export async function proveSeeds(): Promise<Proof> {
  const workers = availableParallelism();
  const shares = await Promise.all(Array.from({ length: workers }, (_, i) => shareOf(i, workers)));
  const alarms = shares.flatMap((share) => share.alarms);
  const cases = shares.reduce((sum, share) => sum + share.cases, 0);
  return { holds: alarms.length === 0, figures: { laws: shares[0]?.laws ?? 0, seedsOfALaw, cases, alarms } };
}

/** A worker's share of the seeds, judged in a grader process of its own. */
function shareOf(first: number, step: number): Promise<Share> {
  const worker = fork(fileURLToPath(import.meta.url), [String(first), String(step)]);
  return new Promise((resolve, reject) => {
    worker.once("message", (share) => resolve(v.parse(shareSchema, share)));
    worker.once("exit", (code) => reject(new Error(`a worker of the proof ended with ${code}`)));
  });
}

async function work(first: number, step: number): Promise<Share> {
  using subjects = new Subjects();
  const alarms: string[] = [];
  let [count, cases] = [0, 0];
  for (const id of assignmentIds()) {
    const course = loadCourse(id);
    const laws = await loadLaws(course.assignment);
    count += laws.length;
    for (let n = first; n < seedsOfALaw; n += step) {
      // A golden-ratio step spreads the seeds over all 32 bits.
      const seed = Math.imul(n + 1, 0x9e3779b1);
      using subject = new Subject(subjects, assembleWhole(course, referenceSubmission(course)).modules);
      for (const law of laws) {
        const judged = await judgeCases(law, { respondent: subject, seed, alone: false, placeOf: () => undefined });
        cases += law.law.examples.length + law.law.runs;
        if (judged.kind !== "passed") alarms.push(`${law.id}@${showSeed(seed)}: ${judged.kind}`);
      }
    }
  }
  return { laws: count, cases, alarms };
}

if (import.meta.main) {
  const [first = "0", step = "1"] = process.argv.slice(2);
  process.send?.(await work(Number(first), Number(step)));
}
