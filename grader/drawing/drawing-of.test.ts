import { describe, expect, test } from "vitest";

import { drawingOf } from "./drawing-of.ts";

/** Counts the matches of a pattern in a drawing. */
function count(drawing: string, what: RegExp): number {
  return drawing.match(what)?.length ?? 0;
}

describe("drawingOf({ kind })", () => {
  test("walk: lines have the colour of their source", () => {
    const drawing = drawingOf({
      kind: "walk",
      from: [
        { name: "a", shape: [2], data: [1, 2] },
        { name: "b <", shape: [1], data: [3] },
      ],
      to: { name: "out", shape: [2], data: [3, 1] },
      notes: [],
    });
    expect(count(drawing, /<path/gu)).toBe(2);
    expect(count(drawing, /<path class="ink-0"/gu)).toBe(1);
    expect(count(drawing, /<path class="ink-1"/gu)).toBe(1);
    expect(count(drawing, /<rect/gu)).toBe(5);
    expect(drawing).toContain("b &lt;, shape [1]");
  });

  test("rows: each row has one line per use", () => {
    const drawing = drawingOf({
      kind: "rows",
      table: [[1], [2], [3]],
      rows: [2, 0, 2],
      taken: [[3], [1], [3]],
    });
    expect([0, 1, 2].map((row) => count(drawing, new RegExp(`<path class="ink-${row}"`, "gu")))).toEqual([1, 0, 2]);
  });

  test("product: marks the row, the column and their element", () => {
    const drawing = drawingOf({
      kind: "product",
      a: [
        [1, 2],
        [3, 4],
      ],
      b: [
        [5, 6],
        [7, 8],
      ],
      c: [
        [19, 22],
        [43, 50],
      ],
      row: 1,
      column: 0,
    });
    expect([0, 1, 2].map((ink) => count(drawing, new RegExp(`<rect class="ink-${ink}"`, "gu")))).toEqual([2, 2, 1]);
    expect(drawing).toContain("C[1, 0] = 3·5 + 4·7 = 43");
  });

  test("lanes: one barrier a round, and one line for each word that is read", () => {
    const drawing = drawingOf({
      kind: "lanes",
      memory: "partial",
      start: [1, 2, 3, 4],
      rounds: [
        [
          { lane: 0, from: [0, 2], number: 4 },
          { lane: 1, from: [1, 3], number: 6 },
        ],
        [{ lane: 0, from: [0, 1], number: 10 }],
      ],
    });
    expect(count(drawing, /class="edge"/gu)).toBe(6);
    expect(count(drawing, />barrier</gu)).toBe(2);
    expect(count(drawing, /<rect class="copy"/gu)).toBe(2 + 3);
    expect(drawing).toContain(">10<");
  });

  test("accesses: counts the pieces of memory", () => {
    const drawing = drawingOf({
      kind: "accesses",
      length: 32,
      wordsAtOnce: 8,
      patterns: [
        { title: "neighbours", words: [0, 1, 2, 3] },
        { title: "far", words: [0, 8, 16, 24] },
      ],
    });
    expect(drawing).toContain("neighbours: 1 piece of 8 words for 4 numbers");
    expect(drawing).toContain("far: 4 pieces of 8 words for 4 numbers");
    expect(count(drawing, /<rect class="ink-0"/gu)).toBe(8);
    expect(count(drawing, /<rect class="ink-1"/gu)).toBe(4 + 28);
  });

  test("tiles: each step has a tile of A, of B and of C", () => {
    const drawing = drawingOf({ kind: "tiles", m: 4, n: 4, k: 6, tile: 2, row: 0, column: 1 });
    expect([0, 1, 2].map((ink) => count(drawing, new RegExp(`<rect class="ink-${ink}"`, "gu")))).toEqual([12, 12, 12]);
    expect(drawing).toContain(">step 3<");
  });

  test("chart: scales logarithmically, and ends a curve at the frame", () => {
    const axis = { label: "", from: 1, to: 100, marks: [] };
    const drawing = drawingOf({
      kind: "chart",
      x: { ...axis, logarithmic: true },
      y: axis,
      curves: [
        {
          label: "",
          points: [
            [1, 1],
            [10, 1],
            // Twice as high as the frame: the curve leaves it half-way.
            [100, 199],
          ],
        },
      ],
    });
    const [first = 0, second = 0, third = 0] = Array.from(drawing.matchAll(/[ML]([\d.]+) /gu), ([, x]) => Number(x));
    expect(second - first).toBeCloseTo(2 * (third - second), 0);
    const heights = Array.from(drawing.matchAll(/[ML][\d.]+ ([\d.]+)/gu), ([, y]) => Number(y));
    expect(heights).toEqual([248, 248, 18]);
  });

  test("planes: the border follows the zeros of the score", () => {
    const draw = (score: (x: number, y: number) => number) =>
      drawingOf({
        kind: "planes",
        points: [
          { x: 0, y: 0, label: 0 },
          { x: 1, y: 1, label: 1 },
        ],
        panels: [{ title: "", score }],
      });
    // The panel is 210 wide and starts at x = 16; a margin of 0.25 is free on both sides.
    const upright = draw((x) => x - 0.5);
    const places = Array.from(upright.matchAll(/[ML]([\d.]+) [\d.]+/gu), ([, x]) => Number(x));
    expect(places.length).toBeGreaterThan(40);
    expect(new Set(places)).toEqual(new Set([16 + 210 / 2]));
    expect(draw(() => 1)).not.toContain("<path");
  });
});
