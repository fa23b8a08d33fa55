import { describe, expect, test } from "vitest";

import { bodyOfTry, declarationOf } from "./cut.ts";
import { type DrawnTensor, graphDrawing } from "./drawing/graph.ts";
import { stretchingDrawing } from "./drawing/stretching.ts";
import { renewed } from "./handout.ts";

const source = `/** Left out. */
import { x } from "./x.ts";

/** What a shape is. */
export type Shape = readonly number[];

/**
 * Twice as much.
 */
export function double(n: number): number {
  return 2 * n;
}
export const half = 0.5;
function hidden() {}
`;

describe("declarationOf(file, text, name)", () => {
  test("is the declaration with the docstring right above it, exported or not", () => {
    expect(declarationOf("a.ts", source, "Shape")).toBe(
      "/** What a shape is. */\nexport type Shape = readonly number[];",
    );
    expect(declarationOf("a.ts", source, "double")).toBe(
      "/**\n * Twice as much.\n */\nexport function double(n: number): number {\n  return 2 * n;\n}",
    );
    expect(declarationOf("a.ts", source, "half")).toBe("export const half = 0.5;");
    expect(declarationOf("a.ts", source, "hidden")).toBe("function hidden() {}");
  });

  test("a name that is not there is an error that names file and name", () => {
    expect(() => declarationOf("a.ts", source, "triple")).toThrow(/a\.ts: expected something called triple/u);
  });
});

const tries = `export const tries = {
  "a-part": () => {
    const x = 1;

    if (x > 0) {
      console.log(x);
    }
  },
  other: () => {
    console.log(2);
  },
} satisfies Readonly<Record<string, () => void>>;
`;

describe("bodyOfTry(text, name)", () => {
  test("is the function's body at the left edge", () => {
    expect(bodyOfTry(tries, "a-part")).toBe("const x = 1;\n\nif (x > 0) {\n  console.log(x);\n}");
    expect(bodyOfTry(tries, "other")).toBe("console.log(2);");
    expect(() => bodyOfTry(tries, "part")).toThrow(/tries\.ts: expected something called part/u);
  });
});

describe("renewed(handout, blockFor)", () => {
  const handout =
    "Text.\n\n<!-- try a -->\n```ts\nold\nlines\n```\n\n```ts\nleft alone\n```\n<!-- prints a -->\n```text\n```\n";

  test("replaces the block behind each comment, and nothing else", () => {
    const made = renewed(handout, (kind, name) => `${kind} of ${name}\n`);
    expect(made).toBe(
      "Text.\n\n<!-- try a -->\n```ts\ntry of a\n```\n\n```ts\nleft alone\n```\n<!-- prints a -->\n```text\nprints of a\n```\n",
    );
    expect(renewed(made, (kind, name) => `${kind} of ${name}\n`)).toBe(made);
  });

  test("a replacement with dollar signs stands as it is", () => {
    expect(renewed(handout, () => "$1 $& $$")).toContain("```ts\n$1 $& $$\n```");
  });
});

/** A tensor with one number, whose closure hands `local` × upstream to each parent. */
function tensor(label: string, value: number, parents: readonly DrawnTensor[] = [], local = 1): DrawnTensor {
  const made = {
    label,
    op: parents.length === 0 ? "" : "+",
    data: Float64Array.of(value),
    grad: { data: Float64Array.of(1) },
    parents,
    backwardStep: () => {
      for (const { grad } of parents) grad.data[0] = (grad.data[0] ?? 0) + local * (made.grad.data[0] ?? 0);
    },
  };
  return made;
}

describe("graphDrawing(root)", () => {
  test("has every tensor once, an edge for every operand, and the local gradient on it", () => {
    const a = tensor("a", 3);
    const b = tensor("b <", 6, [a, a], 5);
    const drawing = graphDrawing(tensor("c", 12, [b, a], 7));
    expect(drawing.match(/<rect/gu)).toHaveLength(3);
    expect(drawing.match(/<path/gu)).toHaveLength(4);
    expect(drawing.match(/>×5</gu)).toHaveLength(2);
    expect(drawing.match(/>×7</gu)).toHaveLength(2);
    expect(drawing).toContain("b &lt; = 6");
  });

  test("leaves gradients as they were", () => {
    const a = tensor("a", 3);
    graphDrawing(tensor("b", 6, [a, a], 5));
    expect(a.grad.data[0]).toBe(1);
  });
});

describe("stretchingDrawing({ a, b })", () => {
  test("dashes what is read again, and adds what stands in one place", () => {
    const drawing = stretchingDrawing({ a: [[10], [20]], b: [[1, 2, 3]] });
    expect(drawing.match(/<rect/gu)).toHaveLength(18);
    expect(drawing.match(/class="copy"/gu)).toHaveLength(4 + 3);
    for (const sum of [11, 12, 13, 21, 22, 23]) expect(drawing).toContain(`>${sum}<`);
  });
});
