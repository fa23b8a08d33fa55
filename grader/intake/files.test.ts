import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { maxFileBytes, SubmissionError, takeFiles } from "./files.ts";

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

/** What is said about the first file while its neighbour is fine. */
function remarkOnFirst(): { readonly text: string; readonly line?: number | undefined } {
  put("course/ops/b.ts", good);
  const { texts, remarks } = takeFiles(folder, names);
  expect(texts.get("course/ops/b.ts")).toBe(good);
  expect(texts.has("course/a.ts")).toBe(false);
  const [remark, ...others] = remarks;
  expect(others).toEqual([]);
  expect(remark?.file).toBe("course/a.ts");
  expect(remark?.next).not.toBe("");
  return { text: remark?.text ?? "", line: remark?.line };
}

describe("takeFiles(folder, names)", () => {
  test("takes the named files and nothing else", () => {
    for (const name of [...names, "course/c.ts", "vitest.config.ts", "package.json"]) put(name, good);
    const { texts, remarks } = takeFiles(folder, names);
    expect([...texts.keys()]).toEqual(names);
    expect(remarks).toEqual([]);
  });

  test("a byte order mark and carriage returns leave no trace", () => {
    put("course/a.ts", "\uFEFFone\r\ntwo\r\n");
    put("course/ops/b.ts", good);
    expect(takeFiles(folder, names).texts.get("course/a.ts")).toBe("one\ntwo\n");
  });

  test("a file of exactly the limit is taken, one byte more is not", () => {
    put("course/a.ts", "x".repeat(maxFileBytes));
    put("course/ops/b.ts", good);
    expect(takeFiles(folder, names).texts.size).toBe(2);
    put("course/a.ts", "x".repeat(maxFileBytes + 1));
    expect(remarkOnFirst().text).toContain(`${maxFileBytes + 1} bytes`);
  });

  test("a missing file is named, and the others are taken", () => {
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

  test("invalid UTF-8 is refused with its line", () => {
    put("course/a.ts", Buffer.concat([Buffer.from("one\ntwo\n"), Buffer.of(0xc3, 0x28)]));
    expect(remarkOnFirst()).toEqual({ text: "it is not encoded in UTF-8", line: 3 });
  });

  test("a folder in place of a file is refused", () => {
    mkdirSync(join(folder, "course/a.ts"), { recursive: true });
    expect(remarkOnFirst().text).toContain("not a regular file");
  });

  test.skipIf(process.platform === "win32")("a FIFO is refused, and nobody waits for it", () => {
    mkdirSync(join(folder, "course"));
    execFileSync("mkfifo", [join(folder, "course/a.ts")]);
    expect(remarkOnFirst().text).toContain("not a regular file");
  });

  test.skipIf(process.platform === "win32")("a link is refused, wherever it leads", () => {
    put("elsewhere.ts", good);
    for (const target of [join(folder, "elsewhere.ts"), "/etc/passwd", "/proc/self/environ", "nowhere"]) {
      mkdirSync(join(folder, "course"), { recursive: true });
      rmSync(join(folder, "course/a.ts"), { force: true });
      symlinkSync(target, join(folder, "course/a.ts"));
      expect(remarkOnFirst().text).toContain("link");
    }
  });

  test.skipIf(process.platform === "win32")("a file behind a linked folder is refused", () => {
    put("real/b.ts", good);
    put("course/a.ts", good);
    symlinkSync(join(folder, "real"), join(folder, "course/ops"));
    const { texts, remarks } = takeFiles(folder, names);
    expect([...texts.keys()]).toEqual(["course/a.ts"]);
    expect(remarks[0]?.text).toContain("link");
  });
});

describe("takeFiles(folder, names), where there is nothing to grade", () => {
  const refusalOf = (path: string) => {
    try {
      takeFiles(path, names);
    } catch (error) {
      if (error instanceof SubmissionError) return error.message;
      throw error;
    }
    return "taken";
  };

  test("a path that leads nowhere says what a submission has in it", () => {
    expect(refusalOf(join(folder, "no"))).toMatch(/expected a folder, got nothing there.\n {2}Next: .*course\/a\.ts/);
  });

  test("a file is not a folder", () => {
    put("a.ts", good);
    expect(refusalOf(join(folder, "a.ts"))).toContain("expected a folder, got a file");
  });

  test("an empty folder is called empty", () => {
    expect(refusalOf(folder)).toContain("got an empty folder");
  });

  test("the assignment's own folder points to the folder above", () => {
    put("course/a.ts", good);
    expect(refusalOf(join(folder, "course"))).toContain("name the folder above this one");
  });

  test("one file of it is enough", () => {
    put("course/a.ts", good);
    expect(refusalOf(folder)).toBe("taken");
  });
});
