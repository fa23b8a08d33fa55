import { helpersId } from "../intake/markers.ts";
import type { Region, Submission } from "../intake/submission.ts";
import type { Course } from "../release/course.ts";

/** The student's library with its types, ready to be compiled, and the way back from its lines to the regions. */
export interface TypedText {
  /** File name → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Where a line comes from; undefined if no student has to do with it. Lines count from 1. */
  readonly spotAt: (file: string, line: number) => Spot | undefined;
}

/** A place in a region. */
export interface Spot {
  readonly region: Region;
  /** The line within the region's text, from 0; undefined for the head of the region's function, which is given. */
  readonly line: number | undefined;
}

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly region: Region;
  readonly isHead: boolean;
}

/** Every region that was started, as the student has written it, in the pristine text; the starter's throw in the others. */
export function typedText(course: Course, submission: Submission): TypedText {
  const files = new Map<string, string>();
  const stretches = new Map<string, readonly Stretch[]>();
  for (const [file, { segments }] of course.skeleton) {
    let text = "";
    const own: Stretch[] = [];
    for (const segment of segments) {
      const first = linesOf(text) + 1;
      const region = segment.kind === "region" ? startedIn(submission, file, segment.id) : undefined;
      const from = own.at(-1)?.last ?? 0;
      text += region?.text ?? segment.text;
      if (region === undefined) continue;
      // What the compiler misses in a body, such as a return, it tells at the function's head.
      own.push({ first: from + 1, last: first - 1, region, isHead: true });
      own.push({ first, last: linesOf(text), region, isHead: false });
    }
    files.set(file, text);
    stretches.set(file, own);
  }
  return {
    files,
    spotAt: (file, line) => {
      const found = stretches.get(file)?.find(({ first, last }) => first <= line && line <= last);
      return found === undefined
        ? undefined
        : { region: found.region, line: found.isHead ? undefined : line - found.first };
    },
  };
}

function startedIn({ regions, helpers }: Submission, file: string, id: string): Region | undefined {
  const region = id === helpersId ? helpers.get(file) : regions.get(id);
  return region?.state === "started" && region.text !== undefined ? region : undefined;
}

/** How many lines a text has ended. */
function linesOf(text: string): number {
  return text.split("\n").length - 1;
}
