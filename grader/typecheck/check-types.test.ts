import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { loadAssignments } from "../course/assignment.ts";
import { Inspector } from "../intake/inspect.ts";
import { cutFiles, inspectFiles, type Submission } from "../intake/submission.ts";
import { loadCourse } from "../course/course.ts";
import type { TypeFinding } from "../result/result.ts";
import { whySealFails } from "../sandbox/obstacle.ts";
import { Sandbox } from "../sandbox/sandbox.ts";
import { meaningOf } from "./meanings.ts";
import { checkTypes } from "./check-types.ts";
import { TypesQuestion } from "./question.ts";

const whyNot = await whySealFails();
const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
const solution = fileURLToPath(new URL("../../solution/2-autodiff", import.meta.url));
const mul = "2-autodiff/ops/mul.ts";
/** A type for which the compiler needs about a second. */
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

function inspectFolder(): Promise<Submission> {
  return inspectFiles(course, folder, cutFiles(course, folder), inspector);
}

/** The process of the compiler that reads the folder of this test. */
async function findSealedCompiler(): Promise<string> {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
      return ""; // The process has ended since the listing.
    }
  };
  for (;;) {
    const found = readdirSync("/proc").find(
      (pid) =>
        /^\d+$/.test(pid) &&
        read(pid, "cmdline").startsWith("/program/tsc\0") &&
        read(pid, "mountinfo").includes(basename(home)),
    );
    if (found !== undefined) return found;
    await sleep(10);
  }
}

/** What the compiler finds in the submission. */
async function findTypes(options: Parameters<typeof checkTypes>[2] = {}): Promise<readonly TypeFinding[]> {
  const answer = await checkTypes(course, await inspectFolder(), options);
  if (answer.kind === "unchecked") throw new Error(answer.reason);
  expect(["", "2-autodiff"]).toContain([...answer.findings.keys()].join());
  return answer.findings.get("2-autodiff") ?? [];
}

/** The text that a finding points at, read from the student's file. */
function textAt({ file, line, column = 0, excerpt }: TypeFinding): string {
  const text = readFileSync(file, "utf8").split("\n")[line - 1] ?? "";
  return text.slice(column - 1, column - 1 + (excerpt?.meant.length ?? 0));
}

