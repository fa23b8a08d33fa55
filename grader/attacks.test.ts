/**
 * @file What a submission may try, each beside a control that must still be graded.
 *
 * Contained means: the stub that holds the attack has the verdict that it deserves, every other stub keeps all its
 * points, nothing of the reference comes out, nothing is written, and the report names the cause.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { call, probe } from "../specs/support/question.ts";
import { type IdentifiedLaw, loadLaws } from "./engine/laws.ts";
import { practiceSecret } from "./engine/seed.ts";
import { grade } from "./grade.ts";
import { inspectRegions } from "./intake/inspect.ts";
import { cutMarked, helpersId } from "./intake/markers.ts";
import { checkOf, type Region, type Submission } from "./intake/submission.ts";
import { judgeSubmission } from "./plan.ts";
import { loadCourse, solutionFiles } from "./release/course.ts";
import { referenceSubmission } from "./release/reference.ts";
import { toJson } from "./report/json.ts";
import { renderTerminal } from "./report/terminal.ts";
import { type GradingResult, resultFormat, resultSchema, type StubResult, type Verdict } from "./score/result.ts";
import { scoreAssignment } from "./score/score.ts";
import { Conversation } from "./subject/conversation.ts";
import { whySealFails } from "./subject/doctor.ts";
import type { SealedProgram } from "./subject/sandbox.ts";
import { Subject, Subjects } from "./subject/subject.ts";

const assignment = "2-autodiff";
const course = loadCourse(assignment);
const laws = await loadLaws(course.assignment);
const hasReference = course.reference !== undefined;

const whyNot = await whySealFails();
const obstacles = [
  ...(hasReference ? [] : ["there is no solution/ to put an attack into"]),
  ...(whyNot === undefined ? [] : [`the strong layer is not there: ${whyNot}`]),
];
for (const obstacle of obstacles) {
  if (process.env["CI"] && obstacle.startsWith("the strong"))
    throw new Error(`The attacks cannot be judged: ${obstacle}`);
  console.warn(`\n  !! SKIPPED: attacks, because ${obstacle}\n`);
}
/** Without bubblewrap the realm and the limits hold by themselves what is tried here, on Linux. */
const canLimit = process.platform === "linux";

/** Ten times the CPU time of a stub on the whole and of its graft: the reserve of wall time that the design gives. */
const wallMs = 10 * (10_000 + 10_000);

