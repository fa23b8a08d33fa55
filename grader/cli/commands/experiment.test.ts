import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasUnicode } from "../has-unicode.ts";
import { checkPictureFile, writePicture } from "../write-picture.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const main = join(root, "grader/cli/main.ts");
const runner = join(root, "grader/cli/run-experiment.ts");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-experiment-"));
  const reference = pathToFileURL(join(root, "grader/authoring/use-reference.ts")).href;
  writeFileSync(join(folder, "reference.mjs"), `import { useReference } from "${reference}";\nuseReference();\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = { ...process.env, LC_ALL: "en_GB.UTF-8", NO_COLOR: "1" };
const start = (words: readonly string[], env: NodeJS.ProcessEnv = environment) =>
  spawnSync(process.execPath, ["--no-warnings", ...words], { cwd: root, encoding: "utf8", env });
/** The command, as a student runs it, on the starter. */
const run = (...words: readonly string[]) => start([main, "experiment", ...words]);
/** The same in one process, on the reference as a student's library. */
const runSolved = (words: readonly string[], env?: NodeJS.ProcessEnv) =>
  start(["--import", pathToFileURL(join(folder, "reference.mjs")).href, runner, ...words], env);

describe("npx grade experiment", () => {
  test("lists the experiments by assignment, a line each", () => {
    const { stdout, status } = run();
    expect(status).toBe(0);
    expect(stdout).toMatch(/^3-networks\n {2}slopes +Where activations are flat\n/m);
    expect(stdout).toMatch(/^4-training\n {2}flowers +Flowers in three units\n/m);
  });

  test("suggests the nearest name for an unknown one", () => {
    const { stdout, status } = run("dept");
    expect(stdout).toContain("got dept.\n  Next: npx grade experiment depth, if you meant that [E_USAGE]");
    expect(status).toBe(2);
    expect(run("snow").stdout).toContain("Next: npx grade experiment [E_USAGE]");
  });

  test("a stub that is not started is named", () => {
    const { stdout, stderr, status } = run("masks");
    expect([stdout, stderr, status]).toEqual(["NotStarted: dropoutMask is not started.\n", "", 1]);
  });

  test("asks, draws, and says what to look at", () => {
    const { stdout, status } = runSolved(["zigzag"]);
    const places = ["descent zigzag\n", "One neuron", "\u25b2\n", "● positive: 100 % alike", "to and fro"].map((part) =>
      stdout.indexOf(part),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(status).toBe(0);
  });

  test("draws with plain characters where the terminal has no others", () => {
    const plain = runSolved(["zigzag", "--ascii"]).stdout;
    expect(plain).toMatch(/^[\n -~]+$/);
    expect(runSolved(["zigzag"], { ...environment, LC_ALL: "C" }).stdout).toBe(plain);
  });

  test("writes the picture, and replaces only its own", () => {
    const svg = join(folder, "masks.svg");
    for (let time = 0; time < 2; time += 1) {
      const { stdout, status } = runSolved(["masks", `--svg=${svg}`]);
      expect(stdout).toContain(`\npicture: ${svg}\n`);
      expect(status).toBe(0);
    }
    expect(readFileSync(svg, "utf8")).toMatch(/^<!-- npx grade experiment masks -->\n<svg [^]*p = 0\.5: 45 % kept/);
    const drawn = join(root, "assignments/4-training/drawings/masks.svg");
    expect(readFileSync(svg, "utf8").split("\n").slice(1).join("\n")).toBe(readFileSync(drawn, "utf8"));
    const refused = runSolved(["masks", `--svg=${drawn}`]);
    expect(refused.stdout).toContain("something else, which stays as it is");
    expect(refused.status).toBe(2);
  });

  test("--svg needs the name of an experiment", () => {
    expect(run("--svg", join(folder, "x.svg")).status).toBe(2);
    expect(existsSync(join(folder, "x.svg"))).toBe(false);
  });
});

describe("writePicture(file, experiment, svg)", () => {
  test.each([
    ["picture.png", "a name that ends in .svg, got picture.png"],
    ["", "a name that ends in .svg, got nothing"],
    ["no/such/folder/x.svg", "no/such/folder: expected a folder that can be written, got nothing there"],
  ])("refuses %s", (file, message) => {
    expect(() => writePicture(file, "depth", "<svg/>")).toThrow(message);
  });

  test("leaves other files and folders alone", () => {
    const [other, kept] = [join(folder, "other.svg"), join(folder, "kept.svg")];
    writeFileSync(other, "<svg>by hand</svg>");
    mkdirSync(kept);
    expect(() => writePicture(other, "depth", "<svg/>")).toThrow("something else, which stays as it is");
    expect(readFileSync(other, "utf8")).toBe("<svg>by hand</svg>");
    expect(() => checkPictureFile(kept)).toThrow("got a folder");
    expect(() => checkPictureFile(join(folder, "new.svg"))).not.toThrow();
  });

  test.skipIf(process.getuid?.() === 0)("says that a folder is not writable", () => {
    const locked = join(folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(() => writePicture(join(locked, "x.svg"), "depth", "<svg/>")).toThrow("got no permission");
  });
});

describe("hasUnicode(env, platform)", () => {
  test.each([
    [{ LANG: "de_AT.UTF-8" }, "linux", true],
    [{ LC_ALL: "C.utf8", LANG: "C" }, "linux", true],
    [{ LC_ALL: "", LC_CTYPE: "C", LANG: "de_AT.UTF-8" }, "linux", false],
    [{ LC_ALL: "C", LANG: "de_AT.UTF-8" }, "linux", false],
    [{}, "linux", false],
    [{}, "darwin", true],
    [{}, "win32", true],
  ])("%o on %s: %s", (env, platform, expected) => {
    expect(hasUnicode(env, platform)).toBe(expected);
  });
});
