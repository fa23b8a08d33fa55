import { beforeAll, describe, expect, test } from "vitest";

import { joinSegments } from "../course/course.ts";
import { inspectRegions } from "../intake/inspect.ts";
import { helpersId } from "../course/markers.ts";
import { checkOf, type Region, type Submission } from "../intake/submission.ts";
import { type Attack, honest } from "./attack.ts";
import { expectContained } from "./expect-contained.ts";
import { oddAnswers } from "./regions/odd-answers.ts";
import { endlessWork } from "./regions/endless-work.ts";
import { thrownValues } from "./regions/thrown-values.ts";
import { oddSyntax } from "./regions/odd-syntax.ts";
import { keptState } from "./regions/kept-state.ts";
import { changedObjects } from "./regions/changed-objects.ts";
import { disguisedAnswers } from "./regions/disguised-answers.ts";
import { forbiddenAccess } from "./regions/forbidden-access.ts";
import {
  canLimit,
  course,
  fileOf,
  hasReference,
  judgeAttack,
  wallMs,
  submissionWith,
  openWorkplace,
} from "./set-up.ts";

const { subjects } = openWorkplace();

/** Attacks that are inspected like a student's region, and then put into the reference. */
const regions: readonly Attack[] = [
  ...oddAnswers,
  ...disguisedAnswers,
  ...changedObjects,
  ...thrownValues,
  ...forbiddenAccess,
  ...oddSyntax,
  ...endlessWork,
  ...keptState,
];

/** Helpers that the inspection refuses, each with the reason that it gives. */
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

/** Makes a submission for each attack: the reference with the attack in one region. One sealed process inspects them all. */
async function inspectAttacks(attacks: readonly Attack[]): Promise<readonly Submission[]> {
  const checks = attacks.flatMap(({ stub = "mul.forward", text, helpers = "" }) => {
    const region = checkOf(course, { file: fileOf(stub), id: stub, text: `${text}\n`, helpers });
    return helpers === ""
      ? [region]
      : [region, checkOf(course, { file: fileOf(stub), id: helpersId, text: `${helpers}\n` })];
  });
  const inspections = await inspectRegions(checks);
  const inspected = checks.map(({ id, file }, i): Region => {
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
    const [region, own] = [inspected[next++], helpers === "" ? undefined : inspected[next++]];
    return submissionWith(stub, region, own);
  });
}

describe.skipIf(!hasReference || !canLimit)("judgeSubmission(the reference with one hostile region)", () => {
  let submissions: readonly Submission[] = [];
  const attacked = [...new Set(regions.map(({ stub = "mul.forward" }) => stub))];
  const controls = attacked.map((stub): Attack => ({ name: stub, stub, text: honest[stub] ?? "", verdict: "passed" }));
  const all = [...regions, ...controls];
  beforeAll(async () => void (submissions = await inspectAttacks(all)));

  test.concurrent.for(
    all.map((attack, i) => ({ ...attack, i, what: i < regions.length ? "contains" : "grades the honest" })),
  )("$what $name", { timeout: wallMs }, async ({ i, ...attack }) => {
    const submission = submissions[i];
    if (submission === undefined) throw new RangeError(`${attack.name} was not inspected`);
    expectContained(await judgeAttack(submission, attack, subjects), attack);
  });

  test.concurrent.for(refusedHelpers)("refuses helpers that $name", async ({ helpers, because }) => {
    const checks = [checkOf(course, { file: fileOf("mul.forward"), id: helpersId, text: `${helpers}\n` })];
    const [inspection] = await inspectRegions(checks);
    expect(inspection?.findings[0]?.message).toMatch(because);
  });
});

