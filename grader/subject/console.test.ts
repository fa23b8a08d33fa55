import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { call } from "../../specs/support/question.ts";
import { assembleWhole } from "../assembly/assemble.ts";
import { readSubmission } from "../intake/submission.ts";
import { course, Editor } from "../specimens/editor.ts";
import { Subject, Subjects } from "./subject.ts";

const editor = new Editor();
const subjects = new Subjects();
afterAll(() => {
  subjects[Symbol.dispose]();
  editor[Symbol.dispose]();
});

/** Kind of value → an expression, and its text on the console. */
const examples: Readonly<Record<string, readonly [given: string, text: string]>> = {
  arrays: ["index, strides", "[1, 2] [3, 4]"],
  "a text as it is, and in quotes in a list": ['"a b", ["a b"]', 'a b ["a b"]'],
  "Values by shape and numbers": ["{ shape: [1, 2], data: Float64Array.of(1, -2.5) }", "Values [1, 2] (1, -2.5)"],
  "a single number": ["{ shape: [], data: Float64Array.of(7) }", "Values [] (7)"],
  "a tensor without gradient and graph": [
    "{ shape: [2], data: Float64Array.of(1, 2), grad: { shape: [2], data: new Float64Array(2) }, parents: [] }",
    "Tensor [2] (1, 2)",
  ],
  "the label of a tensor": [
    '{ shape: [1], data: Float64Array.of(1), grad: { shape: [1], data: new Float64Array(1) }, label: "b" }',
    "Tensor b [1] (1)",
  ],
  "the first 20 numbers": ["new Float64Array(21)", `[${"0, ".repeat(20)}…]`],
  "maps and sets": ["new Map([[1, [2]]]), new Set([3])", "Map { 1 → [2] } Set { 3 }"],
  "objects three levels deep": ["{ a: { b: { c: { d: 1 } } } }", "{ a: { b: { c: … } } }"],
  "an error": ['new TypeError("no")', "TypeError: no"],
  "undefined and null": ["undefined, null", "undefined null"],
  "a list that contains itself": ["(() => { const a: unknown[] = [1]; a.push(a); return a; })()", "[1, [1, [1, …]]]"],
  "an object with a throwing getter": ['{ get shape(): never { throw new Error("no"); } }', "[object]"],
  "a list with a method `map` of its own": [
    "(class extends Array<number> { override map(): never { return 7 as never; } }).of(1, 2)",
    "[1, 2]",
  ],
};

describe("console.log in a region", () => {
  let lines: readonly string[] = [];
  beforeAll(async () => {
    const code = Object.values(examples).map(([given]) => `    console.log(${given});`);
    editor.write("offset", [...code, "    return 0;"].join("\n"));
    const submission = await readSubmission(course, editor.folder);
    using subject = new Subject(subjects, assembleWhole(course, submission).modules);
    const reply = await subject.ask([call("offset", [1, 2], [3, 4]).ask]);
    if (reply.kind !== "answers") throw new Error(reply.reason);
    lines = reply.console.split("\n");
  });

  test.each(Object.entries(examples).map(([what, [, text]], i) => ({ what, text, i })))(
    "shows $what",
    ({ text, i }) => {
      expect(lines[i]).toBe(text);
    },
  );
});
