import { describe, expect, test } from "vitest";

import { operations } from "../../specs/support/operations.ts";
import { call, probe, refuses, run } from "../../specs/support/question.ts";
import { values } from "../../specs/support/values.ts";
import { loadCourse } from "../release/course.ts";
import { namesInCode, renamed } from "./naming.ts";

const [x, y] = [values([2]), values([3])];
const product = run({ x, y }, (t) => t.x.mul(t.y), x);
const square = run({ x }, (t) => t.x.mul(t.x), x);
const total = run({ x }, (t) => t.x.sum([0]));
const composed = run({ x, y }, (t) => t.x.add(t.y).mul(t.y));
const turned = run({ x, y }, (t) => t.y.mul(t.x));

function names(...questions: Parameters<typeof namesInCode>[0]): Record<string, string> {
  return Object.fromEntries(namesInCode(questions));
}

describe("namesInCode(questions)", () => {
  test("are those of the operation that is asked about", () => {
    expect(names(product)).toEqual({ x: "a", y: "b" });
    expect(names(total)).toEqual({ x: "a" });
    expect(names(product, refuses(product), product)).toEqual({ x: "a", y: "b" });
  });

  test("are those of the laws in multiply, whose code calls its factors x and y", () => {
    expect(names(run({ x, y }, (t) => t.x.multiply(t.y)))).toEqual({});
    const [locked] = loadCourse("2-autodiff").skeleton.get(operations.multiply.file)?.segments ?? [];
    expect(locked?.text).toContain("forward(ctx: Context, x: Values, y: Values)");
  });

  test("are places of the list where an operation takes one", () => {
    const joined = run({ x, y }, (t, { concat }) => concat([t.x, t.y], 0));
    expect(names(joined)).toEqual({ x: "tensors[0]", y: "tensors[1]" });
    const twice = run({ x, y }, (t, { concat }) => concat([t.x, t.y, t.x], 0));
    expect(names(twice)).toEqual({});
  });

  test("are none where a tensor is both operands, goes through two operations, or there is no operation", () => {
    for (const question of [square, composed, probe("backward.chain", { length: 3 }), call("offset", [1], [1])])
      expect(names(question)).toEqual({});
  });

  test("are none where two questions have a tensor in two places", () => {
    expect(names(turned)).toEqual({ y: "a", x: "b" });
    expect(names(product, turned)).toEqual({});
  });

  test("are what the course's code says: every operation with a gradient calls them a and b, in this order", () => {
    const { skeleton } = loadCourse("2-autodiff");
    let seen = 0;
    for (const [name, operation] of Object.entries(operations)) {
      if (operation.kind !== "tensor" || !operation.flows) continue;
      const text =
        skeleton
          .get(operation.file)
          ?.segments.map((segment) => segment.text)
          .join("") ?? "";
      const [, signature] = new RegExp(`^export function ${name}\\(([^)]*)\\)`, "mu").exec(text) ?? [];
      if (signature === undefined) continue;
      const tensors = Array.from(signature.matchAll(/(\w+): Tensor\b(?!\[)/gu), ([, parameter]) => parameter);
      const isList = /\btensors: readonly Tensor\[\]/u.test(signature);
      expect({ name, tensors, isList }).toEqual({
        name,
        tensors: isList ? [] : ["a", "b"].slice(0, Math.max(1, tensors.length)),
        isList,
      });
      seen += tensors.length;
    }
    expect(seen).toBeGreaterThan(8);
  });
});

describe("renamed(text, names)", () => {
  test("changes whole words, wherever they stand", () => {
    const inCode = namesInCode([product]);
    expect(renamed("gradient of x beside a constant y", inCode)).toBe("gradient of a beside a constant b");
    expect(renamed("−x/y²", inCode)).toBe("−a/b²");
    expect(renamed("⟨x, gradient of x⟩", inCode)).toBe("⟨a, gradient of a⟩");
  });

  test("leaves the rest: parts of words, calls, fields, numbers", () => {
    const inCode = namesInCode([product]);
    for (const text of ["axes, max and xy", "x(1)", "t.x", "x1", "3 of 4"]) expect(renamed(text, inCode)).toBe(text);
  });

  test("leaves everything where there are no names", () => {
    expect(renamed("gradient of x", new Map())).toBe("gradient of x");
  });
});
