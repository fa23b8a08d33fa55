import { helpersId } from "../course/markers.ts";
import type { Region, Submission } from "../intake/submission.ts";
import type { Course } from "../course/course.ts";

/** The student's library with its types, for the compiler, and the way back from its lines to the regions. */
export interface TypedAssembly {
  /** File name → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Finds the region of a line; undefined for text that no student wrote. Lines count from 1. */
  readonly spotAt: (file: string, line: number) => Spot | undefined;
}

/** A place in a region. */
export interface Spot {
  readonly region: Region;
  /** The line within the region's text, from 0; undefined for the locked head of the region's function. */
  readonly line: number | undefined;
}

interface LineRange {
  readonly first: number;
  readonly last: number;
  readonly region: Region;
  readonly isHead: boolean;
}

/** Assembles the student's library with types: the started regions, and the starter's throw in all others. */
export function assembleTyped(course: Course, submission: Submission): TypedAssembly {
  const files = new Map<string, string>();
  const rangesByFile = new Map<string, readonly LineRange[]>();
  for (const [file, { segments }] of course.skeleton) {
    let text = "";
    const own: LineRange[] = [];
    for (const segment of segments) {
      const first = countLineEnds(text) + 1;
      const region = segment.kind === "region" ? findStartedRegion(submission, file, segment.id) : undefined;
      const from = own.at(-1)?.last ?? 0;
      text += region?.text ?? segment.text;
      if (region === undefined) continue;
      // The compiler reports a missing return at the head of the function, so the head belongs to the region.
      own.push({ first: from + 1, last: first - 1, region, isHead: true });
      own.push({ first, last: countLineEnds(text), region, isHead: false });
    }
    files.set(file, text);
    rangesByFile.set(file, own);
  }
  return {
    files,
    spotAt: (file, line) => {
      const range = rangesByFile.get(file)?.find(({ first, last }) => first <= line && line <= last);
      return range === undefined
        ? undefined
        : { region: range.region, line: range.isHead ? undefined : line - range.first };
    },
  };
}

function findStartedRegion({ regions, helpers }: Submission, file: string, id: string): Region | undefined {
  const region = id === helpersId ? helpers.get(file) : regions.get(id);
  return region?.state === "started" && region.text !== undefined ? region : undefined;
}

/** The number of line ends in a text. */
function countLineEnds(text: string): number {
  return text.split("\n").length - 1;
}
