import { join } from "node:path";
import type { Assignment } from "../course/assignment.ts";
import type { Course } from "../course/course.ts";
import type { Finding, Place, Remark } from "../result/result.ts";
import { findRegionDeclarations, findOutsideDeclarations } from "./hidden-declarations.ts";
import { excerptOf } from "./excerpt.ts";
import { takeFiles } from "./files.ts";
import { Inspector, type InspectorOptions } from "./inspect.ts";
import type { Elsewhere, Inspection, RegionCheck } from "./inspection.ts";
import { findRegions, type FoundRegions, helpersId, linesOf, type MarkedFile } from "../course/markers.ts";
import { isUsableNamesLine, usableNamesIn } from "../course/usable-names.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { quoteForShell } from "../disk/quote-for-shell.ts";
import { rules } from "./rules.ts";

/** A region of a submission. */
export interface Region {
  readonly id: string;
  readonly file: string;
  /** The place in the student's file; undefined if the region was not found. */
  readonly place: Place | undefined;
  /** The first line of the region's text, after the START line. */
  readonly regionLine: number | undefined;
  readonly state: "started" | "not-started" | "refused" | "internal-error";
  /** The region's tokens, which decide the seeds of its questions. */
  readonly tokens: string;
  /** The places of the tokens that begin a line; absent if the region was not inspected. */
  readonly breaks?: string;
  /** The region's text without types; empty unless the region is started. */
  readonly stripped: string;
  /** The region's text as the student wrote it, with types; absent if the region was not found. */
  readonly text?: string;
  /** The reason for a refusal. */
  readonly reason: string | undefined;
  /** The reasons in the region's text, line by line. */
  readonly findings?: readonly Finding[];
}

/** The graded parts of a submission, of all assignments together. */
export interface Submission {
  /** Stub id → region. */
  readonly regions: ReadonlyMap<string, Region>;
  /** File → its helpers region with the student's own functions. */
  readonly helpers: ReadonlyMap<string, Region>;
  /** Assignment id → remarks. */
  readonly remarks: ReadonlyMap<string, readonly Remark[]>;
}

/** The text of a region, and its first line in the file. */
export interface RegionText {
  readonly text: string;
  readonly firstLine: number;
}

/** The files of a submission, cut at their markers, before any inspection. */
export interface CutFiles {
  /** Stub id → text of the region. */
  readonly regions: ReadonlyMap<string, RegionText>;
  /** File → text of its helpers region. */
  readonly helpers: ReadonlyMap<string, RegionText>;
  /** Stub id → the reason why the region was not found. */
  readonly lost: ReadonlyMap<string, string>;
  /** File → names declared outside the markers. */
  readonly outside: ReadonlyMap<string, readonly Elsewhere[]>;
  /** Assignment id → remarks. */
  readonly remarks: ReadonlyMap<string, readonly Remark[]>;
}

/**
 * Reads a submission from a folder: takes the course's files, cuts them at their markers, and inspects the regions.
 *
 * @param folder - has the files at the paths that the assignments name
 * @param options.sandbox - where the parser's process is started
 * @param options.required - the ids of the assignments of which at least one must be there; all of them by default
 * @throws {ChainruleError} if the folder has no file of these assignments
 */
export async function readSubmission(
  course: Course,
  folder: string,
  options: InspectorOptions & { readonly sandbox?: Sandbox; readonly required?: readonly string[] } = {},
): Promise<Submission> {
  using inspector = new Inspector(options.sandbox, options);
  return await inspectFiles(course, folder, cutFiles(course, folder, options.required), inspector);
}

/**
 * Cuts a folder's files at their markers, without an inspection of the regions.
 *
 * @throws {ChainruleError} if the folder has no file of the required assignments
 */
