import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadAssignments } from "../course/assignment.ts";
import { includeFoundations, loadCourse, joinSegments } from "../course/course.ts";
import { projectRoot } from "../course/roots.ts";
import { grade } from "../grading/grade.ts";
import { filesOf } from "../intake/submission.ts";
import { ChainruleError } from "../result/chainrule-error.ts";
import { digestOf, type Pack, pack } from "./pack.ts";
import { writePack } from "./write-pack.ts";

const id = "2-autodiff";
/** The second assignment builds on the first. */
const assignments = loadAssignments([projectRoot, new URL("../specimens/second/", import.meta.url)]);
const course = loadCourse(assignments.filter((assignment) => assignment.id === id));
const named = filesOf(course).toSorted();
const mul = `${id}/ops/mul.ts`;
let folder = "";
let out = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-pack-"));
  out = join(folder, "out", `${id}.zip`);
  mkdirSync(join(folder, "out"));
  for (const [name, file] of course.skeleton) put(name, joinSegments(file));
  edit(mul, 'throw notStarted("mul.forward");', "return zipWith(a, b, (x, y) => x * y);");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array): void {
  const path = join(folder, "in", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
const textOf = (name: string) => readFileSync(join(folder, "in", name), "utf8");
function edit(name: string, search: string | RegExp, replacement: string): void {
  const text = textOf(name);
  expect(text).toMatch(search);
  put(name, text.replace(search, replacement));
}
const packFolder = (from = "in") => pack(course, join(folder, from));

function refusalOf(of: Pack, output: string): string {
  try {
    writePack(of, output);
  } catch (error) {
    if (error instanceof ChainruleError) return error.message;
    throw error;
  }
  return "written";
}

/** Unpacks with Python or unzip. If both are missing, reads the stored files directly. */
function unpack(archive: string, to: string): void {
  mkdirSync(to, { recursive: true });
  if (spawnSync("python3", ["-m", "zipfile", "-e", archive, to]).status === 0) return;
  if (spawnSync("unzip", ["-q", archive, "-d", to]).status === 0) return;
  const bytes = readFileSync(archive);
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    const [length, nameLength] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26)];
    const start = at + 30 + nameLength;
    const path = join(to, bytes.toString("utf8", at + 30, start));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes.subarray(start, start + length));
    at = start + length;
  }
}

describe("pack(course, folder)", () => {
  test("packs only the files that the assignment names", async () => {
    put(`${id}/secret.txt`, "mine");
    put("node_modules/x/index.js", "");
    const { files, started, stubs, refused, remarks } = await packFolder();
    expect(files).toEqual(named);
    expect({ started, stubs, refused, remarks }).toEqual({
      started: 1,
      stubs: course.stubs.length,
      refused: [],
      remarks: [],
    });
  });

  test("packs the files of earlier assignments too", async () => {
    const both = loadCourse(includeFoundations(assignments, ["3-mix"]));
    const [mine = ""] = filesOf(both.assignments[1] ?? { stubs: [] });
    put(mine, joinSegments(both.skeleton.get(mine)));
    const { assignment, files, started, stubs } = await pack(both, join(folder, "in"));
    expect({ assignment, started, stubs }).toEqual({ assignment: "3-mix", started: 0, stubs: 2 });
    expect(files).toEqual([...named, mine].toSorted());
    rmSync(join(folder, "in", mine));
    await expect(pack(both, join(folder, "in"))).rejects.toThrow(/expected a folder with 3-mix\/share\.ts in it/);
  });

  test("the digest depends only on the graded text", async () => {
    const { digest, archive } = await packFolder();
    expect(digest).toBe(digestOf(archive));
    utimesSync(join(folder, "in", mul), 1, 1);
    put(`${id}/tensor.ts`, "// not graded\n");
    put(mul, `\uFEFF${textOf(mul).replaceAll("\n", "\r\n")}`);
    expect((await packFolder()).digest).toBe(digest);
    edit(mul, "x * y", "y * x");
    expect((await packFolder()).digest).not.toBe(digest);
  });

  test("packs the rest of a damaged submission", async () => {
    rmSync(join(folder, "in", id, "offset.ts"));
    edit(mul, /.*START CODE HERE \(mul\.backward\).*\n/, "");
    edit(mul, "x * y", "process.pid");
    const { files, refused, remarks, started } = await packFolder();
    expect(files).toEqual(named.filter((name) => !name.endsWith("/offset.ts")));
    expect(refused.map((region) => region.id)).toEqual(["mul.forward"]);
    expect(started).toBe(1);
    expect(remarks.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["the file is missing", "the region (mul.backward) is missing"]),
    );
  });

  test("refuses a folder without files of the assignment", async () => {
    await expect(pack(course, join(folder, "out"))).rejects.toThrow(/expected a folder with .* got an empty folder/);
  });

  test("a packed submission gets the grade of its folder", async () => {
    const of = await packFolder();
    writePack(of, out);
    unpack(out, join(folder, "again"));
    expect((await packFolder("again")).digest).toBe(of.digest);
    const [first, second] = await Promise.all(
      ["in", "again"].map(async (from) => {
        const what = { folder: join(folder, from), assignments: [id], stubs: ["mul.forward"], secret: "x".repeat(16) };
        const result = await grade({ course, ...what });
        return result.assignments.flatMap(({ stubs }) => stubs).map(({ verdict, laws }) => ({ verdict, laws }));
      }),
    );
    expect(second).toEqual(first);
    expect(first?.map(({ verdict }) => verdict)).toEqual(["passed"]);
  });
});

