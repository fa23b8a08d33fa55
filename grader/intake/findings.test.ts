/** @file Findings on refused regions. Each refusal has a control: a similar region that is accepted. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadAssignments } from "../course/assignment.ts";
import { loadCourse } from "../course/course.ts";
import type { Finding, Remark } from "../result/result.ts";
import { Inspector } from "./inspect.ts";
import { rules } from "./rules.ts";
import { cutFiles, inspectFiles, type Region, type Submission } from "./submission.ts";

const course = loadCourse(loadAssignments().filter(({ id }) => id === "2-autodiff"));
const solution = fileURLToPath(new URL("../../solution/2-autodiff", import.meta.url));
const mul = "2-autodiff/ops/mul.ts";
let folder = "";
let inspector: Inspector;

beforeAll(() => {
  inspector = new Inspector();
});
afterAll(() => inspector[Symbol.dispose]());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-findings-"));
  cpSync(solution, join(folder, "2-autodiff"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function edit(change: (text: string) => string): void {
  const path = join(folder, mul);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

/** Puts code into a region of mul.ts. */
function write(id: string, code: string): void {
  const [before = "", after = ""] = readFileSync(join(folder, mul), "utf8").split(`START CODE HERE (${id})`);
  const rest = after.replace(
    /^([^\n]*\n)[\s\S]*?([ \t]*\/\/ END CODE HERE)/,
    (_, head, end) => `${head}${code}\n${end}`,
  );
  writeFileSync(join(folder, mul), `${before}START CODE HERE (${id})${rest}`);
}

async function inspectFolder(): Promise<Submission> {
  return inspectFiles(course, folder, cutFiles(course, folder), inspector);
}

/** The remarks on the whole submission. */
async function remarksOfAll(): Promise<readonly Remark[]> {
  const { remarks } = await inspectFolder();
  expect([...remarks.keys()]).toEqual(["2-autodiff"]);
  return [...remarks.values()].flat();
}

async function region(id = "mul.forward"): Promise<Region> {
  const found = (await inspectFolder()).regions.get(id);
  if (found === undefined) throw new Error(`no region (${id})`);
  return found;
}

/** The findings on `mul.forward` with this code in it. */
async function findings(code: string): Promise<readonly Finding[]> {
  write("mul.forward", code);
  return (await region()).findings ?? [];
}

/** The text that a finding points at, read from the student's file by line and column. */
function pointedTextOf({ line, column = 0, excerpt }: Finding): string {
  const text = readFileSync(join(folder, mul), "utf8").split("\n")[line - 1] ?? "";
  return text.slice(column - 1, column - 1 + (excerpt?.meant.length ?? 0));
}