export function cutFiles(
  course: Course,
  folder: string,
  required: readonly string[] = course.assignments.map(({ id }) => id),
): CutFiles {
  const cut = {
    regions: new Map<string, RegionText>(),
    helpers: new Map<string, RegionText>(),
    lost: new Map<string, string>(),
    outside: new Map<string, readonly Elsewhere[]>(),
    remarks: new Map<string, readonly Remark[]>(),
  };
  const own = course.assignments.filter(({ id }) => required.includes(id)).flatMap((assignment) => filesOf(assignment));
  const taken = takeFiles(folder, filesOf(course), own);
  for (const assignment of course.assignments) {
    const files = filesOf(assignment);
    const isAbsent = files.every((file) => taken.problems.get(file)?.code === "missing");
    const remarks = isAbsent ? [absenceRemark(folder, assignment)] : files.flatMap((file) => cutFile(file));
    cut.remarks.set(assignment.id, remarks);
  }
  return cut;

  /** Cuts one file into the maps above. @returns the remarks on the file */
  function cutFile(file: string): readonly Remark[] {
    const skeleton = course.skeleton.get(file);
    const path = join(folder, file);
    const stubs = regionIds(skeleton).filter((id) => id !== helpersId);
    const problem = taken.problems.get(file);
    if (problem !== undefined) {
      for (const id of stubs) cut.lost.set(id, `${file}: ${problem.text}`);
      const next = `put it back: npx grade restore ${quoteForShell(path)}; the other files are graded`;
      return [{ ...problem, file: path, stubs, ...(problem.code === "missing" ? { next, restore: path } : {}) }];
    }
    const found = findRegions(path, taken.texts.get(file) ?? "", regionIds(skeleton));
    for (const [id, { text }] of found.broken) if (id !== helpersId) cut.lost.set(id, text);
    for (const [id, region] of found.regions) {
      if (id === helpersId) cut.helpers.set(file, region);
      else cut.regions.set(id, region);
    }
    const notes = taken.notes.filter((note) => note.file === file).map((note) => ({ ...note, file: path }));
    if (skeleton === undefined) return [...notes, ...found.remarks];
    cut.outside.set(file, findOutsideDeclarations(found, skeleton));
    const line = found.broken.size === 0 ? findFirstEdit(found, skeleton) : undefined;
    return [...notes, ...found.remarks, ...(line === undefined ? [] : [editedOutsideRemark(path, line)])];
  }
}

/** The files with stubs, in the order of the stubs. */
export function filesOf({ stubs }: Pick<Course, "stubs">): readonly string[] {
  return [...new Set(stubs.map(({ file }) => file))];
}

/** The remark on an assignment without files in the submission. */
function absenceRemark(folder: string, { id, stubs }: Assignment): Remark {
  return {
    severity: "note",
    code: "folder",
    file: join(folder, id),
    text: "nothing of this assignment is there",
    next: `put the folder ${id} back, or grade the others alone: npx grade -a ID`,
    stubs: stubs.map((stub) => stub.id),
  };
}

function editedOutsideRemark(file: string, line: number): Remark {
  return {
    severity: "note",
    code: "edited-outside",
    file,
    line,
    text: "edited outside the markers, which has no effect",
    next: "only what stands between START CODE HERE and END CODE HERE is graded; functions of your own go into the helpers region",
  };
}

function regionIds(file: MarkedFile | undefined): readonly string[] {
  return (file?.segments ?? []).flatMap((segment) => (segment.kind === "region" ? [segment.id] : []));
}

/** The first line at which the locked text differs from the skeleton. Blanks and the list of usable names may differ. */
function findFirstEdit({ locked, lockedAt }: FoundRegions, skeleton: MarkedFile): number | undefined {
  const codeLinesOf = (text: string) =>
    Array.from(linesOf(text), ({ line, number }) => ({ line: line.trimEnd(), number })).filter(
      ({ line }) => line !== "" && !isUsableNamesLine(line),
    );
  const due = codeLinesOf(skeleton.segments.map((segment) => (segment.kind === "locked" ? segment.text : "")).join(""));
  const current = codeLinesOf(locked);
  const at = Array.from({ length: Math.max(due.length, current.length) }, (_, i) => i).find(
    (i) => current[i]?.line !== due[i]?.line,
  );
  const number = (current[at ?? 0] ?? current.at(-1))?.number ?? 1;
  return at === undefined ? undefined : (lockedAt[number - 1] ?? 1);
}