const folder = realpathSync(mkdtempSync(join(tmpdir(), "chainrule-attacks-")));
const subjects = new Subjects();
afterAll(() => {
  subjects[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

/** A region that tries something, and the verdict that its stub deserves. */
interface Attack {
  readonly name: string;
  /** `mul.forward` if left out. */
  readonly stub?: string;
  readonly text: string;
  /** The file's helpers region. */
  readonly helpers?: string;
  /** Several where the machine's speed decides which limit is met first. */
  readonly verdict: Verdict | readonly Verdict[];
  /** What the result must say about the cause. */
  readonly because?: RegExp;
}

const product = "return zipWith(a, b, (x, y) => x * y);";
const shares =
  "accumulate(a, zipWith(out.grad, b, (u, y) => u * y)); accumulate(b, zipWith(out.grad, a, (u, x) => u * x));";
const visit = "visited.add(tensor); for (const parent of tensor.parents) visit(parent); order.push(tensor);";
const spread =
  "const share = zeros(a.shape); eachIndex(a.shape, (index, i) => void (share.data[i] = out.grad.data[offset(index, strides)])); accumulate(a, share);";
const wayBack =
  "const order = topologicalOrder(root); for (const t of order) if (t.parents.length > 0) t.grad.data.fill(0); accumulate(root, upstream); for (const t of order.toReversed()) t.backwardStep();";
const stretched = `const rank = Math.max(a.length, b.length); const [left, right] = [padShape(a, rank), padShape(b, rank)];
  if (left.some((m, axis) => m !== right[axis] && m !== 1 && right[axis] !== 1)) throw notBroadcastable(a, b);
  const list: any[] = left.map((m, axis) => Math.max(m, right[axis]));`;

/** The honest text of every stub that is attacked below. */
const honest: Readonly<Record<string, string>> = {
  "mul.forward": product,
  "mul.backward": shares,
  "sum.backward": spread,
  topologicalOrder: `if (visited.has(tensor)) return; ${visit}`,
  backward: wayBack,
  broadcastShapes: `${stretched} return list;`,
  offset: "let at = 0; index.forEach((i, axis) => (at += i * strides[axis])); return at;",
};

/** The policy knows a name that is declared anywhere in the region: so a name of the language comes past it. */
function smuggled(...names: readonly string[]): string {
  return `{ ${names.map((name) => `const ${name} = 0;`).join(" ")} }\n`;
}

const outOfMemoryOrTime: readonly Verdict[] = ["out-of-memory", "timed-out"];
const million = "const line = 'x'.repeat(1e6);";

/** Graded as a student's folder is: files, markers, parser, every law, whole and alone. */
const inFolders: readonly Attack[] = [
  {
    name: "process.exit(0)",
    text: "process.exit(0);",
    verdict: "refused",
    because: /`process` is not part of the course/,
  },
  { name: "an endless loop", text: "for (;;);", verdict: "timed-out", because: /no answer after 2 s of computing/ },
  {
    name: "4 GB in one array",
    text: `const big = new Float64Array(5e8); void big; ${product}`,
    verdict: "out-of-memory",
    because: /allocation failed/,
  },
  {
    name: "arrays that grow",
    text: "const kept: number[] = []; for (;;) kept.push(kept.length);",
    verdict: outOfMemoryOrTime,
    because: /256 MB|2 s of computing/,
  },
  {
    name: "1 GB of console output",
    text: `${million} for (let i = 0; i < 1000; i++) console.log(line); ${product}`,
    verdict: "passed",
  },
  {
    name: "1 GB in one string",
    text: `const text = "x".repeat(2 ** 30); void text; ${product}`,
    verdict: "crashed",
    because: /Invalid string length/,
  },
  {
    name: "the text of the reference in an error",
    stub: "mul.backward",
    text: "throw new Error([accumulate, zipWith, mul].map((f) => f.toString()).join());",
    verdict: "crashed",
    because: /\[locked\]/,
  },
  {
    name: "9,000 nested parentheses, of which the parser dies",
    text: `return ${"(".repeat(9000)}1${")".repeat(9000)};`,
    verdict: "refused",
    because: /the parser gave up/,
  },
  {
    name: "50 MB of source",
    stub: "offset",
    text: `//${"x".repeat(50e6)}\nreturn 0;`,
    verdict: "refused",
    because: /more than 262144/,
  },
];

/** Inspected like a student's regions, put among the reference's, and judged with fewer cases of the others' laws. */
const regions: readonly Attack[] = [
  // Answers that are none.
  { name: "NaN", text: "return zipWith(a, b, () => NaN);", verdict: "failed", because: /NaN/ },
  { name: "Infinity", text: "return zipWith(a, b, (x) => x / 0);", verdict: "failed", because: /Infinity|NaN/ },
  {
    name: "−0 for 0, which is the same number",
    text: "return zipWith(a, b, (x, y) => (x * y === 0 ? -0 : x * y));",
    verdict: "passed",
  },
  { name: "return;", text: "return;", verdict: "crashed" },
  { name: "return; in a backward", stub: "mul.backward", text: "return;", verdict: "failed" },
  {
    name: "nothing but zeros",
    stub: "mul.backward",
    text: "accumulate(a, mapped(0)); accumulate(b, mapped(0)); function mapped(to: number) { return zipWith(out.grad, out.grad, () => to); }",
    verdict: "failed",
  },
  {
    name: "no elements",
    text: "return { shape: [], data: new Float64Array(0) };",
    verdict: "failed",
    because: /with 0 numbers/,
  },
  {
    name: "a negative shape whose product fits",
    text: "return { shape: [-1, -1], data: new Float64Array(1) };",
    verdict: "failed",
  },
  {
    name: "4,000 numbers where a shape is due",
    stub: "broadcastShapes",
    text: "return new Array(4000).fill(1 / 3);",
    verdict: "failed",
  },
  {
    name: "a list as long as lists can be",
    stub: "broadcastShapes",
    text: "return new Array(2 ** 32 - 1);",
    verdict: "failed",
    because: /a list of 4294967295 entries/,
  },
  // Answers that pretend.
  {
    name: "getters in place of data, each right",
    text: `const it = zipWith(a, b, (x, y) => x * y); return { get shape() { return it.shape; }, get data() { return it.data; } };`,
    verdict: "passed",
  },
  {
    name: "a getter that shrinks its buffer",
    text: "const it = zipWith(a, b, (x, y) => x * y); const Buffer: any = it.data.buffer.constructor; const memory = new Buffer(8 * it.data.length, { maxByteLength: 8 * it.data.length }); const data = new Float64Array(memory); data.set(it.data); return { get shape() { return it.shape; }, get data() { memory.resize(0); return data; } };",
    verdict: "failed",
  },
  {
    name: "a detached buffer",
    text: "const it = zipWith(a, b, (x, y) => x * y); (it.data.buffer as any).transfer(); return it;",
    verdict: "failed",
    because: /with 0 numbers/,
  },
  {
    name: "a resizable buffer, honestly filled",
    text: "const it = zipWith(a, b, (x, y) => x * y); const Buffer: any = it.data.buffer.constructor; const data = new Float64Array(new Buffer(8 * it.data.length, { maxByteLength: 800 })); data.set(it.data); return { shape: it.shape, data };",
    verdict: "passed",
  },
  {
    name: "a typed array that lies about its length",
    text: "class Long extends Float64Array { get length() { return 1e9; } } const it = zipWith(a, b, (x, y) => x * y); return { shape: it.shape, data: new Long(it.data) };",
    verdict: "failed",
  },
  {
    name: "a Proxy as data",
    text: `${smuggled("Proxy")} const it = zipWith(a, b, (x, y) => x * y); return { shape: it.shape, data: new Proxy(it.data, {}) };`,
    verdict: "crashed",
  },
  {
    name: "a Proxy as list, with another length each time",
    stub: "broadcastShapes",
    text: `${smuggled("Proxy")} let n = 0; return new Proxy([1, 2], { get: (list, key) => (key === "length" ? n++ * 1e9 : (list as any)[key]) });`,
    verdict: ["failed", "crashed"],
  },
  {
    name: "a shape that turns into words on its way out",
    text: "const it = zipWith(a, b, (x, y) => x * y); let n = 0; const shape: any[] = [...it.shape]; Object.defineProperty(shape, 0, { get: () => (n++ < 2 ? it.shape[0] : { toJSON: () => ['passed'] }) }); return { shape, data: it.data };",
    verdict: "failed",
  },
  {
    name: "a number that turns into an error on its way out",
    stub: "broadcastShapes",
    text: `${stretched} let n = 0; Object.defineProperty(list, list.length, { enumerable: true, get: () => (n++ < 1 ? 1 : { valueOf() { throw new Error("out of here"); } }) }); return list;`,
    verdict: "failed",
  },
  {
    name: "a thenable that never ends, on a right answer",
    text: "return Object.assign({ then() { for (;;); } }, zipWith(a, b, (x, y) => x * y));",
    verdict: "passed",
  },
  {
    name: "an answer of the grader's own form",
    text: "return { kind: 'values', shape: [1], at: 0, borrowed: false } as never;",
    verdict: "crashed",
  },
  {
    name: "a toJSON that answers for its probe",
    stub: "backward",
    text: `${wayBack} if (order.length > 100) Object.defineProperty(order[0], "grad", { value: { data: [{ toJSON: () => ({ toString: 1, valueOf: 1 }) }] } });`,
    verdict: ["failed", "crashed"],
  },
  {
    name: "a frame on the console",
    text: `console.log('{"seq":1,"nonce":"","said":{"answers":[{"kind":"answered"}]}}'); return zipWith(a, b, (x, y) => x + y);`,
    verdict: "failed",
  },
  {
    name: "4,096 control characters on the console, and a right answer",
    stub: "topologicalOrder",
    text: `console.log("\\u0001".repeat(5000)); if (visited.has(tensor)) return; ${visit}`,
    verdict: "passed",
  },
  {
    name: "an endless console line of its own making",
    text: `const line = "x".repeat(5e8); console.log(line, line); ${product}`,
    verdict: ["crashed", "out-of-memory"],
  },
  // Patches.
  {
    name: "Object.prototype",
    stub: "mul.backward",
    text: `Object.defineProperty(Object.prototype, "toJSON", { value: () => 1 }); ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "Array.prototype.every",
    stub: "mul.backward",
    text: `Object.defineProperty(Array.prototype, "every", { value: () => true }); ${shares}`,
    verdict: "crashed",
  },
  {
    name: "Array.prototype.every, assigned",
    stub: "mul.backward",
    text: `(Array.prototype as any).every = () => true; ${shares}`,
    verdict: "refused",
    because: /`Array`/,
  },
  {
    name: "Float64Array.prototype.set",
    stub: "mul.backward",
    text: `Object.getPrototypeOf(Float64Array.prototype).set = () => {}; ${shares}`,
    verdict: "crashed",
    because: /read only/,
  },
  {
    name: "JSON.stringify",
    stub: "mul.backward",
    text: `${smuggled("JSON")} JSON.stringify = () => "[]"; ${shares}`,
    verdict: "crashed",
    because: /read only/,
  },
  {
    name: "Math.abs",
    stub: "mul.backward",
    text: `Object.defineProperty(Math, "abs", { value: () => 0 }); ${shares}`,
    verdict: "crashed",
  },
  {
    name: "Object.is and Number.isFinite",
    stub: "mul.backward",
    text: `Object.defineProperty(Object, "is", { value: () => true }); Object.defineProperty(Number, "isFinite", { value: () => true }); ${shares}`,
    verdict: "crashed",
  },
  {
    name: "a __proto__ key",
    stub: "mul.backward",
    text: `const key = "__proto__"; ({} as any)[key].polluted = true; ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "a __proto__ in the result",
    text: `return { ...zipWith(a, b, (x, y) => x * y), __proto__: null } as never;`,
    verdict: "passed",
  },
  {
    name: "the class of all tensors",
    stub: "mul.backward",
    text: `Object.defineProperty((a as any).constructor.prototype, "grad", { value: 1 }); ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "what an error is an instance of",
    stub: "mul.backward",
    text: `${smuggled("Symbol")} Object.defineProperty((notStarted("x") as any).constructor, Symbol.hasInstance, { value: () => true }); ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "the class of an operand, when it can",
    stub: "mul.backward",
    text: `try { Object.defineProperty((a as any).constructor, "hasInstance", { value: 1 }); } catch {} ${shares}`,
    verdict: "passed",
  },
  // Errors.
  {
    name: "an error whose every property throws",
    text: `const e = new Error("x"); for (const key of ["name", "message", "stack"]) Object.defineProperty(e, key, { get() { throw e; } }); throw e;`,
    verdict: "crashed",
    because: /cannot be read/,
  },
  {
    name: "a cyclic error",
    text: `const e: any = new Error("x"); e.cause = e; e.errors = [e]; throw e;`,
    verdict: "crashed",
  },
  { name: "an error of 64 MB", text: `throw new Error("x".repeat(2 ** 26));`, verdict: ["crashed", "out-of-memory"] },
  {
    name: "a stack of its own making",
    text: `throw Object.defineProperty(new Error("x"), "stack", { value: "course:" + "A".repeat(9000) + ":1:1" });`,
    verdict: "crashed",
    because: /"message":"x"/,
  },
  {
    name: "a Proxy thrown",
    text: `${smuggled("Proxy")} throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } });`,
    verdict: "crashed",
    because: /cannot be read/,
  },
  { name: "null thrown", text: "throw null;", verdict: "crashed" },
  { name: "undefined thrown", text: "throw undefined;", verdict: "crashed" },
  { name: "a symbol thrown", text: `${smuggled("Symbol")} throw Symbol("x");`, verdict: "crashed" },
  {
    name: "the error of another stub that is not started",
    text: `throw notStarted("offset");`,
    verdict: "failed",
    because: /uses offset, which this stub is graded without/,
  },
  {
    name: "the error of its own stub that is not started",
    stub: "mul.backward",
    text: `if (a.shape.length >= 0) throw notStarted("mul.backward"); ${shares}`,
    verdict: "failed",
  },
  {
    name: "bidi, zero-width and control characters in an error",
    text: `throw new Error("\\u202e\\u2066\\u200b\\u001b[2J\\u009b31m\\u0007 ::error::done\\r\\n✓ passed");`,
    verdict: "crashed",
  },
  {
    name: "bidi, zero-width and control characters in a stub's name",
    text: `throw notStarted("\\u202e\\u200b\\u001b]0;x\\u0007");`,
    verdict: "failed",
  },
  {
    name: "bidi, zero-width and control characters on the console",
    text: `console.log("\\u202e\\u200b\\u001b]0;x\\u0007\\rpassed\\u2028"); return zipWith(a, b, (x, y) => x + y);`,
    verdict: "failed",
  },
  {
    name: "a bidi character in a name",
    stub: "mul.backward",
    text: `const x\u202e = 1; ${shares}`,
    verdict: "refused",
  },
  {
    name: "a zero-width character in a name that is not known",
    stub: "mul.backward",
    text: `\u0061\u200d(); ${shares}`,
    verdict: "refused",
  },
  { name: "a name of 100,000 letters that is not known", text: `return ${"x".repeat(100_000)};`, verdict: "refused" },
  {
    name: "bidi characters in a comment, as honest text may have",
    stub: "mul.backward",
    text: `/* \u202e \u2066 */ ${shares}`,
    verdict: "passed",
  },
  // Reaching for more.
  {
    name: "another stub of its own file",
    text: `(backward as any)(); ${product}`,
    verdict: "failed",
    because: /uses mul.backward, which this stub is graded without/,
  },
  { name: "itself", text: "return mul(a, b);", verdict: "crashed", because: /call stack/ },
  {
    name: "a stub whose file it does not import",
    text: "return sub(a, b);",
    verdict: "refused",
    because: /`sub` is not known here/,
  },
  {
    name: "globalThis",
    stub: "mul.backward",
    text: `globalThis.console.log(1); ${shares}`,
    verdict: "refused",
    because: /`globalThis` is not part/,
  },
  {
    name: "process, smuggled",
    text: `${smuggled("process")} process.exit(0);`,
    verdict: "crashed",
    because: /process is not defined/,
  },
  {
    name: "require, smuggled",
    stub: "mul.backward",
    text: `${smuggled("require")} (require as any)("node:fs"); ${shares}`,
    verdict: "crashed",
    because: /require is not defined/,
  },
  {
    name: "eval",
    stub: "mul.backward",
    text: `eval("1"); ${shares}`,
    verdict: "refused",
    because: /`eval` is not allowed/,
  },
  {
    name: "new Function",
    stub: "mul.backward",
    text: `new Function("return 1")(); ${shares}`,
    verdict: "refused",
    because: /`Function` is not allowed/,
  },
  {
    name: "new Function, smuggled",
    stub: "mul.backward",
    text: `${smuggled("Function")} (new Function as any)("return 1")(); ${shares}`,
    verdict: "crashed",
    because: /Code generation from strings/,
  },
  {
    name: "the constructor of all functions",
    text: `([] as any).constructor.constructor("return process")().exit(0);`,
    verdict: "crashed",
    because: /Code generation from strings/,
  },
  {
    name: "the constructor of generators",
    stub: "mul.backward",
    text: `(function* () {} as any).constructor("yield 1")(); ${shares}`,
    verdict: "crashed",
    because: /Code generation from strings/,
  },
  {
    name: "the constructor of async functions",
    stub: "mul.backward",
    text: `(async () => {}).constructor("1")(); ${shares}`,
    verdict: "crashed",
    because: /Code generation from strings/,
  },
  {
    name: "import()",
    stub: "mul.backward",
    text: `void import("node:fs"); ${shares}`,
    verdict: "refused",
    because: /`import\(\)` is not allowed/,
  },
  {
    name: "import.meta",
    stub: "mul.backward",
    text: `void import.meta.url; ${shares}`,
    verdict: "refused",
    because: /`import.meta` is not allowed/,
  },
  {
    name: "await",
    stub: "mul.backward",
    text: `void (async () => { await 0; })(); ${shares}`,
    verdict: "refused",
    because: /`await` is not allowed/,
  },
  {
    name: "an import of its own",
    stub: "mul.backward",
    text: `import fs from "node:fs"; ${shares}`,
    verdict: "refused",
  },
  { name: "an export of its own", stub: "mul.backward", text: `export const x = 1; ${shares}`, verdict: "refused" },
  {
    name: "chance",
    stub: "mul.backward",
    text: `Math.random(); ${shares}`,
    verdict: "refused",
    because: /`Math.random` cannot be repeated/,
  },
  {
    name: "chance, by another name",
    stub: "mul.backward",
    text: `const m = Math; m.random(); ${shares}`,
    verdict: "crashed",
    because: /cannot be repeated/,
  },
  {
    name: "the time",
    stub: "mul.backward",
    text: `void Date; ${shares}`,
    verdict: "refused",
    because: /`Date` is not allowed/,
  },
  // Form.
  {
    name: "a region that closes its function and opens another",
    text: "return a; }\n  function other(): Values {\n    return a;",
    verdict: "refused",
    because: /closes the function/,
  },
  {
    name: "a region that closes its file's function",
    stub: "mul.backward",
    text: `${shares} } }\nexport function other(a: Tensor, b: Tensor) { {`,
    verdict: "refused",
    because: /closes the function/,
  },
  {
    name: "a region that ends inside a template literal",
    text: "return `",
    verdict: "refused",
    because: /Unterminated/,
  },
  {
    name: "a region that ends inside a comment",
    stub: "mul.backward",
    text: `${shares} /*`,
    verdict: "refused",
    because: /Unterminated/,
  },
  {
    name: "a region that ends inside a line comment, as many do",
    stub: "mul.backward",
    text: `${shares} // done`,
    verdict: "passed",
  },
  { name: "a region that ends in a backslash", stub: "mul.backward", text: `${shares} \\`, verdict: "refused" },
  {
    name: "a syntax error",
    text: "return zipWith(a, b, (x, y) => x * );",
    verdict: "refused",
    because: /Unexpected token/,
  },
  { name: "what only the engine refuses", stub: "mul.backward", text: `const /./ = 1; ${shares}`, verdict: "refused" },
  {
    name: "an enum, which cannot be stripped",
    stub: "mul.backward",
    text: `enum E { A } void E; ${shares}`,
    verdict: "refused",
    because: /enum/,
  },
  {
    name: "10,000 nested parentheses",
    text: `return ${"(".repeat(10_000)}1${")".repeat(10_000)};`,
    verdict: "refused",
    because: /more than 20000 tokens/,
  },
  {
    name: "5,000 nested blocks",
    stub: "mul.backward",
    text: `${"{".repeat(5000)}${"}".repeat(5000)} ${shares}`,
    verdict: "refused",
    because: /nested too deeply/,
  },
  {
    name: "4,900 nested functions",
    text: `return ${"()=>".repeat(4900)}1 as never;`,
    verdict: "refused",
    because: /nested too deeply/,
  },
  {
    name: "types in letters of two, three and four bytes, taken away in place",
    stub: "mul.backward",
    text: `type Größe = number | "日本" | "🎲"; const one: /* 🎲 */ Größe = 1; void one; ${shares}`,
    verdict: "passed",
  },
  {
    name: "a line separator in a comment, which ends it",
    stub: "mul.backward",
    text: `// \u2028 ${shares}`,
    verdict: "passed",
  },
  // Endless.
  {
    name: "endless recursion",
    text: "return (function again(): any { return again(); })();",
    verdict: "crashed",
    because: /call stack/,
  },
  {
    name: "an endless generator",
    stub: "sum.backward",
    text: `for (const _ of (function* () { for (;;) yield 1; })()); ${spread}`,
    verdict: "timed-out",
  },
  {
    name: "an endless regular expression",
    stub: "sum.backward",
    text: `/(a+)+b/.test("a".repeat(40)); ${spread}`,
    verdict: "timed-out",
  },
  {
    name: "an endless promise loop left behind by a right answer",
    stub: "mul.backward",
    text: `async function loop() { for await (const _ of (async function* () { for (;;) yield 1; })()); } void loop(); ${shares}`,
    verdict: "passed",
  },
  {
    name: "a chain of promises without end, left behind by a right answer",
    stub: "mul.backward",
    text: `const done = (async () => {})(); const again = (): unknown => done.then(again); again(); ${shares}`,
    verdict: "passed",
  },
  {
    name: "a promise that nobody catches, left behind by a right answer",
    stub: "mul.backward",
    text: `void (async () => { throw new Error("later"); })(); ${shares}`,
    verdict: "passed",
  },
  {
    name: "a graph of 10⁶ nodes",
    stub: "sum.backward",
    text: `let t: any = a; for (let i = 0; i < 1e6; i++) t = new t.constructor({ shape: t.shape, data: t.data }, { parents: [t] }); ${spread}`,
    verdict: outOfMemoryOrTime,
  },
  {
    name: "a string that grows",
    stub: "sum.backward",
    text: `let text = "x"; for (;;) text += text;`,
    verdict: ["crashed", "out-of-memory"],
  },
  {
    name: "memory that is hoarded and not given back, the refusal swallowed",
    stub: "sum.backward",
    text: `const hoard = store as any; if (hoard.kept === undefined) { hoard.kept = []; try { for (;;) hoard.kept.push(new Float64Array(1e4)); } catch {} } ${spread}`,
    helpers: "function store() {}",
    verdict: "out-of-memory",
  },
  // Memory between calls.
  {
    name: "state on its own function",
    stub: "mul.backward",
    text: `(mul as any).calls = 1; ${shares}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "state on its own function, by another name",
    stub: "mul.backward",
    text: `const self = mul as any; self.calls = (self.calls ?? 0) + 1; ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "state on a function that everybody uses",
    stub: "mul.backward",
    text: `Object.assign(zipWith, { calls: 1 }); ${shares}`,
    verdict: "crashed",
    because: /not extensible/,
  },
  {
    name: "another exported function in its place",
    stub: "mul.backward",
    text: `(mul as any) = () => 1; ${shares}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "another imported function in its place",
    stub: "mul.backward",
    text: `(zipWith as any) = () => 1; ${shares}`,
    verdict: "refused",
    because: /keeps nothing between calls/,
  },
  {
    name: "another imported function in its place, smuggled",
    stub: "mul.backward",
    text: `{ const zipWith = 0; }\n (zipWith as any) = () => 1; ${shares}`,
    verdict: "crashed",
    because: /constant variable/,
  },
  {
    name: "behaving well for the first 3 calls",
    text: `const count = store as any; count.n = (count.n ?? 0) + 1; if (count.n > 3) return zipWith(a, b, (x, y) => x + y); ${product}`,
    helpers: "function store() {}",
    verdict: ["failed", "passed"],
    because: /unstable|failed once/,
  },
  {
    name: "behaving badly for the first call, which is asked again",
    text: `const count = store as any; count.n = (count.n ?? 0) + 1; if (count.n < 2) return zipWith(a, b, (x, y) => x + y); ${product}`,
    helpers: "function store() {}",
    verdict: "failed",
  },
  {
    name: "an error swallowed that counts look-ups",
    stub: "topologicalOrder",
    text: "try { for (const parent of tensor.parents) visit(parent); } catch {} if (!order.includes(tensor)) order.push(tensor);",
    verdict: "failed",
    because: /looked up more than 100 times/,
  },
];

/** Helpers that are not taken, beside a right region that is graded without them. */
const refusedHelpers = [
  {
    name: "shadow an import",
    helpers: "function zipWith() { return 0; }",
    because: /already the name of something else/,
  },
  { name: "shadow a built-in", helpers: "function Math() {}", because: /already the name of something else/ },
  { name: "shadow the export", helpers: "function mul() {}", because: /already been declared|already the name/ },
  { name: "keep a variable", helpers: "const cache = new Map();", because: /only functions may stand here/ },
  {
    name: "keep a value on a function",
    helpers: "function cache() { cache.list = []; }\nfunction other() {}",
    because: /keeps nothing between calls/,
  },
  { name: "run at once", helpers: "(() => { for (;;); })();", because: /only functions may stand here/ },
  { name: "export", helpers: "export function more() {}", because: /only functions may stand here/ },
  {
    name: "import",
    helpers: `import fs from "node:fs";`,
    because: /only functions may stand here|not made of whole functions/,
  },
] as const;

const files = hasReference ? solutionFiles(assignment) : new Map<string, string>();

function fileOf(stub: string): string {
  const file = course.assignment.stubs.find(({ id }) => id === stub)?.file;
  if (file === undefined) throw new RangeError(`no stub ${stub}`);
  return file;
}

let folders = 0;
/** A copy of the reference with one region's text replaced, alone in a folder. */
function folderWith(stub: string, text: string, helpers = ""): string {
  const root = join(folder, `handed-in-${folders++}`);
  for (const [file, whole] of files) {
    const segments = cutMarked(file, whole).segments.map((segment) => {
      if (segment.kind === "locked" || file !== fileOf(stub)) return segment.text;
      if (segment.id === helpersId) return helpers === "" ? segment.text : `${helpers}\n`;
      return segment.id === stub ? `${text}\n` : segment.text;
    });
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, segments.join(""));
  }
  return root;
}

/** Every file below a folder, with what a write would change. */
function inventory(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => {
      const { size, mtimeMs, ino } = statSync(join(root, name));
      return `${name} ${size} ${mtimeMs} ${ino}`;
    });
}

/** The reference with attacks in place of one of its regions each; all texts are inspected in one sealed process. */
async function handIn(attacks: readonly Attack[]): Promise<readonly Submission[]> {
  const checks = attacks.flatMap(({ stub = "mul.forward", text, helpers = "" }) => {
    const region = checkOf(course, fileOf(stub), stub, `${text}\n`, helpers);
    return helpers === "" ? [region] : [region, checkOf(course, fileOf(stub), helpersId, `${helpers}\n`, "")];
  });
  const inspections = await inspectRegions(checks, course.assignment.globals);
  const taken = checks.map(({ id, file }, i): Region => {
    const {
      tokens,
      stripped,
      findings: [finding],
    } = inspections[i] ?? { tokens: "", stripped: "", findings: [] };
    const state = finding === undefined ? "started" : finding.rule === "internal" ? "internal-error" : "refused";
    return { id, file, place: { file, line: 1 }, regionLine: 1, state, tokens, stripped, reason: finding?.message };
  });
  let next = 0;
  return attacks.map(({ stub = "mul.forward", helpers = "" }) => {
    const [region, own] = [taken[next++], helpers === "" ? undefined : taken[next++]];
    return withRegion(stub, region, own);
  });
}

/** The reference with a region, and perhaps helpers, of somebody else. */
function withRegion(stub: string, region: Region | undefined, helpers?: Region): Submission {
  const reference = referenceSubmission(course);
  if (region === undefined) throw new RangeError(`no region for ${stub}`);
  return {
    ...reference,
    regions: new Map([...reference.regions, [stub, region]]),
    helpers: new Map(helpers === undefined ? [] : [[fileOf(stub), helpers]]),
  };
}

/** The laws, with few cases for all stubs but one: whether the others keep their points does not hang on chance. */
function mostlyOf(stub: string): readonly IdentifiedLaw[] {
  return laws.map((each) =>
    each.law.stub === stub ? each : { ...each, law: { ...each.law, runs: Math.min(each.law.runs, 2) } },
  );
}

/** Judges a submission as `grade` does, without a folder. */
async function judged(submission: Submission, stub: string): Promise<GradingResult> {
  // Whom nobody needs but the capstone is not tried beside the reference too, which would cost as much again.
  const tried = ["mul.backward", "sum.backward"].includes(stub) ? { ...course, reference: undefined } : course;
  const outcomes = await judgeSubmission({
    course: tried,
    laws: mostlyOf(stub),
    submission,
    subjects,
    secret: practiceSecret,
  });
  return {
    schema: resultFormat,
    versions: { chainrule: "0", node: process.version },
    engine: { interrupted: false },
    reproducible: true,
    assignments: [scoreAssignment(course.assignment, submission, outcomes, tried.reference !== undefined)],
    timings: {},
  };
}

/** The statements of the reference that nobody could write by chance. */
const secrets = [...(course.reference?.values() ?? [])]
  .flatMap((text) => text.split("\n"))
  .map((line) => line.trim())
  .filter((line) => line.length >= 16);

/** What no reader of a terminal must ever be sent. */
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\p{Cf}\p{Cs}\p{Co}]/u;

/** Fails unless an attack is contained in its stub, and tells why. */
function contained(result: GradingResult, attack: Attack): void {
  const { stub = "mul.forward", verdict, because } = attack;
  const [graded] = result.assignments;
  const own = graded?.stubs.find(({ id }) => id === stub);
  expect([verdict].flat()).toContain(own?.verdict);
  if (own?.verdict !== "passed") expect(own?.earned).toBeLessThan(own?.points ?? 0);
  const short = graded?.stubs.filter(
    ({ id, kind, earned, points }) => kind === "region" && id !== stub && earned < points,
  );
  expect(short?.map(({ id, verdict: theirs }) => `${id}: ${theirs}`)).toEqual([]);
  if (because !== undefined) expect(told(own, result)).toMatch(because);

  const json = toJson(result);
  v.parse(resultSchema, JSON.parse(json));
  expect(secrets.filter((line) => json.includes(JSON.stringify(line).slice(1, -1)))).toEqual([]);
  expect(json.replaceAll("\n", "")).not.toMatch(unseen);
  expect(longest(JSON.parse(json))).toBeLessThan(5000);
  const text = renderTerminal(result, {
    columns: 72,
    color: false,
    command: "npx grade",
    hasReference: true,
    lines: {},
  });
  expect(text).not.toMatch(unseen);
  expect(text.length).toBeLessThan(10_000);
}

/** What a result says about a stub. */
function told(stub: StubResult | undefined, { assignments }: GradingResult): string {
  return `${JSON.stringify(stub)} ${assignments.flatMap(({ remarks }) => remarks.map(({ text }) => text)).join("\n")}`;
}

function longest(json: unknown): number {
  if (typeof json === "string") return json.length;
  return typeof json === "object" && json !== null ? Math.max(0, ...Object.values(json).map(longest)) : 0;
}

describe.skipIf(!hasReference || !canLimit)("grade(a folder with one hostile stub)", () => {
  const graded = (root: string, strong?: boolean) =>
    grade({
      folder: root,
      assignments: [assignment],
      stubs: [],
      secret: practiceSecret,
      ...(strong === undefined ? {} : { strong }),
    });

  test.concurrent.for(inFolders)("contains $name", { timeout: wallMs }, async (attack) => {
    const root = folderWith(attack.stub ?? "mul.forward", attack.text, attack.helpers);
    const before = inventory(root);
    contained(await graded(root), attack);
    expect(inventory(root)).toEqual(before);
  });

  test.concurrent("gives the honest text all its points, and says how it was sealed", { timeout: wallMs }, async () => {
    const { assignments, protection } = await graded(folderWith("mul.forward", product));
    const [result] = assignments;
    expect({ earned: result?.earned, remarks: result?.remarks }).toEqual({ earned: result?.points, remarks: [] });
    expect(protection?.level).toBe(whyNot === undefined ? "sealed" : "advisory");
  });

  test.concurrent.for([
    { name: "the text of the reference in an error", text: "throw new Error(zipWith.toString());", verdict: "crashed" },
  ] satisfies readonly Attack[])("contains $name where there is no bubblewrap", { timeout: wallMs }, async (attack) => {
    const result = await graded(folderWith("mul.forward", attack.text), false);
    expect(result.protection?.level).toBe("advisory");
    contained(result, attack);
  });

  test(
    "names the line that threw, also in a file with a byte order mark and carriage returns",
    { timeout: wallMs },
    async () => {
      const text = "const one = 1;\n    throw new Error(`line ${one}`);";
      const places = [];
      for (const change of [(file: string) => file, (file: string) => `\uFEFF${file.replaceAll("\n", "\r\n")}`]) {
        const root = folderWith("mul.forward", text);
        const path = join(root, fileOf("mul.forward"));
        writeFileSync(path, change(readFileSync(path, "utf8")));
        const result = await grade({
          folder: root,
          assignments: [assignment],
          stubs: ["mul.forward"],
          secret: practiceSecret,
        });
        const at = result.assignments[0]?.stubs[0]?.counterexample?.thrown?.at;
        expect(at?.file).toBe(path);
        places.push(readFileSync(path, "utf8").split("\n")[(at?.line ?? 0) - 1]?.trim());
      }
      expect(places).toEqual(Array(2).fill("throw new Error(`line ${one}`);"));
    },
  );
});

describe.skipIf(!hasReference || !canLimit)("judgeSubmission(the reference with one hostile region)", () => {
  let submissions: readonly Submission[] = [];
  const attacked = [...new Set(regions.map(({ stub = "mul.forward" }) => stub))];
  const controls = attacked.map((stub): Attack => ({ name: stub, stub, text: honest[stub] ?? "", verdict: "passed" }));
  const all = [...regions, ...controls];
  beforeAll(async () => void (submissions = await handIn(all)));

  test.concurrent.for(
    all.map((attack, i) => ({ ...attack, i, what: i < regions.length ? "contains" : "passes the honest" })),
  )("$what $name", { timeout: wallMs }, async ({ i, ...attack }) => {
    const submission = submissions[i];
    if (submission === undefined) throw new RangeError(`${attack.name} was not inspected`);
    contained(await judged(submission, attack.stub ?? "mul.forward"), attack);
  });

  test.concurrent.for(refusedHelpers)(
    "takes no helpers that $name, and grades the stub without them",
    async ({ helpers, because }) => {
      const checks = [checkOf(course, fileOf("mul.forward"), helpersId, `${helpers}\n`, "")];
      const [inspection] = await inspectRegions(checks, course.assignment.globals);
      expect(inspection?.findings[0]?.message).toMatch(because);
    },
  );
});

describe.skipIf(!hasReference)("judgeSubmission(plan), where every case ends just before the deadline", () => {
  /** A machine on which a case takes 1.5 s, and a frame of many all the time that there is. */
  class SlowMachine extends Subjects {
    cases = 0;

    override async take(): Promise<Conversation> {
      const conversation = await super.take();
      const exchange = conversation.exchange.bind(conversation);
      conversation.exchange = async (request, numbers, allowance) => {
        const asked = "questions" in request ? (JSON.parse(String(request.questions)) as unknown[]).length : 0;
        if (asked > 2) return { kind: "died", verdict: "timed-out", reason: "no answer", cpuMs: 2000 };
        if (asked > 0) this.cases++;
        return { ...(await exchange(request, numbers, allowance)), cpuMs: asked > 0 ? 1500 : 0 };
      };
      return conversation;
    }
  }

  test("asks no more than the time for a stub allows, whole and alone, and leaves the rest open", async () => {
    using machine = new SlowMachine();
    const [first, ...others] = await judgeSubmission({
      course,
      laws: laws.filter(({ law }) => law.stub === "offset"),
      submission: referenceSubmission(course),
      subjects: machine,
      secret: practiceSecret,
    });
    expect(first).toMatchObject({ whole: { verdict: "not-run" }, alone: { verdict: "not-run" } });
    expect(others.map(({ whole }) => whole.verdict)).toEqual(others.map(() => "not-run"));
    expect(machine.cases).toBeGreaterThan(2);
    expect(machine.cases).toBeLessThanOrEqual((2 * 10_000) / 1500);
  });
});

describe.skipIf(!hasReference || !canLimit)("Subject, where the policy let everything pass", () => {
  /** Put into the realm as they are, without any inspection. */
  const past: readonly Attack[] = [
    { name: "process.exit(0)", text: "process.exit(0);", verdict: "crashed", because: /process is not defined/ },
    { name: "globalThis.process", text: "globalThis.process.exit(0);", verdict: "crashed" },
    { name: "eval", text: `eval("1");`, verdict: "crashed", because: /Code generation from strings/ },
    {
      name: "WebAssembly",
      text: "new WebAssembly.Memory({ initial: 1 });",
      verdict: "crashed",
      because: /WebAssembly is not defined/,
    },
    {
      name: "Atomics.wait",
      text: "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
      verdict: "crashed",
      because: /not defined/,
    },
    {
      name: "import()",
      text: `import("node:fs"); return zipWith(a, b, (x, y) => x * y);`,
      verdict: "refused",
      because: /import\(\) is not allowed/,
    },
    {
      name: "import() of the reference",
      text: `import("course:2-autodiff/ops/sub.ts"); return zipWith(a, b, (x, y) => x * y);`,
      verdict: "refused",
    },
    {
      name: "import.meta",
      text: "if (Reflect.ownKeys(import.meta).length === 0) throw new Error('empty'); return zipWith(a, b, (x, y) => x * y);",
      verdict: "crashed",
      because: /empty/,
    },
    {
      name: "the global object, changed",
      text: "globalThis.Float64Array = Array; return zipWith(a, b, (x, y) => x * y);",
      verdict: "crashed",
      because: /read only/,
    },
    {
      name: "a wait at the top of the module",
      text: "return a; } }\nawait 0;\nfunction more() { {",
      verdict: "crashed",
    },
    { name: "a syntax error", text: "return (;", verdict: "crashed" },
    {
      name: "prepareStackTrace, which would tell about functions",
      text: "Error.prepareStackTrace = (_, frames) => frames[0].getFunction(); return new Error().stack;",
      verdict: "crashed",
      because: /read only/,
    },
  ];

  test.concurrent.for(past)("contains $name", { timeout: wallMs }, async (attack) => {
    const text = `${attack.text}\n`;
    const region: Region = {
      id: "mul.forward",
      file: fileOf("mul.forward"),
      place: undefined,
      regionLine: 1,
      state: "started",
      tokens: text,
      stripped: text,
      reason: undefined,
    };
    // What stands at the top of a module takes the module with it, and on the whole all that needs it: not alone.
    contained(await judged(withRegion("mul.forward", region), "mul.forward"), attack);
  });
});

/**
 * A process that has been taken over: it runs `body` instead of our runner. It knows all that the runner knows, the
 * nonce too. It has greeted, `current` is the first request, and `frame`, `send`, `answer` and `next` speak.
 */
function takenOver(body: string, mark = "chainrule-taken-over"): SealedProgram {
  const script = join(folder, `taken-over-${folders++}.cjs`);
  writeFileSync(
    script,
    `const { readSync, writeSync, closeSync } = require("node:fs");
     const read = (length) => {
       const bytes = Buffer.alloc(length);
       for (let at = 0; at < length; ) {
         const more = readSync(0, bytes, at, length - at, null);
         if (more === 0) process.exit(0);
         at += more;
       }
       return bytes;
     };
     const next = () => {
       const head = read(8);
       const text = read(head.readUInt32LE(0)).toString();
       read(8 * head.readUInt32LE(4));
       return JSON.parse(text);
     };
     const frame = (text, numbers = [], bytes = Buffer.byteLength(text), count = numbers.length) => {
       const head = Buffer.alloc(8);
       head.writeUInt32LE(bytes, 0);
       head.writeUInt32LE(count, 4);
       return Buffer.concat([head, Buffer.from(text), Buffer.from(Float64Array.from(numbers).buffer)]);
     };
     const send = (...frames) => { const all = Buffer.concat(frames); for (let at = 0; at < all.length; ) at += writeSync(3, all, at); };
     const answer = (said, { seq, nonce } = current, numbers = []) => frame(JSON.stringify({ seq, nonce, said }), numbers);
     const sleep = () => setTimeout(() => {}, 1e9);
     send(frame('{"hello":true}'));
     let current = next();
     ${body}`,
  );
  return {
    script,
    nodeFlags: [`--title=${mark}`],
    readable: [],
    addons: false,
    memoryBytes: 64 * 2 ** 20,
    cpuSeconds: 10,
  };
}

const silence = new Float64Array(0);

describe.skipIf(process.platform === "win32")("Conversation.exchange(request, numbers, allowance)", () => {
  const allowance = { textBytes: 1000, numbers: 4, cpuMs: 200 };
  const started: Conversation[] = [];
  afterAll(() => started.forEach((each) => each[Symbol.dispose]()));

  async function exchanged(body: string, times = 1) {
    const conversation = new Conversation(takenOver(body));
    started.push(conversation);
    expect(await conversation.ready()).toBeUndefined();
    const heard = [];
    for (let i = 0; i < times; i++) {
      heard.push(await conversation.exchange({ kind: "ask" }, silence, allowance));
      await sleep(50);
    }
    return heard;
  }

  test("hears an answer in the agreed form, and the next one", async () => {
    const heard = await exchanged(
      `for (;;) { send(answer({ n: current.seq }, current, [1, 2])); current = next(); }`,
      2,
    );
    expect(heard).toMatchObject([
      { kind: "heard", said: { n: 1 }, numbers: Float64Array.of(1, 2) },
      { kind: "heard", said: { n: 2 } },
    ]);
  });

  test.concurrent.for([
    {
      what: "an answer that comes twice",
      body: "send(answer(1), answer(1)); sleep();",
      reason: /bytes after an answer/,
    },
    {
      what: "the next answer in advance",
      body: "send(answer(1), answer(2, { ...current, seq: 2 })); sleep();",
      reason: /bytes after an answer/,
    },
    {
      what: "an answer to the next request",
      body: "send(answer(1, { ...current, seq: 2 })); sleep();",
      reason: /another question/,
    },
    {
      what: "an answer to no request",
      body: "send(answer(1, { ...current, seq: 0 })); sleep();",
      reason: /another question/,
    },
    {
      what: "a nonce of its own",
      body: `send(answer(1, { ...current, nonce: "0" })); sleep();`,
      reason: /another question/,
    },
    { what: "no nonce", body: `send(frame('{"seq":1,"said":1}')); sleep();`, reason: /another form/ },
    {
      what: "a number for a nonce",
      body: `send(frame('{"seq":1,"nonce":1,"said":1}')); sleep();`,
      reason: /another form/,
    },
    { what: "a null", body: "send(frame('null')); sleep();", reason: /another form/ },
    { what: "a list", body: "send(frame('[]')); sleep();", reason: /another form/ },
    {
      what: "a prototype",
      body: `send(frame('{"__proto__":{"seq":1,"nonce":"' + current.nonce + '","said":1}}')); sleep();`,
      reason: /another form/,
    },
    { what: "what is not JSON", body: "send(frame('{')); sleep();", reason: /not JSON/ },
    { what: "nothing between the counts", body: "send(frame('')); sleep();", reason: /not JSON/ },
    {
      what: "invalid UTF-8",
      body: `send(frame('{"seq":1,"nonce":"??","said":1}').fill(0xff, 26, 28)); sleep();`,
      reason: /another question/,
    },
    {
      what: "a text of 2³¹ bytes",
      body: "send(frame('{', [], 2 ** 31)); sleep();",
      reason: /2147483648 bytes and 0 numbers, more than/,
    },
    {
      what: "2³² − 1 numbers",
      body: "send(frame('{}', [], 2, 2 ** 32 - 1)); sleep();",
      reason: /4294967295 numbers, more than/,
    },
    {
      what: "one number more than was asked for",
      body: "send(answer(1, current, [1, 2, 3, 4, 5])); sleep();",
      reason: /5 numbers, more than/,
    },
    {
      what: "a stream without end",
      body: "for (;;) send(Buffer.alloc(65536, 32));",
      reason: /more than the questions allow/,
    },
    {
      what: "half an answer, and then the end",
      body: "send(answer(1).subarray(0, 20)); process.exit(0);",
      reason: /exit code 0/,
    },
    { what: "nothing, and the end", body: "process.exit(0);", reason: /exit code 0/ },
    { what: "another exit code", body: "process.exit(7);", reason: /exit code 7/ },
    {
      what: "a word of bubblewrap's",
      body: "writeSync(2, 'bwrap: setting up uid map: Permission denied\\n'); process.exit(1);",
      reason: /exit code 1/,
    },
  ])("takes nothing from a process that sends $what", async ({ body, reason }) => {
    const [death] = await exchanged(body);
    expect(death).toMatchObject({ kind: "died", verdict: "crashed", reason: expect.stringMatching(reason) });
  });

  test.concurrent.for([
    {
      what: "half an answer, and then waits",
      body: "send(answer(1).subarray(0, 20)); sleep();",
      reason: /no answer after 2 s$/,
    },
    {
      what: "one byte, and then computes",
      body: "send(answer(1).subarray(0, 1)); for (;;);",
      reason: /no answer after 0.2 s of computing/,
    },
    { what: "nothing at all", body: "sleep();", reason: /no answer after 2 s$/ },
    { what: "no more, having closed its pipe", body: "closeSync(3); sleep();", reason: /no answer after 2 s$/ },
  ])("waits no longer than it may for a process that sends $what", async ({ body, reason }) => {
    const [death] = await exchanged(body);
    expect(death).toMatchObject({ kind: "died", verdict: "timed-out", reason: expect.stringMatching(reason) });
  });

  test("hears nothing more from a process that spoke out of turn", async () => {
    const late = "send(answer(1)); setTimeout(() => { send(answer(2, { ...current, seq: 2 })); sleep(); }, 20);";
    const [first, second] = await exchanged(late, 2);
    expect(first).toMatchObject({ kind: "heard", said: 1 });
    expect(second).toMatchObject({ kind: "died", verdict: "crashed", reason: expect.stringMatching(/to no question/) });
  });

  test("does not take an old answer for a new one", async () => {
    const [first, second] = await exchanged("const old = answer(1); send(old); next(); send(old); sleep();", 2);
    expect(first).toMatchObject({ kind: "heard", said: 1 });
    expect(second).toMatchObject({ kind: "died", reason: expect.stringMatching(/another question/) });
  });
});

describe.skipIf(!existsSync("/proc/self/cmdline"))("Subject.ask(questions), of a process that was taken over", () => {
  /** The processes of this file's own that have `mark` on their command line. */
  const processesWith = (mark: string) =>
    readdirSync("/proc").filter((name) => {
      try {
        return /^\d+$/.test(name) && readFileSync(`/proc/${name}/cmdline`, "utf8").includes(mark);
      } catch {
        return false;
      }
    });

  /** Where subjects come from that somebody else already sits in. */
  class TakenOver extends Subjects {
    readonly #program: SealedProgram;

    constructor(program: SealedProgram) {
      super();
      this.#program = program;
    }

    override async take(): Promise<Conversation> {
      const conversation = new Conversation(this.#program);
      await conversation.ready();
      return conversation;
    }
  }

  const questions = [call("offset", [1, 2], [3, 1]).ask, probe("backward.chain", { length: 3 }).ask];
  const none = "results: [], values: [], grads: [], calls: [], operands: [], upstreams: []";
  const right = `{ kind: "answered", ${none}, results: [{ kind: "number", at: 0 }] }, { kind: "reported", data: 1 }`;

  async function asked(answers: string, more = "") {
    const mark = `chainrule-subject-${process.pid}-${folders}`;
    const body = `
      send(answer(null));
      current = next();
      send(answer({ console: "", answers: [${answers}] ${more} }, current, [5]));
      sleep();`;
    using sources = new TakenOver(takenOver(body, mark));
    using subject = new Subject(sources, {});
    const reply = await subject.ask(questions);
    const left = async () => {
      for (let i = 0; i < 100 && processesWith(mark).length > 0; i++) await sleep(20);
      return processesWith(mark).length;
    };
    return { reply, left: reply.kind === "died" ? await left() : undefined };
  }

  test("hears answers in the agreed form", async () => {
    const { reply } = await asked(right);
    expect(reply).toMatchObject({
      kind: "answers",
      answers: [{ results: [{ kind: "number", number: 5 }] }, { data: 1 }],
    });
  });

  test.concurrent.for([
    { what: "an answer too many", answers: `${right}, { kind: "reported", data: 1 }` },
    { what: "an answer too few", answers: `{ kind: "reported", data: 1 }` },
    { what: "no list of answers", answers: "", more: ", answers: {}" },
    { what: "a verdict", answers: `{ kind: "passed" }, { kind: "reported", data: 1 }` },
    { what: "the answers in another order", answers: `{ kind: "reported", data: 1 }, { kind: "answered", ${none} }` },
    { what: "a number beyond its numbers", answers: right.replace("at: 0", "at: 1") },
    { what: "a number before its numbers", answers: right.replace("at: 0", "at: -1") },
    {
      what: "a list that leads beyond its numbers",
      answers: right.replace(`"number", at: 0`, `"numbers", at: 0, length: 2`),
    },
    {
      what: "Values that lead beyond their numbers",
      answers: right.replace(`"number", at: 0`, `"values", shape: [2 ** 26, 2 ** 26], at: 0`),
    },
    {
      what: "Values of 17 axes",
      answers: right.replace(`"number", at: 0`, `"values", shape: Array(17).fill(1), at: 0`),
    },
    { what: "a slot of no number", answers: right.replace(`"number", at: 0`, `"slot", slot: "0", borrowed: false`) },
    {
      what: "data that nothing can be made of",
      answers: right.replace("data: 1", "data: { toString: 1, valueOf: 1 }"),
    },
    { what: "data with a prototype", answers: right.replace("data: 1", `data: JSON.parse('{"__proto__":1}')`) },
    {
      what: "data nested without end",
      answers: right.replace("data: 1", `data: JSON.parse("[".repeat(2000) + "]".repeat(2000))`),
    },
    {
      what: "words without end",
      answers: `{ kind: "threw", error: { name: "E", message: "x".repeat(5000), stack: "" } }, { kind: "reported", data: 1 }`,
    },
    {
      what: "a form of no known kind, described without end",
      answers: right.replace(`"number", at: 0`, `"other", is: "x".repeat(5000)`),
    },
    { what: "a console without end", answers: right, more: `, console: "x".repeat(9000)` },
  ])("kills the process that sends $what, and takes nothing of it", async ({ answers, more }) => {
    const { reply, left } = await asked(answers, more);
    expect(reply).toMatchObject({
      kind: "died",
      verdict: "crashed",
      reason: expect.stringMatching(/^it sent an? .*|^it sent \d+ answers/),
    });
    expect(left).toBe(0);
  });
});

describe.skipIf(!hasReference || !existsSync("/proc/self/task"))("npx grade", () => {
  const main = fileURLToPath(new URL("cli/main.ts", import.meta.url));
  const started: ChildProcess[] = [];
  afterAll(() => started.forEach((child) => child.kill("SIGKILL")));

  function run(...flags: readonly string[]) {
    const child = spawn(process.execPath, ["--no-warnings", main, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
    started.push(child);
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
      child.once("close", (code) => resolve({ code, out, err })),
    );
    return { child, ended };
  }

  /** All that a process has started, and what that has started. */
  function descendants(pid: number): readonly number[] {
    let children: readonly number[];
    try {
      children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
        .trim()
        .split(" ")
        .filter(Boolean)
        .map(Number);
    } catch {
      return [];
    }
    return children.flatMap((child) => [child, ...descendants(child)]);
  }

  /** CPU time in steps of 10 ms. */
  function ticks(pid: number): number {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return Number(fields[11]) + Number(fields[12]);
    } catch {
      return 0;
    }
  }

  /** Waits until a sealed process has computed for longer than honest regions do. @returns all processes below `pid` */
  async function looping(pid: number): Promise<readonly number[]> {
    for (;;) {
      const found = descendants(pid);
      if (found.some((each) => ticks(each) > 80)) return found;
      await sleep(20);
    }
  }

  async function left(pids: readonly number[]): Promise<readonly number[]> {
    for (let i = 0; i < 150 && pids.some((pid) => existsSync(`/proc/${pid}`)); i++) await sleep(20);
    return pids.filter((pid) => existsSync(`/proc/${pid}`));
  }

  const endless = () => folderWith("mul.forward", "for (;;);");

  test.concurrent(
    "reports what was judged when it is interrupted, and leaves no process behind",
    { timeout: wallMs },
    async () => {
      const { child, ended } = run(endless());
      const below = await looping(child.pid ?? 0);
      child.kill("SIGINT");
      const { code, out, err } = await ended;
      expect({ code, err }).toEqual({ code: 1, err: "" });
      expect(out).toMatch(/interrupted: .* judged/);
      expect(out).toMatch(/offset +✓ passed/);
      expect(await left(below)).toEqual([]);
    },
  );

  test.concurrent.for([
    { what: "it is told to end", flags: [], signals: ["SIGTERM"], code: 143 },
    { what: "it is told to end, without bubblewrap", flags: ["--weak"], signals: ["SIGTERM"], code: 143 },
    { what: "somebody is in a hurry, without bubblewrap", flags: ["--weak"], signals: ["SIGINT", "SIGINT"], code: 130 },
  ] as const)("leaves no process behind when $what", { timeout: wallMs }, async ({ flags, signals, code }) => {
    const { child, ended } = run(endless(), "--stub", "mul.forward", ...flags);
    const below = await looping(child.pid ?? 0);
    for (const signal of signals) {
      child.kill(signal);
      await sleep(100);
    }
    expect((await ended).code).toBe(code);
    expect(await left(below)).toEqual([]);
  });

  test.concurrent("runs twice at once, and each result is whole", { timeout: wallMs }, async () => {
    const root = folderWith("mul.forward", "return zipWith(a, b, (x, y) => x + y);");
    const json = join(folder, "result.json");
    const both = await Promise.all([run(root, "--json", json).ended, run(root, "--json", json).ended]);
    expect(both.map(({ code }) => code)).toEqual([1, 1]);
    const result = v.parse(resultSchema, JSON.parse(readFileSync(json, "utf8")));
    expect(result.assignments[0]?.stubs.find(({ id }) => id === "mul.forward")?.verdict).toBe("failed");
    expect(readdirSync(folder).filter((name) => name.startsWith("result.json"))).toEqual(["result.json"]);
  });

  test.concurrent.for([
    { what: "a folder that is not there", flags: ["/nowhere"] },
    { what: "a file for a folder", flags: [main] },
    { what: "a folder with nothing of the course", flags: [tmpdir()] },
    { what: "a name that would paint the terminal", flags: ["/nowhere/\u001b[31m\u202e"] },
    { what: "a stub that is not there", flags: ["--stub", "nothing"] },
    { what: "an option that is not there", flags: ["--nothing"] },
    { what: "a replay that is none", flags: ["--replay", "nothing"] },
    { what: "a replay of a law that is not there", flags: ["--replay", "nothing/at-all@00000000:0"] },
    { what: "a replay of a case beyond all cases", flags: ["--replay", "offset/position@00000000:99999999999"] },
    { what: "a secret that is not there", flags: ["--secret", "/nowhere"] },
    { what: "a hint for nothing", flags: ["hint", "nothing"] },
    { what: "a result for a folder that is not there", flags: ["--stub", "offset", "--json", "/nowhere/result.json"] },
    { what: "a result below a file", flags: ["--stub", "offset", "--json", `${main}/result.json`] },
    { what: "a result in place of a folder", flags: ["--stub", "offset", "--json", tmpdir()] },
  ])("says in a sentence what is wrong with $what", { timeout: wallMs }, async ({ flags }) => {
    const { code, err } = await run(...flags).ended;
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^.+/) });
    expect(err).not.toMatch(/^ +at |The grader is at fault/m);
    expect(err).not.toMatch(unseen);
  });
});
