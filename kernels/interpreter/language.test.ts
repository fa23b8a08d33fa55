import { describe, expect, test } from "vitest";
import { floatsOf, integersOf, naturalsOf, ran } from "./trial.ts";

/** What `out` holds after a kernel of one invocation. `x` holds 1, 2, 3 and so on, which is not known before the launch. */
async function outOf(statements: string, declarations = ""): Promise<readonly number[]> {
  const outcome = await ran(
    `
@group(0) @binding(0) var<storage, read_write> out: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
${declarations}
@compute @workgroup_size(1) fn main() {
  ${statements}
}`,
    { buffers: [{ out: new Float32Array(8) }, { in: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) }] },
  );
  return [...floatsOf(outcome, 0)];
}

type Case = readonly [what: string, statements: string, due: readonly number[], declarations?: string];

const cases: Readonly<Record<string, readonly Case[]>> = {
  vectors: [
    [
      "a scalar stands for all components",
      "let v = 2 * vec3f(x[0], x[1], x[2]) + 1; out[0] = v.x; out[1] = v.y; out[2] = v.z;",
      [3, 5, 7],
    ],
    [
      "a swizzle reorders and repeats",
      "let v = vec3f(x[0], x[1], x[2]).zxx; out[0] = v.x; out[1] = v.y; out[2] = v.b;",
      [3, 1, 1],
    ],
    [
      "components are written one by one",
      "var v = vec2f(x[0]); v.y = 5; v[0] += 2; out[0] = v.x; out[1] = v.y;",
      [3, 5],
    ],
    [
      "a vector is made of shorter ones",
      "let v = vec4(x[0], vec2(x[1], x[2]), 9); out[0] = dot(v, vec4f(1, 10, 100, 1000));",
      [9321],
    ],
    ["v = v.yx swaps", "var v = vec2f(x[0], x[1]); v = v.yx; out[0] = v.x; out[1] = v.y;", [2, 1]],
    [
      "several components are written at once",
      "var v = vec4f(1, 2, 3, 4); v.yx = v.xy; v.zw *= 2; var a = array(v, v); let p = &a[u32(x[0])]; p.wx = vec2(x[4], 7); out[0] = dot(a[1], vec4f(1, 10, 100, 1000)); out[1] = a[0].w;",
      [7 + 10 + 600 + 5000, 8],
    ],
    ["an index picks a component", "let v = vec3f(x[0], x[1], x[2]); out[0] = v[u32(x[1])];", [3]],
    [
      "comparisons are of each component",
      "let v = vec3f(x[0], x[1], x[2]) < vec3f(2); out[0] = f32(v.x) + 2 * f32(v.y); out[1] = f32(any(v)); out[2] = f32(all(v));",
      [1, 1, 0],
    ],
    [
      "integers convert component by component",
      "let v = vec2i(vec2f(-1.5 * x[0], 2.5)); out[0] = f32(v.x); out[1] = f32(v.y);",
      [-1, 2],
    ],
  ],
  matrices: [
    [
      "M · v sums columns",
      "let m = mat2x3f(x[0], x[1], x[2], x[3], x[4], x[5]); let v = m * vec2f(1, 10); out[0] = v.x; out[1] = v.y; out[2] = v.z;",
      [41, 52, 63],
    ],
    [
      "v · M takes dot products with columns",
      "let m = mat2x3f(x[0], x[1], x[2], x[3], x[4], x[5]); let v = vec3f(1, 10, 100) * m; out[0] = v.x; out[1] = v.y;",
      [321, 654],
    ],
    [
      "A · B is right",
      "let a = mat2x2f(x[0], x[1], x[2], x[3]); let b = a * mat3x2f(1, 0, 0, 1, 1, 1); out[0] = b[2].x; out[1] = b[2].y; out[2] = b[1][0];",
      [4, 6, 3],
    ],
    [
      "transpose and determinant",
      "let m = mat2x3f(x[0], x[1], x[2], x[3], x[4], x[5]); out[0] = transpose(m)[2].y; out[1] = determinant(mat3x3f(2, 0, 0, 0, x[2], 1, 0, 1, x[3]));",
      [6, 22],
    ],
    [
      "columns are written by an index",
      "var m = mat2x2f(); m[u32(x[0])] = vec2f(x[1], x[2]); m[0].y = 7; out[0] = m[1].x; out[1] = m[0][1]; out[2] = m[0].x;",
      [2, 7, 0],
    ],
    [
      "a matrix lies in columns of 16 bytes",
      "out[0] = s.m[1].z; out[1] = s.b;",
      [7, 0],
      "struct S { m: mat2x3f, b: f32 }\nvar<private> s = S(mat2x3f(1, 2, 3, 4, 5, 7), 0);",
    ],
  ],
  "structs and arrays": [
    [
      "members are read and written",
      "var s = S(x[0], array(1, 2, 3)); s.b[2] = x[4]; let t = s; s.a = 9; out[0] = t.a; out[1] = t.b[2]; out[2] = s.a;",
      [1, 5, 9],
      "struct S { a: f32, b: array<f32, 3> }",
    ],
    [
      "an array of arrays is indexed twice",
      "var a: array<array<f32, 3>, 2>; for (var i = 0; i < 6; i++) { a[i / 3][i % 3] = x[i]; } out[0] = a[1][0]; let row = a[1]; out[1] = row[2];",
      [4, 6],
    ],
    [
      "a variable starts at zero in each round",
      "for (var i = 0; i < 3; i++) { var a: array<f32, 2>; var b: f32; a[i % 2] += 1; b += 1; out[i] = a[0] + a[1] + b; }",
      [2, 2, 2],
    ],
    [
      "constants hold arrays, too",
      "out[0] = primes[u32(x[1])]; out[1] = f32(n);",
      [5, 12],
      "const primes = array(2.0, 3, 5, 7);\nconst n = 3 << 2u;",
    ],
    ["an alias is its type", "var v: Row = Row(1, 2); out[0] = v.y;", [2], "alias Row = vec2f;"],
    ["an override has its value", "out[0] = scale * x[1];", [6], "@id(3) override scale: f32 = 3;"],
  ],
  "functions and pointers": [
    [
      "a pointer changes what it points to",
      "var v = 1.0; twice(&v); twice(&v); out[0] = v;",
      [4],
      "fn twice(p: ptr<function, f32>) { *p *= 2; }",
    ],
    [
      "a pointer to an element, a row and a member",
      "var a = array(vec2f(1, 2), vec2f(3, 4)); grow(&a[u32(x[0])]); out[0] = a[1].x; out[1] = a[1].y; out[2] = a[0].x;",
      [13, 14, 1],
      "fn grow(p: ptr<function, vec2f>) { p.x += 10; (*p).y += 10; }",
    ],
    [
      "a let of a pointer keeps its index",
      "var i = 1u; var a = array(1.0, 2, 3); let p = &a[i]; i = 2; *p = 7; out[0] = a[1]; out[1] = a[2];",
      [7, 3],
    ],
    [
      "private and workgroup variables have addresses",
      "own = 2; shared_one = 3; out[0] = both(&own, &shared_one); out[1] = own;",
      [5, 3],
      "var<private> own: f32;\nvar<workgroup> shared_one: f32;\nfn both(a: ptr<private, f32>, b: ptr<workgroup, f32>) -> f32 { let sum = *a + *b; *a = 3; return sum; }",
    ],
    [
      "a buffer has one, too",
      "out[0] = sum(&x, 3); out[1] = f32(arrayLength(&x));",
      [6, 8],
      "fn sum(p: ptr<storage, array<f32>>, n: u32) -> f32 { var s = 0.0; for (var i = 0u; i < n; i++) { s += p[i]; } return s; }",
    ],
    [
      "a function returns a struct",
      "let s = pair(x[1]); out[0] = s.a; out[1] = s.b.y;",
      [2, 4],
      "struct Pair { a: f32, b: vec2f }\nfn pair(v: f32) -> Pair { return Pair(v, vec2f(0, 2 * v)); }",
    ],
    [
      "arguments are evaluated from the left",
      "var v = 1.0; out[0] = minus(next(&v), next(&v)); out[1] = v;",
      [-1, 3],
      "fn next(p: ptr<function, f32>) -> f32 { *p += 1; return *p; }\nfn minus(a: f32, b: f32) -> f32 { return a - b; }",
    ],
  ],
  "control flow": [
    [
      "the right side of && and || runs only if it decides",
      "var n = 0.0; let a = x[0] > 2 && touch(&n); let b = x[0] < 2 || touch(&n); let c = x[0] < 2 && touch(&n); out[0] = n; out[1] = f32(a) + 2 * f32(b) + 4 * f32(c);",
      [1, 6],
      "fn touch(p: ptr<function, f32>) -> bool { *p += 1; return true; }",
    ],
    [
      "both sides of & run",
      "var n = 0.0; let a = (x[0] > 2) & touch(&n); out[0] = n; out[1] = f32(a);",
      [1, 0],
      "fn touch(p: ptr<function, f32>) -> bool { *p += 1; return true; }",
    ],
    [
      "continue goes to the update",
      "for (var i = 0; i < 5; i++) { if i % 2 == 0 { continue; } out[i] = 1; }",
      [0, 1, 0, 1, 0],
    ],
    [
      "continuing sees the names of the body",
      "var i = 0; loop { let next = i + 1; if i == 3 { break; } out[i] = f32(next); continuing { i = next; } }",
      [1, 2, 3, 0],
    ],
    [
      "break if ends a loop behind its body",
      "var i = 0; loop { out[i] = 1; continuing { i++; break if i >= 2; } }",
      [1, 1, 0],
    ],
    [
      "a switch takes one clause",
      "for (var i = 0; i < 4; i++) { switch i { case 0 { out[i] = 5; } case 2, 3: { if i == 3 { break; } out[i] = 7; } default { out[i] = 9; } } }",
      [5, 9, 7, 0],
    ],
    [
      "a continue in a switch goes on with the loop",
      "for (var i = 0; i < 3; i++) { switch i { case 1 { continue; } default {} } out[i] = 1; }",
      [1, 0, 1],
    ],
    [
      "a break in a loop in a switch leaves the loop",
      "switch 1 { case 1 { loop { break; } out[0] = 1; } default {} }",
      [1],
    ],
    ["an early return skips the rest", "out[0] = 1; if x[0] == 1 { return; } out[0] = 2;", [1]],
    ["an inner name hides an outer one", "let a = x[0]; { let a = x[4]; out[0] = a; } out[1] = a;", [5, 1]],
    [
      "a loop ends at the limit of u32",
      "var n = 0.0; for (var i = 4294967293u; i != 0; i++) { n += 1; } out[0] = n;",
      [3],
    ],
  ],
};

