import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadAssignments } from "../../course/assignment.ts";
import { findTry } from "../find-try.ts";
import { loadErrorLines, tryErrorLines } from "../try-error-lines.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const runner = fileURLToPath(new URL("../run-try.ts", import.meta.url));
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--no-warnings", runner, ...args], { cwd: root, encoding: "utf8" });

const names = ["stretching", "products", "matrix-products", "matrix-products-2"];
const stubs = [
  { id: "broadcastShapes", section: "stretching" },
  { id: "mul.forward", section: "products" },
  { id: "mul.backward", section: "products" },
];

describe("findTry(word, names, stubs)", () => {
  test.each([
    ["stretching", "stretching"],
    ["Stretching", "stretching"],
    ["Matrix products", "matrix-products"],
    ["matrix-products-2", "matrix-products-2"],
    ["broadcastshapes", "stretching"],
    ["mul.backward", "products"],
    ["mul", "products"],
  ])("finds the try for %s: %s", (word, name) => {
    expect(findTry(word, names, stubs)).toBe(name);
  });

  test.each([
    ["strething", "npx grade try stretching, if you meant that"],
    ["broadcastShape", "npx grade try broadcastShapes, if you meant that"],
    ["softmax", "npx grade try, which lists the names"],
  ])("suggests a next step for %s", (word, next) => {
    expect(() => findTry(word, names, stubs)).toThrow(`got ${word}.\n  Next: ${next} [`);
  });
});

describe("tryErrorLines(error, starter) and loadErrorLines(error, starter, files)", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "chainrule-try-"));
    mkdirSync(join(folder, "ops"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const put = (file: string, text: string) => writeFileSync(join(folder, file), text);

  test("summarizes an error of the course in one line", () => {
    const error = Object.assign(new Error("offset is not started.\n  Next: fill it"), { code: "E_NOT_STARTED" });
    error.name = "NotStarted";
    expect(tryErrorLines(error, folder)).toEqual(["NotStarted: offset is not started."]);
  });

  test("names the line of the library that threw", async () => {
    put(
      "throws.ts",
      "export function act(): void {\n  const none = undefined as unknown as { x: number };\n  none.x;\n}\n",
    );
    const { act } = (await import(pathToFileURL(join(folder, "throws.ts")).href)) as { readonly act: () => void };
    const thrown = (() => {
      try {
        act();
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    const [first, place] = tryErrorLines(thrown, folder);
    expect(first).toMatch(/^TypeError: Cannot read properties of undefined/);
    expect(place).toMatch(/^ {2}at \S*throws\.ts:3$/);
    expect(tryErrorLines(thrown, join(folder, "ops"))).toEqual([first]);
  });

  test("names the line of this assignment, and what to do next", () => {
    const marked = "// START CODE HERE (f) ~1 line: x\nreturn 1;\n// END CODE HERE\n";
    for (const id of ["2-first", "3-second"]) mkdirSync(join(folder, id), { recursive: true });
    for (const file of ["2-first/add.ts", "3-second/linear.ts", "3-second/locked.ts"])
      put(file, file.includes("locked") ? "throw 1;\n" : marked);
    const frames = ["2-first/add.ts:2", "3-second/locked.ts:1", "3-second/linear.ts:2"];
    const error = Object.assign(new Error("add: expected shapes that fit.\n  Next: compare them [E_SHAPE]"), {
      code: "E_SHAPE",
      name: "ShapeError",
      stack: frames.map((frame) => `    at f (${pathToFileURL(folder).href}/${frame}:1)`).join("\n"),
    });
    const placeFor = (assignment?: string) => tryErrorLines(error, folder, assignment)[1];
    expect(placeFor("3-second")).toMatch(/3-second\/linear\.ts:2$/);
    expect(placeFor()).toMatch(/2-first\/add\.ts:2$/);
    expect(tryErrorLines(error, folder)).toEqual([
      "ShapeError: add: expected shapes that fit.",
      expect.stringContaining("  at "),
      "  Next: compare them [E_SHAPE]",
    ]);
  });

  test("names the first file with a syntax error", () => {
    const withMarkers = (body: string) =>
      `function f() {\n  // START CODE HERE (mul.forward) ~1 line: x\n  ${body}\n  // END CODE HERE\n}\n`;
    put("good.ts", withMarkers("return 1;"));
    put("ops/mul.ts", withMarkers("return 1 +;"));
    const [first = "", next] = loadErrorLines(new SyntaxError("x"), folder, ["none.ts", "good.ts", "ops/mul.ts"]);
    expect(first).toMatch(/\/ops\/mul\.ts:3 does not parse: \S/);
    expect(next).toBe("  Next: npx grade mul.forward, which says more");
  });

  test("names no stub for a line outside the regions", () => {
    put("twice.ts", "// START CODE HERE (offset)\n// END CODE HERE\nconst a = 1;\nconst a = 2;\n");
    const [first = "", next] = loadErrorLines(new SyntaxError("x"), folder, ["twice.ts"]);
    expect(first).toMatch(/twice\.ts:[34] does not parse: /);
    expect(next).toBe("  Next: npx grade, which says more");
  });

  test("repeats the error if every file parses", () => {
    expect(loadErrorLines(new SyntaxError("no export called x"), folder, ["good.ts"])[0]).toBe(
      "SyntaxError: no export called x",
    );
  });
});

describe("npx grade try", () => {
  test("lists a try for every stub and capstone", () => {
    const listed = run()
      .stdout.split("\n")
      .map((line) => line.trim());
    const graded = loadAssignments().flatMap((assignment) => [...assignment.stubs, assignment.capstone]);
    expect(graded.filter(({ section }) => !listed.includes(section))).toEqual([]);
  });

  test("finds a try by its heading, and refuses others", () => {
    const { stdout, status } = run("Four", "steps", "to", "a", "class");
    expect([stdout, status]).toEqual(["20\n((2 + 3) · 4)\n", 0]);
    const slip = run("strething");
    expect(slip.stdout).toContain("Next: npx grade try stretching, if you meant that");
    expect(slip.status).toBe(2);
  });
});
