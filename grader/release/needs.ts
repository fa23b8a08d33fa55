/**
 * @file Generates `specs/needs.json`: which stubs each law cannot be judged without. Each stub in turn is replaced in
 * the reference by its throw, and the laws that stop are those that need it. Run it with `npm run needs`; with
 * `--check` it writes nothing and fails if anything differs.
 */
import { writeFileSync } from "node:fs";
import { posix } from "node:path";
import { casesOf, judgeCases } from "../engine/judge.ts";
import { type IdentifiedLaw, loadLaws, loadNeeds, type Needs, needsFile } from "../engine/laws.ts";
import { assembleWhole } from "../intake/assemble.ts";
import type { Submission } from "../intake/submission.ts";
import { type ModuleMap, Subject, Subjects } from "../subject/subject.ts";
import { neededBy } from "../subject/wire.ts";
import { assignmentIds } from "./assignment.ts";
import { type Course, loadCourse } from "./course.ts";
import { referenceSubmission } from "./reference.ts";

const seed = 1;

/** The needs of an assignment's laws, each in the order of the stubs. */
export async function needsOf(course: Course, laws: readonly IdentifiedLaw[], subjects: Subjects): Promise<Needs> {
  const reference = referenceSubmission(course);
  const { modules } = assembleWhole(course, reference);
  const loaded = new Map(laws.map((law) => [law.id, modulesFor(law, modules)]));
  const needs = new Map<string, string[]>(laws.map(({ id }) => [id, []]));
  for (const { id: stub, file } of course.assignment.stubs) {
    using subject = new Subject(subjects, assembleWhole(course, without(reference, stub)).modules);
    for (const law of laws) {
      // What the questions never load, the law does not need.
      if (law.law.stub === stub || loaded.get(law.id)?.has(`course:${file}`) !== true) continue;
      const judged = await judgeCases(law, { respondent: subject, seed, alone: false, placeOf: () => undefined });
      if (judged.kind !== "passed") needs.get(law.id)?.push(stub);
    }
  }
  return Object.fromEntries(needs);
}

/** The modules that a realm loads to answer a law's questions: what they call, and what that imports. */
function modulesFor(law: IdentifiedLaw, modules: ModuleMap): ReadonlySet<string> {
  const questions = casesOf(law, seed).flatMap((given) => law.law.pose(given).questions.map(({ ask }) => ask));
  const loaded = new Set(neededBy(questions).map(({ module }) => module));
  for (const module of loaded) {
    for (const [, specifier = ""] of (modules[module] ?? "").matchAll(/\bfrom\s+"([^"]+)"/g))
      loaded.add(moduleOf(specifier, module));
  }
  return loaded;
}

/** `./values.ts` beside its importer; `#course/…` in the course; as a realm resolves them. */
function moduleOf(specifier: string, importer: string): string {
  if (specifier.startsWith("#course/")) return `course:${specifier.slice("#course/".length)}`;
  const [scheme = "", path = ""] = importer.split(":");
  return `${scheme}:${posix.join(posix.dirname(path), specifier)}`;
}

/**
 * Fails if a stub's laws need a stub that comes later: then no order could judge them. And if anybody but extra credit
 * needs extra credit: nothing may wait for that.
 */
function checkOrder(course: Course, laws: readonly IdentifiedLaw[], needs: Needs): void {
  const order = course.assignment.stubs.map(({ id }) => id);
  const extra = new Set(course.assignment.stubs.filter((stub) => stub.extra).map(({ id }) => id));
  for (const { id, law } of laws) {
    const voluntary = extra.has(law.stub) ? undefined : needs[id]?.find((needed) => extra.has(needed));
    if (voluntary !== undefined)
      throw new Error(
        `${id} needs ${voluntary}, which is extra credit: nothing may wait for that.\n  Next: take \`extra: true\` from it in assignment.yaml, or ask without it [E_NEEDS]`,
      );
    const late = needs[id]?.find(
      (needed) => order.indexOf(needed) >= order.indexOf(law.stub) && order.includes(law.stub),
    );
    if (late !== undefined)
      throw new Error(
        `${id} needs ${late}, which comes later in assignment.yaml.\n  Next: change the order of the stubs there [E_NEEDS]`,
      );
  }
}

function without(submission: Submission, stub: string): Submission {
  const region = submission.regions.get(stub);
  if (region === undefined) throw new RangeError(`no region ${stub}`);
  return { ...submission, regions: new Map([...submission.regions, [stub, { ...region, state: "not-started" }]]) };
}

async function main(check: boolean): Promise<void> {
  using subjects = new Subjects();
  let needs: Needs = {};
  for (const id of assignmentIds()) {
    const course = loadCourse(id);
    const laws = await loadLaws(course.assignment, {});
    const own = await needsOf(course, laws, subjects);
    checkOrder(course, laws, own);
    needs = { ...needs, ...own };
  }
  const text = (value: Needs) =>
    `${JSON.stringify(value, null, 1)
      .replace(/\[\s+/g, "[")
      .replace(/\s+\]/g, "]")
      .replace(/",\s+"(?=[^"]*"[,\]])/g, '", "')}\n`;
  if (!check) {
    writeFileSync(needsFile, text(needs));
    console.log(`${Object.keys(needs).length} laws`);
    return;
  }
  const before = loadNeeds();
  const differing = [...new Set([...Object.keys(before), ...Object.keys(needs)])].filter(
    (id) => JSON.stringify(before[id]) !== JSON.stringify(needs[id]),
  );
  for (const id of differing)
    console.error(
      `${id}: specs/needs.json says ${JSON.stringify(before[id])}, the reference needs ${JSON.stringify(needs[id])}.\n  Next: npm run needs [E_NEEDS]`,
    );
  process.exitCode = differing.length > 0 ? 1 : 0;
}

if (import.meta.main) await main(process.argv.includes("--check"));
