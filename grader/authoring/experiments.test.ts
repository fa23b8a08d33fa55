import { beforeAll, describe, expect, test } from "vitest";
import { assignmentFolder, loadAssignments } from "../course/assignment.ts";
import type { Chart } from "../drawing/chart.ts";
import type { Experiment, Picture } from "../drawing/experiment.ts";
import { experimentLines } from "../drawing/terminal/experiment-lines.ts";
import { width } from "../report/terminal/layout.ts";
import { useReference } from "./use-reference.ts";

useReference();

const names = [
  "slopes",
  "zigzag",
  "symmetry",
  "beginnings",
  "saturation",
  "moons",
  "depth",
  "landscape",
  "flowers",
  "learning-rates",
  "masks",
  "ensemble",
  "early-stopping",
];
let found: readonly string[] = [];
let experiments: ReadonlyMap<string, Experiment> = new Map();
const pictures = new Map<string, Picture>();

beforeAll(async () => {
  const assignments = loadAssignments().filter(({ id }) => ["3-networks", "4-training"].includes(id));
  const all = await Promise.all(
    assignments.map(async (assignment) => {
      const file = new URL("experiments.ts", assignmentFolder(assignment));
      const module = (await import(file.href)) as { readonly experiments: Readonly<Record<string, Experiment>> };
      return Object.entries(module.experiments);
    }),
  );
  found = all.flat().map(([name]) => name);
  experiments = new Map(all.flat());
  for (const [name, { draw }] of experiments) pictures.set(name, draw());
});

/** The curves of a chart: label → numbers. */
function curvesOf(name: string): ReadonlyMap<string, readonly number[]> {
  const { curves } = pictures.get(name) as Chart;
  return new Map(curves.map(({ label, points }) => [label, points.map(([, y]) => y)]));
}

/** The numbers of one curve; its label contains the words. */
function curve(name: string, words: string): readonly number[] {
  const [, numbers = []] = [...curvesOf(name)].find(([label]) => label.includes(words)) ?? [];
  return numbers;
}

function picture<Kind extends Picture["kind"]>(name: string, kind: Kind): Extract<Picture, { readonly kind: Kind }> {
  const drawn = pictures.get(name);
  expect(drawn?.kind).toBe(kind);
  return drawn as Extract<Picture, { readonly kind: Kind }>;
}

const last = (numbers: readonly number[]) => numbers.at(-1) ?? Number.NaN;

