/**
 * @file Every command on a course of two assignments. The second, `specimens/second/3-mix`, builds on the first,
 * `2-autodiff`.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { afterAll, describe, expect, test } from "vitest";
import { loadAssignments } from "../course/assignment.ts";
import { includeFoundations, loadCourse } from "../course/course.ts";
import { projectRoot } from "../course/roots.ts";
import { practiceSecret } from "../engine/seed.ts";
import { type GradingResult, resultSchema } from "../result/result.ts";
import { replaceRegion } from "../specimens/editor.ts";
import { completeFiles, sampleFiles, writeFiles } from "../specimens/sample.ts";
import { WatchSession } from "../watch/session.ts";

const second = new URL("../specimens/second/", import.meta.url);
/** The second assignment and what it builds on. */
const course = loadCourse(includeFoundations(loadAssignments([projectRoot, second]), ["3-mix"]));
const folder = mkdtempSync(join(tmpdir(), "chainrule-second-"));
const main = fileURLToPath(new URL("grade.mjs", import.meta.url));
const environment = { ...process.env, CHAINRULE_COURSES: fileURLToPath(second), NO_COLOR: "1" };

/** Runs `grade` on the course with both assignments, in the folder of the submission. */
function grade(...words: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  return spawnSync(process.execPath, [main, ...words], { encoding: "utf8", cwd: folder, env: environment });
}

function gradeJson(...words: readonly string[]): GradingResult {
  return v.parse(resultSchema, JSON.parse(grade(...words, "--json", "-").stdout));
}

/** The stubs of `3-mix` in the result of a run on both assignments. */
function ownStubs(result: GradingResult) {
  return result.assignments.find(({ assignment }) => assignment === "3-mix")?.stubs ?? [];
}

/** Replaces the code of a stub's region in its file. */
function write(stub: string, code: string): void {
  const file = join(folder, course.stubs.find(({ id }) => id === stub)?.file ?? "");
  writeFileSync(file, replaceRegion(readFileSync(file, "utf8"), stub, code));
}

