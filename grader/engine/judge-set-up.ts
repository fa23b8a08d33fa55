/** @file Test equipment: regions in place of the reference's, and processes that answer as the engine expects. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";

import { loadAssignments } from "../course/assignment.ts";
import { assembleWhole } from "../assembly/assemble.ts";
import type { Region, Submission } from "../intake/submission.ts";
import { loadCourse } from "../course/course.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";
import { inProcess } from "../subject/in-process.ts";
import type { Reply } from "../subject/subject.ts";
import type { Ask } from "../../specs/support/question.ts";
import type { Bench, Respondent } from "./judgement.ts";
import { type IdentifiedLaw, loadLaws } from "../course/laws.ts";

export const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
export const laws = await loadLaws(course.assignments);
/** Every fifth item: enough kinds of laws and stubs, in a fifth of the time. */
export const sample = <T>(items: readonly T[]): readonly T[] => items.filter((_, i) => i % 5 === 0);
export const hasReference = course.reference !== undefined;

const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-judge-")));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
afterAll(() => rmSync(folder, { recursive: true }));

/** A process in the view of the engine: it answers frames of questions. */
export type Process = (questions: readonly Ask[]) => Promise<Reply>;

let libraries = 0;
/** The reference with some replaced regions, loaded in this process behind the real interpreter. */
export async function library(regions: Readonly<Record<string, string>> = {}): Promise<Process> {
  return processOf(withRegions(regions));
}

/** The unchanged reference. */
export const reference = hasReference ? library() : Promise.reject(new Error("no reference"));
reference.catch(() => {});

export async function processOf(submission: Submission): Promise<Process> {
  const root = join(folder, String(++libraries));
  for (const [id, text] of Object.entries(assembleWhole(course, submission).modules)) {
    if (!id.startsWith("course:")) continue;
    const path = join(root, id.slice("course:".length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return (await inProcess(pathToFileURL(`${root}/`))).ask;
}

/** The reference with some replaced regions, each with line 31 of a student's file as its place. */
export function withRegions(regions: Readonly<Record<string, string>>): Submission {
  const reference = referenceSubmission(course);
  const replaced = Object.entries(regions).map(([id, text]): [string, Region] => {
    const region = reference.regions.get(id);
    if (region === undefined) throw new RangeError(`no region ${id}`);
    return [id, { ...region, place: { file: "mine.ts", line: 31 }, regionLine: 31, stripped: `${text}\n` }];
  });
  return { ...reference, regions: new Map([...reference.regions, ...replaced]) };
}

/** A respondent made of several processes. A restart after a question switches to the next process. */
export function respondentOf(...processes: readonly Process[]): Respondent & {
  /** The frames that each process was asked. */
  readonly asked: (readonly Ask[])[][];
  readonly renewals: () => number;
} {
  const asked: (readonly Ask[])[][] = [[]];
  let renewals = 0;
  return {
    asked,
    renewals: () => renewals,
    ask: (questions) => {
      asked.at(-1)?.push(questions);
      const process = processes[Math.min(asked.length, processes.length) - 1];
      if (process === undefined) throw new RangeError("no process");
      return process(questions);
    },
    renew: () => void renewals++,
    restart: () => {
      if ((asked.at(-1)?.length ?? 0) > 0) asked.push([]);
    },
  };
}

const nowhere: Bench["placeOf"] = () => undefined;
export const seed = 20;

export function benchOf(respondent: Respondent, change: Partial<Bench> = {}): Bench {
  return { respondent, seed, alone: false, isUnfilled: () => true, placeOf: nowhere, ...change };
}

export function lawOf(id: string): IdentifiedLaw {
  const found = laws.find((candidate) => candidate.id === id);
  if (found === undefined) throw new RangeError(`no law ${id}`);
  return found;
}

export const gradient = lawOf("mul.backward/gradient");
export const cases = gradient.examples.length + gradient.runs;

export const died: Process = () =>
  Promise.resolve({
    kind: "died",
    verdict: "timed-out",
    reason: "no answer after 2 s of computing",
    cpuMs: 2000,
    waitMs: 0,
  });

/** The first operand of the first program among some questions. */
export function operandIn([question]: readonly Ask[]): readonly number[] {
  return question?.kind === "program" ? [...(question.inputs[0]?.values.data ?? [])] : [];
}

export const swapped = `accumulate(a, zipWith(out.grad, a, (u, x) => u * x));
accumulate(b, zipWith(out.grad, b, (u, y) => u * y));`;
export const right = `accumulate(a, zipWith(out.grad, b, (u, y) => u * y));
accumulate(b, zipWith(out.grad, a, (u, x) => u * x));`;
