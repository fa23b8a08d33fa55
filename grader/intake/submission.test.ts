import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadAssignments } from "../course/assignment.ts";
import { loadCourse } from "../course/course.ts";
import type { Remark } from "../result/result.ts";
import { Inspector } from "./inspect.ts";
import { cutFiles, inspectFiles, type Region, type Submission } from "./submission.ts";

const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
const solution = fileURLToPath(new URL("../../solution/2-autodiff", import.meta.url));
const mul = "2-autodiff/ops/mul.ts";
const inspector = new Inspector();
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-submission-"));
  cpSync(solution, join(folder, "2-autodiff"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => inspector[Symbol.dispose]());

function edit(change: (text: string) => string, file = mul): void {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

/** Reads the folder as `readSubmission` does, with one parser for all tests. */
function read(): Promise<Submission> {
  return inspectFiles(course, folder, cutFiles(course, folder), inspector);
}

/** Puts a text into the region of `mul.forward`. */
function write(code: string): void {
  edit((text) =>
    text.replace(/(START CODE HERE \(mul\.forward\)[^\n]*\n)[\s\S]*?( *\/\/ END CODE HERE)/, `$1${code}\n$2`),
  );
}

/** The remarks on all assignments. */
function remarksOf({ remarks }: Submission): readonly Remark[] {
  expect([...remarks.keys()]).toEqual(["2-autodiff"]);
  return [...remarks.values()].flat();
}

/** The region of `mul.forward`. Also checks that every other region is started. */
async function forward(): Promise<Region> {
  const { regions } = await read();
  const others = [...regions.values()].filter(({ id }) => id !== "mul.forward");
  expect(others.filter(({ state }) => state !== "started").map(({ id }) => id)).toEqual([]);
  const region = regions.get("mul.forward");
  if (region === undefined) throw new Error("no such region");
  return region;
}

describe("cutFiles(course, folder), inspectFiles(…)", () => {
  test("a complete submission has only started regions", async () => {
    const submission = await read();
    expect([...submission.regions.values()].filter(({ state }) => state !== "started")).toEqual([]);
    expect(remarksOf(submission)).toEqual([]);
  });

  test("blanks replace types and keep every offset", async () => {
    write("    const out: Values = zipWith(a, b, (x: number, y) => x * y); return out as Values;");
    const { state, stripped } = await forward();
    expect(state).toBe("started");
    expect(stripped).toBe("    const out         = zipWith(a, b, (x        , y) => x * y); return out          ;\n");
  });

  test("byte order mark and CRLF keep tokens and lines", async () => {
    const before = (await read()).regions.get("mul.backward");
    edit((text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`);
    const after = (await read()).regions.get("mul.backward");
    expect(after).toEqual(before);
  });

  test("lone CRs keep every region and give a note", async () => {
    const before = await read();
    edit((text) => text.replaceAll("\n", "\r"));
    const after = await read();
    expect(after.regions).toEqual(before.regions);
    expect(remarksOf(before)).toEqual([]);
    expect(remarksOf(after)).toMatchObject([
      { severity: "note", file: join(folder, mul), next: "save it with LF line ends" },
    ]);
  });

  test("tokens leave out comments and blanks", async () => {
    write("    return zipWith(a,b,(x,y)=>x*y);");
    const plain = (await forward()).tokens;
    write("    // the product\n    return zipWith( a,b, /* each */ (x, y) =>\n      x * y) ;");
    expect((await forward()).tokens).toBe(plain);
  });

  test.each([
    ["nothing", ""],
    ["a comment", "    // later"],
    ["the starter's throw", '    throw  notStarted( "mul.forward" );'],
  ])("a region with %s counts as not started", async (_, code) => {
    write(code);
    expect((await forward()).state).toBe("not-started");
  });

  test.each([
    ["half-written code", "    const [x,", "this `[` is never closed in the region"],
    ["a missing bracket", "    return zipWith(a, b, (x, y) => x * y;", "Expected"],
    [
      "a region that closes its function and opens another",
      "    return a; } function other() { return 1;",
      "closes the function",
    ],
    ["an open template literal", "    return `", "Unterminated"],
    ["the same name twice", "    const x = 1; const x = 2;", "already been declared"],
    ["process", "    process.exit(0);", "`process` is not part of the course"],
    ["eval", '    return eval("a");', "`eval` is not allowed"],
    ["import()", '    return import("node:fs") as never;', "`import()` is not allowed"],
    ["Math.random", "    return zipWith(a, b, () => Math.random());", "`Math.random` cannot be repeated"],
    ["an unknown name", "    return mapEach(a, (x) => x);", "`mapEach` is not known here"],
    ["a value kept on a function", "    (mul as any).calls = 1; return a;", "keeps nothing between calls"],
    ["10,000 nested parentheses", `    return ${"(".repeat(10_000)}1${")".repeat(10_000)};`, ""],
  ])("refuses only one stub, at its line: %s", async (_, code, words) => {
    write(code);
    const { state, reason, place } = await forward();
    expect(state).toBe("refused");
    expect(reason).toContain(words);
    expect(place?.file.endsWith(mul)).toBe(true);
    expect(readFileSync(join(folder, mul), "utf8").split("\n")[(place?.line ?? 0) - 1]).toContain(
      code.trim().slice(0, 12),
    );
  });

  test("the place names the faulty line further down", async () => {
    write("    const one = 1;\n\n    return zipWit(a, b, (x, y) => x * y * one);");
    const { place } = await forward();
    expect(readFileSync(join(folder, mul), "utf8").split("\n")[(place?.line ?? 0) - 1]).toContain("zipWit");
  });

  test("regions use valid helpers; a remark names others", async () => {
    const helper = (text: string) => (file: string) =>
      file.replace(/(START CODE HERE \(helpers\)[^\n]*\n)/, `$1${text}\n`);
    write("    return zipWith(a, b, times);");
    edit(helper("function times(x: number, y: number): number {\n  return x * y;\n}"));
    expect((await forward()).state).toBe("started");
    edit((text) => text.replace("function times(x: number", "const cache = [];\nfunction times(x: number"));
    const remarks = remarksOf(await read());
    expect(remarks.map(({ text }) => text).join()).toContain("only functions may stand here");
    edit((text) => text.replace("const cache = [];", "const twice = (x: number) => 2 * x;"));
    const arrow = remarksOf(await read())
      .map(({ text }) => text)
      .join();
    expect(arrow).toContain("write `twice` as `function twice(…) { … }`");
    expect(arrow).not.toContain("only functions may stand here");
  });

  test("an edit outside the markers gives only a note", async () => {
    const before = (await read()).regions;
    edit((text) => text.replace("export function mul", "export const cheat = 1;\nexport function mul"));
    const submission = await read();
    expect(remarksOf(submission)).toMatchObject([
      { severity: "note", text: "edited outside the markers, which has no effect" },
    ]);
    expect(submission.regions.get("mul.forward")?.stripped).toBe(before.get("mul.forward")?.stripped);
  });

  test("a marker within a template literal ends the region", async () => {
    write("    return `\n    // END CODE HERE\n`;");
    const { state, reason } = await forward();
    expect({ state, reason }).toEqual({ state: "refused", reason: "Unterminated string" });
  });

  test("broken markers refuse only their own stub", async () => {
    edit((text) => text.replace("START CODE HERE (mul.forward)", "START CODE HERE (mul.foward)"));
    const { state, reason, place } = await forward();
    expect({ state, reason, place }).toEqual({
      state: "refused",
      reason: "the region (mul.forward) is missing",
      place: undefined,
    });
    const remarks = remarksOf(await read());
    expect(remarks[0]).toMatchObject({
      severity: "error",
      file: join(folder, mul),
      text: "no stub of this file is called (mul.foward)",
    });
    expect(remarks[0]?.line).toBeGreaterThan(1);
  });

  test("letters of several bytes keep every offset", async () => {
    write(
      "    type Größe = number | '日本' | '🎲'; const x: /* 🎲 */ Größe = 1; return zipWith(a, b, (u, v) => u * v * x);",
    );
    const { state, stripped } = await forward();
    expect(state).toBe("started");
    expect(stripped).toMatch(/^ {4}\s+const x\s+= 1; return zipWith\(a, b, \(u, v\) => u \* v \* x\);\n$/);
  });

  test("a missing file refuses only its own stubs", async () => {
    rmSync(join(folder, mul));
    const submission = await read();
    const refused = [...submission.regions.values()].filter(({ state }) => state === "refused").map(({ id }) => id);
    expect(refused).toEqual(["mul.forward", "mul.backward"]);
    expect(remarksOf(submission)).toMatchObject([
      { severity: "error", text: "the file is missing", restore: join(folder, mul), stubs: refused },
    ]);
  });
});
