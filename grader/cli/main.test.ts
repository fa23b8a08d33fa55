import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { practiceSecret } from "../engine/seed.ts";
import { assignmentIds, loadAssignment } from "../release/assignment.ts";
import { width } from "../report/layout.ts";
import { chosenAssignments, withStubs } from "./chosen.ts";
import { hintCommand } from "./hint.ts";
import { replay } from "./replay.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));
const sample = "assignments/2-autodiff/private/samples/complete";
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--no-warnings", main, ...args], { cwd: root, encoding: "utf8" });
const widest = (text: string) => Math.max(...text.split("\n").map(width));

describe("grade, where there is no terminal", () => {
  test("lists a stub a line, and no line is wider than 72 columns", () => {
    const { stdout, status } = run("list");
    expect(status).toBe(0);
    expect(widest(stdout)).toBeLessThanOrEqual(72);
    const first = stdout.split("\n").map((line) => /^ {4}(\S+) /.exec(line)?.[1]);
    const stubs = assignmentIds().flatMap((id) => [...loadAssignment(id).stubs, loadAssignment(id).capstone]);
    expect(first.filter((id) => id !== undefined)).toEqual(stubs.map(({ id }) => id));
    // The README counts them too, for whoever only looks.
    const [, counted = ""] = /\n {2}(\d+ stubs[^.]*)\./.exec(stdout) ?? [];
    expect(readFileSync(join(root, "README.md"), "utf8")).toContain(
      `\nThere are ${counted.replaceAll(/\s+/g, " ")}.\n`,
    );
    for (const { file } of assignmentIds().flatMap((id) => loadAssignment(id).stubs))
      expect(stdout).toContain(` ${file.replace(/^.*?\//, "")}\n`);
  });

  test("helps in 72 columns, and with examples", () => {
    const { stdout, status } = run("--help");
    expect(status).toBe(0);
    expect(widest(stdout)).toBeLessThanOrEqual(72);
    expect(stdout).toMatch(/\nExamples?:\n {2}npx grade/);
    for (const command of ["list", "hint", "pack", "restore", "doctor", "help"])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });
});

/** What the command prints. */
function hinted(stub: string, number: string): string {
  using log = vi.spyOn(console, "log").mockImplementation(() => {});
  hintCommand(stub, { number });
  return log.mock.calls.flat().join("\n");
}

describe("grade hint", () => {
  test("gives as many as it is asked for, and says how many there are", () => {
    const first = hinted("mul.backward", "1");
    expect(first).toContain("\nhint 1 of 3; one more: npx grade hint mul.backward -n 2\n");
    expect(first).toMatch(/\nhandout: \S*2-autodiff\/handout\.md, "[^"]+"$/);
    const all = hinted("mul.backward", "3");
    expect(all).toContain("\nhint 3 of 3; there are no more\n");
    expect(all.startsWith(first.slice(0, first.indexOf("\n\n")))).toBe(true);
    expect(all.split("\n\n")).toHaveLength(4);
  });

  test.each(["0", "4", "two", "1.5", ""])("%j is no number of hints", (number) => {
    expect(() => hintCommand("mul.backward", { number })).toThrow("--number: expected a number from 1 to 3");
  });
});

describe("a slip is answered with one command", () => {
  const next = (command: string) => new RegExp(`\\n {2}Next: ${command} \\[E_SUBMISSION\\]$`);
  const all = assignmentIds();

  test("in the id of a stub", () => {
    expect(() => withStubs(all, ["mul.bakward"])).toThrow(next("npx grade mul\\.backward, if you meant that"));
    expect(() => withStubs(all, ["softmax"])).toThrow(next("npx grade list"));
    expect(withStubs(all, ["mul.backward"])).toEqual(["2-autodiff"]);
    expect(() => hintCommand("mul.bakward", { number: "1" })).toThrow(
      next("npx grade hint mul\\.backward, if you meant that"),
    );
  });

  test("in the id of an assignment", () => {
    expect(() => chosenAssignments(["2-autodif"])).toThrow(
      next("npx grade --assignment 2-autodiff, if you meant that"),
    );
    expect(chosenAssignments(["2-autodiff"])).toEqual(["2-autodiff"]);
  });

  test("in the id of a law", async () => {
    const of = (law: string) =>
      replay({ folder: join(root, sample), replay: { law, seed: 42, path: "0:1" }, secret: practiceSecret });
    await expect(of("mul.backward/gradeint")).rejects.toThrow(
      next("npx grade --replay mul\\.backward/gradient@0000002a:0:1, if you meant that"),
    );
    await expect(of("softmax/sum")).rejects.toThrow(next("npx grade list"));
    await expect(of("mul.forward/product")).resolves.toMatchObject({
      assignments: [{ stubs: [{ id: "mul.forward" }] }],
    });
  });

  test("in the name of a command, with an exit code", () => {
    const { stderr, stdout, status } = run("restor", "mul.ts");
    expect(stderr).toMatch(/^restor: expected .*\n {2}Next: npx grade restore, if you meant that \[E_SUBMISSION\]\n$/);
    expect([stdout, status]).toEqual(["", 2]);
  });
});

test("--replay without a name is the case that was shown last, and says so where there is none", () => {
  const failing = "assignments/2-autodiff/private/samples/half-finished";
  const shown = run(failing, "--stub", "unbroadcast").stdout.replaceAll(/ \\\n\s*/g, " ");
  const [, name = ""] = / --replay (\S+@\S+)/.exec(shown) ?? [];
  expect(name).toMatch(/^unbroadcast\/\w+@/);
  const again = run(failing, "--replay").stdout;
  expect(again).toBe(run(failing, "--replay", name).stdout);
  expect(again).toContain("\nunbroadcast\n");
  const none = run(tmpdir(), "--replay");
  expect(none.stderr).toMatch(/^--replay: expected a case .*, got none for .*\n {2}Next: npx grade, /);
  expect(none.status).toBe(2);
});

/** Runs `grade` in a terminal, presses Ctrl-C as soon as a law is shown, and prints what stood there. */
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

test.skipIf(!hasPython)("Ctrl-C is answered at once, and what was judged is shown", () => {
  const { stdout, status } = spawnSync("python3", ["-c", pressCtrlC, process.execPath, "--no-warnings", main, sample], {
    cwd: root,
    encoding: "utf8",
  });
  const said = stdout.indexOf("finishing the law at hand; Ctrl-C again ends at once\r\n");
  expect(said).toBeGreaterThan(0);
  expect(stdout.indexOf("interrupted: ")).toBeGreaterThan(said);
  expect(status).toBe(1);
});
