import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { declaring, isUse, type Node, visits } from "./region-scopes.mjs";

/** The names of a text that nothing in it declares where they stand, in their order. */
function unknownIn(text: string): readonly string[] {
  const { program, errors } = parseSync("text.ts", text, {
    lang: "ts",
    sourceType: "module",
    showSemanticErrors: true,
  });
  expect(errors).toEqual([]);
  return [...visits(program as unknown as Node)].flatMap((visit) =>
    isUse(visit) && declaring(visit.scope, String(visit.node.name)) === undefined ? [String(visit.node.name)] : [],
  );
}

describe("declaring(scope, name)", () => {
  test.each([
    ["const", "{ const x = 1; x; } x;"],
    ["let of a loop", "for (let x = 0; x < 1; x++) x; x;"],
    ["const of a for-of", "for (const x of []) x; x;"],
    ["const of a for-in", "for (const x in {}) x; x;"],
    ["a caught error", "try { 1; } catch (x) { x; } x;"],
    ["let of a case", "switch (1) { case 1: let x; default: x; } x;"],
    ["a function in a block", "{ x(); function x() {} } x;"],
    ["a class in a block", "{ class x {} x; } x;"],
    ["var of a function", "function f() { { var x = 1; } x; } x;"],
    ["var of a static block", "class A { static { var x = 1; x; } } x;"],
    ["a parameter", "function f(x: number) { x; } x;"],
    ["parameters of a pattern", "function f({ a: [x] }: any, ...y: any[]) { x; y; } x;"],
    ["an arrow's parameter", "((x = 1) => x)(); x;"],
    ["a function expression's own name", "(function x() { x; }); x;"],
    ["a class expression's own name", "(class x { m() { x; } }); x;"],
  ])("%s is known in its scope, and not after it", (_, text) => {
    expect(unknownIn(text)).toEqual(["x"]);
    expect(unknownIn(text.replace(/ x;$/, ""))).toEqual([]);
  });

  test.each([
    ["var goes up to its function", "function f() { x; if (1) { for (var x of []) { var y = x; } } return y; }"],
    ["var goes up to the module", "for (var x = 0; x < 1; x++) 1; x;"],
    ["a function is known before its line", "f(); function f() { g(); } function g() {}"],
    ["imports", 'import a, { b as c } from "m"; import * as d from "n"; a; c; d;'],
    ["exports", "export const a = 1; export function f() { return a; } export class C {} C;"],
    ["arguments, but not of the module", "function f() { return () => arguments; }"],
    ["a name in two scopes", "const x = 1; { const x = 2; x; } x;"],
  ])("%s", (_, text) => expect(unknownIn(text)).toEqual([]));

  test("arguments belong to functions that are no arrows", () => {
    expect(unknownIn("const f = () => arguments;")).toEqual(["arguments"]);
  });

  test("a parameter's default does not see what the body declares", () => {
    expect(unknownIn("function f(a = x) { var x = 1; let y = a; return x + y; }")).toEqual(["x"]);
  });

  test("types declare no values, and what they name is no use", () => {
    const types = 'import type { T } from "m"; import { type U, v } from "n"; type W = T; interface X { y: U }';
    expect(unknownIn(`${types} const a: Array<W> = v as X; a satisfies T[];`)).toEqual([]);
    expect(unknownIn(`${types} T; U; W; X; v;`)).toEqual(["T", "U", "W", "X"]);
  });

  test("what is declared for the compiler only is not there", () => {
    expect(unknownIn("declare const a: number; declare function b(): void; a; b();")).toEqual(["a", "b"]);
  });

  test("names of properties, labels and methods are no uses; computed and shorthand ones are", () => {
    expect(unknownIn("const o = { a: 1, m() {} }; o.a; b: for (;;) break b; class C { d = 1; e() {} }")).toEqual([]);
    expect(unknownIn("const o = { a, [b]: 1 }; o[c]; class C { [d] = 1; }")).toEqual(["a", "b", "c", "d"]);
  });
});
