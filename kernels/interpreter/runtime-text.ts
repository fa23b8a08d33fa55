import type { Memory } from "./function-code.ts";

/**
 * The text around the functions of a module: the views of its memories, the checks for races, and what the runtime sets
 * before it lets an invocation run.
 *
 * An invocation has a stamp in each address space: the first stamp of the epoch (`ew`, `es`) plus its number in the
 * workgroup. An epoch ends at a barrier of that address space; a workgroup's first epoch starts at `gw`, `gs`. For each
 * word, `W` holds the stamp of the last write, `R` that of the first read of the epoch, `Q` that of another reader of the
 * same epoch, and `G` that of a reader of an earlier workgroup. So what is found does not depend on who runs first.
 */
export function runtimeText(parts: {
  readonly memories: readonly Memory[];
  readonly used: ReadonlySet<string>;
  readonly results: number;
  readonly functions: readonly string[];
}): string {
  const { memories, used, results, functions } = parts;
  const tables = [...used].map((name) => {
    const [table, fn] = name.split("_");
    return `const ${name} = $.${table}.${fn};`;
  });
  return [
    '"use strict";',
    "const { fround, imul, trunc, max, min } = Math;",
    "const { toI32, toU32, outOfRange, nonFinite, endless, raceOnRead, raceOnWrite, unwritten, visit, tell, tellWord, K } = $;",
    "const floatBits = new Float32Array(1), intBits = new Int32Array(floatBits.buffer);",
    "const i32_divide = $.i32.divide, i32_remainder = $.i32.remainder;",
    "const u32_divide = $.u32.divide, u32_remainder = $.u32.remainder;",
    ...tables,
    "let fuel = 0, at = 0, q = 0, sw = 0, ew = 0, gw = 0, ss = 0, es = 0, gs = 0;",
    `let ${Array.from({ length: results }, (_, i) => `r${i + 1} = 0`).join(", ")};`,
    ...memories.map(viewsText),
    ...memories.map(tracksText),
    ...functions,
    `return {
  main,
  where: () => at,
  fuel: () => fuel,
  refuel: (left) => { fuel = left; },
  begin: (w, s) => { ew = gw = w; es = gs = s; },
  epoch: (w, s) => { ew = w; es = s; },
  enter: (number, words) => { sw = ew + number; ss = es + number; q = number * words; },
};`,
  ].join("\n");
}

function viewsText(_: Memory, i: number): string {
  return [
    `const F${i} = $.memories[${i}].f32, I${i} = $.memories[${i}].i32, U${i} = $.memories[${i}].u32;`,
    `const len${i} = I${i}.length, end${i} = $.memories[${i}].end;`,
  ].join("\n");
}

function tracksText({ space, isTracked }: Memory, i: number): string {
  if (!isTracked) return "";
  const arrays = ["W", "R", "Q", "G", "WK", "RK", "GK"]
    .map((name) => `${name}${i} = $.memories[${i}].${name}`)
    .join(", ");
  return `const ${arrays};\n${space === "workgroup" ? workgroupText(i) : storageText(i)}`;
}

function workgroupText(i: number): string {
  return `
function read${i}(a, k) {
  const w = W${i}[a];
  if (w >= ew) { if (w !== sw) raceOnRead(${i}, a, k, w); } else if (w < gw) unwritten(${i}, a, k);
  const r = R${i}[a];
  if (r < ew) { R${i}[a] = sw; RK${i}[a] = k; } else if (r !== sw) Q${i}[a] = sw;
}
function write${i}(a, k) {
  const w = W${i}[a], r = R${i}[a];
  if ((w >= ew && w !== sw) || (r >= ew && (r !== sw || Q${i}[a] >= ew))) raceOnWrite(${i}, a, k, ew, gw, sw);
  W${i}[a] = sw;
  WK${i}[a] = k;
}
function touch${i}(a) { W${i}[a] = sw; }`;
}

function storageText(i: number): string {
  return `
function read${i}(a, k) {
  const w = W${i}[a];
  if (w !== ss && w !== 0 && (w >= es || w < gs)) raceOnRead(${i}, a, k, w);
  if (R${i}[a] !== ss) noteRead${i}(a, k);
}
function noteRead${i}(a, k) {
  const r = R${i}[a];
  if (r >= es) { Q${i}[a] = ss; return; }
  if (r !== 0 && r < gs) { G${i}[a] = r; GK${i}[a] = RK${i}[a]; }
  R${i}[a] = ss;
  RK${i}[a] = k;
}
function write${i}(a, k) {
  const w = W${i}[a], r = R${i}[a];
  if ((w !== ss && w !== 0 && (w >= es || w < gs)) || (r !== 0 && (r >= es ? r !== ss || Q${i}[a] >= es : r < gs)) || G${i}[a] !== 0)
    raceOnWrite(${i}, a, k, es, gs, ss);
  W${i}[a] = ss;
  WK${i}[a] = k;
}
function touch${i}(a) { W${i}[a] = ss; }`;
}
