import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Pack, pack } from "../../hand-in/pack.ts";
import { writePack } from "../../hand-in/write-pack.ts";
import { loadAssignments } from "../../course/assignment.ts";
import { loadCourse } from "../../course/course.ts";
import { Editor } from "../../specimens/editor.ts";
import { packLines } from "./pack-lines.ts";

const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
let editor: Editor;
let folder = "";

beforeEach(() => {
  editor = new Editor();
  folder = mkdtempSync(join(tmpdir(), "chainrule-pack-"));
});
afterEach(() => {
  editor[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const writeProduct = (f: string) => editor.write("mul.forward", `    return zipWith(a, b, (x, y) => ${f});`);
const packFolder = () => pack(course, editor.folder);
const textFor = (of: Pack) => packLines(of, writePack(of, folder), 72).join("\n");
const joinLines = (text: string) => text.replaceAll(/\s+/g, " ");

describe("packLines(pack, written, columns)", () => {
  test("names content, digest and next step", async () => {
    const of = await packFolder();
    const text = textFor(of);
    expect(text).toContain(`\nsha256 ${of.digest}\n`);
    expect(text).toContain(`${of.started} of ${course.stubs.length} stubs started`);
    expect(text).not.toContain("✗");
    expect(text).toMatch(/\nnext: hand in [^\n]+/);
    expect(textFor(of)).toContain("the same to the last byte");
    writeProduct("y * x * 1");
    expect(joinLines(textFor(await packFolder()))).toContain(`(${of.digest.slice(0, 12)}…) and is replaced`);
  });

  test("warns once of all missing files", async () => {
    for (const name of ["offset.ts", "unbroadcast.ts", "ops/sum.ts"]) rmSync(editor.path(`2-autodiff/${name}`));
    writeProduct("process.pid");
    const text = joinLines(textFor(await packFolder()));
    expect(text).toContain("✗ 3 files are missing: ");
    expect(text).toContain("npx grade restore FILE puts one back");
    expect(text).toMatch(/✗ mul\.forward, \S+mul\.ts:\d+: as it stands, it is refused: /);
    expect(text).toContain("next: see to what is marked ✗, and pack again; it can be handed in as it is, but ");
    expect(text).toMatch(/but what is marked earns nothing$/);
    expect(text.match(/✗ /g)).toHaveLength(2);
  });

  test("names a refused stub that earns nothing", async () => {
    writeProduct("process.pid");
    expect(joinLines(textFor(await packFolder()))).toMatch(/, but mul\.forward earns nothing$/);
    writeProduct("x * y");
    expect(textFor(await packFolder())).toMatch(/\nnext: hand in /);
  });
});