describe.each(Object.entries(cases))("%s", (_, rows) => {
  for (const [what, statements, due, declarations] of rows)
    test(what, async () => {
      expect((await outOf(statements, declarations)).slice(0, due.length)).toEqual(due);
    });
});

describe("atomics", () => {
  test("each gives what was there before", async () => {
    const wgsl = `
@group(0) @binding(0) var<storage, read_write> a: array<atomic<i32>>;
@group(0) @binding(1) var<storage, read_write> out: array<i32>;
@compute @workgroup_size(1) fn main() {
  out[0] = atomicAdd(&a[0], 5);
  out[1] = atomicSub(&a[0], 7);
  out[2] = atomicMax(&a[0], 3);
  out[3] = atomicMin(&a[0], -3);
  out[4] = atomicAnd(&a[0], 6);
  out[5] = atomicOr(&a[0], 1);
  out[6] = atomicXor(&a[0], -1);
  out[7] = atomicExchange(&a[0], 20);
  let first = atomicCompareExchangeWeak(&a[0], 20, 30);
  let second = atomicCompareExchangeWeak(&a[0], 20, 40);
  out[8] = first.old_value;
  out[9] = second.old_value;
  out[10] = select(0, 1, first.exchanged) + select(0, 2, second.exchanged);
  atomicStore(&a[1], 8);
  out[11] = atomicLoad(&a[0]) + atomicLoad(&a[1]);
}`;
    const outcome = await ran(wgsl, { buffers: [{ out: Int32Array.of(1, 0) }, { out: new Int32Array(12) }] });
    expect([...integersOf(outcome, 1)]).toEqual([1, 6, -1, 3, -3, 4, 5, -6, 20, 30, 1, 38]);
  });

  test("invocations of a workgroup count together", async () => {
    const wgsl = `
var<workgroup> count: atomic<u32>;
@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@compute @workgroup_size(64) fn main(@builtin(local_invocation_index) i: u32) {
  atomicAdd(&count, i);
  let all = workgroupUniformLoad(&count);
  if (all == 2016u) { workgroupBarrier(); }
  out[i] = all;
}`;
    const outcome = await ran(wgsl, { buffers: [{ out: new Uint32Array(64) }] });
    expect(new Set(naturalsOf(outcome, 0))).toEqual(new Set([2016]));
  });
});

