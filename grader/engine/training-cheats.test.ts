/**
 * @file Trainings that only look like one: each is a sample of `4-training`, put into the reference, and its capstone has to say in words
 * what is wrong.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

import { loadAssignments } from "../course/assignment.ts";
import { loadCourse } from "../course/course.ts";
import { loadLaws } from "../course/laws.ts";
import { cutAtMarkers } from "../course/markers.ts";
import { drawCases } from "./judge.ts";
import { sampleFiles, writeFiles } from "../specimens/sample.ts";
import { inProcess } from "../subject/in-process.ts";

const solution = fileURLToPath(new URL("../../solution/", import.meta.url));
const course = loadCourse(loadAssignments());
const [assignment] = course.assignments.filter(({ id }) => id === "4-training");
const laws = assignment === undefined ? [] : await loadLaws([assignment]);
const capstone = laws.find(({ id }) => id === "overfit/byHeart");
const folder = mkdtempSync(join(tmpdir(), "chainrule-cheats-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Judges one training of the reference with the regions of a sample in it. */
async function judge(name: string): Promise<string> {
  if (capstone === undefined) throw new Error("there is a capstone");
  const place = join(folder, name);
  cpSync(solution, place, { recursive: true });
  const own = sampleFiles(course, name);
  const started = new Map(
    [...own].flatMap(([file, text]) => {
      const regions = cutAtMarkers(file, text).segments.filter((segment) => segment.kind === "region");
      const cheats = new Map(
        regions
          .filter((region) => !/notStarted\("/.test(region.text) && region.text.trim() !== "")
          .map((region) => [region.id, region.text]),
      );
      if (cheats.size === 0) return [];
      const { segments } = cutAtMarkers(file, readFileSync(join(solution, file), "utf8"));
      const filled = segments.map((segment) =>
        segment.kind === "region" ? (cheats.get(segment.id) ?? segment.text) : segment.text,
      );
      return [[file, filled.join("")] as const];
    }),
  );
  expect(started.size).toBeGreaterThan(0);
  writeFiles(started, place);
  const library = await inProcess(pathToFileURL(`${place}/`));
  const posed = capstone.pose(drawCases(capstone, 5)[0]);
  const { answers } = await library.ask(posed.questions.map(({ ask }) => ask));
  const answered = answers.filter((answer) => answer.kind !== "not-started");
  try {
    posed.judge(answered);
    return "passes";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe.skipIf(!existsSync(solution))("overfit/byHeart finds", () => {
  test.each([
    ["never-trained", /^how many steps are taken: expected 72: 3 in each epoch, got 0$/],
    ["constant-predictor", /^W₂ before step 2: expected .*, got \[0, 0, 0, …\]$/],
    ["look-up-table", /^W₁ before step 4: expected/],
    ["random-search", /^W₁ before step 2: expected/],
    ["leaked-labels", /^b₂ before step 2: expected/],
    ["another-width", /^how many weights the network has in the end: expected 1210, got 2410$/],
    ["nan-row", /^the pixels on one scale: expected .*, got .*NaN/],
    ["one-cheat", /^W₁ before step \d+: expected/],
  ])("%s", async (name, says) => {
    expect(await judge(name)).toMatch(says);
  });

  test.each(["complete-one", "complete-two"])("nothing in %s", async (name) => {
    expect(await judge(name)).toBe("passes");
  });
});
