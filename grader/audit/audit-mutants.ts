/** @file Audits the laws with mutants: mechanical changes of the reference's regions, each of which a law has to notice. */
import * as v from "valibot";
import type { Course } from "../course/course.ts";
import { practiceSecret } from "../engine/seed.ts";
import { brokenLaws } from "./audit-bank.ts";
import { type Candidate, candidatesOf, keepCompiling, submissionWith } from "./candidates.ts";
import { type Equivalent, findFaults, readEquivalents } from "./equivalents.ts";
import { shuffle } from "./shuffle.ts";
import { type Auditor, type OnAudited, runInWorkers, serveTasks } from "./workers.ts";

/** The mutants to judge. */
export interface MutantOptions {
  /** The stubs whose regions are changed. */
  readonly stubs: readonly string[];
  /** The number of mutants to draw from all; left out for every mutant. */
  readonly sample?: number;
  /** The seed that draws the sample. */
  readonly seed: number;
  /** The mutants that no law can tell from the reference; left out for those that the course lists. */
  readonly equivalents?: readonly Equivalent[];
  readonly onAudited?: OnAudited;
}

/** The mutants of one stub, and what became of them. */
export interface MutantRow {
  readonly stub: string;
  readonly mutants: number;
  readonly killed: number;
  /** The mutants that survive, and are listed as equivalent. */
  readonly equivalent: number;
  /** The mutants that survive without being listed. */
  readonly survivors: readonly Pick<Candidate, "name" | "sentence">[];
}

/** The result of an audit with mutants. */
export interface MutantAudit {
  /** One row per stub with a judged mutant, in the course's order. */
  readonly rows: readonly MutantRow[];
  /** What is wrong with the list of equivalents, or with a law. */
  readonly faults: readonly string[];
}

/** How many mutants a worker judges at once. */
const taskSize = 12;

const taskSchema = v.object({ stub: v.string(), names: v.array(v.string()) });
type Task = v.InferOutput<typeof taskSchema>;

const verdictSchema = v.object({
  stub: v.string(),
  name: v.string(),
  isKilled: v.boolean(),
  /** The error of a law that could not judge the mutant. */
  fault: v.optional(v.string()),
});
type MutantVerdict = v.InferOutput<typeof verdictSchema>;

/** Judges mutants of the reference, each by the laws of its own stub. */
export async function auditMutants(
  course: Course,
  { stubs, sample, seed, equivalents: listed, onAudited }: MutantOptions,
): Promise<MutantAudit> {
  const all = candidatesOf(course, stubs);
  const judged = await keepCompiling(course, sample === undefined ? all : shuffle(all, seed), sample);
  const tasks = stubs.flatMap((stub) => tasksFor(stub, judged));
  const rows = await runInWorkers({ script: import.meta.url, tasks, rowSchema: v.array(verdictSchema), onAudited });
  const verdicts = rows.flat();
  const others = new Set(course.stubs.map(({ id }) => id).filter((id) => !stubs.includes(id)));
  const equivalents = (listed ?? course.assignments.flatMap((assignment) => readEquivalents(assignment))).filter(
    ({ stub }) => !others.has(stub),
  );
  return {
    rows: stubs.flatMap((stub) => rowsFor(stub, judged, { verdicts, equivalents })),
    faults: [
      ...verdicts.flatMap(({ stub, name, fault }) => (fault === undefined ? [] : [`${stub}, ${name}: ${fault}`])),
      // A sample does not compile all mutants, so it cannot tell which of them compile.
      ...findFaults(equivalents, sample === undefined ? judged : all, verdicts),
    ],
  };
}

function tasksFor(stub: string, judged: readonly Candidate[]): readonly Task[] {
  const names = judged.filter((each) => each.stub === stub).map(({ name }) => name);
  const starts = Array.from({ length: Math.ceil(names.length / taskSize) }, (_, i) => i * taskSize);
  return starts.map((at) => ({ stub, names: names.slice(at, at + taskSize) }));
}

/** The row of a stub; none if no mutant of it was judged. */
function rowsFor(
  stub: string,
  judged: readonly Candidate[],
  { verdicts, equivalents }: { verdicts: readonly MutantVerdict[]; equivalents: readonly Equivalent[] },
): readonly MutantRow[] {
  const own = verdicts.filter((verdict) => verdict.stub === stub);
  const alive = own.filter(({ isKilled }) => !isKilled).map(({ name }) => name);
  const listed = equivalents.filter((each) => each.stub === stub).map(({ mutant }) => mutant);
  const survivors = judged.filter(
    (each) => each.stub === stub && alive.includes(each.name) && !listed.includes(each.name),
  );
  const row = {
    stub,
    mutants: own.length,
    killed: own.length - alive.length,
    equivalent: alive.length - survivors.length,
    survivors: survivors.map(({ name, sentence }) => ({ name, sentence })),
  };
  return own.length === 0 ? [] : [row];
}

/** Judges mutants of one stub in a worker. */
async function judgeMutants(
  auditor: Auditor,
  { stub, names }: Task,
  onAudited: OnAudited,
): Promise<readonly MutantVerdict[]> {
  const verdicts: MutantVerdict[] = [];
  for (const mutant of candidatesOf(auditor.course, [stub])) {
    const { name } = mutant;
    if (!names.includes(name)) continue;
    verdicts.push({ stub, name, ...(await judgeMutant(auditor, mutant)) });
    onAudited({ stub, name });
  }
  return verdicts;
}

/** Judges one mutant. The first broken law kills it, and ends its subject. */
async function judgeMutant(auditor: Auditor, mutant: Candidate): Promise<Pick<MutantVerdict, "isKilled" | "fault">> {
  try {
    for await (const _ of brokenLaws(auditor, mutant.stub, submissionWith(auditor.course, mutant), practiceSecret))
      return { isKilled: true };
    return { isKilled: false };
  } catch (error) {
    return { isKilled: false, fault: `a law fails itself: ${error instanceof Error ? error.message : String(error)}` };
  }
}

if (import.meta.main) serveTasks(taskSchema, judgeMutants);
