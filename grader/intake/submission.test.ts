import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCourse } from "../release/course.ts";
import { type Region, takeIn } from "./submission.ts";

const course = loadCourse("2-autodiff");
const solution = fileURLToPath(new URL("../../solution/2-autodiff", import.meta.url));
const mul = "2-autodiff/ops/mul.ts";
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-submission-"));
  cpSync(solution, join(folder, "2-autodiff"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function edit(change: (text: string) => string, file = mul): void {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

/** Puts a text into the region of `mul.forward`. */
function write(code: string): void {
  edit((text) =>
    text.replace(/(START CODE HERE \(mul\.forward\)[^\n]*\n)[\s\S]*?( *\/\/ END CODE HERE)/, `$1${code}\n$2`),
  );
}

/** The region of `mul.forward`, when every other stub of the submission is as good as before. */
async function forward(): Promise<Region> {
  const { regions } = await takeIn(course, folder);
  const others = [...regions.values()].filter(({ id }) => id !== "mul.forward");
  expect(others.filter(({ state }) => state !== "started").map(({ id }) => id)).toEqual([]);
  const region = regions.get("mul.forward");
  if (region === undefined) throw new Error("no such region");
  return region;
}

describe("takeIn(course, folder)", () => {
  test("a complete submission is started everywhere, and nothing is remarked", async () => {
    const { regions, remarks } = await takeIn(course, folder);
    expect([...regions.values()].filter(({ state }) => state !== "started")).toEqual([]);
    expect(remarks).toEqual([]);
  });

  test("types are taken away in place: every offset stays", async () => {
    write("    const out: Values = zipWith(a, b, (x: number, y) => x * y); return out as Values;");
    const { state, stripped } = await forward();
    expect(state).toBe("started");
    expect(stripped).toBe("    const out         = zipWith(a, b, (x        , y) => x * y); return out          ;\n");
  });

  test("carriage returns and a byte order mark change neither tokens nor lines", async () => {
    const before = (await takeIn(course, folder)).regions.get("mul.backward");
    edit((text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`);
    const after = (await takeIn(course, folder)).regions.get("mul.backward");
    expect(after).toEqual(before);
  });

  test("line ends that are CR only change neither tokens nor lines, and are noted", async () => {
    const before = await takeIn(course, folder);
    edit((text) => text.replaceAll("\n", "\r"));
    const after = await takeIn(course, folder);
    expect(after.regions).toEqual(before.regions);
    expect(before.remarks).toEqual([]);
    expect(after.remarks).toMatchObject([
      { severity: "note", file: join(folder, mul), next: "save it with LF line ends" },
    ]);
  });

  test("comments and blanks are no tokens", async () => {
    write("    return zipWith(a,b,(x,y)=>x*y);");
    const plain = (await forward()).tokens;
    write("    // the product\n    return zipWith( a,b, /* each */ (x, y) =>\n      x * y) ;");
    expect((await forward()).tokens).toBe(plain);
  });

  test.each([
    ["nothing", ""],
    ["a comment", "    // later"],
    ["the starter's throw", '    throw  notStarted( "mul.forward" );'],
  ])("%s is not started", async (_, code) => {
    write(code);
    expect((await forward()).state).toBe("not-started");
  });

  test.each([
    ["half-written code", "    const [x,", "this `[` is never closed in the region"],
    ["a bracket too few", "    return zipWith(a, b, (x, y) => x * y;", "Expected"],
    [
      "a region that closes its function and opens another",
      "    return a; } function other() { return 1;",
      "closes the function",
    ],
    ["a template literal without an end", "    return `", "Unterminated"],
    ["the same name twice", "    const x = 1; const x = 2;", "already been declared"],
    ["process", "    process.exit(0);", "`process` is not part of the course"],
    ["eval", '    return eval("a");', "`eval` is not allowed"],
    ["import()", '    return import("node:fs") as never;', "`import()` is not allowed"],
    ["Math.random", "    return zipWith(a, b, () => Math.random());", "`Math.random` cannot be repeated"],
    ["a name that is not known", "    return mapEach(a, (x) => x);", "`mapEach` is not known here"],
    ["something kept on a function", "    (mul as any).calls = 1; return a;", "keeps nothing between calls"],
    ["10,000 nested parentheses", `    return ${"(".repeat(10_000)}1${")".repeat(10_000)};`, ""],
  ])("%s is refused, with its line, and charged to its own stub alone", async (_, code, words) => {
    write(code);
    const { state, reason, place } = await forward();
    expect(state).toBe("refused");
    expect(reason).toContain(words);
    expect(place?.file.endsWith(mul)).toBe(true);
    expect(readFileSync(join(folder, mul), "utf8").split("\n")[(place?.line ?? 0) - 1]).toContain(
      code.trim().slice(0, 12),
    );
  });

  test("a line further down is named by its own number", async () => {
    write("    const one = 1;\n\n    return zipWit(a, b, (x, y) => x * y * one);");
    const { place } = await forward();
    expect(readFileSync(join(folder, mul), "utf8").split("\n")[(place?.line ?? 0) - 1]).toContain("zipWit");
  });

  test("a helper may be used; one that is refused is told, and costs no other stub", async () => {
    const helper = (text: string) => (file: string) =>
      file.replace(/(START CODE HERE \(helpers\)[^\n]*\n)/, `$1${text}\n`);
    write("    return zipWith(a, b, times);");
    edit(helper("function times(x: number, y: number): number {\n  return x * y;\n}"));
    expect((await forward()).state).toBe("started");
    edit((text) => text.replace("function times(x: number", "const cache = [];\nfunction times(x: number"));
    const { remarks } = await takeIn(course, folder);
    expect(remarks.map(({ text }) => text).join()).toContain("only functions may stand here");
  });

  test("an edit outside the markers is noted, and has no effect", async () => {
    const before = (await takeIn(course, folder)).regions;
    edit((text) => text.replace("export function mul", "export const cheat = 1;\nexport function mul"));
    const { regions, remarks } = await takeIn(course, folder);
    expect(remarks).toMatchObject([{ severity: "note", text: "edited outside the markers, which has no effect" }]);
    expect(regions.get("mul.forward")?.stripped).toBe(before.get("mul.forward")?.stripped);
  });

  test("a marker in the middle of a template literal ends the region there", async () => {
    write("    return `\n    // END CODE HERE\n`;");
    const { state, reason } = await forward();
    expect({ state, reason }).toEqual({ state: "refused", reason: "Unterminated string" });
  });

  test("markers that are broken cost their own stub, which says why", async () => {
    edit((text) => text.replace("START CODE HERE (mul.forward)", "START CODE HERE (mul.foward)"));
    const { state, reason, place } = await forward();
    expect({ state, reason, place }).toEqual({
      state: "refused",
      reason: "the region (mul.forward) is missing",
      place: undefined,
    });
    const { remarks } = await takeIn(course, folder);
    expect(remarks[0]).toMatchObject({
      severity: "error",
      file: join(folder, mul),
      text: "no stub of this file is called (mul.foward)",
    });
    expect(remarks[0]?.line).toBeGreaterThan(1);
  });

  test("letters of several bytes in a type keep every offset", async () => {
    write(
      "    type Größe = number | '日本' | '🎲'; const x: /* 🎲 */ Größe = 1; return zipWith(a, b, (u, v) => u * v * x);",
    );
    const { state, stripped } = await forward();
    expect(state).toBe("started");
    expect(stripped).toMatch(/^ {4}\s+const x\s+= 1; return zipWith\(a, b, \(u, v\) => u \* v \* x\);\n$/);
  });

  test("a missing file costs its own stubs, and says how to go on", async () => {
    rmSync(join(folder, mul));
    const { regions, remarks } = await takeIn(course, folder);
    const refused = [...regions.values()].filter(({ state }) => state === "refused").map(({ id }) => id);
    expect(refused).toEqual(["mul.forward", "mul.backward"]);
    expect(remarks).toMatchObject([{ severity: "error", text: "the file is missing" }]);
  });
});
