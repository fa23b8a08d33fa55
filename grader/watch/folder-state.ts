import { type CutFiles, cutFiles } from "../intake/submission.ts";
import type { Course } from "../course/course.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import type { Remark } from "../result/result.ts";

/** A watched folder. */
export interface WatchedFolder {
  readonly course: Course;
  readonly folder: string;
  /** Assignment ids. The folder must contain at least one of these assignments. */
  readonly asked: readonly string[];
}

/** The files of a folder, cut into regions, and the same as one text for comparing. */
export interface FolderState {
  readonly cut: CutFiles;
  readonly text: string;
}

/** Reads and cuts the files of a folder. @throws {ChainruleError} if the folder has nothing to grade */
export function readFolder({ course, folder, asked }: WatchedFolder): FolderState {
  return folderStateOf(cutFiles(course, folder, asked));
}

/** Reads a folder. If the folder has nothing to grade, every stub is lost, and a remark says why. */
export function readFolderSafely(watched: WatchedFolder): FolderState {
  try {
    return readFolder(watched);
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    return folderStateOf(emptyFolderOf(watched));
  }
}

/** The remarks that are new. A remark that only moved to another line is not new. */
export function findNewRemarks(before: readonly Remark[], now: readonly Remark[]): readonly Remark[] {
  const keyOf = ({ file, code, text }: Remark) => `${file} ${code} ${text}`;
  const known = new Set(before.map(keyOf));
  return now.filter((remark) => !known.has(keyOf(remark)));
}

/** The remarks on all assignments. */
export function allRemarks({ remarks }: Pick<CutFiles, "remarks">): readonly Remark[] {
  return [...remarks.values()].flat();
}

function folderStateOf(cut: CutFiles): FolderState {
  const plain = Object.values(cut).map((part: ReadonlyMap<string, unknown>) => [...part]);
  return { cut, text: JSON.stringify(plain) };
}

/** The cut files of a folder that has nothing to grade. */
function emptyFolderOf({ course, folder }: WatchedFolder): CutFiles {
  const text = "there is nothing in it that can be graded";
  const next = "put the folder back; this command waits for it";
  const remark = ({ stubs }: Pick<Course, "stubs">): Remark => ({
    severity: "error",
    code: "folder",
    file: folder,
    text,
    next,
    stubs: stubs.map(({ id }) => id),
  });
  return {
    regions: new Map(),
    helpers: new Map(),
    lost: new Map(course.stubs.map(({ id }) => [id, `${folder}: ${text}`])),
    outside: new Map(),
    remarks: new Map(course.assignments.map((assignment, i) => [assignment.id, i === 0 ? [remark(course)] : []])),
  };
}
