import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Assignment, StubEntry } from "../course/assignment.ts";
import type { Course } from "../course/course.ts";
import { projectRoot } from "../course/roots.ts";
import { findLastEdited } from "./find-last-edited.ts";

/** An assignment with two files, each with one stub. */
function assignmentOf(id: string): Assignment {
  const stubs = ["one", "two"].map((name): StubEntry => ({
    id: `${id}.${name}`,
    assignment: id,
    file: `${id}/${name}.ts`,
    points: 1,
    section: "",
    part: "",
    extra: false,
  }));
  const capstone = { id: `${id}.all`, points: 1, section: "" };
  return { id, root: projectRoot, title: "", buildsOn: [], stubs, capstone, globals: [], hints: {} };
}

function courseOf(ids: readonly string[]): Course {
  const assignments = ids.map(assignmentOf);
  const none = { skeleton: new Map(), stripped: new Map(), locked: {}, reference: undefined };
  return { assignments, stubs: assignments.flatMap(({ stubs }) => stubs), ...none };
}

const course = courseOf(["1-first", "2-second"]);
/** A time in seconds since 1970. */
const then = 1_700_000_000;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-last-edited-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes files, each saved so many seconds after `then`. */
function save(files: Readonly<Record<string, number>>): void {
  for (const [file, seconds] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
    utimesSync(path, then + seconds, then + seconds);
  }
}

describe("findLastEdited(course, folder)", () => {
  test.each([
    ["first", "1-first", [60, 0]],
    ["second", "2-second", [0, 60]],
  ])("the newest file decides: in the %s assignment", (_, id, [first = 0, second = 0]) => {
    save({ "1-first/one.ts": 0, "1-first/two.ts": first, "2-second/one.ts": second, "2-second/two.ts": 0 });
    expect(findLastEdited(course, folder)).toBe(id);
  });

  test.each([
    [0, undefined],
    [2.9, undefined],
    [3, undefined],
    [3.1, "2-second"],
  ])("a lead of %d seconds gives %s", (lead, id) => {
    save({ "1-first/one.ts": 0, "1-first/two.ts": 0, "2-second/one.ts": 0, "2-second/two.ts": lead });
    expect(findLastEdited(course, folder)).toBe(id);
  });

  test("the lead counts from the second newest assignment", () => {
    const three = courseOf(["1-first", "2-second", "3-third"]);
    save({ "1-first/one.ts": 0, "2-second/one.ts": 60, "3-third/one.ts": 61 });
    expect(findLastEdited(three, folder)).toBeUndefined();
    save({ "3-third/one.ts": 90 });
    expect(findLastEdited(three, folder)).toBe("3-third");
  });

  test("other files of the folder are ignored", () => {
    save({ "1-first/one.ts": 60, "2-second/one.ts": 0, "2-second/notes.ts": 120 });
    expect(findLastEdited(course, folder)).toBe("1-first");
  });

  test("a file as it was handed out does not count", () => {
    const pristine = { file: "2-second/one.ts", segments: [{ kind: "locked", text: "" } as const] };
    const handedOut = { ...course, skeleton: new Map([[pristine.file, pristine]]) };
    save({ "1-first/one.ts": 0, "2-second/one.ts": 60 });
    expect(findLastEdited(course, folder)).toBe("2-second");
    expect(findLastEdited(handedOut, folder)).toBe("1-first");
    save({ "2-second/two.ts": 60 });
    expect(findLastEdited(handedOut, folder)).toBe("2-second");
  });

  test("a present assignment wins over a missing one", () => {
    save({ "1-first/one.ts": 0 });
    expect(findLastEdited(course, folder)).toBe("1-first");
  });

  test("an empty folder gives no assignment", () => {
    expect(findLastEdited(course, folder)).toBeUndefined();
  });

  test("a course of one assignment gives no assignment", () => {
    save({ "1-first/one.ts": 60 });
    expect(findLastEdited(courseOf(["1-first"]), folder)).toBeUndefined();
  });
});
