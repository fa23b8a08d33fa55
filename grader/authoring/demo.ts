/**
 * @file `npm run demo`: grades a half-finished submission. It writes the sample and the course's files into `demo/`, so
 * that a reader can try the commands of the report there.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { loadCourse } from "../course/course.ts";
import { projectRoot } from "../course/roots.ts";
import { sampleFiles, writeFiles } from "../specimens/sample.ts";

const folder = fileURLToPath(new URL("demo", projectRoot));
rmSync(folder, { recursive: true, force: true });
writeFiles(sampleFiles(loadCourse(), "half-finished"), folder);
const grade = fileURLToPath(new URL("../cli/grade.mjs", import.meta.url));
const { status } = spawnSync(process.execPath, [grade, relative(process.cwd(), folder), "--exit-zero"], {
  stdio: "inherit",
});
process.exitCode = status ?? 1;
