import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runLaunch } from "../interpreter/run.ts";
import { check } from "./check.ts";
import { parse } from "./parse.ts";
import { WgslError } from "./span.ts";
import { longestSource } from "./tokens.ts";

/** The mistake that the front end finds. */
function mistakeIn(source: string, read: (source: string) => unknown = parse): WgslError {
  try {
    read(source);
  } catch (error) {
    if (error instanceof WgslError) return error;
    throw error;
  }
  throw new Error("no mistake was found");
}

const deep = 10_000;
const body = (statements: string): string => `fn f() {\n  ${statements}\n}`;

describe("parse(source)", () => {
  test("comments nest", () => {
    expect(parse("/* a /* b */ c */ const x = 1; // const y = 2;\nconst z = 3;")).toMatchObject([
      { name: "x", span: { line: 1, column: 25 } },
      { name: "z", span: { line: 2, column: 7 } },
    ]);
  });

  test("every kind of line break counts once", () => {
    for (const lineBreak of ["\n", "\r\n", "\r", "\v", "\f", "\u0085", "\u2028", "\u2029"])
      expect(parse(`${lineBreak}//${lineBreak}/*${lineBreak}*/ const x = 1;`)[0]?.span).toMatchObject({ line: 4 });
  });

  test("< after a name opens a template list only if a > closes it", () => {
    const initial = (source: string): unknown => (parse(`const x = ${source};`)[0] as { initial?: unknown }).initial;
    expect(initial("array<i32, 2>(1, 2)")).toMatchObject({ kind: "call", callee: { templates: [{}, {}] } });
    expect(initial("a < b")).toMatchObject({ kind: "binary", operator: "<" });
    expect(initial("a < b && c > d")).toMatchObject({ kind: "logical", left: { operator: "<" } });
    expect(initial("f(a < b, (c > d))")).toMatchObject({ args: [{ operator: "<" }, { operator: ">" }] });
    expect(() => initial("f(a < b, c > d)")).toThrow(WgslError);
    expect(initial("vec4<array<f32, 8>>(1 >> 2)")).toMatchObject({ args: [{ operator: ">>" }] });
    expect(initial("array<i32, (4 > 3)>(1)")).toMatchObject({ callee: { templates: [{}, { operator: ">" }] } });
    expect(initial("a >= b")).toMatchObject({ operator: ">=" });
  });

  test("operators bind as the specification says", () => {
    const shape = (source: string): unknown => (parse(`const x = ${source};`)[0] as { initial?: unknown }).initial;
    expect(shape("1 - 2 - 3 * 4")).toMatchObject({ operator: "-", left: { operator: "-" }, right: { operator: "*" } });
    expect(shape("-a.b[0]")).toMatchObject({ kind: "unary", operand: { kind: "index" } });
    expect(shape("a + b < c * d")).toMatchObject({ operator: "<" });
    expect(shape("a && b && c")).toMatchObject({ operator: "&&", left: { operator: "&&" } });
  });

  const readersOfC = ["a & b | c", "a & b == c", "1 << 2 + 3", "a < b < c", "a && b || c", "a == b == c", "1 + 2 << 3"];
  test.each(readersOfC)("%s needs parentheses", (expression) => {
    expect(mistakeIn(`const x = ${expression};`)).toMatchObject({ line: 1 });
  });

  const odd: readonly (readonly [what: string, source: string, line: number, column: number])[] = [
    ["a comment without an end", "/* /* */", 1, 1],
    ["an unknown character", "const a = 1;\r\nconst b = €;", 2, 11],
    ["half of a character", "const b = \ud800;", 1, 11],
    ["a NUL", "const b = \0;", 1, 11],
    ["a string", 'const b = "x";', 1, 11],
    ["a number with a name behind it", "const b = 12px;", 1, 11],
    ["a number that starts with zero", "const b = 012;", 1, 11],
    ["two underscores", "const __b = 1;", 1, 7],
    ["a keyword as a name", "const while = 1;", 1, 7],
    ["a reserved word as a name", "const class = 1;", 1, 7],
    ["a missing semicolon", "const a = 1\nconst b = 2;", 2, 1],
    ["a missing brace", "fn f() {\n", 2, 1],
    ["an attribute twice", "@compute @compute fn f() {}", 1, 11],
    ["let at module scope", "let a = 1;", 1, 1],
    ["deep parentheses", body(`let x = ${"(".repeat(deep)}1${")".repeat(deep)};`), 2, 310],
    ["deep brackets", body(`let x = ${"a[".repeat(deep)}`), 2, 610],
    ["deep minus signs", body(`let x = ${"- ".repeat(deep)}1;`), 2, 607],
    ["a long sum", body(`let x = 1${" + 1".repeat(deep)};`), 2, 1217],
    ["deep blocks", `fn f() ${"{".repeat(deep)}`, 1, 308],
    ["deep else-ifs", body(`${"if true {} else ".repeat(deep)}{}`), 2, 4787],
    ["deep templates", `var<private> a: ${"array<".repeat(deep)}f32${">".repeat(deep)};`, 1, 1822],
    ["a long module", " ".repeat(longestSource + 1), 1, 1],
  ];
  test.each(odd)("%s is a mistake with its place", (_, source, line, column) => {
    const { line: l, column: c } = mistakeIn(source);
    expect(l).toBe(line);
    // Where nesting ends depends on how many levels a form takes.
    if (column < 300) expect(c).toBe(column);
  });

  test("any text is a module or has a mistake with its place", () => {
    const pieces = fc.constantFrom(
      ..."fn f ( ) { } [ ] < > <= >= >> << = == ; : , . -> @ compute var let const if else for loop switch case".split(
        " ",
      ),
      ..."default : return break continue while x y vec3 array f32 1 2u 3.0 /* */ // \n & && | || ^ + - * / % ++".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.array(fc.nat({ max: 0x2f_ff }), { maxLength: 60 }).map((codes) => String.fromCharCode(...codes)),
      fc.array(pieces, { maxLength: 60 }).map((row) => row.join(" ")),
    );
    fc.assert(
      fc.property(text, (source) => {
        try {
          check(source);
        } catch (error) {
          expect(error).toBeInstanceOf(WgslError);
          const { line, column, length } = error as WgslError;
          expect(line).toBeGreaterThanOrEqual(1);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(length).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test("what is deep in many ways at once is refused, or works", () => {
    const minus = "-".repeat(280);
    const constants = Array.from({ length: 190 }, (_, i) => `const a${i + 1} = ${minus}(a${i});`);
    const functions = Array.from({ length: 190 }, (_, i) => `fn f${i + 1}(x: f32) -> f32 { return ${minus}f${i}(x); }`);
    const wgsl = `${constants.toReversed().join("\n")} const a0 = 1;\n${functions.join("\n")}
fn f0(x: f32) -> f32 { return x * a190; }
@compute @workgroup_size(1) fn main() { _ = f190(1); }`;
    const outcome = runLaunch({ wgsl, entryPoint: "main", workgroups: [1, 1, 1], bindings: [] });
    expect(outcome.kind === "ran" || outcome.fault.kind === "refused").toBe(true);
  });

  test("a large module takes a moment", () => {
    const functions = Array.from({ length: 4000 }, (_, i) => `fn g${i}(x: f32) -> f32 { return x * ${i}.0; }`);
    const start = performance.now();
    expect(check(functions.join("\n")).functions).toHaveLength(4000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe("check(source)", () => {
  const mistakes: readonly (readonly [what: string, source: string, message: RegExp])[] = [
    ["an unknown name", body("let a = b;"), /unknown name b/],
    ["u32 + i32", body("let a = 1u + 1i;"), /u32 \+ i32 has no meaning/],
    ["f32 + i32", body("let x = 1.0f; let y = 1i; let z = x + y;"), /f32 \+ i32/],
    ["a float as an i32", body("let a: i32 = 1.5;"), /i32, got abstract-float/],
    ["a literal beyond i32", body("let a = 3000000000;"), /cannot be represented as i32/],
    ["a negative u32", body("let a: u32 = -1;"), /cannot be represented as u32/],
    ["an overflow of constants", body("const a = 9223372036854775807 + 1;"), /cannot be represented as abstract-int/],
    ["a division by zero", body("let x = 1u; let a = x / 0;"), /division by zero/],
    ["a shift by 32", body("let x = 1u; let a = x << 32;"), /shift/],
    ["an index beyond an array", body("var a: array<f32, 3>; let b = a[3];"), /index 3 is out of range/],
    ["a component beyond a vector", body("let a = vec2f(); let b = a.z;"), /has no \.z/],
    ["mixed letters", body("let a = vec4f(); let b = a.xg;"), /has no \.xg/],
    ["a write to a let", body("let a = 1; a = 2;"), /a let or a parameter does not change/],
    [
      "a write to a read buffer",
      `@group(0) @binding(0) var<storage, read> a: array<f32>;\n${body("a[0] = 1;")}`,
      /only be read/,
    ],
    ["a write of a component twice", body("var a = vec2f(); a.xx = vec2f();"), /names a component twice/],
    ["a parameter declared again", "fn f(a: i32) { var a = 3; }", /declared twice/],
    ["an if of a number", body("if 1 {}"), /a condition is a bool/],
    ["a missing return", "fn f(x: i32) -> i32 { if x > 0 { return 1; } }", /ends without a return/],
    ["a value from nothing", "fn f() { return 1; }", /returns nothing/],
    ["too few arguments", "fn g(x: i32) {} fn f() { g(); }", /takes 1 arguments, got 0/],
    ["a function that calls itself", "fn f() { g(); } fn g() { f(); }", /calls itself/],
    ["a const of itself", "const a = b; const b = a;", /declared by itself/],
    ["a struct of itself", "struct A { a: array<A, 2> }", /declared by itself/],
    ["a name twice", "const a = 1; const a = 2;", /declared twice/],
    ["a local twice", body("let a = 1; let a = 2;"), /declared twice/],
    ["a break outside", body("break;"), /break does not belong here/],
    ["a continue in continuing", body("loop { continuing { continue; } }"), /continue does not belong here/],
    ["a switch without default", body("switch 1 { case 1 {} }"), /has a default/],
    ["a case twice", body("switch 1 { case 1, 1 {} default {} }"), /twice/],
    ["a value that nobody uses", body("sqrt(2.0);"), /is not used/],
    ["a false assertion", "const_assert 1 > 2;", /const_assert failed/],
    ["an array of no length in a function", body("var a: array<f32>;"), /cannot be of type/],
    ["a bool in a buffer", "@group(0) @binding(0) var<storage> a: bool;", /holds no bool/],
    ["an atomic that may only be read", "@group(0) @binding(0) var<storage> a: atomic<u32>;", /read_write/],
    ["a tight array in a uniform", "@group(0) @binding(0) var<uniform> a: array<f32, 4>;", /multiples of 16/],
    ["another group", "@group(1) @binding(0) var<storage> a: f32;", /only @group\(0\)/],
    ["a workgroup that is too large", "@compute @workgroup_size(257) fn f() {}", /1 to 256 invocations/],
    ["a result of a compute shader", "@compute @workgroup_size(1) fn f() -> i32 { return 1; }", /returns nothing/],
    [
      "an atomic that is read plainly",
      `var<workgroup> a: atomic<u32>;\n${body("let x = a;")}`,
      /cannot be read as a whole/,
    ],
    ["a type as a value", body("let x = f32;"), /expected a value|unknown name/],
    ["a call of a variable", body("let x = 1; x();"), /no function and no type/],
    ["wrong arguments of a built-in", body("let x = dot(vec2f(), vec3f());"), /dot does not take/],
    ["a clamp whose ends are exchanged", body("var x = 1; let y = clamp(x, 3, 2);"), /lower end 3 is above/],
    ["a step between equal ends", body("var x = 1.0; let y = smoothstep(vec2f(0, 1), vec2f(1), vec2f(x));"), /equal/],
    ["bits beyond a word", body("var x = 1u; let y = extractBits(x, 30, 4);"), /4 bits from bit 30/],
    ["bits put beyond a word", body("var x = 1u; let y = insertBits(x, 2, 31, 2);"), /2 bits from bit 31/],
    ["an exponent that is too large", body("var x = 1.0; let y = ldexp(x, 129);"), /129 is above 128/],
    ["a large number for 16 bits", body("let y = pack2x16float(vec2f(1, 65520));"), /65520 is beyond/],
    ["infinite bits", body("let y = unpack2x16float(0x7c000000);"), /no number/],
    ["a matrix of integers", body("let x = mat2x2<i32>();"), /made of f32/],
    ["the address of a component", body("var a = vec2f(); let p = &a.x;"), /has no address/],
    [
      "a type that nests too deep",
      `${Array.from({ length: 20 }, (_, i) => `alias A${i + 1} = array<A${i}, 1>;`).join("")} alias A0 = f32;`,
      /nest at most/,
    ],
  ];
  test.each(mistakes)("%s is a mistake", (_, source, message) => {
    expect(mistakeIn(source, check).message).toMatch(message);
  });

  test("the ends of what arguments may be are fine", () => {
    const lines = [
      "let a = clamp(x, 2, 2);",
      "let b = extractBits(1u, 28, 4);",
      "let c = ldexp(f32(x), 128);",
      "let d = pack2x16float(vec2f(65519));",
      "let e = smoothstep(2, 1, f32(x));",
      "let f = unpack2x16float(0x7bff);",
    ];
    expect(() => check(body(`var x = 1; ${lines.join(" ")}`))).not.toThrow();
  });

  const absent: readonly (readonly [what: string, source: string, message: RegExp])[] = [
    ["f16", "enable f16;", /extension f16 is not supported/],
    ["half literals", "const a = 1.0h;", /f16 is not supported/],
    ["vec2h", body("let a = vec2h();"), /f16 is not supported/],
    ["textures", "@group(0) @binding(0) var t: texture_2d<f32>;", /address space|textures/],
    ["samplers", body("let a: sampler = 1;"), /samplers are not supported/],
    ["subgroups", body("let a = subgroupAdd(1);"), /subgroups are not supported/],
    ["fragment shaders", "@fragment fn f() {}", /fragment shaders are not supported/],
    ["discard", body("discard;"), /discard/],
    ["derivatives", body("let a = dpdx(1.0);"), /derivatives/],
    ["a huge value", "var<workgroup> a: array<f32, 2000>; fn f() { let b = a; }", /larger than is supported/],
  ];
  test.each(absent)("%s are refused with their line", (_, source, message) => {
    expect(mistakeIn(source, check).message).toMatch(message);
  });
});
