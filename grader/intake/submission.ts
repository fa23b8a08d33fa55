import { join } from "node:path";
import type { Course } from "../release/course.ts";
import type { Finding, Place, Remark } from "../score/result.ts";
import { declaredInRegions, declaredOutside } from "./elsewhere.ts";
import { excerptOf } from "./excerpt.ts";
import { missing, takeFiles } from "./files.ts";
import { type Elsewhere, type Inspection, Inspector, type RegionCheck } from "./inspect.ts";
import { findRegions, type FoundRegions, helpersId, linesOf, type MarkedFile } from "./markers.ts";
import { quoted } from "./quoted.ts";
import { rules } from "./rules.ts";

/** A region as it came in. */
export interface Region {
  readonly id: string;
  readonly file: string;
  /** Where it stands in the student's file; undefined if it could not be found. */
  readonly place: Place | undefined;
  /** The line on which the region's text begins, after its START line. */
  readonly regionLine: number | undefined;
  readonly state: "started" | "not-started" | "refused" | "internal-error";
  /** Its tokens: what its questions' seeds are drawn from. */
  readonly tokens: string;
  /** Its text without types; only of a region that has been started. */
  readonly stripped: string;
  /** Its text as the student has written it, types and all; left out where nobody has. */
  readonly text?: string;
  /** Why it is refused. */
  readonly reason: string | undefined;
  /** The same line by line, where it lies in the region's text. */
  readonly findings?: readonly Finding[];
}

/** Everything of a submission that is graded. */
export interface Submission {
  /** By stub id. */
  readonly regions: ReadonlyMap<string, Region>;
  /** By file: the student's own functions at its end. */
  readonly helpers: ReadonlyMap<string, Region>;
  readonly remarks: readonly Remark[];
}

/** A region's text, and the line on which it begins. */
export interface RegionText {
  readonly text: string;
  readonly firstLine: number;
}

/** What a submission's files hold, before anybody has looked into the regions. */
export interface Found {
  /** By stub id. */
  readonly regions: ReadonlyMap<string, RegionText>;
  /** By file. */
  readonly helpers: ReadonlyMap<string, RegionText>;
  /** By stub id: why a region could not be found. */
  readonly broken: ReadonlyMap<string, string>;
  /** By file: what is declared outside the markers. */
  readonly outside: ReadonlyMap<string, readonly Elsewhere[]>;
  readonly remarks: readonly Remark[];
}

/**
 * Takes in a folder.
 *
 * @param folder - has the files at the places that the assignment names
 * @throws {SubmissionError} if nothing in it can be graded
 */
export async function takeIn(
  course: Course,
  folder: string,
  options: { readonly strong?: boolean } = {},
): Promise<Submission> {
  using inspector = new Inspector(options);
  return await lookInto(course, folder, findAll(course, folder), inspector);
}

/**
 * Cuts a folder's files at their markers, and looks no further.
 *
 * @throws {SubmissionError} if nothing in it can be graded
 */
export function findAll(course: Course, folder: string): Found {
  const names = [...new Set(course.assignment.stubs.map(({ file }) => file))];
  const taken = takeFiles(folder, names);
  const remarks = taken.remarks.map((remark) => {
    const file = join(folder, remark.file);
    const isMissing = remark.text === missing;
    return {
      ...remark,
      file,
      ...(isMissing ? { next: `put it back: npx grade restore ${quoted(file)}; the other files are graded` } : {}),
    };
  });
  const [regions, helpers] = [new Map<string, RegionText>(), new Map<string, RegionText>()];
  const broken = new Map<string, string>();
  const outside = new Map<string, readonly Elsewhere[]>();
  for (const name of names) {
    const skeleton = course.skeleton.get(name);
    const text = taken.texts.get(name);
    const expected = skeleton?.segments.flatMap((segment) => (segment.kind === "region" ? [segment.id] : [])) ?? [];
    if (text === undefined) {
      const remark = taken.remarks.find(({ file }) => file === name);
      for (const id of expected) broken.set(id, `${name}: ${remark?.text ?? "the file cannot be read"}`);
      continue;
    }
    const found = findRegions(join(folder, name), text, expected);
    remarks.push(...found.remarks);
    for (const [id, { text: why }] of found.broken) broken.set(id, why);
    for (const [id, region] of found.regions)
      (id === helpersId ? helpers : regions).set(id === helpersId ? name : id, region);
    if (skeleton === undefined) continue;
    outside.set(name, declaredOutside(found, skeleton));
    const line = found.broken.size === 0 ? firstEdit(found, skeleton) : undefined;
    if (line !== undefined) {
      remarks.push({
        severity: "note",
        file: join(folder, name),
        line,
        text: "edited outside the markers, which has no effect",
        next: "only what stands between START CODE HERE and END CODE HERE is graded; functions of your own go into the helpers region",
      });
    }
  }
  broken.delete(helpersId);
  return { regions, helpers, broken, outside, remarks };
}

/** The first line of the locked text that is not the skeleton's, but for blanks and the line that lists what may be used. */
function firstEdit({ locked, lockedAt }: FoundRegions, skeleton: MarkedFile): number | undefined {
  const solid = (text: string) =>
    Array.from(linesOf(text), ({ line, number }) => ({ line: line.trimEnd(), number })).filter(
      ({ line }) => line !== "" && !line.startsWith("/** @file You may use"),
    );
  const due = solid(skeleton.segments.map((segment) => (segment.kind === "locked" ? segment.text : "")).join(""));
  const there = solid(locked);
  const at = Array.from({ length: Math.max(due.length, there.length) }, (_, i) => i).find(
    (i) => there[i]?.line !== due[i]?.line,
  );
  const number = (there[at ?? 0] ?? there.at(-1))?.number ?? 1;
  return at === undefined ? undefined : (lockedAt[number - 1] ?? 1);
}