describe("writePack(pack, output)", () => {
  test("writes an archive and a receipt for sha256sum", async () => {
    const of = await packFolder();
    expect(writePack(of, out)).toEqual({
      archive: out,
      receipt: join(folder, "out", `${id}.receipt.txt`),
      before: undefined,
    });
    expect(digestOf(readFileSync(out))).toBe(of.digest);
    const receipt = readFileSync(join(folder, "out", `${id}.receipt.txt`), "utf8");
    expect(receipt).toBe(
      `# chainrule hand-in ${id}: ${named.length} files, ${of.archive.length} bytes, 1 of ${of.stubs} stubs started\n${of.digest}  ${id}.zip\n`,
    );
    const check = spawnSync("sha256sum", ["--check", `${id}.receipt.txt`], { cwd: dirname(out), encoding: "utf8" });
    if (check.error === undefined) expect(check).toMatchObject({ status: 0, stdout: `${id}.zip: OK\n`, stderr: "" });
  });

  test("names the archive in a folder after the assignment", async () => {
    expect(writePack(await packFolder(), join(folder, "out")).archive).toBe(out);
    expect(readdirSync(join(folder, "out")).toSorted()).toEqual([`${id}.receipt.txt`, `${id}.zip`]);
  });

  test("replaces an older archive and returns its digest", async () => {
    const first = await packFolder();
    writePack(first, out);
    expect(writePack(await packFolder(), out).before).toBe(first.digest);
    edit(mul, "x * y", "y * x");
    const second = await packFolder();
    expect(writePack(second, out).before).toBe(first.digest);
    expect(digestOf(readFileSync(out))).toBe(second.digest);
  });

  test("replaces only its own archives and receipts", async () => {
    const of = await packFolder();
    const before = textOf(mul);
    expect(refusalOf(of, join(folder, "in", mul))).toMatch(/got something else, which stays as it is.\n {2}Next: .*-o/);
    expect(textOf(mul)).toBe(before);
    const renamed = course.assignments.map((assignment) => ({ ...assignment, id: "another" }));
    const other = await pack({ ...course, assignments: renamed }, join(folder, "in"));
    writeFileSync(out, other.archive);
    expect(refusalOf(of, out)).toContain("got something else");
    rmSync(out);
    writeFileSync(join(folder, "out", `${id}.receipt.txt`), "my own notes");
    expect(refusalOf(of, out)).toContain("expected a receipt");
    expect(existsSync(out)).toBe(false);
    rmSync(join(folder, "out", `${id}.receipt.txt`));
    expect(refusalOf(of, out)).toBe("written");
  });

  test.skipIf(process.platform === "win32")("refuses a link", async () => {
    const of = await packFolder();
    symlinkSync(join(folder, "nowhere"), out);
    expect(refusalOf(of, out)).toContain("got something else");
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  test("refuses a missing folder", async () => {
    expect(refusalOf(await packFolder(), join(folder, "no/a.zip"))).toMatch(/a\.zip: expected .* got nothing there/);
  });
});
