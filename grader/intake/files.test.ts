import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TakenFiles, takeFiles } from "./files.ts";
import { maxFileBytes } from "../disk/text-file.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import type { Remark } from "../result/result.ts";

const isRoot = process.getuid?.() === 0;
if (isRoot) console.warn("\n  !! SKIPPED: unreadable files, because root may read everything\n");
const hasPermissions = !isRoot && process.platform !== "win32";

const names = ["course/a.ts", "course/ops/b.ts"];
const good = "export const one = 1;\n";
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-files-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** All remarks, on usable files and on others. Checks that each problem is stored under the name of its file. */
function remarksOf({ problems, notes }: TakenFiles): readonly Remark[] {
  for (const [name, { file }] of problems) expect(file).toBe(name);
  return [...problems.values(), ...notes];
}

/** The remark on the first file; the second file is good. */
function remarkOnFirst(): { readonly text: string; readonly line?: number | undefined } {
  put("course/ops/b.ts", good);
  const taken = takeFiles(folder, names);
  expect(taken.texts.get("course/ops/b.ts")).toBe(good);
  expect(taken.texts.has("course/a.ts")).toBe(false);
  const [remark, ...others] = remarksOf(taken);
  expect(others).toEqual([]);
  expect(remark?.file).toBe("course/a.ts");
  expect(remark?.next).not.toBe("");
  return { text: remark?.text ?? "", line: remark?.line };
}

describe("takeFiles(folder, names)", () => {
  test("takes only the named files", () => {
    for (const name of [...names, "course/c.ts", "vitest.config.ts", "package.json"]) put(name, good);
    const taken = takeFiles(folder, names);
    expect([...taken.texts.keys()]).toEqual(names);
    expect(remarksOf(taken)).toEqual([]);
  });

  test("removes byte order mark and carriage returns", () => {
    put("course/a.ts", "\uFEFFone\r\ntwo\r\n");
    put("course/ops/b.ts", good);
    expect(takeFiles(folder, names).texts.get("course/a.ts")).toBe("one\ntwo\n");
  });

  test.each([
    ["LF", "one\ntwo\n", []],
    ["CRLF", "one\r\ntwo\r\n", []],
    ["CR here and there", "one\rtwo\n", []],
    ["CR only", "one\rtwo\r", [{ severity: "note", file: "course/a.ts", next: "save it with LF line ends" }]],
  ])("reads every kind of line end: %s", (_, text, expected) => {
    put("course/a.ts", text);
    put("course/ops/b.ts", good);
    const taken = takeFiles(folder, names);
    expect(taken.texts.get("course/a.ts")).toBe("one\ntwo\n");
    const remarks = remarksOf(taken);
    expect(remarks).toMatchObject(expected);
    expect(remarks).toHaveLength(expected.length);
  });

  test("accepts a file up to the size limit", () => {
    put("course/a.ts", "x".repeat(maxFileBytes));
    put("course/ops/b.ts", good);
    expect(takeFiles(folder, names).texts.size).toBe(2);
    put("course/a.ts", "x".repeat(maxFileBytes + 1));
    expect(remarkOnFirst().text).toContain(`${maxFileBytes + 1} bytes`);
  });

  test("names a missing file and takes the others", () => {
    expect(remarkOnFirst().text).toBe("the file is missing");
  });

  test.each([
    ["a binary file", Uint8Array.of(1, 0, 2), "binary"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x61, 0), "UTF-16"],
    ["UTF-16, the other way round", Uint8Array.of(0xfe, 0xff, 0, 0x61), "UTF-16"],
  ])("%s is refused", (_, content, word) => {
    put("course/a.ts", content);
    expect(remarkOnFirst().text).toContain(word);
  });

  test.each([
    ["a byte that begins nothing", Buffer.of(0xc3, 0x28)],
    ["a letter of Latin-1", Buffer.from("// Größe\n", "latin1")],
    ["a letter that is cut off", Buffer.from("// ü").subarray(0, -1)],
    ["half a surrogate", Buffer.of(0xed, 0xa0, 0x80)],
    ["a letter in more bytes than it needs", Buffer.of(0xc0, 0xaf)],
  ])("refuses invalid UTF-8 with its line: %s", (_, bytes) => {
    put("course/a.ts", Buffer.concat([Buffer.from("one\n// zwei ≠ drei\n"), bytes]));
    expect(remarkOnFirst()).toEqual({ text: "it is not encoded in UTF-8", line: 3 });
  });

  test("a folder in place of a file is refused", () => {
    mkdirSync(join(folder, "course/a.ts"), { recursive: true });
    expect(remarkOnFirst().text).toContain("not a regular file");
  });

  test.skipIf(process.platform === "win32")("a FIFO is refused at once", () => {
    mkdirSync(join(folder, "course"));
    execFileSync("mkfifo", [join(folder, "course/a.ts")]);
    expect(remarkOnFirst().text).toContain("not a regular file");
  });

  test.skipIf(process.platform === "win32")("a link to any target is refused", () => {
    put("elsewhere.ts", good);
    for (const target of [
      join(folder, "elsewhere.ts"),
      "/etc/passwd",
      "/proc/self/environ",
      "/dev/zero",
      "nowhere",
      "a.ts",
    ]) {
      mkdirSync(join(folder, "course"), { recursive: true });
      rmSync(join(folder, "course/a.ts"), { force: true });
      symlinkSync(target, join(folder, "course/a.ts"));
      expect(remarkOnFirst().text).toContain("link");
    }
  });

  test.skipIf(process.platform === "win32")("a socket is refused", async () => {
    mkdirSync(join(folder, "course"));
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(join(folder, "course/a.ts"), resolve));
    expect(remarkOnFirst().text).toContain("cannot be read");
    server.close();
  });

  test.skipIf(process.platform === "win32")("a hard link is taken like a file", () => {
    put("course/ops/b.ts", good);
    linkSync(join(folder, "course/ops/b.ts"), join(folder, "course/a.ts"));
    expect(takeFiles(folder, names).texts.get("course/a.ts")).toBe(good);
  });

  test.skipIf(!hasPermissions)("refuses an unreadable file and takes the others", () => {
    put("course/a.ts", good);
    chmodSync(join(folder, "course/a.ts"), 0);
    expect(remarkOnFirst().text).toBe("it cannot be read: no permission");
  });

  test.skipIf(process.platform === "win32")("a file behind a linked folder is refused", () => {
    put("real/b.ts", good);
    put("course/a.ts", good);
    symlinkSync(join(folder, "real"), join(folder, "course/ops"));
    const taken = takeFiles(folder, names);
    expect([...taken.texts.keys()]).toEqual(["course/a.ts"]);
    expect(remarksOf(taken)[0]?.text).toContain("link");
  });
});

