import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ChainruleError } from "../result/chainrule-error.ts";
import { writeErrorOf, writeWhole } from "./write-whole.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-write-"));
  file = join(folder, "a.txt");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("writeWhole(file, content, mode)", () => {
  test("writes text and bytes", () => {
    writeWhole(file, "größe\n");
    expect(readFileSync(file, "utf8")).toBe("größe\n");
    writeWhole(file, Uint8Array.of(0, 255));
    expect([...readFileSync(file)]).toEqual([0, 255]);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
  });

  test.skipIf(process.platform === "win32")("puts a new file in the old one's place", () => {
    writeFileSync(file, "old");
    const before = statSync(file).ino;
    writeWhole(file, "new", 0o640);
    expect(statSync(file).ino).not.toBe(before);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readFileSync(file, "utf8")).toBe("new");
  });

  test.skipIf(process.platform === "win32")("writes through a link and into a device", () => {
    const link = join(folder, "link");
    symlinkSync(file, link);
    writeFileSync(file, "old");
    writeWhole(link, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readlinkSync(link)).toBe(file);
    writeWhole("/dev/null", "new");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    if (existsSync("/dev/full")) expect(() => writeWhole("/dev/full", "new")).toThrow(/no room left.*\n.*\[E_DISK\]$/u);
  });

  test("keeps the old file after an error", () => {
    mkdirSync(file);
    writeFileSync(join(file, "inside"), "old");
    expect(() => writeWhole(file, "new")).toThrow(ChainruleError);
    expect(readdirSync(folder)).toEqual(["a.txt"]);
    expect(readFileSync(join(file, "inside"), "utf8")).toBe("old");
    expect(() => writeWhole(join(folder, "no", "a.txt"), "new")).toThrow(
      /a\.txt: expected a file that can be written, got nothing there\.\n.*\[E_USAGE\]$/,
    );
  });
});

describe("writeErrorOf(file, error)", () => {
  test.each([
    ["ENOSPC", "no room left on the disk", "E_DISK", "machine"],
    ["EROFS", "a disk that cannot be written", "E_DISK", "machine"],
    ["EACCES", "no permission", "E_USAGE", "usage"],
  ])("explains %s", (systemCode, got, code, fault) => {
    const error = writeErrorOf("a.txt", Object.assign(new Error("it failed"), { code: systemCode }));
    expect(error).toMatchObject({ code, fault, parts: { where: "a.txt", got } });
  });
});
