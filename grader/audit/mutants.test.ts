import { describe, expect, test } from "vitest";
import { mutantsOf } from "./mutants.ts";
import { mutations } from "./mutations.ts";

/** One change of each kind: the kind, a region, and the name of the mutant. */
const examples = [
  ["another operator", "return a + b;", "a + b → a - b"],
  ["one operand alone", "return a + b;", "a + b → a"],
  ["the operands exchanged", "return a - b;", "a - b → b - a"],
  ["without the sign", "return -a;", "-a → a"],
  ["another number", "return 2 * a;", "2 * a → 3 * a"],
  ["the other truth value", "set(false);", "set(false) → set(true)"],
  ["another name", "return f(a, b);", "f(a, b) → f(b, b)"],
  ["another condition", "if (a) f();", "if (a) f(); → if (!(a)) f();"],
  ["another bound", "for (let i = 0; i < n; i++) f(i);", "i < n → i < n - 1"],
  ["another bound", "for (const a of all) f(a);", "for (const a of all) f(a); → for (const a of all.slice(1)) f(a);"],
  ["a longer step", "for (let i = 0; i < n; i++) f(i);", "i++ → i += 2"],
  ["another assignment", "a += b;", "a += b → a = b"],
  ["another function", "return Math.max(a, b);", "Math.max → Math.min"],
  ["a value in place of a call", "return f(a, b);", "f(a, b) → a"],
  ["the whole in place of a part", "return f(a.b);", "a.b → a"],
  ["the place before or after", "return a[i];", "a[i] → a[i + 1]"],
  ["two neighbours exchanged", "return f(a, b);", "f(a, b) → f(b, a)"],
  ["one part left out", "return f(a, b);", "f(a, b) → f(a)"],
  ["a statement left out", "f(a); g(b);", "f(a); → ;"],
  ["an effect left out", "each((i) => void (a[i] = 1));", "void (a[i] = 1) → undefined"],
] as const;

describe("mutantsOf(region)", () => {
  test.each(examples)("%s: in %s it makes %s", (sentence, region, name) => {
    expect(mutantsOf(region)).toContainEqual(expect.objectContaining({ sentence, name }));
  });

  test("the examples show every kind of change", () => {
    expect([...new Set(examples.map(([kind]) => kind))]).toEqual(mutations.map(({ sentence }) => sentence));
  });

  test("a mutant changes one place", () => {
    const { text } = mutantsOf("return a + b * a;").find(({ name }) => name === "b * a → b + a") ?? {};
    expect(text).toBe("return a + (b + a);");
  });

  test("each mutant has a name and a text of its own", () => {
    const region = "if (a === a) return f(a, a) - 1;\nreturn f(a, a) - 1;";
    const mutants = mutantsOf(region);
    for (const key of ["name", "text"] as const)
      expect(new Set([region, ...mutants.map((mutant) => mutant[key])]).size).toBe(mutants.length + 1);
  });

  test("types and declarations keep their names", () => {
    const texts = mutantsOf("const f = (x: number) => x + a;\nreturn f(b);").map(({ text }) => text);
    expect(texts.filter((text) => !text.includes("const f = (x: number) =>"))).toEqual([]);
  });

  test("Math.max keeps the order of its arguments", () => {
    const names = mutantsOf("return Math.max(a, b);").map(({ name }) => name);
    expect(names).not.toContain("Math.max(a, b) → Math.max(b, a)");
  });
});