describe("takeFiles(folder, names): unusable folders", () => {
  const refusalOf = (path: string) => {
    try {
      takeFiles(path, names);
    } catch (error) {
      if (error instanceof ChainruleError) return error.message;
      throw error;
    }
    return "taken";
  };

  test("the error for a missing path names a file", () => {
    expect(refusalOf(join(folder, "no"))).toMatch(/expected a folder, got nothing there.\n {2}Next: .*course\/a\.ts/);
  });

  test("a file in place of the folder is refused", () => {
    put("a.ts", good);
    expect(refusalOf(join(folder, "a.ts"))).toContain("expected a folder, got a file");
  });

  test("an empty folder is called empty", () => {
    expect(refusalOf(folder)).toContain("got an empty folder");
  });

  test("the error for an assignment's folder suggests its parent", () => {
    put("course/a.ts", good);
    expect(refusalOf(join(folder, "course"))).toContain("name the folder above this one");
  });

  test("a path that is too long is refused", () => {
    expect(refusalOf(join(folder, "x".repeat(300)))).toMatch(/expected a folder, got ENAMETOOLONG.\n {2}Next: check/);
  });

  test.skipIf(process.platform === "win32")("follows a folder link and refuses a circle", () => {
    const link = join(folder, "link");
    symlinkSync(link, link);
    expect(refusalOf(link)).toContain("expected a folder, got ELOOP");
    put("real/course/a.ts", good);
    rmSync(link);
    symlinkSync(join(folder, "real"), link);
    expect(refusalOf(link)).toBe("taken");
  });

  test.skipIf(!hasPermissions)("says why a folder cannot be listed", () => {
    chmodSync(folder, 0o300);
    expect(refusalOf(folder)).toContain("got a folder that cannot be listed: no permission");
    chmodSync(folder, 0o700);
  });

  test("names every unusable file", () => {
    for (const name of names) put(name, "\0");
    expect(remarksOf(takeFiles(folder, names)).map(({ file }) => file)).toEqual(names);
  });

  test("one usable file is enough", () => {
    put("course/a.ts", good);
    expect(refusalOf(folder)).toBe("taken");
  });
});
