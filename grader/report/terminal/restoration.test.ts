import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCourse, joinSegments } from "../../course/course.ts";
import { restore } from "../../restore/restore.ts";
import { restorationLines } from "./restoration.ts";

const mul = "2-autodiff/ops/mul.ts";
const started = joinSegments(loadCourse().skeleton.get(mul)).replace(
  '    throw notStarted("mul.forward");\n',
  "    return zipWith(a, b, (x, y) => x * y);\n",
);
const damaged = started.replace(/.*START CODE HERE \(mul\.forward\).*\n/, "");
let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-restoration-")));
  mkdirSync(dirname(join(folder, "starter", mul)), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Restores a file with this text, and draws the lines for the student. */
function restorationOf(text: string): readonly string[] {
  const starter = join(folder, "starter");
  writeFileSync(join(starter, mul), text);
  return restorationLines(restore(`starter/${mul}`, { cwd: folder, starter }), 72);
}

describe("restorationLines(restoration, columns)", () => {
  test("names kept and idle regions, backup and next step", () => {
    const lines = restorationOf(damaged);
    expect(lines.join("\n")).toMatch(/kept {4}mul\.forward, 1 line, found by the course's lines/);
    expect(lines).toContain("  idle    mul.backward: not started");
    expect(lines).toContain(`  backup  starter/${mul}.backup-1`);
    expect(lines.slice(-2)).toEqual([`next: look over mul.forward in starter/${mul},`, "  then npx grade"]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(72);
  });

  test("names the reset regions", () => {
    const text = restorationOf("export const mul = (a, b) => a * b;\n").join("\n");
    expect(text).toContain(`starter/${mul} is as it was handed out again.`);
    expect(text).toContain("reset   mul.forward: not found; the starter's throw stands there");
    expect(text.replaceAll(/\s+/g, " ")).toContain(
      `next: copy what is yours from starter/${mul}.backup-1 into mul.forward and mul.backward, then npx grade`,
    );
    expect(restorationOf("").at(-1)).toBe("next: npx grade");
  });

  test("shows the first of many lines as printable text", () => {
    const many = Array.from({ length: 500 }, (_, i) => `x${i}\u001b[2J${"y".repeat(300)}\u202e\n`).join("");
    const lines = restorationOf(many + started);
    expect(lines.length).toBeLessThan(30);
    expect(lines.join("")).not.toMatch(/\p{C}/u);
    expect(lines.join("\n")).toContain("… 489 more");
  });
});
