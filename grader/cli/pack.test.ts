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
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { grade } from "../grade.ts";
import { SubmissionError } from "../intake/files.ts";
import { digestOf, type Pack, pack } from "../intake/pack.ts";
import { loadCourse } from "../release/course.ts";
import { packTold } from "./pack-told.ts";
import { writePack } from "./write-pack.ts";

const id = "2-autodiff";
const course = loadCourse(id);
const named = [...new Set(course.assignment.stubs.map(({ file }) => file))].toSorted();
const mul = `${id}/ops/mul.ts`;
const main = fileURLToPath(new URL("main.ts", import.meta.url));
let folder = "";
let out = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-pack-"));
  out = join(folder, "out", `${id}.zip`);
  mkdirSync(join(folder, "out"));
  for (const [name, { segments }] of course.skeleton) put(name, segments.map(({ text }) => text).join(""));
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
const packed = (from = "in") => pack(course, join(folder, from));
const toldOf = (of: Pack) => packTold(of, writePack(of, out), 72).join("\n");

function refusalOf(of: Pack, output: string): string {
  try {
    writePack(of, output);
  } catch (error) {
    if (error instanceof SubmissionError) return error.message;
    throw error;
  }
  return "written";
}

/** Unpacks with what there is; an archive of stored files is also simple enough to be read by hand. */
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
  test("takes what the assignment names and nothing else", async () => {
    put(`${id}/secret.txt`, "mine");
    put("node_modules/x/index.js", "");
    const { files, started, stubs, refused, remarks } = await packed();
    expect(files).toEqual(named);
    expect({ started, stubs, refused, remarks }).toEqual({
      started: 1,
      stubs: course.assignment.stubs.length,
      refused: [],
      remarks: [],
    });
  });

  test("the digest depends on what is graded: not on dates, line ends, a byte order mark, or other files", async () => {
    const { digest, archive } = await packed();
    expect(digest).toBe(digestOf(archive));
    utimesSync(join(folder, "in", mul), 1, 1);
    put(`${id}/tensor.ts`, "// not graded\n");
    put(mul, `\uFEFF${textOf(mul).replaceAll("\n", "\r\n")}`);
    expect((await packed()).digest).toBe(digest);
    edit(mul, "x * y", "y * x");
    expect((await packed()).digest).not.toBe(digest);
  });

  test("what is missing, broken or refused is told, and all the rest is packed", async () => {
    rmSync(join(folder, "in", id, "offset.ts"));
    edit(mul, /.*START CODE HERE \(mul\.backward\).*\n/, "");
    edit(mul, "x * y", "process.pid");
    const { files, refused, remarks, started } = await packed();
    expect(files).toEqual(named.filter((name) => !name.endsWith("/offset.ts")));
    expect(refused.map((region) => region.id)).toEqual(["mul.forward"]);
    expect(started).toBe(1);
    expect(remarks.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["the file is missing", "the region (mul.backward) is missing"]),
    );
  });

  test("a folder that holds none of the files is refused", async () => {
    await expect(pack(course, join(folder, "out"))).rejects.toThrow(/expected a folder with .* got an empty folder/);
  });

  test("what is unpacked is graded as what was packed", async () => {
    const of = await packed();
    writePack(of, out);
    unpack(out, join(folder, "again"));
    expect((await packed("again")).digest).toBe(of.digest);
    const [first, second] = await Promise.all(
      ["in", "again"].map(async (from) => {
        const what = { folder: join(folder, from), assignments: [id], stubs: ["mul.forward"], secret: "x".repeat(16) };
        const { assignments } = await grade(what);
        return assignments.flatMap(({ stubs }) => stubs).map(({ verdict, laws }) => ({ verdict, laws }));
      }),
    );
    expect(second).toEqual(first);
    expect(first?.map(({ verdict }) => verdict)).toEqual(["passed"]);
  });
});