describe("inspectRegions(finite differences in place of a backward)", () => {
  /** One routine for every operation: it moves each number, asks forward again, and extrapolates the slope to step 0. */
  const routine = `function differ(forward: () => Values, tensor: Tensor, upstream: Values): void {
    const share = { shape: tensor.shape, data: new Float64Array(tensor.data.length) };
    tensor.data.forEach((x, i) => {
      const valueAt = (moved: number) => {
        tensor.data[i] = moved;
        return forward().data.reduce((sum, y, j) => sum + y * upstream.data[j], 0);
      };
      const slope = (step: number) => (valueAt(x + step) - valueAt(x - step)) / (2 * step);
      const h = 2 ** -10 * Math.max(1, Math.abs(x));
      share.data[i] = (64 * slope(h / 4) - 20 * slope(h / 2) + slope(h)) / 45;
      tensor.data[i] = x;
    });
    accumulate(tensor, share);
  }\n`;
  const backwards = course.stubs.filter(({ file, id }) => file.includes("/ops/") && id.endsWith(".backward"));
  const nameOf = (id: string) => id.replace(".backward", "");
  /** What a region may call: the operation's own forward, where it has one, or the operation, as in \`matmul\`. */
  const calls = backwards.flatMap(({ id, file }) => {
    const hasForward = joinSegments(course.skeleton.get(file)).includes("function forward(");
    return [...(hasForward ? [{ id, file, call: "forward" }] : []), { id, file, call: nameOf(id) }];
  });

  test("every operation refuses them", async () => {
    expect(backwards.length).toBeGreaterThanOrEqual(18);
    const checks = calls.map(({ id, file, call }) =>
      checkOf(course, { file, id, text: `differ(${call} as never, out, out.grad);\n`, helpers: routine }),
    );
    const inspected = await inspectRegions(checks);
    const rulesFound = inspected.map(({ findings }, i) => `${calls[i]?.id} ${calls[i]?.call}: ${findings[0]?.rule}`);
    expect(rulesFound).toEqual(calls.map(({ id, call }) => `${id} ${call}: backward`));
  });

  test("no operation reaches another one", async () => {
    const others = backwards.flatMap(({ id, file }) =>
      backwards.filter((other) => other.id !== id).map((other) => ({ id, file, other: nameOf(other.id) })),
    );
    const checks = others.map(({ id, file, other }) =>
      checkOf(course, { file, id, text: `${other}(out as never);\n` }),
    );
    const reached = (await inspectRegions(checks)).flatMap(({ findings }, i) =>
      findings[0]?.rule === "import" ? [] : [`${others[i]?.id} calls ${others[i]?.other}`],
    );
    expect(reached).toEqual([]);
  });

  test("no operation is asked about a changed upstream gradient", async () => {
    const asked = ["max", "mean", "sum"].map((name) => ({
      id: `${name}.backward`,
      call: `${name}(out.grad as Tensor);\n`,
    }));
    const inspectAfter = (code: string) =>
      inspectRegions(asked.map(({ id, call }) => checkOf(course, { file: fileOf(id), id, text: `${code}\n${call}` })));
    const findingsOf = async (code: string) => (await inspectAfter(code)).map(({ findings }) => findings[0]?.rule);
    expect(await findingsOf("accumulate(a, out.grad);")).toEqual([undefined, undefined, undefined]);
    expect(await findingsOf('expectValues("", out.grad).data.fill(3);')).toEqual(["backward", "backward", "backward"]);
  });
});

describe.skipIf(!hasReference || !canLimit)("judgeSubmission(a hostile region without inspection)", () => {
  /** Attacks that enter the realm without inspection: the realm alone must contain them. */
  const uninspected: readonly Attack[] = [
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
    {
      name: "an error of the host, from a stack with a symbol",
      text: `const error = Object.defineProperty(new Error("x"), "name", { value: Symbol("s") });
        try { void error.stack; } catch { throw new Error("out"); } return zipWith(a, b, (x, y) => x * y);`,
      verdict: "passed",
    },
    { name: "a syntax error", text: "return (;", verdict: "crashed" },
    {
      name: "prepareStackTrace that returns functions",
      text: "Error.prepareStackTrace = (_, frames) => frames[0].getFunction(); return new Error().stack;",
      verdict: "crashed",
      because: /read only/,
    },
  ];

  test.concurrent.for(uninspected)("contains $name", { timeout: wallMs }, async (attack) => {
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
    // A fault at the top of a module breaks the module, and, in the whole library, every stub that needs the module.
    expectContained(await judgeAttack(submissionWith("mul.forward", region), attack, subjects), attack);
  });
});
