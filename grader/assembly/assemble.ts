import type { Course } from "../course/course.ts";
import type { Place } from "../result/result.ts";
import { helpersId } from "../course/markers.ts";
import type { Region, Submission } from "../intake/submission.ts";
import { freezeFunctions } from "./freeze-functions.ts";
import type { ModuleMap } from "../course/locked-modules.ts";

/** The modules of a library for a realm, and the way back from assembled lines to the student's lines. */
export interface Assembly {
  readonly modules: ModuleMap;
  /** Finds the student's line for a line of an assembled file; undefined in locked or reference text. */
  readonly placeOf: (file: string, line: number) => RegionPlace | undefined;
}

/** A line of a student's file, and the id of its region. */
export interface RegionPlace extends Place {
  readonly region: string;
}

/** The text for a region; `from` is the student's region if a student wrote the text. */
interface Filling {
  readonly text: string;
  readonly from: Region | undefined;
}

/** Assembles the student's library as one piece: the started regions, and the starter's throw in all others. */
export function assembleWhole(course: Course, submission: Submission): Assembly {
  return assemble(course, (file, id, starters) => fillByStudent(submission, file, id, starters));
}

/**
 * Grafts one stub into the reference. The stub's region and the helpers of its file are the student's; all other regions
 * are the reference's. The other stubs of the same file keep the starter's throw unless the stub's laws need them.
 *
 * @param needed - the stubs that the stub's laws need
 * @throws {Error} if this machine lacks the reference, or the submission lacks the stub
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
    if (students) return fillByStudent(submission, file, id, starters);
    const keepsStarter = file === home && !needed.has(id);
    return { text: keepsStarter ? starters : (reference.get(id) ?? starters), from: undefined };
  });
}

function fillByStudent(submission: Submission, file: string, id: string, starters: string): Filling {
  const region = id === helpersId ? submission.helpers.get(file) : submission.regions.get(id);
  return region?.state === "started" ? { text: region.stripped, from: region } : { text: starters, from: undefined };
}

function assemble(course: Course, fill: (file: string, id: string, starters: string) => Filling): Assembly {
  const modules: Record<string, string> = { ...course.locked };
  const rangesByFile = new Map<string, { first: number; last: number; region: Region }[]>();
  for (const [file, { segments }] of course.stripped) {
    let text = "";
    /** The code that may declare functions at the top level. */
    const topLevel: string[] = [];
    for (const segment of segments) {
      if (segment.kind === "locked") {
        text += segment.text;
        topLevel.push(segment.text);
      } else {
        const filling = fill(file, segment.id, segment.text);
        const first = countLineEnds(text) + 1;
        text += filling.text;
        if (segment.id === helpersId) topLevel.push(filling.from?.tokens ?? filling.text);
        if (filling.from !== undefined)
          rangesByFile.set(file, [
            ...(rangesByFile.get(file) ?? []),
            { first, last: countLineEnds(text), region: filling.from },
          ]);
      }
    }
    // It stands behind all other lines, so that their numbers stay.
    modules[`course:${file}`] = text + freezeFunctions(topLevel);
  }
  return {
    modules,
    placeOf: (file, line) => {
      const entry = rangesByFile.get(file)?.find(({ first, last }) => first <= line && line <= last);
      const start = entry?.region.regionLine;
      return entry?.region.place === undefined || start === undefined
        ? undefined
        : { file: entry.region.place.file, line: start + line - entry.first, region: entry.region.id };
    },
  };
}

/** The number of line ends in a text. */
function countLineEnds(text: string): number {
  return text.split("\n").length - 1;
}
