import { expect, test } from "vitest";
import { check } from "../wgsl/check.ts";
import { compile } from "./module-code.ts";
import { softmaxRows, tiledMatmul } from "./sample-kernels.ts";

/** Names that JavaScript would understand, if they came through. */
const hostile = `
struct __proto { constructor_: f32, eval_: array<f32, 4> }
@group(0) @binding(0) var<storage, read_write> process_: array<__proto>;
var<workgroup> globalThis_: array<f32, 8>;
fn require_(arguments_: ptr<function, f32>) -> f32 { *arguments_ += 1; return *arguments_; }
@compute @workgroup_size(8) fn main(@builtin(local_invocation_index) Function_: u32) {
  var window_ = f32(Function_);
  let import_ = require_(&window_);
  globalThis_[Function_] = import_;
  workgroupBarrier();
  process_[0].eval_[Function_ % 4] = globalThis_[0];
}`.replaceAll("__proto", "proto_");

test("no name and no text of a module comes through to the code", () => {
  for (const wgsl of [hostile, tiledMatmul, softmaxRows]) {
    const module = check(wgsl);
    const entry = module.functions.find(({ workgroupSize }) => workgroupSize !== undefined);
    if (entry === undefined) throw new Error("the module has an entry point");
    for (const isTraced of [false, true]) {
      const { text } = compile(module, entry, isTraced);
      const functions = text.slice(text.indexOf("function* main"));
      const names = functions.match(/(?<![\w.])[A-Za-z_$]\w*/g) ?? [];
      const own =
        /^(?:(?:[tvpkrLCFIUWRQGK]|fn|read|write|touch|noteRead|len|end|WK|RK|GK)\d+|[lgwn][xyz]|li|[iu]32_\w+|f32_\w+)$/;
      const fixed = new Set(
        `function main path var if else for break case switch return yield fuel at F K fround imul trunc max min true
        false outOfRange nonFinite endless tell tellWord visit where refuel left begin epoch enter number words const
        w s ew es gw gs sw ss q`.split(/\s+/),
      );
      expect(names.filter((name) => !own.test(name) && !fixed.has(name))).toEqual([]);
    }
  }
});
