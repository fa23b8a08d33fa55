import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { gradedIds, loadAssignments } from "../course/assignment.ts";
import { loadCourse } from "../course/course.ts";
import { width } from "../report/terminal/layout.ts";
import { completeFiles, sampleFiles, writeFiles } from "../specimens/sample.ts";
import { checkAssignments, checkStubs } from "./check-names.ts";
import { hintCommand } from "./commands/hint.ts";
import type { LastRun } from "./last-run.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--no-warnings", main, ...args], { cwd: root, encoding: "utf8" });
const all = loadAssignments();
const widestLine = (text: string) => Math.max(...text.split("\n").map(width));

let folder = "";
let complete = "";
let halfFinished = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-main-"));
  [complete, halfFinished] = [join(folder, "complete"), join(folder, "half-finished")];
  writeFiles(completeFiles(loadCourse(all)), complete);
  writeFiles(sampleFiles(loadCourse(all), "half-finished"), halfFinished);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("grade without a terminal", () => {
  test("lists one stub per line in 72 columns", () => {
    const { stdout, status } = run("list");
    expect(status).toBe(0);
    expect(widestLine(stdout)).toBeLessThanOrEqual(72);
    const first = stdout.split("\n").map((line) => /^ {4}(\S+) /.exec(line)?.[1]);
    expect(first.filter((id) => id !== undefined)).toEqual(all.flatMap(gradedIds));
    for (const { file } of all.flatMap(({ stubs }) => stubs))
      expect(stdout).toContain(` ${file.replace(/^.*?\//, "")}\n`);
  });

  test("prints help with examples in 72 columns", () => {
    const { stdout, status } = run("--help");
    expect(status).toBe(0);
    expect(widestLine(stdout)).toBeLessThanOrEqual(72);
    expect(stdout).toMatch(/\nExamples?:\n {2}npx grade/);
    for (const command of ["list", "hint", "pack", "restore", "doctor", "help"])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });
});

describe("the exit code and the last line name whose fault an error is", () => {
  test.each([
    { fault: "the command line", words: ["--stub", "nothing"], status: 2, says: /\[E_USAGE\]\n$/u },
    { fault: "the submission", words: [tmpdir()], status: 2, says: /\[E_SUBMISSION\]\n$/u },
    {
      fault: "the course",
      words: ["list"],
      yaml: "id: 3-networks\ntitel: Networks\n",
      status: 3,
      says: /assignment\.yaml: .*"title".*\n.*\[E_ASSIGNMENT\]\n {2}The course is at fault/u,
    },
    {
      fault: "the machine",
      words: [".", "--stub", "offset", "--json", "/dev/full"],
      status: 3,
      says: /no room left on the disk.*\n.*\[E_DISK\]/u,
    },
  ])("$fault", ({ words, yaml, status, says }) => {
    const extra = join(folder, "more");
    mkdirSync(join(extra, "assignments/3-networks"), { recursive: true });
    if (yaml !== undefined) writeFileSync(join(extra, "assignments/3-networks/assignment.yaml"), yaml);
    const result = spawnSync(process.execPath, ["--no-warnings", main, ...words], {
      cwd: complete,
      encoding: "utf8",
      env: { ...process.env, ...(yaml === undefined ? {} : { CHAINRULE_COURSES: `${extra}/` }) },
    });
    expect({ status: result.status, stderr: result.stderr }).toEqual({ status, stderr: expect.stringMatching(says) });
  });
});

/** The text that `grade hint` prints. */
function hintOutput(stub: string | undefined, number: string, lastRun: LastRun = { cases: {}, stubs: {} }): string {
  using log = vi.spyOn(console, "log").mockImplementation(() => {});
  hintCommand(stub, { number }, lastRun);
  return log.mock.calls.flat().join("\n");
}

describe("grade hint", () => {
  test("prints the wanted number of hints", () => {
    const first = hintOutput("mul.backward", "1");
    expect(first).toContain("\nhint 1 of 3; one more: npx grade hint mul.backward -n 2\n");
    expect(first).toMatch(/\nhandout: \S*2-autodiff\/handout\.md, "[^"]+"$/);
    const all = hintOutput("mul.backward", "3");
    expect(all).toContain("\nhint 3 of 3; there are no more\n");
    expect(all.startsWith(first.slice(0, first.indexOf("\n\n")))).toBe(true);
    expect(all.split("\n\n")).toHaveLength(4);
  });

  test("takes the stub at hand, or the open half of an operation", () => {
    const half = { verdict: "passed" as const, earned: 2 };
    const lastRun = { cases: {}, stubs: { "mul.forward": half }, atHand: "offset" };
    expect(hintOutput(undefined, "1", lastRun)).toMatch(/^offset\n/);
    expect(hintOutput("mul", "1", lastRun)).toMatch(/^mul\.backward\n/);
    expect(hintOutput("mul", "1")).toMatch(/^mul\.forward\n/);
    expect(() => hintOutput(undefined, "1")).toThrow("hint: expected a stub at hand");
  });

  test.each(["0", "4", "two", "1.5", ""])("refuses %j hints", (number) => {
    expect(() => hintCommand("mul.backward", { number })).toThrow("--number: expected a number from 1 to 3");
  });
});

