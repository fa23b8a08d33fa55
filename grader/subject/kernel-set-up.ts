/** @file Test equipment: kernels as a course has them, with regions that may be filled in. */
import type { Contract } from "../../kernels/contracts/contract.ts";
import type { ModuleMap } from "../course/locked-modules.ts";

/** A kernel whose region may be filled in. */
export interface SampleKernel {
  readonly contract: Contract;
  /** The reference's region. */
  readonly body: string;
  /** The given text above the region. */
  readonly head: string;
}

/** `y[i] = max(x[i], 0)` */
export const relu: SampleKernel = {
  contract: {
    kernel: "relu",
    file: "5-kernels/map/relu.wgsl",
    stub: "relu.kernel",
    formula: "y[i] = max(x[i], 0)",
    uniforms: [{ name: "n", type: "u32" }],
    bindings: [
      { name: "x", binding: 1, access: "read", type: "f32", shape: ({ n = 0 }) => [n] },
      { name: "y", binding: 2, access: "write", type: "f32", shape: ({ n = 0 }) => [n] },
    ],
    workgroupSize: [64, 1, 1],
    workgroups: ({ n = 0 }) => [Math.ceil(n / 64), 1, 1],
  },
  head: `struct Sizes { n: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {`,
  body: `let i = id.x;
if (i >= sizes.n) { return; }
y[i] = max(x[i], 0.0);`,
};

/** `y[w] = Σ x[i]` over the elements of workgroup w. */
export const total: SampleKernel = {
  contract: {
    ...relu.contract,
    kernel: "total",
    file: "5-kernels/reduce/total.wgsl",
    stub: "total.kernel",
    formula: "y[w] = Σ x[i] over the elements of workgroup w",
    bindings: [
      { name: "x", binding: 1, access: "read", type: "f32", shape: ({ n = 0 }) => [n] },
      { name: "y", binding: 2, access: "write", type: "f32", shape: ({ n = 0 }) => [Math.ceil(n / 64)] },
    ],
  },
  head: `struct Sizes { n: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
var<workgroup> part: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) group: vec3u) {`,
  body: `part[lane] = 0.0;
if (id.x < sizes.n) { part[lane] = x[id.x]; }
workgroupBarrier(); // written
for (var half = 32u; half > 0; half /= 2) {
  if (lane < half) { part[lane] += part[lane + half]; }
  workgroupBarrier(); // halved
}
if (lane == 0) { y[group.x] = part[0]; }`,
};

/** The text of a kernel with this region, as it is assembled. */
export function textOf({ contract, head }: SampleKernel, body: string): string {
  const region = body === "" ? "" : `${body.trim()}\n`;
  return `${head}
  // START CODE HERE (${contract.stub}) ~3 lines: compute it
${region}  // END CODE HERE
}
`;
}

/** The modules of a library that has only this kernel. */
export function libraryOf(kernel: SampleKernel, body = kernel.body): ModuleMap {
  return { [`course:${kernel.contract.file}`]: textOf(kernel, body) };
}

/** The line of a kernel's text, from 1, on which its region begins. */
export function regionLineOf({ head }: SampleKernel): number {
  return head.split("\n").length + 2;
}
