import { beforeAll, describe, expect, test } from "vitest";

import { inspectRegions } from "../intake/inspect.ts";
import { helpersId } from "../intake/markers.ts";
import { checkOf, type Region, type Submission } from "../intake/submission.ts";
import { type Attack, honest } from "./attack.ts";
import { contained } from "./contained.ts";
import { noAnswers } from "./regions/answers.ts";
import { endless } from "./regions/endless.ts";
import { errors } from "./regions/errors.ts";
import { forms } from "./regions/forms.ts";
import { memories } from "./regions/memories.ts";
import { patches } from "./regions/patches.ts";
import { pretences } from "./regions/pretences.ts";
import { reaches } from "./regions/reaches.ts";
import { canLimit, course, fileOf, hasReference, judged, wallMs, withRegion, workplace } from "./set-up.ts";

const { subjects } = workplace();

/** Inspected like a student's regions, put among the reference's, and judged with fewer cases of the others' laws. */
const regions: readonly Attack[] = [
  ...noAnswers,
  ...pretences,
  ...patches,
  ...errors,
  ...reaches,
  ...forms,
  ...endless,
  ...memories,
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
    contained(await judged(submission, attack.stub ?? "mul.forward", subjects), attack);
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
    contained(await judged(withRegion("mul.forward", region), "mul.forward", subjects), attack);
  });
});
