import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignmentIds, loadAssignment } from "../release/assignment.ts";
import { tryNamed } from "./try-named.ts";
import { loadTrouble, tryTrouble } from "./try-trouble.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const runner = fileURLToPath(new URL("try.ts", import.meta.url));
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--no-warnings", runner, ...args], { cwd: root, encoding: "utf8" });

const names = ["stretching", "products", "matrix-products", "matrix-products-2"];
const stubs = [
  { id: "broadcastShapes", section: "stretching" },
  { id: "mul.forward", section: "products" },
  { id: "mul.backward", section: "products" },
];

describe("tryNamed(word, names, stubs)", () => {
  test.each([
    ["stretching", "stretching"],
    ["Stretching", "stretching"],
    ["Matrix products", "matrix-products"],
    ["matrix-products-2", "matrix-products-2"],
    ["broadcastshapes", "stretching"],
    ["mul.backward", "products"],
    ["mul", "products"],
  ])("%s means %s", (word, name) => {
    expect(tryNamed(word, names, stubs)).toBe(name);
  });

  test.each([
    ["strething", "npm run try stretching, if you meant that"],
    ["broadcastShape", "npm run try broadcastShapes, if you meant that"],
    ["softmax", "npm run try, which lists the names"],
  ])("%s is told with a next step", (word, next) => {
    expect(() => tryNamed(word, names, stubs)).toThrow(`got ${word}.\n  Next: ${next} [`);
  });
});

describe("what is said of an error", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "chainrule-try-"));
    mkdirSync(join(folder, "ops"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const put = (file: string, text: string) => writeFileSync(join(folder, file), text);

  test("an error of the course is as short as in the handout", () => {
    const error = Object.assign(new Error("offset is not started.\n  Next: fill it"), { code: "E_NOT_STARTED" });
    error.name = "NotStarted";
    expect(tryTrouble(error, folder)).toEqual(["NotStarted: offset is not started."]);
  });

  test("another says which line of the library it comes from, and one from elsewhere none", async () => {
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
    const [first, place] = tryTrouble(thrown, folder);
    expect(first).toMatch(/^TypeError: Cannot read properties of undefined/);
    expect(place).toMatch(/^ {2}at \S*throws\.ts:3$/);
    expect(tryTrouble(thrown, join(folder, "ops"))).toEqual([first]);
  });

  test("a file that does not parse is named with its line and its stub, and the files before it are not", () => {
    const marked = (body: string) =>
      `function f() {\n  // START CODE HERE (mul.forward) ~1 line: x\n  ${body}\n  // END CODE HERE\n}\n`;
    put("good.ts", marked("return 1;"));
    put("ops/mul.ts", marked("return 1 +;"));
    const [first = "", next] = loadTrouble(new SyntaxError("x"), folder, ["none.ts", "good.ts", "ops/mul.ts"]);
    expect(first).toMatch(/\/ops\/mul\.ts:3 does not parse: \S/);
    expect(next).toBe("  Next: npx grade mul.forward, which says more");
  });

  test("a line outside the regions belongs to no stub, and a name declared twice does not parse either", () => {
    put("twice.ts", "// START CODE HERE (offset)\n// END CODE HERE\nconst a = 1;\nconst a = 2;\n");
    const [first = "", next] = loadTrouble(new SyntaxError("x"), folder, ["twice.ts"]);
    expect(first).toMatch(/twice\.ts:[34] does not parse: /);
    expect(next).toBe("  Next: npx grade, which says more");
  });

  test("where every file parses, the error speaks for itself", () => {
    expect(loadTrouble(new SyntaxError("no export called x"), folder, ["good.ts"])[0]).toBe(
      "SyntaxError: no export called x",
    );
  });
});

describe("npm run try", () => {
  test("without a name lists the tries, and every stub and the capstone has one", () => {
    const listed = run()
      .stdout.split("\n")
      .map((line) => line.trim());
    const graded = assignmentIds()
      .map((id) => loadAssignment(id))
      .flatMap((assignment) => [...assignment.stubs, assignment.capstone]);
    expect(graded.filter(({ section }) => !listed.includes(section))).toEqual([]);
  });

  test("runs one in any spelling, and exits with 0 whatever comes", () => {
    const { stdout, status } = run("Four", "steps", "to", "a", "class");
    expect([stdout, status]).toEqual(["20\n((2 + 3) · 4)\n", 0]);
    const slip = run("strething");
    expect(slip.stdout).toContain("Next: npm run try stretching, if you meant that");
    expect(slip.status).toBe(0);
  });
});
