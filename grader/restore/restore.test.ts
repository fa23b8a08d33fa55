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
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCourse, joinSegments } from "../course/course.ts";
import { maxFileBytes } from "../disk/text-file.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { restore } from "./restore.ts";

const isWindows = process.platform === "win32";
const isRoot = process.getuid?.() === 0;
if (isRoot) console.warn("\n  !! SKIPPED: files without permission, because root may write everything\n");

const mul = "2-autodiff/ops/mul.ts";
const product = "    return zipWith(a, b, (x, y) => x * y);\n";
const pristine = joinSegments(loadCourse().skeleton.get(mul));
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
const filesBeside = (name = mul) => readdirSync(dirname(join(starter, name))).toSorted();
const restoreFrom = (cwd: string, given: string | undefined, stub?: string) =>
  restore(given, { cwd, starter, ...(stub === undefined ? {} : { stub }) });

/** The message of a refusal; a refusal leaves the folder as it was. */
function refusalOf(given: string | undefined, stub?: string): string {
  const before = filesBeside();
  try {
    restoreFrom(folder, given, stub);
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    expect(error.message).toMatch(/^\S.*: expected .+, got .+\.\n {2}Next: .+ \[E_(?:USAGE|SUBMISSION)\]$/);
    expect(filesBeside()).toEqual(before);
    return error.message;
  }
  return "done";
}

