import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Inspector } from "../intake/inspect.ts";
import { findAll, lookInto, type Submission } from "../intake/submission.ts";
import { loadCourse } from "../release/course.ts";
import type { TypeFinding } from "../score/result.ts";
import { findBubblewrap } from "../subject/launch.ts";
import { checkTypes } from "./check-types.ts";
import { TypesQuestion } from "./question.ts";

const course = loadCourse("2-autodiff");
const solution = fileURLToPath(new URL("../../solution/2-autodiff", import.meta.url));
const mul = "2-autodiff/ops/mul.ts";
/** A type whose computation takes the compiler about a second. */
const slow =
  'type T<N extends number, A extends unknown[] = []> = A["length"] extends N ? A : T<N, [...A, 0]>; const slow: T<9999> = [];';
vi.setConfig({ testTimeout: 60_000 });
let home = "";
let folder = "";
let inspector: Inspector;

beforeAll(() => {
  inspector = new Inspector();
});
afterAll(() => inspector[Symbol.dispose]());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "chainrule-types-test-"));
  folder = join(home, "handed-in");
  cpSync(solution, join(folder, "2-autodiff"), { recursive: true });
  mkdirSync(join(home, "tmp"));
  vi.stubEnv("TMPDIR", join(home, "tmp"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

/** Puts code into a region of mul.ts. */
function write(id: string, code: string): void {
  const [before = "", after = ""] = readFileSync(join(folder, mul), "utf8").split(`START CODE HERE (${id})`);
  const rest = after.replace(
    /^([^\n]*\n)[\s\S]*?([ \t]*\/\/ END CODE HERE)/,
    (_, head, end) => `${head}${code}\n${end}`,
  );
  writeFileSync(join(folder, mul), `${before}START CODE HERE (${id})${rest}`);
}

function take(): Promise<Submission> {
  return lookInto(course, folder, findAll(course, folder), inspector);
}

async function findings(options: Parameters<typeof checkTypes>[2] = {}): Promise<readonly TypeFinding[]> {
  const said = await checkTypes(course, await take(), options);
  if (said.kind === "silent") throw new Error(said.reason);
  return said.findings;
}

/** The text that a finding points at, read from the student's file. */
function pointedAt({ file, line, column = 0, excerpt }: TypeFinding): string {
  const text = readFileSync(file, "utf8").split("\n")[line - 1] ?? "";
  return text.slice(column - 1, column - 1 + (excerpt?.meant.length ?? 0));
}

describe("checkTypes(course, submission)", () => {
  test("has nothing to say of the reference", async () => {
    expect(await findings()).toEqual([]);
  });

  test("needs no compiler where nothing was started", async () => {
    const { remarks } = await take();
    const empty = { regions: new Map(), helpers: new Map(), remarks };
    expect(await checkTypes(course, empty, { signal: AbortSignal.abort() })).toEqual({ kind: "said", findings: [] });
  });

  test.each([
    ["TS2322", "const n: number = `3`;", "const n: string = `3`;", "n"],
    ["TS2345", "zipWith(a, 3, Math.max);", "zipWith(a, b, Math.max);", "3"],
    ["TS2339", "a.colour;", "a.shape;", "colour"],
    ["TS2540", "b.shape = [];", "b.shape;", "shape"],
    ["TS2554", "zipWith(a, b);", "zipWith(a, b, Math.max);", "zipWith"],
    ["TS7006", "const f = (x) => x;", "const f = (x: number) => x;", "x"],
    ["TS2588", "const n = 1; n = 2;", "let n = 1; n = 2;", "n"],
    ["TS2532", "[1].at(0).toFixed();", "[1].at(0)?.toFixed();", "[1].at(0)"],
  ])("%s: %s", async (rule, wrong, right, meant) => {
    write("mul.forward", `    ${right}\n    return zipWith(a, b, Math.max);`);
    expect(await findings()).toEqual([]);
    write("mul.forward", `    // a line more\n    ${wrong}\n    return zipWith(a, b, Math.max);`);
    const [first, ...more] = await findings();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ by: "compiler", rule, stub: "mul.forward", file: join(folder, mul) });
    expect(first?.why).not.toBeUndefined();
    expect(first === undefined ? "" : meant.startsWith(pointedAt(first))).toBe(true);
    expect(first?.message).not.toContain("\n");
  });

  test("what a body lacks is told at its first line, without a column", async () => {
    write("mul.forward", "    // nothing\n    zipWith(a, b, Math.max);");
    const found = await findings();
    expect(found).toMatchObject([{ rule: "TS2355", stub: "mul.forward", next: "end it with `return …`" }]);
    expect(found[0]).not.toHaveProperty("column");
    expect(readFileSync(join(folder, mul), "utf8").split("\n")[(found[0]?.line ?? 0) - 1]).toContain("// nothing");
  });

  test("a helper's belongs to no stub", async () => {
    write("helpers", "function twice(x) {\n  return x;\n}");
    const found = await findings();
    expect(found.map(pointedAt)).toEqual(["x"]);
    expect(found[0]).not.toHaveProperty("stub");
  });

  test("lines are the student's own, whatever stands outside the markers", async () => {
    write("mul.forward", "    return a.colour;");
    const path = join(folder, mul);
    writeFileSync(path, `// one\n// two\nconst outside: number = "not compiled";\n${readFileSync(path, "utf8")}`);
    expect((await findings()).map(pointedAt)).toEqual(["colour"]);
  });

  test("columns count as editors do, whatever letters and blanks stand before", async () => {
    write("mul.forward", '\t/* 🎲 é 日本 */ const s = "🎲"; const wrong: number = s; return a;');
    expect((await findings()).map(pointedAt)).toEqual(["wrong"]);
  });

  test("a region that is refused, or not started, is not compiled", async () => {
    write("mul.forward", "    const n: number = `3`; return process;");
    write("mul.backward", "    // later");
    expect(await findings()).toEqual([]);
  });

  test("details are told by the deepest", async () => {
    write("mul.forward", "    return { shape: a.shape, data: [1] };");
    const [first] = await findings();
    expect(first?.message).toMatch(/^Type 'number\[\]' is missing the following properties from type 'Float64Array/);
    write("mul.forward", "    const f: (x: Tensor) => number = (x: { data: string }) => 1; f(a); return a;");
    const [deep] = await findings();
    expect(deep?.message).toMatch(
      /^Type .* is not assignable to type .*\. Type .* is not assignable to type 'string'\.$/,
    );
  });

  test("many findings and long ones are cut", async () => {
    const long = "x".repeat(3000);
    write(
      "mul.forward",
      `    const o = { ${long}: 1 } as const;\n${"    { const n: string = o; }\n".repeat(60)}    return a;`,
    );
    const found = await findings();
    expect(found).toHaveLength(40);
    expect(Math.max(...found.map(({ message }) => message.length))).toBeLessThan(450);
  });

  test("no configuration of the submission is read", async () => {
    const loose = { compilerOptions: { strict: false, noEmit: false, outDir: "made", types: ["node"] } };
    for (const place of [folder, join(folder, "2-autodiff")])
      writeFileSync(join(place, "tsconfig.json"), JSON.stringify(loose));
    writeFileSync(join(folder, "2-autodiff/global.d.ts"), "declare const mine: number;\n");
    write("mul.forward", "    const f = (x) => x; return f(a);");
    expect((await findings()).map(({ rule }) => rule)).toEqual(["TS7006"]);
    expect(readdirSync(folder).toSorted()).toEqual(["2-autodiff", "tsconfig.json"]);
  });

  const secret = 'const found: typeof import("./other.json") = 1;';

  test.skipIf(findBubblewrap() === undefined)("behind bubblewrap, the machine's files are not there", async () => {
    writeFileSync(join(home, "other.json"), JSON.stringify({ password: 1 }));
    write("mul.forward", `    ${secret.replace("./", `${home}/`)} return a;`);
    const [walled] = await findings();
    expect(walled?.rule).toBe("TS2307");
    // The control: without the wall it is read.
    const [open] = await findings({ strong: false });
    expect(open?.message).toContain("password");
  });

  test("where bubblewrap is installed and does not work, it goes without", async () => {
    const broken = join(home, "bwrap");
    writeFileSync(broken, "#!/bin/sh\necho 'bwrap: nothing works here' >&2\nexit 1\n");
    chmodSync(broken, 0o755);
    vi.stubEnv("PATH", [home, process.env["PATH"]].join(delimiter));
    write("mul.forward", "    return a.colour;");
    expect(await findings()).toHaveLength(1);
  });

  test("ends on demand, and leaves nothing behind", async () => {
    write("mul.forward", `    ${slow} return a;`);
    const submission = await take();
    const signal = AbortSignal.timeout(100);
    expect(await checkTypes(course, submission, { signal })).toEqual({
      kind: "silent",
      reason: "the compiler did not answer in time",
    });
    expect(readdirSync(join(home, "tmp"))).toEqual([]);
    // The control: left alone, it answers.
    expect((await findings()).map(({ rule }) => rule)).toEqual(["TS2589"]);
    expect(readdirSync(join(home, "tmp"))).toEqual([]);
  });

  test("a machine without room for the text is no failure", async () => {
    vi.stubEnv("TMPDIR", join(home, "not-there"));
    expect(await checkTypes(course, await take())).toMatchObject({ kind: "silent" });
  });
});

describe("TypesQuestion", () => {
  test("is answered beside other work, or given up", async () => {
    write("mul.forward", "    return a.colour;");
    const submission = await take();
    using question = new TypesQuestion(course, submission);
    expect(await question.answer(30_000)).toMatchObject({ kind: "said", findings: [{ rule: "TS2339" }] });
    using hasty = new TypesQuestion(course, submission);
    expect(await hasty.answer(0)).toMatchObject({ kind: "silent" });
  });
});