describe("inspectFiles(): a refused region", () => {
  test.each([
    ["eval", '    return eval("a");', "    return zipWith(a, b, (x, y) => x * y);", "eval", "eval"],
    ["import()", '    return import("x") as never;', "    return zipWith(a, b, Math.max);", "import", "import"],
    ["an import in a region", '    import "x";', "    return zipWith(a, b, Math.max);", "import", 'import "x";'],
    [
      "process",
      "    return process.env as never;",
      "    const process = { env: a }; return process.env;",
      "environment",
      "process",
    ],
    ["Date", "    return [Date] as never;", "    return [Map] as never;", "time", "Date"],
    ["crypto", "    return crypto as never;", "    const crypto = a; return crypto;", "random", "crypto"],
    [
      "Math.random",
      "    return zipWith(a, b, Math.random);",
      "    return zipWith(a, b, Math.max);",
      "random",
      "Math.random",
    ],
    [
      'Math["random"]',
      '    return zipWith(a, b, Math["random"]);',
      '    return zipWith(a, b, Math["max"]);',
      "random",
      'Math["random"]',
    ],
    [
      "await",
      "    return (async () => await a)() as never;",
      "    return (async () => a)() as never;",
      "await",
      "await",
    ],
    [
      "a kept value",
      "    (mul as any).n = 1; return a;",
      "    const n = { n: 0 }; n.n = 1; return a;",
      "state",
      "(mul as any).n",
    ],
    [
      "a changed built-in",
      "    Math.max = Math.min; return a;",
      "    const max = Math.min; return max as never;",
      "shared",
      "Math.max",
    ],
    ["a type for a value", "    return Tensor as never;", "    return a as Tensor;", "type", "Tensor"],
    ["enum", "    enum A { B } return a;", "    type A = 1; return a;", "types", "enum A { B }"],
    ["<T>value", "    return <Tensor>a;", "    return a as Tensor;", "types", "<Tensor>a"],
    [
      "a wrong regular expression",
      "    return /(?<a>.)(?<a>.)/ as never;",
      "    return /(?<a>.)(?<b>.)/ as never;",
      "syntax",
      "/(?<a>.)(?<a>.)/",
    ],
  ])("a finding has rule and place: %s", async (_, wrong, right, rule, meant) => {
    expect(await findings(right)).toEqual([]);
    const [first] = await findings(wrong);
    expect(first).toMatchObject({ rule, by: rule === "syntax" ? "parser" : "policy" });
    expect(first === undefined ? "" : pointedTextOf(first)).toBe(meant);
    expect(first?.excerpt?.meant).toBe(meant);
    const { why, next } = rules[rule as keyof typeof rules];
    expect([first?.why ?? "", first?.next ?? ""]).toEqual([why, next]);
  });

  test("gives up to eight findings in text order", async () => {
    const found = await findings("    first;\n    second;\n    return third;");
    expect(found.map(pointedTextOf)).toEqual(["first", "second", "third"]);
    expect(await findings(`    ${"x;".repeat(50)}`)).toHaveLength(8);
  });

  test.each([
    ["blocks", (n: number) => `${"{".repeat(n)}${"}".repeat(n)} return a;`],
    ["functions", (n: number) => `return ${"()=>".repeat(n)}1 as never;`],
    ["types", (n: number) => `const x: ${"[".repeat(n)}1${"]".repeat(n)} = 1 as never; return a;`],
    ["patterns", (n: number) => `const ${"[".repeat(n)}x${"]".repeat(n)} = a as any; return a;`],
  ])("refuses only the region that nests %s too deeply", async (_, nested) => {
    expect(await findings(nested(400))).toEqual([]);
    for (const deep of [600, 2000, 5000]) {
      // The number makes the text new, because the inspector caches results by text.
      write("mul.backward", `    accumulate(a, out.grad); // ${deep}`);
      expect(await findings(nested(deep))).toMatchObject([{ rule: "size", message: "it is nested too deeply" }]);
      expect((await region("mul.backward")).state).toBe("started");
    }
  });

  test("cuts a very long name", async () => {
    const [first] = await findings(`    return ${"x".repeat(5000)};`);
    expect(first?.message.length).toBeLessThan(200);
    expect(first?.excerpt?.meant.length).toBeLessThanOrEqual(100);
  });
});

describe("inspectFiles(): an unknown name", () => {
  test.each([
    ["zipWit", "`zipWith`"],
    ["zipwith", "`zipWith`"],
    ["zipWiht", "`zipWith`"],
    ["acumulate", "`accumulate`"],
    ["Flaot64Array", "`Float64Array`"],
    ["totl", "`total`"],
    ["ot", "`out`"],
    ["retrun", "`return`"],
    ["A", "`a`"],
    ["totals_of_rows", "`total`"],
  ])("%s suggests %s", async (name, meant) => {
    const [first, ...more] = await findings(`    const total = 1;\n    ${name}(total, out);\n    return a;`);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ rule: "name", message: `\`${name}\` is not known here: did you mean ${meant}?` });
  });

  test("suggests only similar names in scope", async () => {
    expect((await findings("    return completelyDifferent;"))[0]?.message).toBe(
      "`completelyDifferent` is not known here",
    );
    expect((await findings("    { const total = 1; total; } return totl;"))[0]?.message).toBe(
      "`totl` is not known here",
    );
    // `operation` is imported for the locked lines only.
    expect((await findings("    return operatoin;"))[0]?.message).toBe("`operatoin` is not known here");
  });

  test("a missing import gives the usable names", async () => {
    const [first] = await findings("    return sub(a, b);");
    expect(first).toMatchObject({
      rule: "import",
      message: "`sub` is not known here: ops/mul.ts does not import it from ops/sub.ts",
    });
    expect(first?.next).toMatch(
      /^this region is built from `a`, `b`, `out`, the language, `accumulate`, `zipWith`, and functions of your own/,
    );
  });

  test("a forbidden JavaScript name gives the allowed names", async () => {
    const [first] = await findings('    return parseInt("1") as never;');
    expect(first?.message).toBe("`parseInt` is not known here: the course leaves it out");
    expect(first?.next).toContain("`Number`");
  });

  test.each([
    ["const of a block", "if (a) { const t = 1; }", "t"],
    ["let of a loop", "for (let i = 0; i < 1; i++) a;", "i"],
    ["a caught error", "try { a; } catch (error) { b; }", "error"],
    ["a function in a block", "{ function h() {} }", "h"],
    ["let of a case", "switch (1) { case 1: let z = 1; }", "z"],
  ])("%s ends with its block", async (_, text, name) => {
    expect(await findings(`    ${text} return a;`)).toEqual([]);
    const [first, ...more] = await findings(`    ${text} return ${name} as never;`);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      rule: "scope",
      message: `\`${name}\` is not known here: the block that declares it has ended`,
      next: rules.scope.next,
    });
  });

  test("`var` lives as long as its function", async () => {
    expect(await findings("    for (var i = 0; i < 1; i++) a; return i as never;")).toEqual([]);
  });
});