/** Inspects the cut regions: each one is proven to be the body of its function and within the policy, or refused. */
export async function inspectFiles(
  course: Course,
  folder: string,
  cut: CutFiles,
  inspector: Inspector,
): Promise<Submission> {
  const pathOf = (file: string) => join(folder, file);
  const elsewhere = (home: string, own: string) => {
    const others = course.stubs.filter(({ id, file }) => file === home && id !== own);
    const texts = new Map(others.map(({ id }) => [id, cut.regions.get(id)?.text ?? ""]));
    return [...(cut.outside.get(home) ?? []), ...findRegionDeclarations(texts)];
  };
  const checks: RegionCheck[] = [];
  for (const [file, { text }] of cut.helpers)
    if (text.trim() !== "")
      checks.push(checkOf(course, { file, id: helpersId, text, elsewhere: elsewhere(file, helpersId) }));
  for (const { id, file } of course.stubs) {
    const text = cut.regions.get(id)?.text;
    if (text === undefined || isStarterText(id, text)) continue;
    const helpers = cut.helpers.get(file)?.text ?? "";
    checks.push(checkOf(course, { file, id, text, helpers, elsewhere: elsewhere(file, id) }));
  }
  const inspections = checks.length === 0 ? [] : await inspector.inspect(checks);
  const inspectionByRegion = new Map(checks.map((check, i) => [keyOf(check.file, check.id), inspections[i]]));

  const regionOf = (file: string, id: string, text: RegionText | undefined): Region => {
    const inspection = inspectionByRegion.get(keyOf(file, id));
    const findings =
      text === undefined
        ? []
        : (inspection?.findings ?? []).map((finding) => placeFinding(finding, text, pathOf(file)));
    const line = text === undefined ? undefined : text.firstLine + lineIndexAt(text.text, codeStartOf(text.text));
    const place = line === undefined ? undefined : { file: pathOf(file), line: findings[0]?.line ?? line };
    const reason = findings[0]?.message ?? cut.lost.get(id);
    return {
      id,
      file,
      place,
      regionLine: text?.firstLine,
      state: stateOf(inspection, reason),
      tokens: inspection?.tokens ?? "",
      ...(inspection?.breaks === undefined ? {} : { breaks: inspection.breaks }),
      stripped: inspection?.stripped ?? "",
      ...(text === undefined ? {} : { text: text.text }),
      reason,
      findings,
    };
  };
  const helpers = new Map([...cut.helpers].map(([file, text]) => [file, regionOf(file, helpersId, text)]));
  const refused = [...helpers.values()].filter(({ state }) => state === "refused" || state === "internal-error");
  return {
    regions: new Map(course.stubs.map(({ id, file }) => [id, regionOf(file, id, cut.regions.get(id))])),
    helpers,
    remarks: new Map(
      course.assignments.map((assignment) => {
        const own = refused.filter(({ file }) => filesOf(assignment).includes(file));
        return [assignment.id, [...(cut.remarks.get(assignment.id) ?? []), ...own.map(refusedHelpersRemark)]];
      }),
    ),
  };
}

function refusedHelpersRemark({ place, file, reason, findings: [finding] = [] }: Region): Remark {
  return {
    severity: "error",
    code: "helpers-refused",
    file: place?.file ?? file,
    ...(place === undefined ? {} : { line: place.line }),
    text: `your helper functions are not used: ${reason ?? ""}`,
    next: "mend or delete them; the stubs of this file are graded without them",
    ...(finding === undefined ? {} : { finding }),
  };
}

