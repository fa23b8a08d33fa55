import { describe, expect, test } from "vitest";
import type { Axis } from "../axis.ts";
import { drawingOf } from "../drawing-of.ts";
import type { Picture } from "../experiment.ts";
import { toAscii } from "./ascii.ts";
import { lookFor } from "./look.ts";
import { pictureLines } from "./picture-lines.ts";

const plain = lookFor({ columns: 60, unicode: false, color: false });
const linesOf = (picture: Picture, look = plain) => pictureLines(picture, look).join("\n");
const axis = (label: string, from: number, to: number): Axis => ({ label, from, to, marks: [from, to] });

/** A chart of one curve: its numbers at steps 0, 1, 2, … */
function chartOf(numbers: readonly number[], y: Partial<Axis> = {}): Picture {
  const points = numbers.map((number, step) => [step, number] as const);
  return {
    kind: "chart",
    x: axis("step", 0, numbers.length - 1),
    y: { ...axis("loss", 0, 1), ...y },
    curves: [{ label: "plain", points }],
  };
}

describe("pictureLines({ kind: chart })", () => {
  test("a rising line goes from the lower left to the upper right", () => {
    const rows = linesOf(chartOf([0, 0.5, 1]))
      .split("\n")
      .filter((line) => /[|+]\**\*/.test(line) || /[|+] +\*/.test(line));
    const starts = rows.map((row) => row.indexOf("*"));
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
    expect(new Set(starts).size).toBe(16);
  });

  test("a path may run back to where it began", () => {
    const there: Picture = {
      kind: "chart",
      x: axis("x", 0, 1),
      y: axis("y", 0, 1),
      curves: [
        {
          label: "path",
          points: [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        },
      ],
    };
    const rows = linesOf(there)
      .split("\n")
      .filter((line) => line.includes("*"));
    const [top = "", second = ""] = rows;
    expect(top.match(/\*/g)?.length).toBeGreaterThan(50);
    expect(second.match(/\*/g)).toHaveLength(1);
  });

  test("of two equal curves both are seen", () => {
    const chart = chartOf([0.5, 0.5]);
    if (chart.kind !== "chart") throw new Error("expected a chart");
    const [curve] = chart.curves;
    const two = { ...chart, curves: [chart.curves[0], curve].flatMap((each) => each ?? []) };
    expect(linesOf(two)).toMatch(/\*o\*o\*o/);
  });

  test.each([
    ["NaN from a step on", [0.5, 0.5, Number.NaN, Number.NaN], "plain: the loss is NaN from step 2 on"],
    ["infinite from a step on", [0.5, Infinity, Infinity], "plain: the loss is infinite from step 1 on"],
    ["first infinite, then NaN", [0.5, Infinity, Number.NaN], "plain: the loss is infinite or NaN from step 1 on"],
    ["NaN everywhere", [Number.NaN, Number.NaN], "plain: the loss is NaN everywhere"],
    ["one NaN", [0.5, Number.NaN, 0.5], "plain: the loss is NaN at step 1"],
    ["two NaN apart", [Number.NaN, 0.5, Number.NaN, 0.5], "plain: the loss is NaN at step 0, and not only there"],
  ])("says in words: %s", (_, numbers, note) => {
    const chart = chartOf(numbers);
    expect(linesOf(chart).split("\n")).toContain(note);
    const svg = drawingOf(chart);
    expect(svg).toContain(`>${note}</text>`);
    expect(svg.replace(note, "")).not.toMatch(/NaN|Infinity/);
  });

  test("a missing number of a broken library counts as NaN", () => {
    const broken = [0.5, undefined as unknown as number];
    expect(linesOf(chartOf(broken))).toContain("the loss is NaN at step 1");
  });

  test("a 0 has no place on a logarithmic axis, and is said", () => {
    const y = { from: 1e-8, to: 1, logarithmic: true, marks: [1e-8, 1e-2, 1] };
    const lines = linesOf(chartOf([1, 0, 0], y));
    expect(lines).toContain("plain: the loss is exactly 0 from step 1 on");
    expect(lines).toContain("1e-8+");
    expect(lines).toContain("0.01+");
    expect(linesOf(chartOf([1, 0, 0]))).not.toContain("exactly");
  });

  test("colours go to signs only where there are colours", () => {
    const inked = linesOf(chartOf([0, 1]), lookFor({ columns: 60, unicode: true, color: true }));
    expect(inked).toContain("\u001b[36m●\u001b[39m plain");
    expect(linesOf(chartOf([0, 1]))).not.toContain("\u001b");
  });
});

describe("pictureLines({ kind: histograms })", () => {
  const of = (numbers: readonly number[]): Picture => ({
    kind: "histograms",
    x: axis("output", 0, 1),
    bins: 2,
    panels: [{ title: "all", numbers }],
  });

  test("the tallest bar shows its share, and the others are in proportion", () => {
    const lines = linesOf(of([0.1, 0.2, 0.3, 0.9]));
    expect(lines).toContain("75 %+");
    const heights = [10, 50].map((column) => lines.split("\n").filter((line) => line[column] === "#").length);
    expect(heights).toEqual([6, 2]);
  });

  test("NaN is in no bar, and is said", () => {
    expect(linesOf(of([0.1, Number.NaN]))).toContain("all: 1 of 2 numbers are NaN");
    expect(linesOf(of([0.1, Number.NaN]))).toContain("100 %+");
    expect(drawingOf(of([Number.NaN]))).toContain("all: 1 of 1 numbers are NaN");
  });
});

describe("pictureLines({ kind: fields })", () => {
  const of = (grid: readonly (readonly number[])[]): Picture => ({
    kind: "fields",
    low: "dropped",
    high: "kept",
    panels: [{ title: "mask", grid }],
  });

  test("a cell has two columns, the darker the nearer to 1", () => {
    expect(
      linesOf(
        of([
          [0, 1],
          [0.5, 0],
        ]),
      )
        .split("\n")
        .slice(0, 3),
    ).toEqual(["mask", "  @@", "++"]);
    expect(linesOf(of([[0, 1]]))).toContain("[  ] dropped   [@@] kept");
  });

  test("NaN has a sign of its own, and is said", () => {
    const lines = linesOf(of([[Number.NaN, 1]]));
    expect(lines).toContain("??@@");
    expect(lines).toContain("mask: 1 of 2 numbers are NaN or infinite");
  });
});

describe("pictureLines({ kind: planes })", () => {
  const of = (score: (x: number, y: number) => number): Picture => ({
    kind: "planes",
    points: [
      { x: 0, y: 0, label: 0 },
      { x: 1, y: 1, label: 1 },
    ],
    panels: [{ title: "now", score }],
  });

  test("shades follow the score, and points stand on them", () => {
    const rows = linesOf(of((x) => 100 * (0.5 - x)))
      .split("\n")
      .slice(1, 12);
    for (const row of rows) expect(row.replaceAll(/[ox]/g, "")).toMatch(/^ *[ .+#]{0,2}@*$/);
    expect([rows.join("").split("o").length, rows.join("").split("x").length]).toEqual([2, 2]);
    expect(rows.findIndex((row) => row.includes("x"))).toBeLessThan(rows.findIndex((row) => row.includes("o")));
  });

  test("a score that is NaN is said, and has no border", () => {
    expect(linesOf(of(() => Number.NaN))).toMatch(/now: \d+ of \d+ numbers are NaN/);
    const svg = drawingOf(of((x) => (x > 0.5 ? Number.NaN : -1)));
    expect(svg).toMatch(/now: \d+ of 1333 numbers are NaN/);
    expect(svg).not.toMatch(/NaN \d|L[^"]*NaN/);
  });
});

describe("toAscii(text)", () => {
  test.each([
    ["10⁻⁸ and 10¹²", "1e-8 and 1e12"],
    ["½·x² ≥ −1", "1/2*x^2 >= -1"],
    ["plain text: 5 %", "plain text: 5 %"],
    ["☃", "?"],
  ])("%s becomes %s", (text, ascii) => {
    expect(toAscii(text)).toBe(ascii);
  });
});
