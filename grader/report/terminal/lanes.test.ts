import { describe, expect, test } from "vitest";
import { runLaunch } from "../../../kernels/interpreter/run.ts";
import { launchOf } from "../../../kernels/interpreter/trial.ts";
import { alignLanes, lanesLines } from "./lanes.ts";

const wgsl = `@group(0) @binding(0) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) {
  var sum = 0.0;
  for (var k = 0u; k < i; k++) {
    sum += f32(k);
  }
  if (i > 1) {
    out[i] = sum;
  }
}`;

function traced(invocations: readonly number[]) {
  const launch = launchOf(wgsl, { buffers: [{ out: new Float32Array(4) }] });
  return runLaunch(launch, { trace: { workgroup: [0, 0, 0], invocations } }).trace?.steps ?? [];
}

describe("alignLanes(steps)", () => {
  test("the nth visits of a line share a row", () => {
    const rows = alignLanes(traced([1, 3])).filter(({ line }) => line === 5);
    expect(rows.map(({ made }) => [...made.keys()])).toEqual([[1, 3], [3], [3]]);
  });

  test("each invocation goes through its rows from top to bottom", () => {
    const steps = traced([0, 1, 2, 3]);
    const rows = alignLanes(steps);
    for (const own of [0, 1, 2, 3])
      expect(rows.flatMap(({ made }) => made.get(own) ?? [])).toEqual(steps.filter((step) => step.invocation === own));
  });
});

describe("lanesLines(input)", () => {
  const lanes = [1, 2].map((invocation) => ({ invocation, heading: `(${invocation}, 0, 0)` }));
  const lines = lanesLines({ wgsl, steps: traced([1, 2]), lanes, line: 8, rows: 20, columns: 80 });

  test("each invocation has a column, and a dot where it did not come", () => {
    expect(lines[0]).toMatch(/line .*\(1, 0, 0\) +\(2, 0, 0\)$/u);
    expect(lines.at(-1)).toMatch(/^▸ +8 {2}out\[i\] = sum; +· +out\[2\] = 1$/u);
    expect(lines.find((line) => line.includes("if (i > 1)"))).toMatch(/false +true$/u);
  });

  test("few rows show what came just before the line", () => {
    const few = lanesLines({ wgsl, steps: traced([2]), lanes: lanes.slice(1), line: 8, rows: 2, columns: 80 });
    expect(few.slice(1).map((line) => Number(/\d+/u.exec(line)?.[0]))).toEqual([7, 8]);
  });

  test("no line is longer than the terminal is wide", () => {
    const narrow = lanesLines({ wgsl, steps: traced([1, 2]), lanes, rows: 20, columns: 60 });
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});