describe("experiments on the reference: what their texts claim", () => {
  test("each has its test here, and a name of its own", () => {
    expect(found).toEqual(names);
  });

  test("slopes: tanh is flat beyond 3, the sigmoid beyond 5", () => {
    const { curves } = picture("slopes", "chart");
    const steepest = (k: number, from: number) =>
      Math.max(...(curves[k]?.points ?? []).filter(([x]) => Math.abs(x) > from).map(([, slope]) => slope));
    expect(steepest(0, 5.01)).toBeLessThan(0.01);
    expect(steepest(1, 3.01)).toBeLessThan(0.01);
    expect([steepest(0, 3.01) > 0.01, steepest(2, 5)]).toEqual([true, 1]);
  });

  test("zigzag: positive inputs move both weights alike", () => {
    const { curves } = picture("zigzag", "chart");
    const shares = curves.map(({ points }) => {
      const steps = points.slice(1).map(([x, y], i) => [x - (points[i]?.[0] ?? 0), y - (points[i]?.[1] ?? 0)] as const);
      return steps.filter(([first, second]) => first * second > 0).length / steps.length;
    });
    expect(shares[0]).toBe(1);
    expect(shares[1]).toBeLessThan(0.6);
    expect(curves.map(({ label }) => label)).toEqual(
      shares.map((share) => expect.stringContaining(`${Math.round(100 * share)} %`) as string),
    );
    for (const { points } of curves)
      expect(Math.hypot((points.at(-1)?.[0] ?? 0) - 1, (points.at(-1)?.[1] ?? 0) + 1)).toBeLessThan(0.05);
  });

  test("symmetry: equal neurons are at distance 0", () => {
    expect(new Set(curve("symmetry", "distance, constant"))).toEqual(new Set([0]));
    expect(last(curve("symmetry", "loss, constant"))).toBeGreaterThan(0.7);
    expect(last(curve("symmetry", "loss, drawn"))).toBeLessThan(1e-20);
  });

  test("beginnings: Kaiming keeps the size", () => {
    expect(Math.abs(Math.log10(last(curve("beginnings", "Kaiming"))))).toBeLessThan(1);
    expect(last(curve("beginnings", "Xavier"))).toBeLessThan(1e-5);
    expect(last(curve("beginnings", "0.3"))).toBeGreaterThan(1e8);
  });

  test("saturation: large weights push outputs to the edges", () => {
    const { panels } = picture("saturation", "histograms");
    const [small, , large] = panels.map(({ numbers }) => [...numbers]);
    const share = (numbers: readonly number[] = [], holds: (x: number) => boolean) =>
      numbers.filter(holds).length / numbers.length;
    const isAtEdge = (x: number) => Math.abs(x) > 0.9;
    expect(share(small, (x) => Math.abs(x) < 0.01)).toBe(1);
    expect(share(large, isAtEdge)).toBeCloseTo(2 / 3, 1);
    expect(share([...(panels[1]?.numbers ?? [])], isAtEdge)).toBe(0);
  });

  test("moons: the border separates them in the end", () => {
    const { points, panels } = picture("moons", "planes");
    const right = panels.map(
      ({ score }) => points.filter(({ x, y, label }) => score(x, y) > 0 === (label === 0)).length / points.length,
    );
    expect(right[0]).toBeLessThan(0.8);
    expect(right[2]).toBe(1);
  });

  test("depth: shortcuts save from vanishing, not from exploding", () => {
    const first = (label: string) => curvesOf("depth").get(label)?.[0] ?? Number.NaN;
    expect(first("x + f, small") / first("f, small")).toBeGreaterThan(1e3);
    expect(first("x + f, Xavier") / first("f, Xavier")).toBeGreaterThan(1e3);
    expect(first("f, Kaiming")).toBeGreaterThan(1);
    expect(first("f, Xavier")).toBeLessThan(1e-6);
    expect(first("x + f, Kaiming")).toBeGreaterThan(1e12);
  });

  test("landscape: the ground is near 0 with shortcuts only", () => {
    expect(Math.min(...curve("landscape", "x + f(x)"))).toBeLessThan(0.05);
    expect(Math.min(...(curvesOf("landscape").get("f(x)") ?? []))).toBeCloseTo(0.7, 1);
  });

  test("flowers: one scale suits a rate that none of the measures does", () => {
    const [leaps = [], crawls = [], scaled = []] = [...curvesOf("flowers").values()];
    expect(Math.min(...leaps)).toBeGreaterThan(0.7);
    expect(leaps.filter((loss) => loss > 2).length).toBeGreaterThan(100);
    expect(last(crawls)).toBeGreaterThan(0.9);
    expect(last(crawls)).toBeLessThan(1.1);
    expect(last(scaled)).toBeLessThan(0.15);
  });

  test("learning-rates: the schedule comes nearest", () => {
    const ends = [...curvesOf("learning-rates").values()].map(last);
    const [slow = 0, wild = 0, fixed = 0, scheduled = 0] = ends;
    expect(slow).toBeGreaterThan(1);
    expect(wild).toBeGreaterThan(1e6);
    expect(fixed).toBeGreaterThan(2 * scheduled);
    const late = curve("learning-rates", "0.1").slice(100);
    expect(late.filter((distance) => distance < scheduled)).toEqual([]);
  });

  test("masks: about 1 − p is kept, and the titles say how much", () => {
    const { panels } = picture("masks", "fields");
    [0.2, 0.5, 0.8].forEach((p, k) => {
      const bits = panels[k]?.grid.flat() ?? [];
      const kept = bits.filter((bit) => bit === 1).length / bits.length;
      expect(bits).toHaveLength(96);
      expect(Math.abs(kept - (1 - p))).toBeLessThan(0.1);
      expect(panels[k]?.title).toBe(`p = ${p}: ${Math.round(100 * kept)} % kept`);
    });
  });

  test("ensemble: the average of ten is as good as the whole", () => {
    const [average, whole] = [curve("ensemble", "average"), last(curve("ensemble", "whole"))];
    expect(average[0]).toBeGreaterThan(1.3 * whole);
    for (const loss of average.slice(9)) expect(Math.abs(loss / whole - 1)).toBeLessThan(0.04);
  });

  test("early-stopping: the weights of the lowest loss come back", () => {
    const others = curve("early-stopping", "others");
    const lowest = Math.min(...others);
    expect(last(curve("early-stopping", "kept: epoch 8"))).toBe(lowest);
    expect(others.indexOf(lowest)).toBe(8);
    expect(last(others)).toBeGreaterThan(1.1 * lowest);
    expect(last(curve("early-stopping", "learned"))).toBeLessThan(0.05);
  });
});

describe("experimentLines(experiment, picture, options)", () => {
  test.each(names.flatMap((name) => [60, 80].map((columns) => ({ name, columns }))))(
    "$name fits into $columns columns",
    ({ name, columns }) => {
      const experiment = experiments.get(name);
      const drawn = pictures.get(name);
      if (experiment === undefined || drawn === undefined) throw new Error(`no ${name}`);
      for (const unicode of [true, false]) {
        const lines = experimentLines(experiment, drawn, { columns, unicode, color: false });
        expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(columns);
        // A sign that has no plain form would be written as a question mark: only questions have one.
        if (!unicode) expect(lines.join("\n")).toMatch(/^[\n -~]*$/);
        expect(lines.join(" ").match(/\?/g)?.length).toBe(experiment.question.match(/\?/g)?.length);
      }
      expect(experiment.question).toMatch(/\?$/);
      expect(experiment.look).toMatch(/\.$/);
    },
  );
});
