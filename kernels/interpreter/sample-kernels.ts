/** @file Kernels as a course has them, for the tests and the bench. */

const matmulHead = `
struct Sizes { m: u32, k: u32, n: u32 }
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> c: array<f32>;
@group(0) @binding(3) var<uniform> sizes: Sizes;
`;

/** `C = A · B`: an invocation for each element of C. a is [m, k], b is [k, n], c is [m, n]. */
export const naiveMatmul = `${matmulHead}
@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let row = id.y;
  let column = id.x;
  if (row >= sizes.m || column >= sizes.n) { return; }
  var sum = 0.0;
  for (var p = 0u; p < sizes.k; p++) {
    sum += a[row * sizes.k + p] * b[p * sizes.n + column];
  }
  c[row * sizes.n + column] = sum;
}
`;

/** The same, with tiles of A and B in workgroup memory. */
export const tiledMatmul = `${matmulHead}
const T = 16u;
var<workgroup> tileA: array<array<f32, T>, T>;
var<workgroup> tileB: array<array<f32, T>, T>;

@compute @workgroup_size(T, T)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  var sum = 0.0;
  for (var start = 0u; start < sizes.k; start += T) {
    let column = start + local.x;
    let row = start + local.y;
    tileA[local.y][local.x] = 0.0;
    tileB[local.y][local.x] = 0.0;
    if (id.y < sizes.m && column < sizes.k) { tileA[local.y][local.x] = a[id.y * sizes.k + column]; }
    if (row < sizes.k && id.x < sizes.n) { tileB[local.y][local.x] = b[row * sizes.n + id.x]; }
    workgroupBarrier(); // written
    for (var p = 0u; p < T; p++) {
      sum += tileA[local.y][p] * tileB[p][local.x];
    }
    workgroupBarrier(); // read
  }
  if (id.y < sizes.m && id.x < sizes.n) { c[id.y * sizes.n + id.x] = sum; }
}
`;

/** `out[w] = Σ x[i]` over the elements of workgroup w. x is [n]. */
export const treeSum = `
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@group(0) @binding(2) var<uniform> n: u32;
var<workgroup> part: array<f32, 64>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) id: vec3<u32>,
  @builtin(local_invocation_index) i: u32,
  @builtin(workgroup_id) group: vec3<u32>,
) {
  var own = 0.0;
  if (id.x < n) { own = x[id.x]; }
  part[i] = own;
  workgroupBarrier(); // written
  for (var half = 32u; half > 0; half /= 2) {
    if (i < half) { part[i] += part[i + half]; }
    workgroupBarrier(); // halved
  }
  if (i == 0) { out[group.x] = part[0]; }
}
`;

/** The softmax of each row, a workgroup for each. x is [rows, columns]. */
export const softmaxRows = `
struct Sizes { rows: u32, columns: u32 }
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> sizes: Sizes;
const lanes = 64u;
var<workgroup> part: array<f32, lanes>;

fn reduceMax(lane: u32, own: f32) -> f32 {
  part[lane] = own;
  workgroupBarrier();
  for (var half = lanes / 2; half > 0; half >>= 1) {
    if (lane < half) { part[lane] = max(part[lane], part[lane + half]); }
    workgroupBarrier();
  }
  let all = part[0];
  workgroupBarrier();
  return all;
}

fn reduceSum(lane: u32, own: f32) -> f32 {
  part[lane] = own;
  workgroupBarrier();
  for (var half = lanes / 2; half > 0; half >>= 1) {
    if (lane < half) { part[lane] += part[lane + half]; }
    workgroupBarrier();
  }
  let all = part[0];
  workgroupBarrier();
  return all;
}

@compute @workgroup_size(lanes)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let start = group.x * sizes.columns;
  var largest = -3.0e38;
  for (var j = lane; j < sizes.columns; j += lanes) { largest = max(largest, x[start + j]); }
  let most = reduceMax(lane, largest);
  var sum = 0.0;
  for (var j = lane; j < sizes.columns; j += lanes) { sum += exp(x[start + j] - most); }
  let total = reduceSum(lane, sum);
  for (var j = lane; j < sizes.columns; j += lanes) { y[start + j] = exp(x[start + j] - most) / total; }
}
`;

/** Axes of an array with three of them change places: `y[i₀, i₁, i₂] = x[i at order]`. */
export const permute3 = `
struct Shape { sizes: vec3<u32>, order: vec3<u32> }
@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> shape: Shape;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let sizes = shape.sizes;
  let count = sizes.x * sizes.y * sizes.z;
  if (id.x >= count) { return; }
  let to = vec3(sizes[shape.order.x], sizes[shape.order.y], sizes[shape.order.z]);
  let at = vec3(id.x / (to.y * to.z), id.x / to.z % to.y, id.x % to.z);
  var source = vec3<u32>();
  for (var axis = 0; axis < 3; axis++) { source[shape.order[axis]] = at[axis]; }
  y[id.x] = x[(source.x * sizes.y + source.y) * sizes.z + source.z];
}
`;