describe("inspectFiles(): a hidden declaration", () => {
  test.each([
    [
      "a function",
      "function scale(x: number) { return x; }",
      "is written on line 2, outside the markers",
      "helpers region",
    ],
    ["an arrow", "const scale = (x: number) => x;", "is written on line 2, outside the markers", "helpers region"],
    ["a value", "const scale = 2;", "is declared on line 2, outside the markers", "in the region that uses it"],
    ["an import", 'import { scale } from "./scale.ts";', "is imported on line 2, outside the markers", "is built from"],
  ])("%s outside the markers gives its line", async (_, line, message, next) => {
    write("mul.forward", "    return scale(a) as never;");
    edit((text) => text.replace("\n", `\n${line}\n`));
    const [first] = (await region()).findings ?? [];
    expect(first).toMatchObject({ rule: "outside", why: rules.outside.why });
    expect(first?.message).toContain(message);
    expect(first?.next).toContain(next);
  });

  test("regions see helpers, but no names of other regions", async () => {
    write("mul.backward", "    function scale(x: number) { return x; } scale(1);");
    const [first] = await findings("    return scale(a) as never;");
    expect(first?.message).toContain("is declared in the region (mul.backward)");
    write("helpers", "function scale(x: unknown) { return x; }");
    expect(await findings("    return scale(a) as never;")).toEqual([]);
  });

  test("a note names the first line of an edit", async () => {
    edit((text) => text.replace("export function mul", "const cheat = 1;\nexport function mul"));
    const line = readFileSync(join(folder, mul), "utf8").split("\n").indexOf("const cheat = 1;") + 1;
    expect(await remarksOfAll()).toMatchObject([
      { severity: "note", line, text: "edited outside the markers, which has no effect" },
    ]);
  });

  test("a note names the place of a deleted line", async () => {
    edit((text) => text.replace(/ {2}const out = .*\n/, ""));
    const line = readFileSync(join(folder, mul), "utf8").split("\n").indexOf("  return out;") + 1;
    expect(await remarksOfAll()).toMatchObject([{ severity: "note", line }]);
  });
});

describe("inspectFiles(): a syntax error points at its cause", () => {
  test.each([
    ["    return zipWith(a, b, (x, y) => { x * y);", "{", "this `{` is never closed in the region"],
    ["    return zipWith(a, b, (x, y) => x * y));", ")", "this `)` closes something that the region has not opened"],
    ["    a.shape.forEach((i) => { i;", "{", "this `{` is never closed in the region"],
    ["    const [x,", "[", "this `[` is never closed in the region"],
    ["    return `${a", "${", "this `${` is never closed in the region"],
    ["    return zipWith(a, b, (x, y) => x * y;", ";", "Expected `,` or `)` but found `;`"],
    ["    if (a { return b; }", "{", "Expected `)` but found `{`"],
    ["    retrun a;", "retrun", "`retrun` is no word of the language: did you mean `return`?"],
    ["    const x = 1;\n    const x = 2;", "x", "Identifier `x` has already been declared"],
    ["    return await a;", "await", "`await` is not allowed: nothing here takes time"],
    ["    return a; } function f() { return a;", "}", "this closes the function that the region stands in"],
  ])("%s", async (code, meant, message) => {
    const [first] = await findings(code);
    expect(first?.message).toBe(message);
    expect(first === undefined ? "" : pointedTextOf(first)).toBe(meant);
  });
});

