import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCourse, joinSegments } from "../../course/course.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const mul = "2-autodiff/ops/mul.ts";
const pristine = joinSegments(loadCourse().skeleton.get(mul));
const damaged = pristine.replace(/.*START CODE HERE \(mul\.forward\).*\n/, "");
let folder = "";
let file = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-restore-")));
  file = join(folder, "starter", mul);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, damaged);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--no-warnings", main, "restore", ...args], { cwd: folder, encoding: "utf8" });

describe.skipIf(process.platform === "win32")("grade restore", () => {
  test("prints its changes and sets an exit code", () => {
    const done = run(`starter/${mul}`);
    expect([done.status, done.stderr]).toEqual([0, ""]);
    expect(done.stdout).toContain(`  backup  starter/${mul}.backup-1\n`);
    expect(run("nowhere.ts")).toMatchObject({ status: 2, stdout: "" });
    expect(run(`starter/${mul}`, "nowhere.ts")).toMatchObject({ status: 2, stdout: "" });
  });

  test.each([
    ["the backup is too large", damaged],
    ["only the backup fits", "// short\n"],
  ])("leaves the file unchanged if %s", (_, text) => {
    writeFileSync(file, text);
    const limited = `trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`;
    const command = [process.execPath, "--no-warnings", main, "restore", file];
    const { stderr, status } = spawnSync("bash", ["-c", limited, ...command], { encoding: "utf8" });
    expect(stderr).toMatch(/mul\.ts.*: expected a file that can be written, got .*\n {2}Next: .*\[E_DISK\]/);
    expect(status).toBe(3);
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(readdirSync(dirname(file))).toEqual(["mul.ts"]);
    expect(run(`starter/${mul}`).status).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(pristine);
  });
});
