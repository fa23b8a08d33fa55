import { describe, expect, test } from "vitest";

import { bodyOfTry, declarationOf } from "./cut-code.ts";
import { type DrawnTensor, drawGraph } from "../drawing/graph.ts";
import { drawStretching } from "../drawing/stretching.ts";
import { renewBlocks } from "./handout.ts";

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
  test("returns any declaration with its docstring", () => {
    expect(declarationOf("a.ts", source, "Shape")).toBe(
      "/** What a shape is. */\nexport type Shape = readonly number[];",
    );
    expect(declarationOf("a.ts", source, "double")).toBe(
      "/**\n * Twice as much.\n */\nexport function double(n: number): number {\n  return 2 * n;\n}",
    );
    expect(declarationOf("a.ts", source, "half")).toBe("export const half = 0.5;");
    expect(declarationOf("a.ts", source, "hidden")).toBe("function hidden() {}");
  });

  test("the error for an unknown name names the file", () => {
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
  test("returns the function's body without indentation", () => {
    expect(bodyOfTry(tries, "a-part")).toBe("const x = 1;\n\nif (x > 0) {\n  console.log(x);\n}");
    expect(bodyOfTry(tries, "other")).toBe("console.log(2);");
    expect(() => bodyOfTry(tries, "part")).toThrow(/tries\.ts: expected something called part/u);
  });
});

describe("renewBlocks(handout, blockFor)", () => {
  const handout =
    "Text.\n\n<!-- try a -->\n```ts\nold\nlines\n```\n\n```ts\nleft alone\n```\n<!-- prints a -->\n```text\n```\n";

  test("replaces only the blocks after the comments", () => {
    const made = renewBlocks(handout, (kind, name) => `${kind} of ${name}\n`);
    expect(made).toBe(
      "Text.\n\n<!-- try a -->\n```ts\ntry of a\n```\n\n```ts\nleft alone\n```\n<!-- prints a -->\n```text\nprints of a\n```\n",
    );
    expect(renewBlocks(made, (kind, name) => `${kind} of ${name}\n`)).toBe(made);
  });

  test("the error for a missing block names its comment", () => {
    const withoutBlock = handout.replace("<!-- prints a -->\n```text\n```\n", "<!-- prints a -->\n");
    expect(() => renewBlocks(withoutBlock, () => "")).toThrow(/handout\.md: .*after <!-- prints a -->, got none/u);
    expect(() => renewBlocks(handout, () => "")).not.toThrow();
  });

  test("keeps dollar signs of a replacement", () => {
    expect(renewBlocks(handout, () => "$1 $& $$")).toContain("```ts\n$1 $& $$\n```");
  });
});

/** Makes a tensor of one number whose closure adds `local` × upstream to each parent's gradient. */
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

describe("drawGraph(root)", () => {
  test("draws each tensor once and each operand's local gradient", () => {
    const a = tensor("a", 3);
    const b = tensor("b <", 6, [a, a], 5);
    const drawing = drawGraph(tensor("c", 12, [b, a], 7));
    expect(drawing.match(/<rect/gu)).toHaveLength(3);
    expect(drawing.match(/<path/gu)).toHaveLength(4);
    expect(drawing.match(/>×5</gu)).toHaveLength(2);
    expect(drawing.match(/>×7</gu)).toHaveLength(2);
    expect(drawing).toContain("b &lt; = 6");
  });

  test("leaves the gradients unchanged", () => {
    const a = tensor("a", 3);
    drawGraph(tensor("b", 6, [a, a], 5));
    expect(a.grad.data[0]).toBe(1);
  });
});

describe("drawStretching({ a, b })", () => {
  test("dashes repeated elements and prints the sums", () => {
    const drawing = drawStretching({ a: [[10], [20]], b: [[1, 2, 3]] });
    expect(drawing.match(/<rect/gu)).toHaveLength(18);
    expect(drawing.match(/class="copy"/gu)).toHaveLength(4 + 3);
    for (const sum of [11, 12, 13, 21, 22, 23]) expect(drawing).toContain(`>${sum}<`);
  });
});