/** Takes in what was found: each region is proven to be what it should, or refused. */
export async function lookInto(
  course: Course,
  folder: string,
  found: Found,
  inspector: Inspector,
): Promise<Submission> {
  const display = (file: string) => join(folder, file);
  const elsewhere = (home: string, own: string) => {
    const others = course.assignment.stubs.filter(({ id, file }) => file === home && id !== own);
    const texts = new Map(others.map(({ id }) => [id, found.regions.get(id)?.text ?? ""]));
    return [...(found.outside.get(home) ?? []), ...declaredInRegions(texts)];
  };
  const checks: RegionCheck[] = [];
  for (const [file, { text }] of found.helpers)
    if (text.trim() !== "") checks.push(checkOf(course, file, helpersId, text, "", elsewhere(file, helpersId)));
  for (const { id, file } of course.assignment.stubs) {
    const region = found.regions.get(id);
    if (region !== undefined && !isStarters(id, region.text))
      checks.push(checkOf(course, file, id, region.text, found.helpers.get(file)?.text ?? "", elsewhere(file, id)));
  }
  const inspections = checks.length === 0 ? [] : await inspector.inspect(checks, course.assignment.globals);
  const seen = new Map(checks.map((check, i) => [keyOf(check.file, check.id), inspections[i]]));

  const region = (file: string, id: string, text: RegionText | undefined): Region => {
    const inspection = seen.get(keyOf(file, id));
    const findings =
      text === undefined ? [] : (inspection?.findings ?? []).map((finding) => placed(finding, text, display(file)));
    const line = text === undefined ? undefined : text.firstLine + lineAt(text.text, firstCode(text.text));
    const place = line === undefined ? undefined : { file: display(file), line: findings[0]?.line ?? line };
    const reason = findings[0]?.message ?? found.broken.get(id);
    return {
      id,
      file,
      place,
      regionLine: text?.firstLine,
      state: stateOf(inspection, reason),
      tokens: inspection?.tokens ?? "",
      stripped: inspection?.stripped ?? "",
      ...(text === undefined ? {} : { text: text.text }),
      reason,
      findings,
    };
  };
  const helpers = new Map([...found.helpers].map(([file, text]) => [file, region(file, helpersId, text)]));
  const refusedHelpers = [...helpers.values()].filter(({ state }) => state === "refused" || state === "internal-error");
  return {
    regions: new Map(course.assignment.stubs.map(({ id, file }) => [id, region(file, id, found.regions.get(id))])),
    helpers,
    remarks: [
      ...found.remarks,
      ...refusedHelpers.map(({ place, file, reason, findings = [] }): Remark => ({
        severity: "error",
        file: place?.file ?? display(file),
        ...(place === undefined ? {} : { line: place.line }),
        text: `your helper functions are not used: ${reason ?? ""}`,
        next: "mend or delete them; the stubs of this file are graded without them",
        ...(findings[0] === undefined ? {} : { finding: findings[0] }),
      })),
    ],
  };
}

/** A finding where it stands in the student's file, with the line and the rule. */
function placed(
  { rule, message, next, offset, length }: Inspection["findings"][number],
  region: RegionText,
  file: string,
): Finding {
  const line = lineAt(region.text, offset);
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

/** A region that is plainly the starter's need not be looked at. */
function isStarters(id: string, text: string): boolean {
  const bare = text.trim();
  return bare === "" || bare === `throw notStarted("${id}");`;
}

/**
 * A region's text between the pristine text before and after it, ready to be looked at.
 *
 * @param helpers - the text of the same file's helpers region, whose functions the region may name
 * @param elsewhere - what is declared in the same file where the region cannot see it
 */
export function checkOf(
  course: Course,
  file: string,
  id: string,
  text: string,
  helpers: string,
  elsewhere: readonly Elsewhere[] = [],
): RegionCheck {
  const segments = course.skeleton.get(file)?.segments ?? [];
  const at = segments.findIndex((segment) => segment.kind === "region" && segment.id === id);
  if (at < 0) throw new RangeError(`${file} has no region (${id})`);
  const joined = (from: number, to: number) =>
    segments
      .slice(from, to)
      .map((segment) => segment.text)
      .join("");
  return {
    file,
    id,
    helpers: id === helpersId,
    known: namesOf(helpers),
    elsewhere,
    exports: exportsOf(course),
    before: joined(0, at),
    text,
    after: joined(at + 1, segments.length),
  };
}

const exported = /^export (?:async )?(?:function|const|class|interface|type) ([\w$]+)/gm;

const exportsByCourse = new WeakMap<Course, Readonly<Record<string, string>>>();

/** What the course's files export: name → file. */
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

/** The names of functions in a helpers region, found without a parser; the policy of other regions lets them pass. */
function namesOf(helpers: string): readonly string[] {
  return Array.from(helpers.matchAll(/\bfunction\s*\*?\s*([\w$]+)/g), ([, name = ""]) => name);
}

function keyOf(file: string, id: string): string {
  return `${file} ${id}`;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}

/** Where a region's text begins. */
function firstCode(text: string): number {
  return Math.max(0, text.search(/\S/));
}
