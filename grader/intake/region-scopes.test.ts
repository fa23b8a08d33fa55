import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { isUse, type Node, scopeDeclaring, walk } from "./region-scopes.mjs";

/** The names that a text uses outside the scope of their declarations, in order of use. */
function unknownNamesIn(text: string): readonly string[] {
  const { program, errors } = parseSync("text.ts", text, {
    lang: "ts",
    sourceType: "module",
    showSemanticErrors: true,
  });
  expect(errors).toEqual([]);
  return [...walk(program as unknown as Node)].flatMap((visit) =>
    isUse(visit) && scopeDeclaring(visit.scope, String(visit.node.name)) === undefined ? [String(visit.node.name)] : [],
  );
}

describe("scopeDeclaring(scope, name)", () => {
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
  ])("%s is known only in its scope", (_, text) => {
    expect(unknownNamesIn(text)).toEqual(["x"]);
    expect(unknownNamesIn(text.replace(/ x;$/, ""))).toEqual([]);
  });

  test.each([
    ["var reaches its whole function", "function f() { x; if (1) { for (var x of []) { var y = x; } } return y; }"],
    ["var reaches the whole module", "for (var x = 0; x < 1; x++) 1; x;"],
    ["a function is known before its line", "f(); function f() { g(); } function g() {}"],
    ["imports are known", 'import a, { b as c } from "m"; import * as d from "n"; a; c; d;'],
    ["exports are known", "export const a = 1; export function f() { return a; } export class C {} C;"],
    ["an arrow sees its function's arguments", "function f() { return () => arguments; }"],
    ["two scopes may share a name", "const x = 1; { const x = 2; x; } x;"],
  ])("%s", (_, text) => expect(unknownNamesIn(text)).toEqual([]));

  test("an arrow function has no `arguments` of its own", () => {
    expect(unknownNamesIn("const f = () => arguments;")).toEqual(["arguments"]);
  });

  test("a parameter's default sees names outside the body", () => {
    expect(unknownNamesIn("function f(a = x) { var x = 1; let y = a; return x + y; }")).toEqual(["x"]);
  });

  test("names of types and values stay apart", () => {
    const types = 'import type { T } from "m"; import { type U, v } from "n"; type W = T; interface X { y: U }';
    expect(unknownNamesIn(`${types} const a: Array<W> = v as X; a satisfies T[];`)).toEqual([]);
    expect(unknownNamesIn(`${types} T; U; W; X; v;`)).toEqual(["T", "U", "W", "X"]);
  });

  test("a `declare` statement declares no value", () => {
    expect(unknownNamesIn("declare const a: number; declare function b(): void; a; b();")).toEqual(["a", "b"]);
  });

  test("only computed and shorthand names are uses", () => {
    expect(unknownNamesIn("const o = { a: 1, m() {} }; o.a; b: for (;;) break b; class C { d = 1; e() {} }")).toEqual(
      [],
    );
    expect(unknownNamesIn("const o = { a, [b]: 1 }; o[c]; class C { [d] = 1; }")).toEqual(["a", "b", "c", "d"]);
  });
});
