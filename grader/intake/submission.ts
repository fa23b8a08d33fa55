import { join } from "node:path";
import type { Course } from "../release/course.ts";
import type { Place, Remark } from "../score/result.ts";
import { takeFiles } from "./files.ts";
import { type Inspection, inspectRegions, type RegionCheck } from "./inspect.ts";
import { findRegions, helpersId, type MarkedFile } from "./markers.ts";

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
  /** Why it is refused. */
  readonly reason: string | undefined;
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
interface RegionText {
  readonly text: string;
  readonly firstLine: number;
}

/** What a submission's files hold: found regions by file, and remarks. */
interface Found {
  readonly regions: ReadonlyMap<string, RegionText>;
  readonly helpers: ReadonlyMap<string, RegionText>;
  readonly broken: ReadonlyMap<string, string>;
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
  return inspected(course, findAll(course, folder), (file) => join(folder, file), options);
}

function findAll(course: Course, folder: string): Found {
  const names = [...new Set(course.assignment.stubs.map(({ file }) => file))];
  const taken = takeFiles(folder, names);
  const remarks = taken.remarks.map((remark) => ({ ...remark, file: join(folder, remark.file) }));
  const [regions, helpers] = [new Map<string, RegionText>(), new Map<string, RegionText>()];
  const broken = new Map<string, string>();
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
    if (found.broken.size === 0 && skeleton !== undefined && edited(found.locked, skeleton)) {
      remarks.push({
        severity: "note",
        file: join(folder, name),
        text: "edited outside the markers, which has no effect",
        next: "only what stands between START CODE HERE and END CODE HERE is graded",
      });
    }
  }
  broken.delete(helpersId);
  return { regions, helpers, broken, remarks };
}

/** Whether the locked text differs from the skeleton's by more than blanks and the line that lists what may be used. */
function edited(locked: string, skeleton: MarkedFile): boolean {
  const bare = (text: string) =>
    text
      .replace(/^\/\*\* @file You may use[^\n]*\n/, "")
      .replace(/[ \t]+$/gm, "")
      .replace(/\n+/g, "\n")
      .trim();
  const due = skeleton.segments.map((segment) => (segment.kind === "locked" ? segment.text : "")).join("");
  return bare(locked) !== bare(due);
}

async function inspected(
  course: Course,
  found: Found,
  display: (file: string) => string,
  options: { readonly strong?: boolean },
): Promise<Submission> {
  const checks: RegionCheck[] = [];
  for (const [file, { text }] of found.helpers)
    if (text.trim() !== "") checks.push(checkOf(course, file, helpersId, text, ""));
  for (const { id, file } of course.assignment.stubs) {
    const region = found.regions.get(id);
    if (region !== undefined && !isStarters(id, region.text))
      checks.push(checkOf(course, file, id, region.text, found.helpers.get(file)?.text ?? ""));
  }
  const inspections = checks.length === 0 ? [] : await inspectRegions(checks, course.assignment.globals, options);
  const seen = new Map(checks.map((check, i) => [keyOf(check.file, check.id), inspections[i]]));

  const region = (file: string, id: string, text: RegionText | undefined): Region => {
    const inspection = seen.get(keyOf(file, id));
    const [finding] = inspection?.findings ?? [];
    const place =
      text === undefined
        ? undefined
        : { file: display(file), line: text.firstLine + lineAt(text.text, finding?.offset ?? firstCode(text.text)) };
    const reason = finding?.message ?? found.broken.get(id);
    return {
      id,
      file,
      place,
      regionLine: text?.firstLine,
      state: stateOf(id, inspection, reason),
      tokens: inspection?.tokens ?? "",
      stripped: inspection?.stripped ?? "",
      reason,
    };
  };
  const helpers = new Map([...found.helpers].map(([file, text]) => [file, region(file, helpersId, text)]));
  const refusedHelpers = [...helpers.values()].filter(({ state }) => state === "refused" || state === "internal-error");
  return {
    regions: new Map(course.assignment.stubs.map(({ id, file }) => [id, region(file, id, found.regions.get(id))])),
    helpers,
    remarks: [
      ...found.remarks,
      ...refusedHelpers.map(({ place, file, reason }): Remark => ({
        severity: "error",
        file: place?.file ?? display(file),
        ...(place === undefined ? {} : { line: place.line }),
        text: `your helper functions are not used: ${reason ?? ""}`,
        next: "mend or delete them; the stubs of this file are graded without them",
      })),
    ],
  };
}

function stateOf(id: string, inspection: Inspection | undefined, reason: string | undefined): Region["state"] {
  if (inspection?.findings[0]?.rule === "internal") return "internal-error";
  if (reason !== undefined) return "refused";
  if (inspection === undefined || inspection.tokens === "" || inspection.tokens === `throw notStarted ( "${id}" ) ;`)
    return "not-started";
  return "started";
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
 */
export function checkOf(course: Course, file: string, id: string, text: string, helpers: string): RegionCheck {
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
    before: joined(0, at),
    text,
    after: joined(at + 1, segments.length),
  };
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
