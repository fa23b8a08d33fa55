import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { freezeFunctions } from "./freeze-functions.ts";

/** Whether a function of a text keeps a value after the text has run with the statement behind it. */
function keepsValue(text: string, name: string, tokens = text): boolean {
  return runInNewContext(`${text}\n${freezeFunctions([tokens])}\n${name}.kept = 1; ${name}.kept === 1`) as boolean;
}

describe("freezeFunctions(texts)", () => {
  test.each([
    ["a function", "function store() {}"],
    ["a generator", "function* store() {}"],
    ["an async function", "async function store() {}"],
    ["a class", "class store extends Array {}"],
    ["tokens", "function store ( ) { }"],
    ["a name with an escape", String.raw`function st\u006fre() {}`],
    ["a name with escapes of both kinds", String.raw`function \u{73}tor\u0065() {}`],
  ])("%s keeps no value", (_, text) => {
    expect(keepsValue(text, "store")).toBe(false);
    expect(keepsValue(text, "(store.prototype ?? store)")).toBe(false);
    expect(keepsValue(text, "store", "")).toBe(true);
  });

  test("a text about functions has no effect", () => {
    const said = String.raw`a function with function in it, function 3, function ·, function \u2192 and function \u0077ith`;
    const text = `const text = "${said}"; function own() { function inner() {} }`;
    expect(keepsValue(text, "own")).toBe(false);
  });
});