describe("restore(file)", () => {
  test("puts a file back and keeps a backup", () => {
    put(mul, damaged);
    const done = restoreFrom(folder, `starter/${mul}`);
    expect(done).toMatchObject({
      kind: "restored",
      path: `starter/${mul}`,
      backup: `starter/${mul}.backup-1`,
      reset: [],
      left: [{ text: 'import { notStarted, x } from "../errors.ts";' }],
    });
    expect(textOf(mul)).toBe(started);
    expect(textOf(`${mul}.backup-1`)).toBe(damaged);
    expect(filesBeside()).toEqual(["mul.ts", "mul.ts.backup-1"]);
  });

  test("keeps an intact file as it is", () => {
    for (const text of [started, pristine, started.replaceAll("\n", "\r\n"), `\uFEFF${started}`]) {
      put(mul, text);
      expect(restoreFrom(folder, `starter/${mul}`)).toEqual({ kind: "intact", path: `starter/${mul}` });
      expect(textOf(mul)).toBe(text);
      expect(filesBeside()).toEqual(["mul.ts"]);
    }
  });

  test("writes each backup to a free name", () => {
    put(mul, damaged);
    put(`${mul}.backup-1`, "from yesterday");
    if (!isWindows) symlinkSync(join(folder, "nowhere"), join(starter, `${mul}.backup-2`));
    else put(`${mul}.backup-2`, "from today");
    expect(restoreFrom(folder, `starter/${mul}`)).toMatchObject({ backup: `starter/${mul}.backup-3` });
    expect(textOf(`${mul}.backup-1`)).toBe("from yesterday");
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  test.each([
    ["the current folder", "starter/2-autodiff/ops", "mul.ts"],
    ["the starter", "elsewhere", "2-autodiff/ops/mul.ts"],
    ["the assignment's folder", "elsewhere", "ops/mul.ts"],
    ["the assignment's folder in the current folder", "starter", "ops/mul.ts"],
    ["the disk's root", "elsewhere", "ROOT"],
  ])("finds a file named from %s", (_, cwd, given) => {
    put(mul, damaged);
    mkdirSync(join(folder, "elsewhere"));
    expect(restoreFrom(join(folder, cwd), given.replace("ROOT", join(starter, mul)))).toMatchObject({
      kind: "restored",
    });
    expect(textOf(mul)).toBe(started);
  });

  test("a missing file gets its code back from its last backup", () => {
    put(`${mul}.backup-1`, pristine);
    put(`${mul}.backup-12`, started);
    rmSync(join(starter, mul));
    expect(restoreFrom(starter, mul)).toEqual({ kind: "recreated", path: mul, from: `${mul}.backup-12` });
    expect(textOf(mul)).toBe(started);
  });

  test("restores a file of another submission", () => {
    const other = join(folder, "handed-in", mul);
    mkdirSync(dirname(other), { recursive: true });
    writeFileSync(other, damaged);
    expect(restoreFrom(join(folder, "handed-in"), mul)).toMatchObject({ kind: "restored", path: mul });
    expect(readFileSync(other, "utf8")).toBe(started);
    writeFileSync(other, damaged);
    expect(restoreFrom(join(folder, "handed-in"), "ops/mul.ts")).toMatchObject({ kind: "restored", path: mul });
    rmSync(other);
    expect(restoreFrom(join(folder, "handed-in"), "ops/mul.ts")).toMatchObject({ kind: "recreated", path: mul });
    expect(filesBeside()).toEqual(["mul.ts"]);
  });

  test("creates a deleted file and its folder", () => {
    put("2-autodiff/offset.ts", "");
    for (const [cwd, given] of [
      [folder, `starter/${mul}`],
      [folder, mul],
      [join(starter, "2-autodiff"), "ops/mul.ts"],
    ] as const) {
      rmSync(join(starter, "2-autodiff/ops"), { recursive: true });
      expect(restoreFrom(cwd, given)).toMatchObject({ kind: "recreated" });
      expect(textOf(mul)).toBe(pristine);
      expect(filesBeside()).toEqual(["mul.ts"]);
    }
  });

  test("puts back a file without stubs", () => {
    put("2-autodiff/tensor.ts", "export const mine = 1;\n");
    expect(restoreFrom(folder, "starter/2-autodiff/tensor.ts")).toMatchObject({ left: [{ line: 1 }], kept: [] });
    expect(textOf("2-autodiff/tensor.ts")).toContain("class Tensor");
  });

  test("keeps line ends and removes a byte order mark", () => {
    put(mul, `\uFEFF${damaged.replaceAll("\n", "\r\n")}`);
    restoreFrom(folder, `starter/${mul}`);
    expect(textOf(mul)).toBe(started.replaceAll("\n", "\r\n"));
    put(mul, damaged.replace("\n", "\r\n"));
    restoreFrom(folder, `starter/${mul}`);
    expect(textOf(mul)).toBe(started);
  });

  test.each(["utf-16le", "utf-16be"] as const)("turns %s into UTF-8", (encoding) => {
    const bytes = Buffer.from(`\uFEFF${started}`, "utf16le");
    put(mul, encoding === "utf-16le" ? bytes : bytes.swap16());
    expect(restoreFrom(folder, `starter/${mul}`)).toMatchObject({ kind: "restored", reset: [], left: [] });
    expect(textOf(mul)).toBe(started);
    expect(existsSync(join(starter, `${mul}.backup-1`))).toBe(true);
  });

  test.skipIf(isWindows)("keeps the permissions", () => {
    put(mul, damaged);
    chmodSync(join(starter, mul), 0o640);
    restoreFrom(folder, `starter/${mul}`);
    expect(statSync(join(starter, mul)).mode & 0o777).toBe(0o640);
  });

  test.each([
    ["a binary file", Uint8Array.of(1, 0, 2), "a binary file"],
    ["another encoding", Buffer.from("// Größe\n", "latin1"), "not encoded in UTF-8"],
    ["a file that is too large", "x".repeat(maxFileBytes + 1), "more than"],
  ])("refuses %s and names the next step", (_, content, words) => {
    put(mul, content);
    const refusal = refusalOf(`starter/${mul}`);
    expect(refusal).toContain(words);
    expect(refusal).toContain(`npx grade restore starter/${mul}`);
    expect(refusal).toContain("[E_SUBMISSION]");
  });

  test("refuses a folder in the file's place", () => {
    rmSync(join(starter, mul));
    mkdirSync(join(starter, mul));
    expect(refusalOf(`starter/${mul}`)).toContain("got not a regular file");
  });

  test.skipIf(isWindows)("refuses links to a file or a folder", () => {
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
  });

  test.skipIf(isRoot || isWindows)("changes nothing without permission to write", () => {
    put(mul, damaged);
    chmodSync(join(starter, "2-autodiff/ops"), 0o500);
    expect(refusalOf(`starter/${mul}`)).toContain("no permission");
    chmodSync(join(starter, "2-autodiff/ops"), 0o700);
    chmodSync(join(starter, mul), 0);
    expect(refusalOf(`starter/${mul}`)).toContain("no permission");
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
  ])("suggests a command for %j", (given, next) => {
    const refusal = refusalOf(given);
    expect(refusal).toContain(`Next: ${next}`);
    expect(refusal).toContain("[E_USAGE]");
  });

  test("asks for a file if nothing is named", () => {
    expect(refusalOf(undefined)).toContain("expected a file of the course, got none");
  });
});

describe("restore(file, { stub })", () => {
  test("resets one stub and keeps all other text", () => {
    const edited = started.replace("notStarted }", "notStarted, x }");
    put(mul, edited);
    expect(restoreFrom(folder, `starter/${mul}`, "mul.forward")).toEqual({
      kind: "reset",
      path: `starter/${mul}`,
      stub: "mul.forward",
      backup: `starter/${mul}.backup-1`,
    });
    expect(textOf(mul)).toBe(edited.replace(product, '    throw notStarted("mul.forward");\n'));
    expect(textOf(`${mul}.backup-1`)).toBe(edited);
  });

  test("finds the file of a stub", () => {
    expect(restoreFrom(folder, undefined, "mul.backward")).toMatchObject({ kind: "intact" });
    expect(filesBeside()).toEqual(["mul.ts"]);
    expect(restoreFrom(folder, undefined, "mul.forward")).toMatchObject({ kind: "reset" });
    expect(textOf(mul)).toBe(pristine);
  });

  test("resets the helpers of a named file", () => {
    put(mul, started.replace(/(START CODE HERE \(helpers\).*\n)/, "$1function two() {\n  return 2;\n}\n"));
    expect(restoreFrom(folder, `starter/${mul}`, "helpers")).toMatchObject({ kind: "reset" });
    expect(textOf(mul)).toBe(started);
  });

  test.each([
    ["an unknown stub", `starter/${mul}`, "mul.bakward", "mul.backward"],
    ["an unknown stub without a file", undefined, "mul.bakward", "npx grade restore --stub mul.backward"],
    ["a stub of another file", `starter/${mul}`, "add.forward", "2-autodiff/ops/add.ts"],
    ["the capstone", undefined, "capstone", "expected the id of a stub"],
    ["helpers without a file", undefined, "helpers", "expected the id of a stub"],
  ])("refuses %s", (_, given, stub, words) => {
    expect(refusalOf(given, stub)).toContain(words);
  });

  test("refuses a stub with damaged markers or missing file", () => {
    put(mul, damaged);
    expect(refusalOf(undefined, "mul.forward")).toContain("npx grade restore");
    expect(restoreFrom(folder, undefined, "mul.backward")).toMatchObject({ kind: "intact" });
    rmSync(join(starter, mul));
    const refusal = refusalOf(undefined, "mul.forward");
    expect(refusal).toContain("got nothing there");
    expect(refusal).toContain(`Next: npx grade restore starter/${mul} [E_SUBMISSION]`);
  });
});