describe("grade with a misspelled name", () => {
  const nextStep = (command: string) => new RegExp(`\\n {2}Next: ${command} \\[E_USAGE\\]$`);

  test("suggests one command for a stub's id", () => {
    expect(() => checkStubs(all, ["mul.bakward"])).toThrow(nextStep("npx grade mul\\.backward, if you meant that"));
    expect(() => checkStubs(all, ["convolution"])).toThrow(nextStep("npx grade list"));
    checkStubs(all, ["mul.backward"]);
    expect(() => hintCommand("mul.bakward", { number: "1" })).toThrow(
      nextStep("npx grade hint mul\\.backward, if you meant that"),
    );
  });

  test("suggests one command for an assignment's id", () => {
    expect(() => checkAssignments(all, ["2-autodif"])).toThrow(
      nextStep("npx grade --assignment 2-autodiff, if you meant that"),
    );
    checkAssignments(all, ["2-autodiff"]);
  });

  test("suggests one command for a law's id", () => {
    const replay = (law: string) => run(complete, "--json", "-", "--replay", `${law}@0000002a:0:1`);
    const slip = replay("mul.backward/gradeint");
    expect(slip.stderr.trimEnd()).toMatch(
      nextStep("npx grade --replay mul\\.backward/gradient@0000002a:0:1, if you meant that"),
    );
    expect([slip.stdout, slip.status]).toEqual(["", 2]);
    expect(replay("softmax/sum").stderr.trimEnd()).toMatch(nextStep("npx grade list"));
    expect(JSON.parse(replay("mul.forward/product").stdout)).toMatchObject({
      assignments: [{ stubs: [{ id: "mul.forward" }] }],
    });
  });

  test("suggests one command for a command's name", () => {
    const { stderr, stdout, status } = run("restor", "mul.ts");
    expect(stderr).toMatch(/^restor: expected .*\n {2}Next: npx grade restore, if you meant that \[E_USAGE\]\n$/);
    expect([stdout, status]).toEqual(["", 2]);
  });
});

test("grade --stub grades only the stub's assignment", () => {
  const second = fileURLToPath(new URL("../specimens/second/", import.meta.url));
  const { stdout } = spawnSync(
    process.execPath,
    ["--no-warnings", main, complete, "--stub", "mul.backward", "--json", "-"],
    { cwd: root, encoding: "utf8", env: { ...process.env, CHAINRULE_COURSES: second } },
  );
  expect(JSON.parse(stdout)).toMatchObject({
    assignments: [{ assignment: "2-autodiff", stubs: [{ id: "mul.backward", verdict: "passed" }] }],
  });
});

test("grade --replay without a name judges the last case", () => {
  const shown = run(halfFinished, "--stub", "unbroadcast").stdout;
  const [, name = ""] = / --replay (\w+)$/m.exec(shown) ?? [];
  expect(name).toHaveLength(5);
  const again = run(halfFinished, "--replay").stdout;
  expect(again).toBe(run(halfFinished, "--replay", name).stdout);
  expect(again).toContain("\nunbroadcast\n");
  const { stdout: json } = run(halfFinished, "--stub", "unbroadcast", "--json", "-");
  const [, whole = ""] = /"replay": "([^"]+)"/.exec(json) ?? [];
  expect(run(halfFinished, "--replay", whole).stdout).toBe(again);
  const none = run(tmpdir(), "--replay");
  expect(none.stderr).toMatch(/^--replay: expected a case .*, got none for .*\n {2}Next: npx grade, /);
  expect(none.status).toBe(2);
});

/** Runs `grade` in a terminal, presses Ctrl-C when the first law is shown, and prints what the terminal showed. */
const pressCtrlC = `
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
out, pressed = b"", False
while True:
    try:
        more = os.read(fd, 65536)
    except OSError:
        break
    if not more:
        break
    out += more
    if not pressed and b"(whole)" in out:
        pressed = True
        os.write(fd, b"\\x03")
sys.stdout.buffer.write(out)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
const hasPython = spawnSync("python3", ["-c", "import pty"]).status === 0 || process.env["CI"] !== undefined;
if (!hasPython) console.warn("\n  !! SKIPPED: pressing Ctrl-C in a terminal, which needs Python\n");

test.skipIf(!hasPython)("Ctrl-C ends grade with a report", () => {
  const { stdout, status } = spawnSync(
    "python3",
    ["-c", pressCtrlC, process.execPath, "--no-warnings", main, complete],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const said = stdout.indexOf("finishing the law at hand; Ctrl-C again ends at once\r\n");
  expect(said).toBeGreaterThan(0);
  expect(stdout.indexOf("interrupted: ")).toBeGreaterThan(said);
  expect(status).toBe(1);
});
