import { ChainruleError } from "../result/chainrule-error.ts";
import type { Remark } from "../result/result.ts";
import { quoteForShell } from "../disk/quote-for-shell.ts";

/** The id of the last region of a file, which holds the student's own functions. */
export const helpersId = "helpers";

/** A piece of a file: locked text, or a region. */
export type Segment = { readonly kind: "locked"; readonly text: string } | RegionSegment;

/** A region with the data of its START line. */
export interface RegionSegment {
  readonly kind: "region";
  readonly id: string;
  /** The expected length in the marker: `2 lines`; empty if the marker has none. */
  readonly lines: string;
  /** The task in the marker; empty if the marker has none. */
  readonly task: string;
  readonly text: string;
  readonly firstLine: number;
}

/** A file cut at its markers. The joined segments give the file; a region consists of the whole lines between markers. */
export interface MarkedFile {
  readonly file: string;
  readonly segments: readonly Segment[];
}

/** The regions of an edited file. */
export interface FoundRegions {
  /** Region id → its text and the number of its first line. */
  readonly regions: ReadonlyMap<string, { readonly text: string; readonly firstLine: number }>;
  /** Region id → the reason why the region cannot be used. */
  readonly broken: ReadonlyMap<string, Remark>;
  readonly remarks: readonly Remark[];
  /** The text outside the regions, markers included. It shows whether a student edited it. */
  readonly locked: string;
  /** The line number in the file for each line of `locked`. */
  readonly lockedAt: readonly number[];
}

const start = /^[ \t]*\/\/[ \t]*START CODE HERE[ \t]*\(([^)]*)\)(?: ~(\d+ lines?): (.*))?/;
const end = /^[ \t]*\/\/[ \t]*END CODE HERE\s*$/;
const lookalike = /(?:START|END)\s+CODE\s+HERE/i;
/** Limit for a file that is full of wrong markers. */
const maxRemarks = 20;
const maxIdLength = 60;

/** The content of a marker line. */
export type Marker = { readonly kind: "start"; readonly id: string } | { readonly kind: "end" };

/** Reads one line as a marker; undefined for any other line. */
export function markerOf(line: string): Marker | undefined {
  const id = start.exec(line)?.[1];
  if (id !== undefined) return { kind: "start", id };
  return end.test(line) ? { kind: "end" } : undefined;
}

/** Cuts a file of the course at its markers. @throws {ChainruleError} if a marker is wrong */
export function cutAtMarkers(file: string, text: string): MarkedFile {
  const segments: Segment[] = [];
  let locked = "";
  let region: (Omit<RegionSegment, "kind" | "text"> & { text: string }) | undefined;
  for (const { line, number } of linesOf(text)) {
    const [, id, lines = "", task = ""] = start.exec(line) ?? [];
    if (id !== undefined) {
      if (region !== undefined)
        throw new ChainruleError("E_MARKERS", {
          where: `${file}:${number}`,
          expected: `END CODE HERE of (${region.id}) before (${id}) starts`,
          got: "none",
          next: "put it back there",
        });
      locked += line;
      segments.push({ kind: "locked", text: locked });
      locked = "";
      region = { id, lines, task, text: "", firstLine: number + 1 };
    } else if (region !== undefined && end.test(line)) {
      segments.push({ kind: "region", ...region });
      region = undefined;
      locked += line;
    } else if (region === undefined) locked += line;
    else region.text += line;
  }
  if (region !== undefined)
    throw new ChainruleError("E_MARKERS", {
      where: file,
      expected: `END CODE HERE of (${region.id})`,
      got: "the end of the file",
      next: "put it back there",
    });
  segments.push({ kind: "locked", text: locked });
  return { file, segments };
}

/**
 * Finds the regions of an edited file. A missing, doubled or nested marker breaks only its own regions.
 *
 * @param expected - the ids of the regions that the file should have, in order
 */
export function findRegions(file: string, text: string, expected: readonly string[]): FoundRegions {
  const regions = new Map<string, { text: string; firstLine: number }>();
  const broken = new Map<string, Remark>();
  const remarks: Remark[] = [];
  /** @param id - the region that cannot be used, if there is one */
  const complain = ({ id, ...about }: Pick<Remark, "code" | "text" | "next"> & { line: number; id?: string }) => {
    const restore = about.code === "region-open" || about.code === "region-missing" ? { restore: file } : {};
    const stubs = id === undefined || id === helpersId ? {} : { stubs: [id] };
    const remark: Remark = { severity: "error", file, ...about, ...restore, ...stubs };
    if (remarks.length < maxRemarks) remarks.push(remark);
    if (id !== undefined) broken.set(id, remark);
  };
  const restore = (id: string, what: "START" | "END") =>
    `${
      what === "START"
        ? `write  // START CODE HERE (${id})  on a line of its own before your code`
        : "write  // END CODE HERE  on a line of its own after your code"
    }; or: npx grade restore ${quoteForShell(file)}`;

  let locked = "";
  const lockedAt: number[] = [];
  const lock = (line: string, number: number) => {
    locked += line;
    lockedAt.push(number);
  };
  let open: { id: string; text: string; firstLine: number } | undefined;
  // The END of an unusable START gives no second remark.
  let skipping = false;
  for (const { line, number } of linesOf(text)) {
    const id = start.exec(line)?.[1];
    const ends = end.test(line);
    if (id !== undefined) {
      const shownId = id.length > maxIdLength ? `${id.slice(0, maxIdLength)}…` : id;
      skipping = true;
      if (open !== undefined)
        complain({
          code: "region-open",
          id: open.id,
          line: open.firstLine - 1,
          text: `the region (${open.id}) has no END CODE HERE before (${shownId}) starts`,
          next: restore(open.id, "END"),
        });
      open = undefined;
      lock(line, number);
      if (!expected.includes(id))
        complain({
          code: "region-unknown",
          line: number,
          text: `no stub of this file is called (${shownId})`,
          next: `the stubs here are ${expected.join(", ")}`,
        });
      else if (regions.has(id) || broken.has(id)) {
        regions.delete(id);
        complain({
          code: "region-twice",
          id,
          line: number,
          text: `the region (${id}) starts twice`,
          next: "delete one of the two, markers and all",
        });
      } else {
        skipping = false;
        open = { id, text: "", firstLine: number + 1 };
      }
    } else if (ends) {
      if (open !== undefined) regions.set(open.id, { text: open.text, firstLine: open.firstLine });
      else if (!skipping)
        complain({
          code: "end-alone",
          line: number,
          text: "END CODE HERE without a START CODE HERE before it",
          next: "put the START line back above your code, or delete this line",
        });
      open = undefined;
      skipping = false;
      lock(line, number);
    } else {
      if (remarks.length < maxRemarks && lookalike.test(line) && /\/\/|\/\*/.test(line)) {
        remarks.push({
          severity: "note",
          code: "lookalike",
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
    complain({
      code: "region-open",
      id: open.id,
      line: open.firstLine - 1,
      text: `the region (${open.id}) has no END CODE HERE`,
      next: restore(open.id, "END"),
    });
  for (const id of expected) {
    if (!regions.has(id) && !broken.has(id) && id !== helpersId)
      complain({
        code: "region-missing",
        id,
        line: 1,
        text: `the region (${id}) is missing`,
        next: restore(id, "START"),
      });
  }
  return { regions, broken, remarks, locked, lockedAt };
}

/** The lines of a text, with their ends, numbered from 1. */
export function* linesOf(text: string): Generator<{ line: string; number: number }> {
  let number = 0;
  for (const [line] of text.matchAll(/[^\n]*\n|[^\n]+$/g)) yield { line, number: ++number };
}