describe("writePack(pack, output)", () => {
  test("writes the archive, and a receipt that sha256sum checks", async () => {
    const of = await packed();
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

  test("a folder gets a file of the assignment's name", async () => {
    expect(writePack(await packed(), join(folder, "out")).archive).toBe(out);
    expect(readdirSync(join(folder, "out")).toSorted()).toEqual([`${id}.receipt.txt`, `${id}.zip`]);
  });

  test("an earlier archive of its own is replaced, and its digest told", async () => {
    const first = await packed();
    writePack(first, out);
    expect(writePack(await packed(), out).before).toBe(first.digest);
    edit(mul, "x * y", "y * x");
    const second = await packed();
    expect(writePack(second, out).before).toBe(first.digest);
    expect(digestOf(readFileSync(out))).toBe(second.digest);
  });

  test("nothing else is ever written over", async () => {
    const of = await packed();
    const before = textOf(mul);
    expect(refusalOf(of, join(folder, "in", mul))).toMatch(/got something else, which stays as it is.\n {2}Next: .*-o/);
    expect(textOf(mul)).toBe(before);
    const other = await pack({ ...course, assignment: { ...course.assignment, id: "another" } }, join(folder, "in"));
    writeFileSync(out, other.archive);
    expect(refusalOf(of, out)).toContain("got something else");
    rmSync(out);
    writeFileSync(join(folder, "out", `${id}.receipt.txt`), "my own notes");
    expect(refusalOf(of, out)).toContain("expected a receipt");
    expect(existsSync(out)).toBe(false);
    rmSync(join(folder, "out", `${id}.receipt.txt`));
    expect(refusalOf(of, out)).toBe("written");
  });

  test.skipIf(process.platform === "win32")("it does not write through a link", async () => {
    const of = await packed();
    symlinkSync(join(folder, "nowhere"), out);
    expect(refusalOf(of, out)).toContain("got something else");
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  test("a folder that is not there is told", async () => {
    expect(refusalOf(await packed(), join(folder, "no/a.zip"))).toMatch(/a\.zip: expected .* got nothing there/);
  });
});

describe("packTold(pack, written, columns)", () => {
  test("says what is in it, its digest, and what to do with it", async () => {
    const of = await packed();
    const told = toldOf(of);
    expect(told).toContain(`\nsha256 ${of.digest}\n`);
    expect(told).toMatch(/1 of \d+ stubs started/);
    expect(told).not.toContain("✗");
    expect(told).toMatch(/\nnext: hand in [^\n]+/);
    expect(toldOf(of)).toContain("the same to the last byte");
    edit(mul, "x * y", "y * x");
    expect(toldOf(await packed()).replaceAll(/\s+/g, " ")).toContain(`(${of.digest.slice(0, 12)}…) and is replaced`);
  });

  test("many missing files are one warning, each other trouble one of its own", async () => {
    for (const name of ["offset.ts", "unbroadcast.ts", "ops/sum.ts"]) rmSync(join(folder, "in", id, name));
    edit(mul, "x * y", "process.pid");
    const told = toldOf(await packed()).replaceAll(/\s+/g, " ");
    expect(told).toContain("✗ 3 files are missing: ");
    expect(told).toContain("npx grade restore FILE puts one back");
    expect(told).toMatch(/✗ mul\.forward, \S+mul\.ts:\d+: as it stands, it is refused: /);
    expect(told).toContain("next: see to what is marked ✗, and pack again; it can be handed in as it is, but ");
    expect(told).toMatch(/but what is marked earns nothing$/);
    expect(told.match(/✗ /g)).toHaveLength(2);
  });

  test("a refused stub can be handed in, and is named as earning nothing", async () => {
    edit(mul, "x * y", "process.pid");
    expect(toldOf(await packed()).replaceAll(/\s+/g, " ")).toMatch(/, but mul\.forward earns nothing$/);
    edit(mul, "process.pid", "x * y");
    expect(toldOf(await packed())).toMatch(/\nnext: hand in /);
  });
});

test("the command packs where one stands, and says so", () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["--no-warnings", main, "pack", ...args], { cwd: dirname(out), encoding: "utf8" });
  const done = run("../in");
  expect([done.status, done.stderr]).toEqual([0, ""]);
  expect(done.stdout).toContain(`sha256 ${digestOf(readFileSync(out))}\n`);
  expect(run("../nowhere")).toMatchObject({ status: 2, stdout: "" });
  expect(run("../in", "-a", "2-autodif").stderr).toContain("npx grade pack --assignment 2-autodiff, if you meant that");
});
