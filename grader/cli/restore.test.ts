import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { maxFileBytes, SubmissionError } from "../intake/files.ts";
import { loadCourse } from "../release/course.ts";
import { told } from "./restoration.ts";
import { restore } from "./restore.ts";

const isWindows = process.platform === "win32";
const isRoot = process.getuid?.() === 0;
if (isRoot) console.warn("\n  !! SKIPPED: what may not be written, because root may write everything\n");

const main = fileURLToPath(new URL("main.ts", import.meta.url));
const { skeleton } = loadCourse("2-autodiff");
const mul = "2-autodiff/ops/mul.ts";
const product = "    return zipWith(a, b, (x, y) => x * y);\n";
const pristine =
  skeleton
    .get(mul)
    ?.segments.map(({ text }) => text)
    .join("") ?? "";
const started = pristine.replace('    throw notStarted("mul.forward");\n', product);
const damaged = started
  .replace(/.*START CODE HERE \(mul\.forward\).*\n/, "")
  .replace("notStarted }", "notStarted, x }");
let folder = "";
let starter = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-restore-")));
  starter = join(folder, "starter");
  put(mul, started);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): void {
  const path = join(starter, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
const textOf = (name: string) => readFileSync(join(starter, name), "utf8");
const beside = (name = mul) => readdirSync(dirname(join(starter, name))).toSorted();
const from = (cwd: string, given: string | undefined, stub?: string) =>
  restore(given, { cwd, starter, ...(stub === undefined ? {} : { stub }) });

/** What is said, when nothing was changed by saying it. */
function refusalOf(given: string | undefined, stub?: string): string {
  const before = beside();
  try {
    from(folder, given, stub);
  } catch (error) {
    if (!(error instanceof SubmissionError)) throw error;
    expect(error.message).toMatch(/^\S.*: expected .+, got .+\.\n {2}Next: .+ \[E_SUBMISSION\]$/);
    expect(beside()).toEqual(before);
    return error.message;
  }
  return "done";
}

describe("restore(file)", () => {
  test("puts a file back around what was written, and the file as it was lies beside it", () => {
    put(mul, damaged);
    const done = from(folder, `starter/${mul}`);
    expect(done).toMatchObject({
      kind: "restored",
      path: `starter/${mul}`,
      backup: `starter/${mul}.backup-1`,
      reset: [],
      left: [{ text: 'import { notStarted, x } from "../errors.ts";' }],
    });
    expect(textOf(mul)).toBe(started);
    expect(textOf(`${mul}.backup-1`)).toBe(damaged);
    expect(beside()).toEqual(["mul.ts", "mul.ts.backup-1"]);
  });

  test("an intact file is left alone, and so is one that the grader reads as such", () => {
    for (const text of [started, pristine, started.replaceAll("\n", "\r\n"), `\uFEFF${started}`]) {
      put(mul, text);
      expect(from(folder, `starter/${mul}`)).toEqual({ kind: "intact", path: `starter/${mul}` });
      expect(textOf(mul)).toBe(text);
      expect(beside()).toEqual(["mul.ts"]);
    }
  });

  test("an earlier backup is never written over, nor a link in its place followed", () => {
    put(mul, damaged);
    put(`${mul}.backup-1`, "from yesterday");
    if (!isWindows) symlinkSync(join(folder, "nowhere"), join(starter, `${mul}.backup-2`));
    else put(`${mul}.backup-2`, "from today");
    expect(from(folder, `starter/${mul}`)).toMatchObject({ backup: `starter/${mul}.backup-3` });
    expect(textOf(`${mul}.backup-1`)).toBe("from yesterday");
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  test.each([
    ["where one stands", "starter/2-autodiff/ops", "mul.ts"],
    ["the starter", "elsewhere", "2-autodiff/ops/mul.ts"],
    ["the assignment's folder", "elsewhere", "ops/mul.ts"],
    ["the assignment's folder, where it stands", "starter", "ops/mul.ts"],
    ["the disk's root", "elsewhere", "ROOT"],
  ])("a file can be named from %s", (_, cwd, given) => {
    put(mul, damaged);
    mkdirSync(join(folder, "elsewhere"));
    expect(from(join(folder, cwd), given.replace("ROOT", join(starter, mul)))).toMatchObject({ kind: "restored" });
    expect(textOf(mul)).toBe(started);
  });

  test("a submission elsewhere is restored there, although the starter has such a file", () => {
    const other = join(folder, "handed-in", mul);
    mkdirSync(dirname(other), { recursive: true });
    writeFileSync(other, damaged);
    expect(from(join(folder, "handed-in"), mul)).toMatchObject({ kind: "restored", path: mul });
    expect(readFileSync(other, "utf8")).toBe(started);
    writeFileSync(other, damaged);
    expect(from(join(folder, "handed-in"), "ops/mul.ts")).toMatchObject({ kind: "restored", path: mul });
    rmSync(other);
    expect(from(join(folder, "handed-in"), "ops/mul.ts")).toMatchObject({ kind: "recreated", path: mul });
    expect(beside()).toEqual(["mul.ts"]);
  });

  test("a file that was deleted is there again, with its folder", () => {
    put("2-autodiff/offset.ts", "");
    for (const [cwd, given] of [
      [folder, `starter/${mul}`],
      [folder, mul],
      [join(starter, "2-autodiff"), "ops/mul.ts"],
    ] as const) {
      rmSync(join(starter, "2-autodiff/ops"), { recursive: true });
      expect(from(cwd, given)).toMatchObject({ kind: "recreated" });
      expect(textOf(mul)).toBe(pristine);
      expect(beside()).toEqual(["mul.ts"]);
    }
  });

  test("a file without stubs is put back too", () => {
    put("2-autodiff/tensor.ts", "export const mine = 1;\n");
    expect(from(folder, "starter/2-autodiff/tensor.ts")).toMatchObject({ left: [{ line: 1 }], kept: [] });
    expect(textOf("2-autodiff/tensor.ts")).toContain("class Tensor");
  });

  test("line ends stay as they were; a byte order mark goes", () => {
    put(mul, `\uFEFF${damaged.replaceAll("\n", "\r\n")}`);
    from(folder, `starter/${mul}`);
    expect(textOf(mul)).toBe(started.replaceAll("\n", "\r\n"));
    put(mul, damaged.replace("\n", "\r\n"));
    from(folder, `starter/${mul}`);
    expect(textOf(mul)).toBe(started);
  });

  test.each(["utf-16le", "utf-16be"] as const)("%s becomes UTF-8, which the grader reads", (encoding) => {
    const bytes = Buffer.from(`\uFEFF${started}`, "utf16le");
    put(mul, encoding === "utf-16le" ? bytes : bytes.swap16());
    expect(from(folder, `starter/${mul}`)).toMatchObject({ kind: "restored", reset: [], left: [] });
    expect(textOf(mul)).toBe(started);
    expect(existsSync(join(starter, `${mul}.backup-1`))).toBe(true);
  });

  test.skipIf(isWindows)("permissions stay as they were", () => {
    put(mul, damaged);
    chmodSync(join(starter, mul), 0o640);
    from(folder, `starter/${mul}`);
    expect(statSync(join(starter, mul)).mode & 0o777).toBe(0o640);
  });

  test.each([
    ["a binary file", Uint8Array.of(1, 0, 2), "a binary file"],
    ["another encoding", Buffer.from("// Größe\n", "latin1"), "not encoded in UTF-8"],
    ["a file that is too large", "x".repeat(maxFileBytes + 1), "more than"],
  ])("%s is refused, and how to get a fresh one is said", (_, content, words) => {
    put(mul, content);
    const refusal = refusalOf(`starter/${mul}`);
    expect(refusal).toContain(words);
    expect(refusal).toContain(`npx grade restore starter/${mul}`);
  });

  test("a folder in its place is refused", () => {
    rmSync(join(starter, mul));
    mkdirSync(join(starter, mul));
    expect(refusalOf(`starter/${mul}`)).toContain("got not a regular file");
  });

  test.skipIf(isWindows)(
    "nothing is written through a link: neither a file's nor a folder's, nor a missing file's",
    () => {
      const real = join(folder, "real.ts");
      writeFileSync(real, damaged);
      rmSync(join(starter, mul));
      symlinkSync(real, join(starter, mul));
      expect(refusalOf(`starter/${mul}`)).toContain("a link");
      rmSync(join(starter, mul));
      symlinkSync(join(folder, "nowhere"), join(starter, mul));
      expect(refusalOf(`starter/${mul}`)).toContain("a link");
      expect(existsSync(join(folder, "nowhere"))).toBe(false);

      rmSync(join(starter, "2-autodiff/ops"), { recursive: true });
      mkdirSync(join(folder, "ops"));
      symlinkSync(join(folder, "ops"), join(starter, "2-autodiff/ops"));
      expect(refusalOf(`starter/${mul}`)).toContain("a link");
      writeFileSync(join(folder, "ops/mul.ts"), damaged);
      expect(refusalOf(`starter/${mul}`)).toContain("a link");
      expect(readFileSync(real, "utf8")).toBe(damaged);
    },
  );

  test.skipIf(isRoot || isWindows)("where nothing may be written, nothing changes", () => {
    put(mul, damaged);
    chmodSync(join(starter, "2-autodiff/ops"), 0o500);
    expect(refusalOf(`starter/${mul}`)).toContain("no permission");
    chmodSync(join(starter, "2-autodiff/ops"), 0o700);
    chmodSync(join(starter, mul), 0);
    expect(refusalOf(`starter/${mul}`)).toContain("no permission");
  });

  test.skipIf(isWindows).each([
    ["the backup does not fit", damaged, 1],
    ["the backup fits and the file does not", "// short\n", 1],
  ])("where %s, the file stays, and no half of one is left", (_, text, blocks) => {
    put(mul, text);
    const limited = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`;
    const command = [process.execPath, "--no-warnings", main, "restore", join(starter, mul)];
    const run = spawnSync("bash", ["-c", limited, ...command], { encoding: "utf8" });
    expect(run.stderr).toMatch(/mul\.ts.*: expected a file that can be written, got .*\n {2}Next: .*\[E_SUBMISSION\]/);
    expect(run.status).toBe(2);
    expect(textOf(mul)).toBe(text);
    expect(beside()).toEqual(["mul.ts"]);
    expect(from(folder, `starter/${mul}`)).toMatchObject({ kind: "restored" });
  });

  test.each([
    ["mul.ts", `npx grade restore ${mul}`],
    ["mul.forward", `npx grade restore ${mul}`],
    ["starter/2-autodiff/ops/mull.ts", "npx grade list"],
    ["ops/mull.ts", "npx grade restore ops/mul.ts"],
    ["starter/2-autodiff", "npx grade list"],
    ["/etc/passwd", "npx grade list"],
    ["../../../etc/passwd", "npx grade list"],
    ["", "npx grade list"],
  ])("%j is no file of the course", (given, next) => {
    expect(refusalOf(given)).toContain(`Next: ${next}`);
  });

  test("without a file and without a stub it says what is missing", () => {
    expect(refusalOf(undefined)).toContain("expected a file of the course, got none");
  });
});

describe("restore(file, { stub })", () => {
  test("puts one stub back to the starter's throw and keeps all else, also what is not the course's", () => {
    const edited = started.replace("notStarted }", "notStarted, x }");
    put(mul, edited);
    expect(from(folder, `starter/${mul}`, "mul.forward")).toEqual({
      kind: "reset",
      path: `starter/${mul}`,
      stub: "mul.forward",
      backup: `starter/${mul}.backup-1`,
    });
    expect(textOf(mul)).toBe(edited.replace(product, '    throw notStarted("mul.forward");\n'));
    expect(textOf(`${mul}.backup-1`)).toBe(edited);
  });

  test("the file need not be named; a stub that is as the starter has it is left alone", () => {
    expect(from(folder, undefined, "mul.backward")).toMatchObject({ kind: "intact" });
    expect(beside()).toEqual(["mul.ts"]);
    expect(from(folder, undefined, "mul.forward")).toMatchObject({ kind: "reset" });
    expect(textOf(mul)).toBe(pristine);
  });

  test("helpers can be emptied, if the file is named", () => {
    put(mul, started.replace(/(START CODE HERE \(helpers\).*\n)/, "$1function two() {\n  return 2;\n}\n"));
    expect(from(folder, `starter/${mul}`, "helpers")).toMatchObject({ kind: "reset" });
    expect(textOf(mul)).toBe(started);
  });

  test.each([
    ["a stub that nobody knows", `starter/${mul}`, "mul.bakward", "mul.backward"],
    ["a stub that nobody knows, without a file", undefined, "mul.bakward", "npx grade restore --stub mul.backward"],
    ["a stub of another file", `starter/${mul}`, "add.forward", "2-autodiff/ops/add.ts"],
    ["the capstone", undefined, "capstone", "expected the id of a stub"],
    ["helpers without a file", undefined, "helpers", "expected the id of a stub"],
  ])("%s is refused", (_, given, stub, words) => {
    expect(refusalOf(given, stub)).toContain(words);
  });

  test("where its markers are damaged, it says how to put them back", () => {
    put(mul, damaged);
    expect(refusalOf(undefined, "mul.forward")).toContain("npx grade restore");
    expect(from(folder, undefined, "mul.backward")).toMatchObject({ kind: "intact" });
    rmSync(join(starter, mul));
    expect(refusalOf(undefined, "mul.forward")).toContain("the file is missing");
  });
});

describe("told(restoration, columns)", () => {
  test("names what was kept, what was not, where the rest is, and one next step", () => {
    put(mul, damaged);
    const lines = told(from(folder, `starter/${mul}`), 72);
    expect(lines.join("\n")).toMatch(/kept {4}mul\.forward, 1 line, found by the course's lines/);
    expect(lines).toContain("  idle    mul.backward: not started");
    expect(lines).toContain(`  backup  starter/${mul}.backup-1`);
    expect(lines.slice(-2)).toEqual([`next: look over mul.forward in starter/${mul},`, "  then npx grade"]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(72);
  });

  test("a file in which nothing was found says so, and where to look", () => {
    put(mul, "export const mul = (a, b) => a * b;\n");
    const text = told(from(folder, `starter/${mul}`), 72).join("\n");
    expect(text).toContain(`starter/${mul} is as it was handed out again.`);
    expect(text).toContain("reset   mul.forward: not found; the starter's throw stands there");
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      `next: copy what is yours from starter/${mul}.backup-1 into mul.forward and mul.backward, then npx grade`,
    );
    put(mul, "");
    expect(told(from(folder, `starter/${mul}`), 72).at(-1)).toBe("next: npx grade");
  });

  test("shows only the first of many lines, and none of them does anything but show itself", () => {
    put(mul, `${Array.from({ length: 500 }, (_, i) => `x${i}\u001b[2J${"y".repeat(300)}\u202e\n`).join("")}${started}`);
    const lines = told(from(folder, `starter/${mul}`), 72);
    expect(lines.length).toBeLessThan(30);
    expect(lines.join("")).not.toMatch(/\p{C}/u);
    expect(lines.join("\n")).toContain("… 489 more");
  });
});

test.skipIf(isWindows)("the command says the same, with its exit code", () => {
  put(mul, damaged);
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["--no-warnings", main, "restore", ...args], { cwd: folder, encoding: "utf8" });
  const done = run(`starter/${mul}`);
  expect([done.status, done.stderr]).toEqual([0, ""]);
  expect(done.stdout).toContain(`  backup  starter/${mul}.backup-1\n`);
  expect(run("nowhere.ts")).toMatchObject({ status: 2, stdout: "" });
  expect(run(`starter/${mul}`, "nowhere.ts")).toMatchObject({ status: 2, stdout: "" });
});
