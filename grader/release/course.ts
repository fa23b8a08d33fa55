import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { cutMarked, type MarkedFile, type Segment } from "../intake/markers.ts";
import { strip } from "../subject/modules.ts";
import { type Assignment, assignmentFolder, loadAssignment } from "./assignment.ts";

const solutionFolder = new URL("../../solution/", import.meta.url);

/** What the grader knows of an assignment's code. */
export interface Course {
  readonly assignment: Assignment;
  /** Every file of the starter as it is handed out: pristine, whatever a student has made of `starter/`. */
  readonly skeleton: ReadonlyMap<string, MarkedFile>;
  /** The same without types, segment by segment of the same length. */
  readonly stripped: ReadonlyMap<string, MarkedFile>;
  /** The reference's regions without types, by stub id; undefined on a student's machine, which does not hold them. */
  readonly reference: ReadonlyMap<string, string> | undefined;
}

const skeletonSchema = v.record(v.string(), v.string());

/** The file that keeps the starter pristine: file name → text. */
export function skeletonFile(id: string): URL {
  return new URL("skeleton.json", assignmentFolder(id));
}

/** Loads an assignment's code. @throws {Error} if its files contradict each other */
export function loadCourse(id: string): Course {
  const assignment = loadAssignment(id);
  const texts = readSkeleton(id);
  const skeleton = cutAll(texts);
  for (const stub of assignment.stubs) {
    const found = skeleton
      .get(stub.file)
      ?.segments.some((segment) => segment.kind === "region" && segment.id === stub.id);
    if (found !== true)
      throw new Error(`${stub.file}: expected a region (${stub.id}), got none.\n  Next: npm run starter [E_SKELETON]`);
  }
  const stripped = new Map(Object.entries(texts).map(([file, text]) => [file, cutStripped(file, text)]));
  return { assignment, skeleton, stripped, reference: loadReference(id) };
}

/** Every file of the starter as it is handed out, and nothing else of the course. */
export function loadSkeleton(id: string): Course["skeleton"] {
  return cutAll(readSkeleton(id));
}

function readSkeleton(id: string): Readonly<Record<string, string>> {
  return v.parse(skeletonSchema, JSON.parse(readFileSync(skeletonFile(id), "utf8")));
}

function cutAll(texts: Readonly<Record<string, string>>): Course["skeleton"] {
  return new Map(Object.entries(texts).map(([file, text]) => [file, cutMarked(file, text)]));
}

/** Cuts a file at its markers and takes its types away; a segment keeps its length. */
function cutStripped(file: string, text: string): MarkedFile {
  const { segments } = cutMarked(file, text);
  const stripped = strip(text);
  let at = 0;
  return {
    file,
    segments: segments.map((segment): Segment => ({
      ...segment,
      text: stripped.slice(at, (at += segment.text.length)),
    })),
  };
}

/** The reference's files, as text. */
export function solutionFiles(id: string): ReadonlyMap<string, string> {
  const names = globSync(`${id}/**/*.ts`, { cwd: fileURLToPath(solutionFolder) }).map((name) =>
    name.replaceAll("\\", "/"),
  );
  return new Map(names.toSorted().map((name) => [name, readFileSync(new URL(name, solutionFolder), "utf8")]));
}

function loadReference(id: string): ReadonlyMap<string, string> | undefined {
  if (!existsSync(new URL(`${id}/`, solutionFolder))) return undefined;
  const regions = new Map<string, string>();
  for (const [file, text] of solutionFiles(id)) {
    for (const segment of cutStripped(file, text).segments)
      if (segment.kind === "region") regions.set(segment.id, segment.text);
  }
  return regions;
}
