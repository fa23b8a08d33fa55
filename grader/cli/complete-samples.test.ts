/** @file Complete submissions in different hands earn all points: right regions of the bank, and the complete samples. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { afterAll, describe, expect, test } from "vitest";
import { assignmentFolder, loadAssignments } from "../course/assignment.ts";
import { loadCourse } from "../course/course.ts";
import { resultSchema } from "../result/result.ts";
import { completeFiles, sampleFiles, writeFiles } from "../specimens/sample.ts";

const course = loadCourse(loadAssignments());
const folder = mkdtempSync(join(tmpdir(), "chainrule-complete-"));
const main = fileURLToPath(new URL("grade.mjs", import.meta.url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The complete samples of all assignments, by their names. Others are half-finished, or look like a training and are none. */
const samples = course.assignments.flatMap((assignment) => {
  const place = new URL("private/samples/", assignmentFolder(assignment));
  const names = existsSync(place) ? readdirSync(place).map((name) => name.replace(/\.ts$/u, "")) : [];
  return names.filter((name) => name.startsWith("complete")).map((name) => ({ id: assignment.id, name }));
});

// A student's copy has no private/.
describe.skipIf(samples.length === 0)("grade on complete submissions", () => {
  test.each(samples)("the sample $name of $id earns all points", ({ id, name }) => {
    const place = join(folder, name);
    writeFiles(completeFiles(course), place);
    const own = [...sampleFiles(course, name)].filter(([file]) => file.startsWith(`${id}/`));
    writeFiles(new Map(own), place);
    const { stdout } = spawnSync(process.execPath, [main, place, "-a", id, "--json", "-"], { encoding: "utf8" });
    const { assignments } = v.parse(resultSchema, JSON.parse(stdout));
    const graded = assignments.find(({ assignment }) => assignment === id)?.stubs ?? [];
    expect(graded.filter(({ verdict }) => verdict !== "passed")).toEqual([]);
    expect(graded.length).toBeGreaterThan(0);
  });
});
