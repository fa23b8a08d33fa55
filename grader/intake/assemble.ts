import type { Course } from "../release/course.ts";
import type { Place } from "../score/result.ts";
import { lockedModules } from "../subject/modules.ts";
import type { ModuleMap } from "../subject/subject.ts";
import { helpersId } from "./markers.ts";
import type { Region, Submission } from "./submission.ts";

/** A library that can be put into a realm, and the way back from its lines to the student's. */
export interface Assembly {
  readonly modules: ModuleMap;
  /** The student's line for a line of an assembled file; undefined in locked or reference text. */
  readonly placeOf: (file: string, line: number) => Place | undefined;
}

/** What stands in a region: text, and the region that it came from if a student wrote it. */
interface Filling {
  readonly text: string;
  readonly from: Region | undefined;
}

/** The student's library as one piece: every region that was started, the starter's throw in the others. */
export function assembleWhole(course: Course, submission: Submission): Assembly {
  return assemble(course, (file, id, starters) => studentsOr(submission, file, id, starters));
}

/**
 * One stub grafted into the reference: the student's region and that file's helpers; the reference everywhere else, but
 * for the other stubs of the same file, which keep the starter's throw unless the stub's laws need them.
 *
 * @param needed - the stubs that the stub's laws need
 * @throws {Error} if the reference is not here
 */
export function assembleAlone(
  course: Course,
  submission: Submission,
  stub: string,
  needed: ReadonlySet<string>,
): Assembly {
  const { reference } = course;
  const home = submission.regions.get(stub)?.file;
  if (reference === undefined || home === undefined)
    throw new Error(`a graft of ${stub} needs the reference and the stub's file`);
  return assemble(course, (file, id, starters) => {
    const students = file === home && (id === stub || id === helpersId);
    if (students) return studentsOr(submission, file, id, starters);
    const kept = file === home && !needed.has(id);
    return { text: kept ? starters : (reference.get(id) ?? starters), from: undefined };
  });
}

function studentsOr(submission: Submission, file: string, id: string, starters: string): Filling {
  const region = id === helpersId ? submission.helpers.get(file) : submission.regions.get(id);
  return region?.state === "started" ? { text: region.stripped, from: region } : { text: starters, from: undefined };
}

function assemble(course: Course, fill: (file: string, id: string, starters: string) => Filling): Assembly {
  const modules: Record<string, string> = { ...lockedModules() };
  const table = new Map<string, { first: number; last: number; region: Region }[]>();
  for (const [file, { segments }] of course.stripped) {
    let text = "";
    for (const segment of segments) {
      if (segment.kind === "locked") text += segment.text;
      else {
        const filling = fill(file, segment.id, segment.text);
        const first = lines(text) + 1;
        text += filling.text;
        if (filling.from !== undefined)
          table.set(file, [...(table.get(file) ?? []), { first, last: lines(text), region: filling.from }]);
      }
    }
    modules[`course:${file}`] = text;
  }
  return {
    modules,
    placeOf: (file, line) => {
      const entry = table.get(file)?.find(({ first, last }) => first <= line && line <= last);
      const start = entry?.region.regionLine;
      return entry?.region.place === undefined || start === undefined
        ? undefined
        : { file: entry.region.place.file, line: start + line - entry.first };
    },
  };
}

/** How many lines a text has ended. */
function lines(text: string): number {
  return text.split("\n").length - 1;
}
