import { describe, expect, test } from "vitest";
import { nobody } from "./collect.ts";
import { describeFault, describeWarning } from "./fault.ts";
import { naiveMatmul, softmaxRows, tiledMatmul, treeSum } from "./sample-kernels.ts";
import { faultOf, lineWith, ran } from "./trial.ts";
import type { Trial } from "./trial.ts";

/** The kernel with one text changed. */
function changed(wgsl: string, from: string, to: string): string {
  if (wgsl.split(from).length !== 2) throw new Error(`expected ${from} once`);
  return wgsl.replace(from, to);
}

function matmulTrial(m: number, k: number, n: number): Trial {
  return {
    buffers: [
      { in: new Float32Array(m * k).fill(1) },
      { in: new Float32Array(k * n).fill(1) },
      { out: new Float32Array(m * n) },
      { uniform: Uint32Array.of(m, k, n, 0) },
    ],
    workgroups: [Math.ceil(n / 16), Math.ceil(m / 16), 1],
  };
}

const sumTrial: Trial = {
  buffers: [{ in: new Float32Array(100).fill(1) }, { out: new Float32Array(2) }, { uniform: Uint32Array.of(100) }],
  workgroups: [2, 1, 1],
};

test("words of the red zone need not be written, and each written word has its writer", async () => {
  const wgsl = `
@group(0) @binding(0) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < 6) { y[5 - id.x] = 1; }
}`;
  const trial: Trial = { buffers: [{ out: new Float32Array(8), logicalWords: 6 }], workgroups: [2, 1, 1] };
  const outcome = await ran(wgsl, { ...trial, writers: true });
  expect(outcome.warnings).toEqual([]);
  const writers = outcome.writers?.get(0) ?? [];
  expect([...writers].filter((_, i) => i % 3 === 0)).toEqual([5, 4, 3, 2, 1, 0, nobody, nobody]);
  expect(await ran(wgsl, trial)).not.toHaveProperty("writers");
});

describe("index out of range", () => {
  test("a missing guard is found where it reads", async () => {
    const wgsl = changed(naiveMatmul, "if (row >= sizes.m || column >= sizes.n) { return; }", "");
    const fault = await faultOf(wgsl, matmulTrial(17, 4, 16));
    expect(fault).toMatchObject({
      kind: "out-of-range",
      variable: "a",
      index: 17 * 4,
      length: 17 * 4,
      line: lineWith(wgsl, "sum +="),
      invocation: { global: [0, 17, 0], local: [0, 1, 0], workgroup: [0, 1, 0] },
    });
    expect(describeFault(fault)).toBe(
      "line 15: a has 68 elements, and index 68 is none of them (global_invocation_id (0, 17, 0), local_invocation_id (0, 1, 0))",
    );
  });

  test("<= for < in a loop is found in its last round", async () => {
    const wgsl = changed(naiveMatmul, "p < sizes.k", "p <= sizes.k");
    const fault = await faultOf(wgsl, matmulTrial(1, 4, 1));
    expect(fault).toMatchObject({ kind: "out-of-range", variable: "a", index: 4, length: 4 });
  });

  test("a word of the red zone is none, though it is bound", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(8) fn main(@builtin(local_invocation_index) i: u32) {
  y[min(i, arrayLength(&x) - 1)] = 1;
}`;
    const buffers = (logicalWords: number) => [{ in: new Float32Array(8) }, { out: new Float32Array(8), logicalWords }];
    expect(await faultOf(wgsl, { buffers: buffers(5) })).toMatchObject({
      kind: "out-of-range",
      variable: "y",
      index: 5,
      length: 5,
      invocation: { global: [5, 0, 0] },
    });
    // arrayLength tells the bound length.
    expect((await ran(wgsl, { buffers: buffers(8) })).warnings).toEqual([]);
  });

  test("of a struct's last member too, and at an index that is known before", async () => {
    const wgsl = `
struct List { count: u32, rest: array<f32> }
@group(0) @binding(0) var<storage, read_write> list: List;
@compute @workgroup_size(1) fn main() { list.rest[3] = f32(list.count); }`;
    const buffers = (logicalWords: number) => [{ out: new Float32Array(8), logicalWords }];
    expect(await faultOf(wgsl, { buffers: buffers(4) })).toMatchObject({ index: 3, length: 3 });
    await ran(wgsl, { buffers: buffers(5) });
  });

  test("a negative index is none", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<i32>;
@compute @workgroup_size(1) fn main() { x[x[0] - 1] = 1; }`;
    expect(await faultOf(wgsl, { buffers: [{ out: Int32Array.of(0, 0) }] })).toMatchObject({ index: -1, line: 3 });
  });

  test("of a variable, a vector and a matrix too", async () => {
    const inside = (declaration: string, use: string): string => `
@group(0) @binding(0) var<storage, read_write> x: array<u32>;
@compute @workgroup_size(1) fn main() {
  ${declaration}
  x[0] = u32(${use});
}`;
    const cases = [
      ["var v: array<u32, 5>;", "v[x[1]]", "v", 5],
      ["var v = vec3u(1, 2, 3);", "v[x[1]]", "v", 3],
      ["var v = mat2x2f();", "v[x[1]].x", "v", 2],
      ["let v = vec4f();", "v[x[1]]", undefined, 4],
      ["let v = array(1, 2, 3);", "v[x[1]]", undefined, 3],
    ] as const;
    for (const [declaration, use, variable, length] of cases) {
      const fault = await faultOf(inside(declaration, use), { buffers: [{ out: Uint32Array.of(0, 9) }] });
      expect(fault).toMatchObject({ kind: "out-of-range", variable, index: 9, length, line: 5 });
    }
  });
});

