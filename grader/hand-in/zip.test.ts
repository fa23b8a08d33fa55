import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zip, type ZipEntry } from "./zip.ts";

const entries: readonly ZipEntry[] = [
  { name: "2-autodiff/ops/mul.ts", content: Buffer.from("export const größe = '🎲';\n") },
  { name: "2-autodiff/empty.ts", content: Buffer.alloc(0) },
  { name: "2-autodiff/all-bytes.bin", content: Buffer.from(Array.from({ length: 256 }, (_, i) => i)) },
];

/** Reads an archive as programs do: first its end, then its directory, then its files. */
function read(archive: Buffer): Record<string, string> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  expect(end + 22 + archive.readUInt16LE(end + 20)).toBe(archive.length);
  let at = archive.readUInt32LE(end + 16);
  expect(at + archive.readUInt32LE(end + 12)).toBe(end);
  const found: Record<string, string> = {};
  for (let i = 0; i < archive.readUInt16LE(end + 10); i += 1) {
    expect(archive.readUInt32LE(at)).toBe(0x02014b50);
    const [crc, length, nameLength] = [
      archive.readUInt32LE(at + 16),
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
    ];
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const file = archive.readUInt32LE(at + 42);
    expect(archive.readUInt32LE(file)).toBe(0x04034b50);
    // The directory repeats the header of the file.
    expect(archive.subarray(file + 4, file + 30)).toEqual(archive.subarray(at + 6, at + 32));
    const start = file + 30 + nameLength;
    const content = archive.subarray(start, start + length);
    expect(crc32(content)).toBe(crc);
    found[name] = content.toString("latin1");
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return found;
}

const contents = (of: readonly ZipEntry[]) =>
  Object.fromEntries(of.map(({ name, content }) => [name, Buffer.from(content).toString("latin1")]));

describe("zip(entries)", () => {
  test("keeps every entry", () => {
    const entry = fc.record({
      name: fc
        .array(fc.stringMatching(/^[\wä-]{1,8}$/), { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join("/")),
      content: fc.uint8Array({ maxLength: 2000 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 12 }), fc.string(), (some, note) => {
        expect(read(zip(some, note.replaceAll("PK", "")))).toEqual(contents(some));
      }),
    );
  });

  test("the archive depends only on names and contents", () => {
    const archive = zip(entries);
    expect(zip(entries.toReversed())).toEqual(archive);
    expect(
      zip(entries.map(({ name, content }) => ({ name, content: Buffer.concat([content, Buffer.of(0)]) }))),
    ).not.toEqual(archive);
    expect(zip(entries.map(({ name, content }) => ({ name: `${name}x`, content })))).not.toEqual(archive);
  });
});

// In CI, a missing program is an error.
const inCi = process.env["CI"] !== undefined;
const hasPython = spawnSync("python3", ["--version"]).status === 0 || inCi;
const hasUnzip = spawnSync("unzip", ["-v"]).status === 0 || inCi;
if (!hasPython) console.warn("\n  !! SKIPPED: reading an archive with Python, because python3 is missing\n");
if (!hasUnzip) console.warn("\n  !! SKIPPED: reading an archive with unzip, because unzip is missing\n");

describe("zip(entries) in other programs", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "chainrule-zip-"));
    writeFileSync(join(folder, "a.zip"), zip(entries, "a comment"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const expectFiles = (to: string) => {
    for (const { name, content } of entries) {
      expect(readFileSync(join(folder, to, name))).toEqual(Buffer.from(content));
      expect(statSync(join(folder, to, name)).mode & 0o400).toBe(0o400);
    }
  };

  test.skipIf(!hasPython)("writes an archive that Python unpacks", () => {
    const python = (...args: readonly string[]) =>
      spawnSync("python3", ["-m", "zipfile", ...args], { cwd: folder, encoding: "utf8" });
    expect(python("-t", "a.zip")).toMatchObject({ status: 0, stdout: "Done testing\n", stderr: "" });
    expect(python("-e", "a.zip", "python").status).toBe(0);
    expectFiles("python");
  });

  test.skipIf(!hasUnzip)("writes an archive that unzip unpacks", () => {
    expect(spawnSync("unzip", ["-tq", "a.zip"], { cwd: folder }).status).toBe(0);
    expect(spawnSync("unzip", ["-q", "a.zip", "-d", "unzip"], { cwd: folder }).status).toBe(0);
    expectFiles("unzip");
  });

  test("a checksum reveals one changed byte", () => {
    const bytes = zip(entries);
    bytes[bytes.indexOf("größe")] = 0;
    writeFileSync(join(folder, "bad.zip"), bytes);
    if (hasPython)
      expect(
        spawnSync("python3", ["-m", "zipfile", "-t", "bad.zip"], { cwd: folder, encoding: "utf8" }).stdout,
      ).toContain("mul.ts");
    expect(() => read(bytes)).toThrow(/expected \d+ to be \d+/);
  });
});