describe("inspectFiles(): throw notStarted", () => {
  test.each([
    "throw notStarted('mul.forward')",
    "throw notStarted(`mul.forward`);",
    '/* later */ throw notStarted(\n"mul.forward"\n);',
  ])("%s leaves the stub not started", async (code) => {
    write("mul.forward", `    ${code}`);
    expect((await region()).state).toBe("not-started");
  });

  test.each([
    [
      'throw notStarted("offset");',
      'notStarted("offset")',
      '`notStarted("offset")` is the starter\'s line of another stub, and this one is mul.forward',
    ],
    [
      'const later = notStarted; throw later("offset");',
      "notStarted",
      "`notStarted` is the starter's: a region says with it that nobody has begun on it",
    ],
    [
      "throw notStarted(String(a));",
      "notStarted(String(a))",
      "`notStarted` is the starter's: a region says with it that nobody has begun on it",
    ],
  ])("%s is refused", async (code, meant, message) => {
    const [first, ...more] = await findings(`    ${code}`);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ rule: "not-started", message });
    expect(first === undefined ? "" : pointedTextOf(first)).toBe(meant);
  });

  test("a branch may throw it for its own stub", async () => {
    expect(await findings('    if (a === b) throw notStarted("mul.forward");\n    return a;')).toEqual([]);
  });

  test("a region may declare its own `notStarted`", async () => {
    expect(
      await findings('    const notStarted = (x: string) => x;\n    return notStarted("offset") as never;'),
    ).toEqual([]);
  });

  test("a helper that throws it is refused", async () => {
    write("helpers", 'function later() {\n  throw notStarted("mul.forward");\n}');
    expect(await remarksOfAll()).toMatchObject([{ severity: "error", finding: { rule: "not-started" } }]);
  });
});

describe("inspectFiles(): a helper function", () => {
  test.each([
    ["zipWith", "the course's"],
    ["mul", "the course's"],
    ["accumulate", "the course's"],
    ["Math", "JavaScript's"],
    ["parseInt", "JavaScript's"],
    ["Tensor", "the course's"],
  ])("may have any name except %s", async (name, whose) => {
    write("helpers", `function times() {}\nfunction ${name}() {}`);
    const [remark, ...more] = await remarksOfAll();
    expect(more).toEqual([]);
    expect(remark?.finding).toMatchObject({
      rule: "shadow",
      message: `\`${name}\` is already the name of something else here, ${whose}: choose another one`,
    });
    expect(remark?.line).toBe(remark?.finding?.line);
    write("helpers", "function times() {}\nfunction over() {}");
    expect(await remarksOfAll()).toEqual([]);
  });

  test("is refused with a reason if it keeps values", async () => {
    write("helpers", "const cache = new Map();");
    expect(await remarksOfAll()).toMatchObject([
      { severity: "error", finding: { rule: "helpers", why: rules.helpers.why, next: rules.helpers.next } },
    ]);
  });
});