describe("checkTypes(course, submission)", () => {
  test("the reference is free of findings", async () => {
    expect(await findTypes()).toEqual([]);
  });

  test("an empty submission starts no compiler", async () => {
    const { remarks } = await inspectFolder();
    const empty = { regions: new Map(), helpers: new Map(), remarks };
    expect(await checkTypes(course, empty, { signal: AbortSignal.abort() })).toEqual({
      kind: "checked",
      findings: new Map(),
    });
  });

  test.each([
    ["Cannot assign to 'grad' because it is a read-only property.", /`accumulate` adds a share/u],
    ["Cannot assign to 'data' because it is a read-only property.", /write into its elements/u],
    ["Cannot assign to 'shape' because it is a read-only property.", /make a new value/u],
  ])("gives advice on %s", (message, advice) => {
    expect(meaningOf("TS2540", message)?.next).toMatch(advice);
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
  ])("%s is found in %s", async (rule, wrong, right, meant) => {
    write("mul.forward", `    ${right}\n    return zipWith(a, b, Math.max);`);
    expect(await findTypes()).toEqual([]);
    write("mul.forward", `    // a line more\n    ${wrong}\n    return zipWith(a, b, Math.max);`);
    const [first, ...more] = await findTypes();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ by: "compiler", rule, stub: "mul.forward", file: join(folder, mul) });
    expect(first?.why).not.toBeUndefined();
    expect(first === undefined ? "" : meant.startsWith(textAt(first))).toBe(true);
    expect(first?.message).not.toContain("\n");
  });

  test("a missing return points at the body's first line", async () => {
    write("mul.forward", "    // nothing\n    zipWith(a, b, Math.max);");
    const found = await findTypes();
    expect(found).toMatchObject([{ rule: "TS2355", stub: "mul.forward", next: "end it with `return …`" }]);
    expect(found[0]).not.toHaveProperty("column");
    expect(readFileSync(join(folder, mul), "utf8").split("\n")[(found[0]?.line ?? 0) - 1]).toContain("// nothing");
  });

  test("a finding in a helper leaves out the stub", async () => {
    write("helpers", "function twice(x) {\n  return x;\n}");
    const found = await findTypes();
    expect(found.map(textAt)).toEqual(["x"]);
    expect(found[0]).not.toHaveProperty("stub");
  });

  test("lines match the student's file", async () => {
    write("mul.forward", "    return a.colour;");
    const path = join(folder, mul);
    writeFileSync(path, `// one\n// two\nconst outside: number = "not compiled";\n${readFileSync(path, "utf8")}`);
    expect((await findTypes()).map(textAt)).toEqual(["colour"]);
  });

  test("columns count in UTF-16 units, like editors", async () => {
    write("mul.forward", '\t/* 🎲 é 日本 */ const s = "🎲"; const wrong: number = s; return a;');
    expect((await findTypes()).map(textAt)).toEqual(["wrong"]);
  });

  test("refused regions and empty regions have no findings", async () => {
    write("mul.forward", "    const n: number = `3`; return process;");
    write("mul.backward", "    // later");
    expect(await findTypes()).toEqual([]);
  });

  test("the message ends with the deepest detail", async () => {
    write("mul.forward", "    return { shape: a.shape, data: [1] };");
    const [first] = await findTypes();
    expect(first?.message).toMatch(/^Type 'number\[\]' is missing the following properties from type 'Float64Array/);
    write("mul.forward", "    const f: (x: Tensor) => number = (x: { data: string }) => 1; f(a); return a;");
    const [deep] = await findTypes();
    expect(deep?.message).toMatch(
      /^Type .* is not assignable to type .*\. Type .* is not assignable to type 'string'\.$/,
    );
  });

  test("long messages and long lists are cut", async () => {
    const long = "x".repeat(3000);
    write(
      "mul.forward",
      `    const o = { ${long}: 1 } as const;\n${"    { const n: string = o; }\n".repeat(60)}    return a;`,
    );
    const found = await findTypes();
    expect(found).toHaveLength(40);
    expect(Math.max(...found.map(({ message }) => message.length))).toBeLessThan(450);
  });

  test("the submission's own configuration has no effect", async () => {
    const loose = { compilerOptions: { strict: false, noEmit: false, outDir: "made", types: ["node"] } };
    for (const place of [folder, join(folder, "2-autodiff")])
      writeFileSync(join(place, "tsconfig.json"), JSON.stringify(loose));
    writeFileSync(join(folder, "2-autodiff/global.d.ts"), "declare const mine: number;\n");
    write("mul.forward", "    const f = (x) => x; return f(a);");
    expect((await findTypes()).map(({ rule }) => rule)).toEqual(["TS7006"]);
    expect(readdirSync(folder).toSorted()).toEqual(["2-autodiff", "tsconfig.json"]);
  });

  const secret = 'const found: typeof import("./other.json") = 1;';

  test.skipIf(whyNot !== undefined)("bubblewrap hides the files of the machine", async () => {
    writeFileSync(join(home, "other.json"), JSON.stringify({ password: 1 }));
    write("mul.forward", `    ${secret.replace("./", `${home}/`)} return a;`);
    const [walled] = await findTypes();
    expect(walled?.rule).toBe("TS2307");
    // The control: without bubblewrap, the compiler reads the file.
    const [open] = await findTypes({ sandbox: new Sandbox({ strong: false }) });
    expect(open?.message).toContain("password");
  });

  test.skipIf(whyNot !== undefined)("the sealed compiler has the filter and all limits", async () => {
    write("mul.forward", `    ${slow} return a;`);
    const submission = await inspectFolder();
    const end = new AbortController();
    const checking = checkTypes(course, submission, { signal: end.signal });
    const compiler = await findSealedCompiler();
    const [status, limits] = ["status", "limits"].map((file) => readFileSync(`/proc/${compiler}/${file}`, "utf8"));
    end.abort();
    await checking;
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).toMatch(/^Seccomp:\t2$/m);
    expect(limits).toMatch(/^Max data size +1073741824 +1073741824 /m);
    expect(limits).toMatch(/^Max cpu time +10 +11 /m);
    expect(limits).toMatch(/^Max file size +0 +0 /m);
  });

  test("the compiler also works where bubblewrap fails", async () => {
    const broken = join(home, "bwrap");
    writeFileSync(broken, "#!/bin/sh\necho 'bwrap: nothing works here' >&2\nexit 1\n");
    chmodSync(broken, 0o755);
    vi.stubEnv("PATH", [home, process.env["PATH"]].join(delimiter));
    write("mul.forward", "    return a.colour;");
    expect(await findTypes()).toHaveLength(1);
  });

  test("an abort ends the compiler and removes its files", async () => {
    write("mul.forward", `    ${slow} return a;`);
    const submission = await inspectFolder();
    const signal = AbortSignal.timeout(100);
    expect(await checkTypes(course, submission, { signal })).toEqual({
      kind: "unchecked",
      reason: "the compiler did not answer in time",
    });
    expect(readdirSync(join(home, "tmp"))).toEqual([]);
    // The control: without an abort, the compiler answers.
    expect((await findTypes()).map(({ rule }) => rule)).toEqual(["TS2589"]);
    expect(readdirSync(join(home, "tmp"))).toEqual([]);
  });

  test("without a temporary folder, types stay unchecked", async () => {
    vi.stubEnv("TMPDIR", join(home, "not-there"));
    expect(await checkTypes(course, await inspectFolder())).toMatchObject({ kind: "unchecked" });
  });
});

describe("TypesQuestion", () => {
  test("answer() waits until its deadline", async () => {
    write("mul.forward", "    return a.colour;");
    const submission = await inspectFolder();
    using question = new TypesQuestion(course, submission);
    expect(await question.answer(30_000)).toEqual({
      kind: "checked",
      findings: new Map([["2-autodiff", [expect.objectContaining({ rule: "TS2339" })]]]),
    });
    using impatient = new TypesQuestion(course, submission);
    expect(await impatient.answer(0)).toMatchObject({ kind: "unchecked" });
  });
});