describe("races in a workgroup", () => {
  test("a missing barrier after writing is a race of a write and a read", async () => {
    const wgsl = changed(treeSum, "workgroupBarrier(); // written", "");
    const fault = await faultOf(wgsl, sumTrial);
    expect(fault).toMatchObject({ kind: "race", variable: "part", space: "workgroup", within: "workgroup" });
    const lines = fault.kind === "race" ? [fault.first.line, fault.second.line].toSorted((a, b) => a - b) : [];
    expect(lines).toEqual([lineWith(wgsl, "part[i] = own"), lineWith(wgsl, "part[i] += part[i + half]")]);
  });

  test("a missing barrier across the loop is a race with the next round", async () => {
    const wgsl = changed(tiledMatmul, "workgroupBarrier(); // read", "");
    const fault = await faultOf(wgsl, matmulTrial(16, 32, 16));
    // The first invocation has gone round the loop, and written, before the second reads.
    expect(fault).toMatchObject({
      kind: "race",
      first: { kind: "write", line: lineWith(wgsl, "tileA[local.y][local.x] = a[") },
      second: { kind: "read", line: lineWith(wgsl, "sum += tileA") },
    });
  });

  test("a missing barrier in a reduction is found", async () => {
    const wgsl = changed(treeSum, "workgroupBarrier(); // halved", "");
    expect(await faultOf(wgsl, sumTrial)).toMatchObject({
      kind: "race",
      element: expect.stringMatching(/^part\[\d+\]$/),
    });
  });

  test("a second reader counts, whoever writes", async () => {
    // 0 reads, 1 reads, and after a barrier of the other address space 0 writes.
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<u32>;
@compute @workgroup_size(2) fn main(@builtin(local_invocation_index) i: u32) {
  x[1 + i] = x[0];
  workgroupBarrier();
  if (i == 0) { x[0] = 7; }
}`;
    const fault = await faultOf(wgsl, { buffers: [{ out: new Uint32Array(3) }] });
    expect(fault).toMatchObject({ kind: "race", element: "x[0]", first: { line: 4 }, second: { line: 6 } });
    const control = changed(wgsl, "workgroupBarrier", "storageBarrier");
    expect((await ran(control, { buffers: [{ out: new Uint32Array(3) }] })).kind).toBe("ran");
  });

  test("what an earlier workgroup did to its own memory is no part of one", async () => {
    const wgsl = `
var<workgroup> flag: u32;
@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@compute @workgroup_size(2) fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) i: u32) {
  if (group.x == 0 && i == 0) { flag = 1; }
  if (group.x == 1 && i == 0) { out[0] = flag; }
  if (group.x == 1 && i == 1) { flag = 2; }
}`;
    const fault = await faultOf(wgsl, { buffers: [{ out: new Uint32Array(1) }], workgroups: [2, 1, 1] });
    expect(fault).toMatchObject({
      within: "workgroup",
      first: { kind: "read", line: 6, invocation: { global: [2, 0, 0] } },
      second: { kind: "write", line: 7, invocation: { global: [3, 0, 0] } },
    });
  });

  test("writing the same value twice is a race", async () => {
    const wgsl = `
var<workgroup> flag: u32;
@compute @workgroup_size(2) fn main() { flag = 1; }`;
    expect(await faultOf(wgsl)).toMatchObject({ kind: "race", element: "flag", first: { kind: "write" } });
  });
});

describe("races in a launch", () => {
  const racySum = `
@group(0) @binding(0) var<storage, read_write> total: u32;
@compute @workgroup_size(1) fn main() {
  total += 1;
}`;

  test("+= on one word by many workgroups is a race", async () => {
    const fault = await faultOf(racySum, { buffers: [{ out: new Uint32Array(1) }], workgroups: [3, 1, 1] });
    expect(fault).toMatchObject({
      kind: "race",
      variable: "total",
      space: "storage",
      within: "launch",
      first: { kind: "write", line: 4, invocation: { global: [0, 0, 0] } },
      second: { kind: "read", line: 4, invocation: { global: [1, 0, 0] } },
    });
    expect(describeFault(fault)).toBe(
      "race on total: a write in line 4 by (0, 0, 0) and a read in line 4 by (1, 0, 0), in different workgroups",
    );
  });

  test("so it is by many invocations of one", async () => {
    const wgsl = changed(racySum, "workgroup_size(1)", "workgroup_size(8)");
    expect(await faultOf(wgsl, { buffers: [{ out: new Uint32Array(1) }] })).toMatchObject({ within: "workgroup" });
  });

  test("atomics do not race", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> total: atomic<u32>;
@compute @workgroup_size(8) fn main() { atomicAdd(&total, 1); }`;
    const outcome = await ran(wgsl, { buffers: [{ out: new Uint32Array(1) }], workgroups: [3, 1, 1] });
    expect([...(outcome.bytes.get(0) ?? [])]).toEqual([24, 0, 0, 0]);
    expect(outcome.counts.spaces.storage.atomics).toBe(24);
  });

  test("a workgroup that writes what an earlier one read is found after it read itself", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<u32>;
@compute @workgroup_size(1) fn main(@builtin(workgroup_id) group: vec3u) {
  let seen = x[0];
  if (group.x == 1) { x[0] = seen + 1; }
}`;
    const fault = await faultOf(wgsl, { buffers: [{ out: new Uint32Array(1) }], workgroups: [2, 1, 1] });
    expect(fault).toMatchObject({ within: "launch", first: { kind: "read", line: 4 }, second: { line: 5 } });
  });
});

describe("barriers", () => {
  const inBranch = `
@compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) {
  if (i < 2) {
    workgroupBarrier();
  }
}`;

  test("in a branch that some take, some wait and others have ended", async () => {
    // Dawn refuses it, as it should; the interpreter finds it by itself.
    const fault = await faultOf(inBranch, { mayBeRefused: true });
    expect(fault).toMatchObject({
      kind: "divergent-barrier",
      waiting: { line: 4, barrier: "workgroupBarrier", invocation: { local: [0, 0, 0] } },
      other: { kind: "ended", line: 6, invocation: { local: [2, 0, 0] } },
    });
    expect(describeFault(fault)).toBe(
      "line 4: workgroupBarrier waits for all invocations of the workgroup, and (2, 0, 0) has ended in line 6",
    );
  });

  test("after an early return, the line of the return is told", async () => {
    const wgsl = `
@compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) {
  if (i == 3) { return; }
  workgroupBarrier();
}`;
    const fault = await faultOf(wgsl, { mayBeRefused: true });
    expect(fault).toMatchObject({ waiting: { line: 4 }, other: { kind: "ended", line: 3 } });
  });

  test("two different ones, by calls of one function from two branches", async () => {
    const wgsl = `
fn wait() { workgroupBarrier(); }
@compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) {
  if (i == 3) { wait(); } else { wait(); }
}`;
    const fault = await faultOf(wgsl, { mayBeRefused: true });
    expect(fault).toMatchObject({
      kind: "divergent-barrier",
      other: { kind: "waiting", invocation: { local: [3, 0, 0] } },
    });
  });
});

describe("what does not end", () => {
  const loops = [
    ["while (true) {}", "loop"],
    ["for (var i = 0; i >= 0; i += 0) {}", "loop"],
    ["loop { if (x[0] == 1) { break; } }", "loop"],
    ["for (var i = 0u; i < 4000000000u; i++) { x[0] = i; }", "loop"],
  ] as const;
  test.each(loops)("%s", async (statement, what) => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<u32>;
@compute @workgroup_size(1) fn main() {
  x[0] = 0;
  ${statement}
}`;
    const fault = await faultOf(wgsl, { buffers: [{ out: new Uint32Array(1) }], fuel: 100_000 });
    expect(fault).toMatchObject({ kind: "endless", what, line: 5 });
  });

  test("nor do functions that call each other twice, forty deep", async () => {
    const functions = Array.from(
      { length: 40 },
      (_, i) => `fn f${i + 1}(x: u32) -> u32 { return f${i}(x) + f${i}(x); }`,
    );
    const wgsl = `fn f0(x: u32) -> u32 { return x; }\n${functions.join("\n")}
@compute @workgroup_size(1) fn main(@builtin(local_invocation_index) i: u32) { _ = f40(i); }`;
    expect(await faultOf(wgsl, { fuel: 100_000 })).toMatchObject({ kind: "endless", what: "call" });
  });
});