test("built-in values tell who runs", async () => {
  const wgsl = `
struct Who { @builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u }
@group(0) @binding(0) var<storage, read_write> out: array<vec4u>;
@compute @workgroup_size(2, 3, 2)
fn main(who: Who, @builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) i: u32, @builtin(num_workgroups) n: vec3u) {
  let size = vec3u(2, 3, 2);
  let at = ((who.group.z * n.y + who.group.y) * n.x + who.group.x) * 12 + i;
  let isRight = all(id == who.group * size + who.local) && i == who.local.x + 2 * who.local.y + 6 * who.local.z;
  out[at] = vec4u(id, u32(isRight));
}`;
  const workgroups = [2, 1, 3] as const;
  const outcome = await ran(wgsl, { buffers: [{ out: new Uint32Array(4 * 72) }], workgroups });
  const rows = Array.from({ length: 72 }, (_, i) =>
    naturalsOf(outcome, 0)
      .slice(4 * i, 4 * i + 4)
      .join(" "),
  );
  expect(new Set(rows).size).toBe(72);
  expect(rows.every((row) => row.endsWith(" 1"))).toBe(true);
});

test("private variables are an invocation's own, also across barriers", async () => {
  const wgsl = `
var<private> own = 5u;
var<private> row: array<u32, 3>;
@group(0) @binding(0) var<storage, read_write> out: array<u32>;
@compute @workgroup_size(4) fn main(@builtin(local_invocation_index) i: u32) {
  var local: array<u32, 2>;
  own += i;
  row[i % 3] = i;
  local[i % 2] = 100 * i;
  workgroupBarrier();
  out[i] = own + 10 * (row[0] + row[1] + row[2]) + local[0] + local[1];
}`;
  const outcome = await ran(wgsl, { buffers: [{ out: new Uint32Array(8) }], workgroups: [1, 1, 1] });
  expect([...naturalsOf(outcome, 0)].slice(0, 4)).toEqual([5, 116, 227, 338]);
});