describe("inspectFiles(): a backward that asks forward again", () => {
  const honest = "    accumulate(a, zipWith(out.grad, b, (u, y) => u * y));";
  const inBackward = async (code: string) => {
    write("mul.backward", code);
    return (await region("mul.backward")).findings ?? [];
  };

  test.each([
    ["    accumulate(a, forward());", "forward"],
    ["    const again = forward;\n    accumulate(a, again());", "forward"],
    ["    accumulate(a, mul(a, b));", "mul"],
    ["    a.data[0] += 1e-6;\n    accumulate(a, mul(a, b));", "mul"],
    ["    accumulate(a, [a].map((x) => mul(x, b))[0]);", "mul"],
  ])("%s is refused", async (code, meant) => {
    const [first, ...more] = await inBackward(code);
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      rule: "backward",
      message: `\`${meant}\` computes values, and backward needs gradients`,
      why: rules.backward.why,
    });
    expect(first === undefined ? "" : pointedTextOf(first)).toBe(meant);
  });

  test.each([
    honest,
    "    if (a.requiresGrad) {\n      accumulate(a, mul(out.grad as Tensor, b));\n    }\n    accumulate(b, mul(out.grad as Tensor, a));",
    "    accumulate(a, mul((out.grad as unknown) as Tensor, b!));\n    accumulate(b, zipWith(out.grad, a, (u, x) => u * x));",
    "    if (a !== b) accumulate(a, mul(out.grad as Tensor, b));",
    "    const forward = (u: number, y: number) => u * y;\n    accumulate(a, zipWith(out.grad, b, forward));",
  ])("%s is accepted", async (code) => {
    expect(await inBackward(code)).toEqual([]);
  });

  const call = "mul(out.grad as Tensor, b)";
  test.each([
    ["while", `while (i++ < 9) ${call};`],
    ["do … while", `do ${call}; while (i++ < 9);`],
    ["for without a block", `for (; i < 9; i++) ${call};`],
    ["for … of", `for (const x of a.data) ${call};`],
    ["for … in", `for (const x in a.data) ${call};`],
    ["a loop's condition", `while (i++ < 9 && ${call});`],
    ["a label in a loop", `again: while (i++ < 9) { ${call}; continue again; }`],
    ["an array method", `a.data.forEach(() => void ${call});`],
    ["a named callback", `function each() { return ${call}; } a.data.forEach(each);`],
    ["recursion", `function deeper(n: number): void { ${call}; if (n > 0) deeper(n - 1); } deeper(9);`],
    ["a generator", `function* all() { yield ${call}; } [...all(), ...all()];`],
    ["a getter", `const o = { get next() { return ${call}; } }; o.next;`],
    ["a field", `class Again { made = ${call}; } new Again();`],
    ["itself", `${call}; if (i < 9) out.backwardStep();`],
  ])("a repeated call is refused: %s", async (_, code) => {
    expect(await inBackward(`    let i = 0;\n    ${call};`)).toEqual([]);
    expect((await inBackward(`    let i = 0;\n    ${code}`)).map(({ rule }) => rule)).toEqual(["backward"]);
  });

  test("a third call is refused", async () => {
    expect((await inBackward(`${call};\n`.repeat(3))).map(({ rule }) => rule)).toEqual(Array(3).fill("backward"));
  });

  test.each([
    ["its gradient, filled", "out.grad.data.fill(3);"],
    ["its gradient, assigned", "out.grad.data[0] = a.data[0] + 1e-6;"],
    ["its gradient, stepped", "out.grad.data[0]++;"],
    ["its gradient, destructured", "[out.grad.data[0]] = a.data;"],
    ["its gradient under another name", "const upstream = out.grad;"],
    ["its gradient as a target", "accumulate(out, a);"],
    ["an operand", "b.data[0] += 1e-6;"],
    ["an operand's array under another name", "const { data } = b;"],
    ["an operand, replaced", "b = { ...b, data: b.data.map((y) => y + 1e-6) } as Tensor;"],
    ["operands by their parent", "const [, second] = out.parents;"],
  ])("a call beside a moved number is refused: %s", async (_, code) => {
    expect(await inBackward(`    const n = out.grad.data[0] * b.data.length;\n    ${call};`)).toEqual([]);
    expect((await inBackward(`    ${code}\n    ${call};`)).at(-1)?.rule).toBe("backward");
  });

  test.each([
    ["a tensor of its own", "mul(out.grad as Tensor, moved);"],
    ["an operand of another scope", "{ const b = moved; mul(out.grad as Tensor, b); }"],
    ["another `out`", "{ const out = { grad: moved }; mul(out.grad, b); }"],
    ["spread arguments", "mul(...([out.grad, moved] as [Tensor, Tensor]));"],
    ["no call", "[out.grad].map(mul as never);"],
  ])("a call on %s is refused", async (_, code) => {
    const moved = "    const moved = zipWith(b, b, (y) => y + 1e-6) as Tensor;";
    expect(await inBackward(`${moved}\n    ${call};`)).toEqual([]);
    expect((await inBackward(`${moved}\n    ${code}`)).map(({ rule }) => rule)).toEqual(["backward"]);
  });

  test("a helper that calls the operation is refused", async () => {
    write("helpers", "function again(a: Tensor, b: Tensor) {\n  return mul(a, b);\n}");
    expect(await remarksOfAll()).toMatchObject([{ severity: "error", finding: { rule: "backward" } }]);
    write("helpers", "function again(a: number, b: number) {\n  return a * b;\n}");
    expect(await remarksOfAll()).toEqual([]);
  });

  test("a forward region may compute its values in any way", async () => {
    expect(await findings("    return zipWith(a, b, (x, y) => x * y);")).toEqual([]);
  });
});
