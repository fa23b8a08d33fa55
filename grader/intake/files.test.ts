import { execFileSync } from "node:child_process";
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { maxFileBytes, SubmissionError, takeFiles } from "./files.ts";

const isRoot = process.getuid?.() === 0;
if (isRoot) console.warn("\n  !! SKIPPED: what may not be read, because root may read everything\n");
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

  test.each([
    ["LF", "one\ntwo\n", []],
    ["CRLF", "one\r\ntwo\r\n", []],
    ["CR here and there", "one\rtwo\n", []],
    ["CR only", "one\rtwo\r", [{ severity: "note", file: "course/a.ts", next: "save it with LF line ends" }]],
  ])("line ends of any kind are read: %s", (_, text, expected) => {
    put("course/a.ts", text);
    put("course/ops/b.ts", good);
    const { texts, remarks } = takeFiles(folder, names);
    expect(texts.get("course/a.ts")).toBe("one\ntwo\n");
    expect(remarks).toMatchObject(expected);
    expect(remarks).toHaveLength(expected.length);
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

  test.each([
    ["a byte that begins nothing", Buffer.of(0xc3, 0x28)],
    ["a letter of Latin-1", Buffer.from("// Größe\n", "latin1")],
    ["a letter that is cut off", Buffer.from("// ü").subarray(0, -1)],
    ["half a surrogate", Buffer.of(0xed, 0xa0, 0x80)],
    ["a letter in more bytes than it needs", Buffer.of(0xc0, 0xaf)],
  ])("invalid UTF-8 is refused with its line: %s", (_, bytes) => {
    put("course/a.ts", Buffer.concat([Buffer.from("one\n// zwei ≠ drei\n"), bytes]));
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

  test.skipIf(process.platform === "win32")("a hard link is taken: nobody can tell it from its file", () => {
    put("course/ops/b.ts", good);
    linkSync(join(folder, "course/ops/b.ts"), join(folder, "course/a.ts"));
    expect(takeFiles(folder, names).texts.get("course/a.ts")).toBe(good);
  });

  test.skipIf(!hasPermissions)("a file that may not be read is refused, and the others are taken", () => {
    put("course/a.ts", good);
    chmodSync(join(folder, "course/a.ts"), 0);
    expect(remarkOnFirst().text).toBe("it cannot be read: no permission");
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

  test("a name longer than names can be is no fault of ours", () => {
    expect(refusalOf(join(folder, "x".repeat(300)))).toMatch(/expected a folder, got ENAMETOOLONG.\n {2}Next: check/);
  });

  test.skipIf(process.platform === "win32")(
    "a link that leads in a circle is told, one that leads to a folder is followed",
    () => {
      const link = join(folder, "link");
      symlinkSync(link, link);
      expect(refusalOf(link)).toContain("expected a folder, got ELOOP");
      put("real/course/a.ts", good);
      rmSync(link);
      symlinkSync(join(folder, "real"), link);
      expect(refusalOf(link)).toBe("taken");
    },
  );

  test.skipIf(!hasPermissions)("a folder that may not be listed is told", () => {
    chmodSync(folder, 0o300);
    expect(refusalOf(folder)).toContain("got a folder that cannot be listed: no permission");
    chmodSync(folder, 0o700);
  });

  test("files that are all there, and none of them of any use, are told one by one", () => {
    for (const name of names) put(name, "\0");
    expect(takeFiles(folder, names).remarks.map(({ file }) => file)).toEqual(names);
  });

  test("one file of it is enough", () => {
    put("course/a.ts", good);
    expect(refusalOf(folder)).toBe("taken");
  });
});