writeFiles(sampleFiles(course, "half-finished"), folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(course.reference === undefined)("grade on half of 2-autodiff and all of 3-mix", () => {
  const shown = grade(".", "--json", "result.json").stdout;
  const result = v.parse(resultSchema, JSON.parse(readFileSync(join(folder, "result.json"), "utf8")));

  test("every region of 3-mix earns all its points", () => {
    expect(ownStubs(result).map(({ id, verdict, earned, whole }) => ({ id, verdict, earned, whole }))).toEqual([
      { id: "share", verdict: "passed", earned: 3, whole: "passed" },
      { id: "mix", verdict: "passed", earned: 5, whole: "blocked" },
      { id: "mixing", verdict: "blocked", earned: 2.66, whole: "blocked" },
    ]);
  });

  test("the result names the stubs that block the whole", () => {
    expect(ownStubs(result).map(({ waitsFor }) => waitsFor)).toEqual([
      undefined,
      ["mul.backward", "backward"],
      ["mul.backward", "backward"],
    ]);
  });

  test("the report names the stubs that block the whole", () => {
    expect(grade(".", "-a", "3-mix").stdout).toContain("The whole waits for mul.backward and backward of 2-autodiff.");
  });

  test("the report shows one assignment in full", () => {
    expect(shown).toMatch(/^ {2}… 3-mix +2 of 2 stubs passed, \w+ waits +10\.66\/12$/mu);
    expect(shown).toContain("Arrays that remember");
    expect(shown).not.toContain("Mixtures");
  });

  test("2-autodiff has the result that it has alone", () => {
    const alone = spawnSync(process.execPath, [main, ".", "--json", "-"], { encoding: "utf8", cwd: folder });
    const { assignments } = v.parse(resultSchema, JSON.parse(alone.stdout));
    const withoutTypes = ([first]: GradingResult["assignments"]) => ({ ...first, types: [] });
    expect(withoutTypes(result.assignments)).toEqual(withoutTypes(assignments));
  });
});

describe("grade, hint, list, restore and pack on 3-mix", () => {
  test("a wrong region fails only its own stub", () => {
    write("mix", "  return mul(a, weight);");
    const failing = ownStubs(gradeJson(".", "share", "mix")).filter(({ verdict }) => verdict === "failed");
    expect(failing.map(({ id }) => id)).toEqual(["mix"]);
    const replay = failing[0]?.counterexample?.replay ?? "";
    const replayed = grade(".", "--replay", replay);
    expect(replayed.status).toBe(1);
    expect(replayed.stdout).toContain("the mixture");
    write("mix", "  return add(mul(a, weight), b);");
    expect(grade(".", "--replay", replay).stdout).toContain("The law holds on this case.");
  });

  test("hint, list and restore know the second assignment", () => {
    expect(grade("hint", "mix").stdout).toContain("Which two operations");
    expect(grade("list").stdout).toContain("mixing");
    rmSync(join(folder, "3-mix/share.ts"));
    expect(grade(".", "share").stdout).toContain("the file is missing");
    expect(grade("restore", "3-mix/share.ts").stdout).toContain("is there again");
    expect(existsSync(join(folder, "3-mix/share.ts"))).toBe(true);
  });

  test("pack adds the files that 3-mix builds on", () => {
    expect(grade("pack", ".", "-a", "3-mix").stdout).toContain("3-mix.zip is packed");
    const listing = spawnSync("unzip", ["-l", join(folder, "3-mix.zip")], { encoding: "utf8" }).stdout;
    expect(listing).toContain("3-mix/mix.ts");
    expect(listing).toContain("2-autodiff/ops/mul.ts");
  });
});

describe("grade --watch on both assignments", () => {
  test("judges 3-mix again after an edit in 2-autodiff", async () => {
    writeFiles(completeFiles(course), folder);
    const news: string[] = [];
    await using session = await WatchSession.start({
      course,
      folder,
      assignments: [],
      stubs: [],
      secret: practiceSecret,
      onEvent: (event) => {
        if (event.kind === "settled") news.push(...event.changed);
      },
    });
    await session.waitUntilIdle();
    write("mul.backward", "    accumulate(a, out.grad);\n    accumulate(b, out.grad);");
    session.look();
    await session.waitUntilIdle();
    const mix = session.report.assignments[1]?.stubs.find(({ id }) => id === "mix");
    expect(news).toContain("mix");
    expect(mix).toMatchObject({ whole: "blocked", waitsFor: ["mul.backward"] });
  });

  test("the terminal counts failures in an overview line", async () => {
    const child = spawn(process.execPath, [main, ".", "--watch"], { cwd: folder, env: environment });
    const shown = await new Promise<string>((resolve) => {
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (/^next:/mu.test(text)) resolve(text);
      });
    });
    child.kill("SIGTERM");
    expect(shown).toMatch(/2-autodiff .*1 failed/u);
  });
});

describe.skipIf(course.reference === undefined)("grade audit on both assignments", () => {
  test("kills and blames every wrong region of 3-mix", () => {
    const { status, stdout } = grade("audit", "--stub", "share", "--stub", "mix", "--everything");
    expect(stdout).toMatch(/in all {10}6 {8}6 {8}6 {8}2 /u);
    expect(stdout).toContain("✓ nothing falls short");
    expect(status).toBe(0);
  });

  test("kills every mutant of 3-mix that is not equivalent", () => {
    const { status, stdout } = grade("audit", "--mutants", "--assignment", "3-mix");
    expect(stdout).toMatch(/mix .* 100\.0 %\n/u);
    expect(stdout).toContain("✓ every mutant is killed, or equivalent");
    expect(status).toBe(0);
  });

  test("asks for a stub with a region to change", () => {
    expect(grade("audit", "--mutants", "--stub", "mixing").status).toBe(2);
  });
});