/** Turns an inspector's finding into a finding with file, line, explanation and excerpt. */
function placeFinding(
  { rule, message, next, offset, length }: Inspection["findings"][number],
  region: RegionText,
  file: string,
): Finding {
  const line = lineIndexAt(region.text, offset);
  const start = region.text.slice(0, offset).lastIndexOf("\n") + 1;
  const why = rules[rule].why;
  const instead = next ?? rules[rule].next;
  return {
    by: rule === "syntax" ? "parser" : "policy",
    rule,
    file,
    line: region.firstLine + line,
    column: offset - start + 1,
    message,
    ...(why === "" ? {} : { why }),
    ...(instead === "" ? {} : { next: instead }),
    excerpt: excerptOf(region.text.split("\n", line + 1)[line] ?? "", offset - start + 1, length),
  };
}

function stateOf(inspection: Inspection | undefined, reason: string | undefined): Region["state"] {
  if (inspection?.findings[0]?.rule === "internal") return "internal-error";
  if (reason !== undefined) return "refused";
  return inspection === undefined || inspection.tokens === "" ? "not-started" : "started";
}

/** Whether a region is empty or has the starter's throw, and thus needs no inspection. */
function isStarterText(id: string, text: string): boolean {
  const bare = text.trim();
  return bare === "" || bare === `throw notStarted("${id}");`;
}

/** A region's text for an inspection. */
export interface RegionSource {
  readonly file: string;
  readonly id: string;
  readonly text: string;
  /** The text of the file's helpers region; the region may call its functions. */
  readonly helpers?: string;
  /** Names declared in the same file where the region cannot see them. */
  readonly elsewhere?: readonly Elsewhere[];
}

/** Places a region's text between the skeleton's text before and after it, for an inspection. */
export function checkOf(course: Course, { file, id, text, helpers = "", elsewhere = [] }: RegionSource): RegionCheck {
  const segments = course.skeleton.get(file)?.segments ?? [];
  const at = segments.findIndex((segment) => segment.kind === "region" && segment.id === id);
  const home = course.assignments.find((assignment) => filesOf(assignment).includes(file));
  if (at < 0 || home === undefined) throw new RangeError(`${file} has no region (${id})`);
  const joinTexts = (from: number, to: number) =>
    segments
      .slice(from, to)
      .map((segment) => segment.text)
      .join("");
  return {
    file,
    id,
    helpers: id === helpersId,
    known: functionNamesIn(helpers),
    elsewhere,
    exports: exportsOf(course),
    mayUse: usableNamesIn(joinTexts(0, segments.length)),
    globals: home.globals,
    before: joinTexts(0, at),
    text,
    after: joinTexts(at + 1, segments.length),
  };
}

const exported = /^export (?:async )?(?:function|const|class|interface|type) ([\w$]+)/gm;

const exportsByCourse = new WeakMap<Course, Readonly<Record<string, string>>>();

/** The exports of the course's files: name → file. */
function exportsOf(course: Course): Readonly<Record<string, string>> {
  const known = exportsByCourse.get(course);
  if (known !== undefined) return known;
  const names = [...course.skeleton].flatMap(([file, { segments }]) =>
    segments.flatMap(({ text }) => Array.from(text.matchAll(exported), ([, name = ""]) => [name, file] as const)),
  );
  const exports = Object.fromEntries(names);
  exportsByCourse.set(course, exports);
  return exports;
}

/** The names of the functions in a helpers region, found by a pattern. The policy allows them in other regions. */
function functionNamesIn(helpers: string): readonly string[] {
  return Array.from(helpers.matchAll(/\bfunction\b[\s*]*([\w$]+)/g), ([, name = ""]) => name);
}

function keyOf(file: string, id: string): string {
  return `${file} ${id}`;
}

function lineIndexAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

/** The offset of the first character that is no blank. */
function codeStartOf(text: string): number {
  return Math.max(0, text.search(/\S/));
}
