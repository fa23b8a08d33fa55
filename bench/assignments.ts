/**
 * @file `npm run bench -- assignments`: measures the grading of each assignment of the reference, after all that it builds
 * on has been graded, as it is for a student. Writes `bench/assignments.json`, and empties the cache of verdicts.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadAssignments } from "../grader/course/assignment.ts";
import { includeFoundations } from "../grader/course/course.ts";
import { medianMs, ratioOf, runQuietly, writeFigures } from "./measuring.ts";

const cache = fileURLToPath(new URL("../.chainrule/", import.meta.url));
const all = loadAssignments();

const gradeAssignment = (id: string): void =>
  runQuietly("npx", ["grade", "solution", "--assignment", id, "--exit-zero"]);

const bareNodeMs = await medianMs(7, 1, () => runQuietly(process.execPath, ["--eval", "0"]));
const milliseconds: Record<string, number> = { "a bare start of Node": bareNodeMs };
for (const { id } of all) {
  rmSync(cache, { recursive: true, force: true });
  const below = includeFoundations(all, [id]).filter((assignment) => assignment.id !== id);
  for (const assignment of below) gradeAssignment(assignment.id);
  const kept = mkdtempSync(join(tmpdir(), "chainrule-bench-"));
  if (below.length > 0) cpSync(cache, kept, { recursive: true });
  const forget = (): void => {
    rmSync(cache, { recursive: true, force: true });
    cpSync(kept, cache, { recursive: true });
  };
  milliseconds[id] = await medianMs(5, 1, () => gradeAssignment(id), forget);
  rmSync(kept, { recursive: true, force: true });
}
milliseconds["all, unchanged"] = await medianMs(3, 1, () => runQuietly("npx", ["grade", "solution"]));

writeFigures("assignments.json", {
  ratios: Object.fromEntries(
    Object.entries(milliseconds)
      .slice(1)
      .map(([name, ms]) => [`npx grade, ${name} : a bare start of Node`, ratioOf(ms, bareNodeMs)]),
  ),
  milliseconds,
});