describe("warnings", () => {
  test("tanh of 100 is not a number", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
@compute @workgroup_size(1) fn main() {
  x[0] = tanh(x[0]);
  x[0] = tanh(clamp(x[0], -15, 15));
}`;
    const { warnings } = await ran(wgsl, { buffers: [{ out: Float32Array.of(100) }] });
    expect(warnings).toMatchObject([{ kind: "non-finite", operation: "tanh", operands: [100], line: 4 }]);
    expect(warnings.map(describeWarning)[0]).toMatch(/^line 4: tanh of 100 is NaN /);
  });

  test("softmax without the largest subtracted overflows", async () => {
    const wgsl = softmaxRows.replaceAll(" - most)", ")");
    const { warnings } = await ran(wgsl, {
      buffers: [{ in: Float32Array.of(100, 200) }, { out: new Float32Array(2) }, { uniform: Uint32Array.of(1, 2) }],
    });
    expect(warnings[0]).toMatchObject({ operation: "exp", operands: [100], result: Infinity });
  });

  test("workgroup memory that is read before it is written is told", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<f32>;
struct Part { sums: array<vec2f, 4>, n: u32 }
var<workgroup> part: Part;
@compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) {
  if (i > 0) { part.sums[i].y = 1; }
  workgroupBarrier();
  x[i] = part.sums[i].y;
}`;
    const { warnings } = await ran(wgsl, { buffers: [{ out: new Float32Array(4) }] });
    expect(warnings).toMatchObject([
      {
        kind: "unwritten-read",
        variable: "part",
        element: "part.sums[0].y",
        line: 8,
        invocation: { local: [0, 0, 0] },
      },
    ]);
  });

  test("an output element that nothing writes is told", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<u32>;
@compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) { if (i != 2) { x[i] = i; } }`;
    const outcome = await ran(wgsl, { buffers: [{ out: new Uint32Array(5) }] });
    expect(outcome.warnings).toEqual([{ kind: "never-written", variable: "x", binding: 0, words: 2, element: "x[2]" }]);
    expect([...(outcome.written.get(0) ?? [])]).toEqual([1, 1, 0, 1, 0]);
  });
});

test("a kernel that does nothing leaves its buffers as they were, and is told", async () => {
  const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<u32>;
@compute @workgroup_size(1) fn main() {}`;
  const outcome = await ran(wgsl, { buffers: [{ out: Uint32Array.of(7) }] });
  expect([...(outcome.bytes.get(0) ?? [])]).toEqual([7, 0, 0, 0]);
  expect(outcome.warnings).toMatchObject([{ kind: "never-written", binding: 0, words: 1 }]);
});

describe("launches that do not fit", () => {
  const wgsl = `
@group(0) @binding(0) var<storage, read_write> x: array<u32, 4>;
@compute @workgroup_size(1) fn main() { x[0] = 1; }`;
  const trials: readonly (readonly [string, Trial])[] = [
    ["needs at least 16 bytes", { buffers: [{ out: new Uint32Array(3) }] }],
    ["where the launch has nothing", {}],
    ["something else than uniform", { buffers: [{ uniform: new Uint32Array(4) }] }],
    ["workgroups along each axis", { buffers: [{ out: new Uint32Array(4) }], workgroups: [65_536, 1, 1] }],
  ];
  test.each(trials)("%s", async (message, trial) => {
    expect(await faultOf(wgsl, trial)).toMatchObject({ kind: "launch", message: expect.stringContaining(message) });
  });
});
