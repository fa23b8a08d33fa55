import type { Remark } from "../score/result.ts";
import { quoted } from "./quoted.ts";

/** The id of the region at the end of a file that holds a student's own functions. */
export const helpersId = "helpers";

/** A piece of a file: text that is locked, or a region. */
export type Segment =
  | { readonly kind: "locked"; readonly text: string }
  | { readonly kind: "region"; readonly id: string; readonly text: string; readonly firstLine: number };

/** A file cut at its markers. The segments' texts, joined, are the file; a region is the whole lines between its markers. */
export interface MarkedFile {
  readonly file: string;
  readonly segments: readonly Segment[];
}

/** What was found between the markers of a file that somebody has edited. */
export interface FoundRegions {
  /** Region id → its text and the number of its first line. */
  readonly regions: ReadonlyMap<string, { readonly text: string; readonly firstLine: number }>;
  /** Region id → why it cannot be used. */
  readonly broken: ReadonlyMap<string, Remark>;
  readonly remarks: readonly Remark[];
  /** Everything outside the regions, markers included, to see what was edited. */
  readonly locked: string;
  /** The numbers of its lines in the file. */
  readonly lockedAt: readonly number[];
}

const start = /^[ \t]*\/\/[ \t]*START CODE HERE[ \t]*\(([^)]*)\)/;
const end = /^[ \t]*\/\/[ \t]*END CODE HERE\s*$/;
const lookalike = /(?:START|END)\s+CODE\s+HERE/i;
/** Of a file that holds nothing but wrong markers, nobody reads more. */
const mostRemarks = 20;
const mostId = 60;

/** What a line says if it is a marker. */
export type Marker = { readonly kind: "start"; readonly id: string } | { readonly kind: "end" };

/** Reads one line, with or without its end. */
export function markerOf(line: string): Marker | undefined {
  const id = start.exec(line)?.[1];
  if (id !== undefined) return { kind: "start", id };
  return end.test(line) ? { kind: "end" } : undefined;
}

/** Cuts a file of ours, whose markers are right. @throws {Error} if they are not */
export function cutMarked(file: string, text: string): MarkedFile {
  const segments: Segment[] = [];
  let locked = "";
  let region: { id: string; text: string; firstLine: number } | undefined;
  for (const { line, number } of linesOf(text)) {
    const id = start.exec(line)?.[1];
    if (id !== undefined) {
      if (region !== undefined)
        throw new Error(
          `${file}:${number}: expected END CODE HERE of (${region.id}) before (${id}) starts [E_MARKERS]`,
        );
      locked += line;
      segments.push({ kind: "locked", text: locked });
      locked = "";
      region = { id, text: "", firstLine: number + 1 };
    } else if (region !== undefined && end.test(line)) {
      segments.push({ kind: "region", ...region });
      region = undefined;
      locked += line;
    } else if (region === undefined) locked += line;
    else region.text += line;
  }
  if (region !== undefined)
    throw new Error(`${file}: expected END CODE HERE of (${region.id}), got the end of the file [E_MARKERS]`);
  segments.push({ kind: "locked", text: locked });
  return { file, segments };
}

/**
 * Finds the regions of an edited file. A marker that is missing, doubled or nested costs only the regions that it
 * belongs to.
 *
 * @param expected - the ids of the regions that the file should have, in order
 */
export function findRegions(file: string, text: string, expected: readonly string[]): FoundRegions {
  const regions = new Map<string, { text: string; firstLine: number }>();
  const broken = new Map<string, Remark>();
  const remarks: Remark[] = [];
  const complain = (id: string | undefined, line: number, what: string, next: string) => {
    const remark: Remark = { severity: "error", file, line, text: what, next };
    if (remarks.length < mostRemarks) remarks.push(remark);
    if (id !== undefined) broken.set(id, remark);
  };
  const restore = (id: string, what: "START" | "END") =>
    `${
      what === "START"
        ? `write  // START CODE HERE (${id})  on a line of its own before your code`
        : "write  // END CODE HERE  on a line of its own after your code"
    }; or: npx grade restore ${quoted(file)}`;

  let locked = "";
  const lockedAt: number[] = [];
  const lock = (line: string, number: number) => {
    locked += line;
    lockedAt.push(number);
  };
  let open: { id: string; text: string; firstLine: number } | undefined;
  // After a START that cannot be used, its END is no second mistake.
  let skipping = false;
  for (const { line, number } of linesOf(text)) {
    const id = start.exec(line)?.[1];
    const ends = end.test(line);
    if (id !== undefined) {
      const called = id.length > mostId ? `${id.slice(0, mostId)}…` : id;
      skipping = true;
      if (open !== undefined)
        complain(
          open.id,
          open.firstLine - 1,
          `the region (${open.id}) has no END CODE HERE before (${called}) starts`,
          restore(open.id, "END"),
        );
      open = undefined;
      lock(line, number);
      if (!expected.includes(id))
        complain(
          undefined,
          number,
          `no stub of this file is called (${called})`,
          `the stubs here are ${expected.join(", ")}`,
        );
      else if (regions.has(id) || broken.has(id)) {
        regions.delete(id);
        complain(id, number, `the region (${id}) starts twice`, "delete one of the two, markers and all");
      } else {
        skipping = false;
        open = { id, text: "", firstLine: number + 1 };
      }
    } else if (ends) {
      if (open !== undefined) regions.set(open.id, { text: open.text, firstLine: open.firstLine });
      else if (!skipping)
        complain(
          undefined,
          number,
          "END CODE HERE without a START CODE HERE before it",
          "put the START line back above your code, or delete this line",
        );
      open = undefined;
      skipping = false;
      lock(line, number);
    } else {
      if (remarks.length < mostRemarks && lookalike.test(line) && /\/\/|\/\*/.test(line)) {
        remarks.push({
          severity: "note",
          file,
          line: number,
          text: "this line looks like a marker but is none",
          next: "markers read  // START CODE HERE (id)  and  // END CODE HERE",
        });
      }
      if (open === undefined) lock(line, number);
      else open.text += line;
    }
  }
  if (open !== undefined)
    complain(open.id, open.firstLine - 1, `the region (${open.id}) has no END CODE HERE`, restore(open.id, "END"));
  for (const id of expected) {
    if (!regions.has(id) && !broken.has(id) && id !== helpersId)
      complain(id, 1, `the region (${id}) is missing`, restore(id, "START"));
  }
  return { regions, broken, remarks, locked, lockedAt };
}

/** The lines of a text, with their ends, numbered from 1. */
export function* linesOf(text: string): Generator<{ line: string; number: number }> {
  let number = 0;
  for (const [line] of text.matchAll(/[^\n]*\n|[^\n]+$/g)) yield { line, number: ++number };
}
