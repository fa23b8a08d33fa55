/**
 * @file Generates `specs/needs.json`: the stubs that each law needs. Each stub in turn is replaced in the reference by its
 * throw; the laws that no longer pass need that stub. Run it with `npm run needs`; with `--check` it writes nothing and
 * fails if anything differs; `--check ID` looks at one assignment.
 */
import { writeFileSync } from "node:fs";
import type { Posed } from "../../specs/support/law.ts";
import { judgeCases, poseCases } from "../engine/judge.ts";
import { type IdentifiedLaw, loadLaws, loadNeeds, type Needs, needsFile } from "../course/laws.ts";
import { assembleWhole } from "../assembly/assemble.ts";
import type { Submission } from "../intake/submission.ts";
import { Subject, Subjects } from "../subject/subject.ts";
import { modulesNamedBy } from "../subject/wire.ts";
import { type Course, assignmentOf, loadCourse, includeFoundations } from "../course/course.ts";
import { withImports } from "../course/imports.ts";
import { courseRoots } from "../course/roots.ts";
import { type Assignment, gradedIds, loadAssignments } from "../course/assignment.ts";
import { unknownNameError } from "../course/unknown-name-error.ts";
import { ChainruleError, messageOf } from "../result/chainrule-error.ts";
import { referenceSubmission } from "../specimens/reference-submission.ts";
import type { ModuleMap } from "../course/locked-modules.ts";

const seed = 1;
/** So many cases of a law are asked first. */
const few = 3;

/** Finds the needs of laws, each in the order of the stubs. */
export async function needsOf(course: Course, laws: readonly IdentifiedLaw[], subjects: Subjects): Promise<Needs> {
  const reference = referenceSubmission(course);
  const { modules } = assembleWhole(course, reference);
  const asked = laws.map((law) => {
    const posed = poseCases(law, seed);
    return { law, posed, loaded: modulesFor(posed, modules) };
  });
  const needs = new Map<string, string[]>(laws.map(({ id }) => [id, []]));
  for (const { id: stub, file } of course.stubs) {
    using subject = new Subject(subjects, assembleWhole(course, removeStub(reference, stub)).modules);
    for (const { law, posed, loaded } of asked) {
      // A law needs no file that its questions never load.
      if (law.stub === stub || !loaded.has(`course:${file}`)) continue;
      // Where a stub is needed, the first cases show it, mostly.
      for (const part of [posed.slice(0, few), posed.slice(few)].filter(({ length }) => length > 0)) {
        const cases = await judgeCases(law, {
          respondent: subject,
          posed: part,
          seed,
          alone: false,
          isUnfilled: () => true,
          placeOf: () => undefined,
        });
        if (cases.kind === "passed") continue;
        needs.get(law.id)?.push(stub);
        break;
      }
    }
  }
  return Object.fromEntries(needs);
}

/** The modules that a law's cases load: the called modules with all that they import, and the launched kernels. */
function modulesFor(posed: readonly Posed[], modules: ModuleMap): ReadonlySet<string> {
  const questions = posed.flatMap((each) => each.questions.map(({ ask }) => ask));
  return withImports(modulesNamedBy(questions), modules);
}

/**
 * Checks the order of stubs: a law needs only earlier stubs, and only a law of extra credit needs extra credit.
 *
 * @throws {ChainruleError} if a law breaks this
 */
function checkOrder(course: Course, laws: readonly IdentifiedLaw[], needs: Needs): void {
  const order = course.stubs.map(({ id }) => id);
  const extra = new Set(course.stubs.filter((stub) => stub.extra).map(({ id }) => id));
  for (const law of laws) {
    const { id } = law;
    const extraNeed = extra.has(law.stub) ? undefined : needs[id]?.find((needed) => extra.has(needed));
    if (extraNeed !== undefined)
      throw new ChainruleError("E_NEEDS", {
        where: id,
        expected: "a law that needs no extra credit",
        got: `one that needs ${extraNeed}`,
        next: "take `extra: true` from it in assignment.yaml, or ask without it",
      });
    const laterNeed = needs[id]?.find(
      (needed) => order.indexOf(needed) >= order.indexOf(law.stub) && order.includes(law.stub),
    );
    if (laterNeed !== undefined)
      throw new ChainruleError("E_NEEDS", {
        where: id,
        expected: "a law that needs only stubs before its own",
        got: `one that needs ${laterNeed}`,
        next: "change the order of the stubs in assignment.yaml",
      });
  }
}

/** The submission with one stub that is not started. */
function removeStub(submission: Submission, stub: string): Submission {
  const region = submission.regions.get(stub);
  if (region === undefined) throw new RangeError(`no region ${stub}`);
  return { ...submission, regions: new Map([...submission.regions, [stub, { ...region, state: "not-started" }]]) };
}

/** Formats needs as JSON, one line per law. */
function needsJson(needs: Needs): string {
  const json = JSON.stringify(needs, null, 1);
  return `${json
    .replace(/\[\s+/g, "[")
    .replace(/\s+\]/g, "]")
    .replace(/",\s+"(?=[^"]*"[,\]])/g, '", "')}\n`;
}

/** Writes the needs of all laws to `specs/needs.json`. */
async function writeNeeds(): Promise<void> {
  const { laws, needs } = await generateNeeds(loadAssignments());
  for (const root of courseRoots()) {
    const own = laws.filter((law) => law.root.href === root.href).map(({ id }) => [id, needs[id] ?? []] as const);
    writeFileSync(needsFile(root), needsJson(Object.fromEntries(own)));
  }
  console.log(`${laws.length} laws`);
}

/** Prints every law of some assignments whose needs differ from `specs/needs.json`, and fails if one does. */
async function checkNeeds(assignments: readonly Assignment[]): Promise<void> {
  const { needs } = await generateNeeds(assignments);
  const stubs = new Set(assignments.flatMap(gradedIds));
  const before = Object.fromEntries(courseRoots().flatMap((root) => Object.entries(loadNeeds(root))));
  const old = Object.keys(before).filter((id) => stubs.has(id.split("/")[0] ?? ""));
  for (const id of new Set([...old, ...Object.keys(needs)])) {
    const [was, is] = [JSON.stringify(before[id]), JSON.stringify(needs[id])];
    if (was === is) continue;
    console.error(`${id}: specs/needs.json says ${was}, the reference needs ${is}.\n  Next: npm run needs [E_NEEDS]`);
    process.exitCode = 1;
  }
}

/** Generates the needs of the laws of some assignments. */
async function generateNeeds(assignments: readonly Assignment[]) {
  using subjects = new Subjects();
  const ids = assignments.map(({ id }) => id);
  const course = loadCourse(includeFoundations(loadAssignments(), ids));
  const laws = (await loadLaws(course.assignments)).filter((law) => ids.includes(law.assignment));
  const needs = await needsOf(course, laws, subjects);
  checkOrder(course, laws, needs);
  const rootOf = (law: IdentifiedLaw) => assignmentOf(course, law.stub).root;
  return { laws: laws.map((law) => ({ id: law.id, root: rootOf(law) })), needs };
}

async function main([flag, ...ids]: readonly string[]): Promise<void> {
  const all = loadAssignments();
  const unknownId = ids.find((id) => !all.some((assignment) => assignment.id === id));
  if (unknownId !== undefined)
    throw unknownNameError(
      "needs",
      "the id of an assignment",
      unknownId,
      all.map(({ id }) => id),
      (id) => `npm run needs -- --check ${id}`,
    );
  if (flag === "--check") await checkNeeds(ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id)));
  else await writeNeeds();
}

if (import.meta.main) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 2;
  }
}
