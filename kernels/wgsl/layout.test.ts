import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "./check.ts";
import { alignOf, scalarPlaces, sizeOf, strideOf } from "./layout.ts";
import type { Type } from "./types.ts";

/** The type of a variable that is declared so. */
function typeOf(type: string, declarations = ""): Type {
  const { variables } = check(`${declarations}\nvar<private> x: ${type};`);
  const [variable] = variables;
  if (variable === undefined) throw new Error("the module has a variable");
  return variable.type;
}

/** The table of the specification, §14.4.1. */
const table = [
  ["i32", 4, 4],
  ["u32", 4, 4],
  ["f32", 4, 4],
  ["vec2<f32>", 8, 8],
  ["vec3<f32>", 16, 12],
  ["vec4<f32>", 16, 16],
  ["mat2x2<f32>", 8, 16],
  ["mat3x2<f32>", 8, 24],
  ["mat4x2<f32>", 8, 32],
  ["mat2x3<f32>", 16, 32],
  ["mat3x3<f32>", 16, 48],
  ["mat4x3<f32>", 16, 64],
  ["mat2x4<f32>", 16, 32],
  ["mat4x4<f32>", 16, 64],
  ["array<f32, 3>", 4, 12],
  ["array<vec3<f32>, 3>", 16, 48],
  ["array<mat3x2<f32>, 2>", 8, 48],
] as const;

describe("layout", () => {
  test.each(table)("%s has alignment %i and size %i", (name, align, size) => {
    const type = typeOf(name);
    expect([alignOf(type), sizeOf(type)]).toEqual([align, size]);
  });

  test("a struct is laid out as the specification's example", () => {
    // §14.4.2, with an explicit size and alignment.
    const type = typeOf(
      "B",
      `struct A { u: f32, v: f32, w: vec2<f32>, @size(16) x: f32 }
       struct B { a: vec2<f32>, b: vec3<f32>, c: f32, d: f32, @align(16) e: A, f: vec3<f32>, g: array<A, 3>, h: i32 }`,
    );
    const offsets = type.kind === "struct" ? type.members.map(({ offset }) => offset) : [];
    expect(offsets).toEqual([0, 16, 28, 32, 48, 80, 96, 192]);
    expect([alignOf(type), sizeOf(type)]).toEqual([16, 208]);
  });

  test("a vec3 leaves room for a scalar behind it", () => {
    const type = typeOf("S", "struct S { a: vec3<f32>, b: f32, c: vec3<u32> }");
    expect(scalarPlaces(type).map(({ offset }) => offset)).toEqual([0, 4, 8, 12, 16, 20, 24]);
    expect(strideOf({ kind: "array", of: type, count: 2 })).toBe(32);
  });

  test("no scalars overlap, and all lie inside", () => {
    const scalar = fc.constantFrom("f32", "u32", "vec2f", "vec3f", "vec4i", "mat3x2f", "mat2x3f");
    const member = fc.tuple(scalar, fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }));
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 8 }), (members) => {
        const text = members.map(([of, n], i) => `m${i}: ${n === undefined ? of : `array<${of}, ${n}>`}`);
        const type = typeOf("S", `struct S { ${text.join(", ")} }`);
        const offsets = scalarPlaces(type).map(({ offset }) => offset);
        expect(new Set(offsets).size).toBe(offsets.length);
        expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
        expect(Math.max(...offsets) + 4).toBeLessThanOrEqual(sizeOf(type));
        expect(sizeOf(type) % alignOf(type)).toBe(0);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