test("a pointer to the last member of a buffer knows its length", async () => {
  const wgsl = `
struct All { n: u32, items: array<vec2u> }
@group(0) @binding(0) var<storage, read_write> all: All;
fn fill(items: ptr<storage, array<vec2u>, read_write>) -> u32 {
  for (var i = 0u; i < arrayLength(items); i++) { items[i].y = i + 1; }
  return arrayLength(items);
}
@compute @workgroup_size(1) fn main() { all.n = fill(&all.items); }`;
  const outcome = await ran(wgsl, { buffers: [{ out: new Uint32Array(2 + 2 * 3) }] });
  expect([...naturalsOf(outcome, 0)]).toEqual([3, 0, 0, 1, 0, 2, 0, 3]);
});

test("a buffer of structs has the layout of the specification", async () => {
  const wgsl = `
struct Item { a: vec3f, b: f32, c: vec2f, d: array<u32, 2> }
struct All { n: u32, items: array<Item> }
@group(0) @binding(0) var<storage, read_write> all: All;
@compute @workgroup_size(1) fn main() {
  all.n = arrayLength(&all.items);
  all.items[1].a.z = 1;
  all.items[1].b = 2;
  all.items[1].c.y = 3;
  all.items[1].d[1] = 4;
}`;
  // 16 bytes before the items, 32 for each; the last is not whole.
  const outcome = await ran(wgsl, { buffers: [{ out: new Float32Array(4 + 8 * 2 + 7) }] });
  const words = naturalsOf(outcome, 0);
  const floats = floatsOf(outcome, 0);
  expect(words[0]).toBe(2);
  expect([floats[14], floats[15], floats[17], words[19]]).toEqual([1, 2, 3, 4]);
});
