import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadAssignments } from "../../course/assignment.ts";
import { loadCourse } from "../../course/course.ts";
import { digestOf } from "../../hand-in/pack.ts";
import { sampleFiles, writeFiles } from "../../specimens/sample.ts";

const id = "2-autodiff";
const main = fileURLToPath(new URL("../main.ts", import.meta.url));
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-pack-"));
  mkdirSync(join(folder, "out"));
  const course = loadCourse(loadAssignments().filter((assignment) => assignment.id === id));
  writeFiles(sampleFiles(course, "half-finished"), join(folder, "in"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("grade pack writes into the current folder", () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["--no-warnings", main, "pack", ...args], {
      cwd: join(folder, "out"),
      encoding: "utf8",
    });
  const done = run("../in");
  expect([done.status, done.stderr]).toEqual([0, ""]);
  expect(done.stdout).toContain(`sha256 ${digestOf(readFileSync(join(folder, "out", `${id}.zip`)))}\n`);
  expect(run("../nowhere")).toMatchObject({ status: 2, stdout: "" });
  expect(run("../in", "-a", "2-autodif").stderr).toContain("npx grade pack --assignment 2-autodiff, if you meant that");
});
