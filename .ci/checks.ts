/**
 * @file `npm test`: everything that CI checks, one line each. A check is an npm script, so one that fails can be run by
 * itself: `npm run lint`. What it printed is shown only if it failed; the checks after it run all the same.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";

interface Check {
  readonly name: string;
  /** The npm script, and what follows it. */
  readonly script: string;
  /** Whether it needs `solution/`, which a student's copy does not have. */
  readonly reference?: boolean;
  /** The folder that laws in this process are asked of; `solution` where it is there. */
  readonly course?: "starter";
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const folder = mkdtempSync(join(tmpdir(), "chainrule-checks-"));
const testReport = join(folder, "tests.json");

const checks: readonly Check[] = [
  { name: "types", script: "typecheck" },
  { name: "lint", script: "lint" },
  { name: "format", script: "format:check" },
  { name: "dead exports", script: "dead" },
  { name: "starter is up to date", script: "starter -- --check", reference: true },
  { name: "handout is up to date", script: "handout -- --check", reference: true },
  { name: "needs are up to date", script: "needs -- --check", reference: true },
  { name: "tests", script: `unit -- --reporter=default --reporter=json --outputFile.json="${testReport}"` },
  { name: "starter has not started", script: "practice", reference: true, course: "starter" },
  { name: "audit", script: "audit", reference: true },
];

const testsSchema = v.object({
  success: v.boolean(),
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
});

const total = { passed: 0, failed: 0, skipped: 0 };
for (const check of checks) {
  const start = performance.now();
  const { counts, output } = await outcomeOf(check);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const mark = counts.failed > 0 ? "✗" : counts.passed > 0 ? "✓" : "–";
  console.log(`${mark} ${check.name.padEnd(24)}${seconds.padStart(6)} s${noteOf(counts)}`);
  if (counts.failed > 0) console.log(`\n${output.trim().replace(/^/gm, "    ")}\n    Again: npm run ${check.script}\n`);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
rmSync(folder, { recursive: true });
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function outcomeOf(check: Check): Promise<{ counts: Counts; output: string }> {
  if (check.reference === true && !existsSync("solution")) {
    return { counts: { passed: 0, failed: 0, skipped: 1 }, output: "" };
  }
  const { code, output } = await run(`npm run --silent ${check.script}`, check.course);
  const counts =
    check.name === "tests"
      ? countTests(code)
      : { passed: 0, failed: 0, skipped: 0, [code === 0 ? "passed" : "failed"]: 1 };
  return { counts, output };
}

/** A test file that does not load has no failed test, and a crash leaves no report: both count as one failure. */
function countTests(code: number | null): Counts {
  const report = existsSync(testReport)
    ? v.parse(testsSchema, JSON.parse(readFileSync(testReport, "utf8")))
    : undefined;
  const unseen = code !== 0 && (report?.numFailedTests ?? 0) === 0 ? 1 : 0;
  return {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + unseen,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  };
}

/** Tests are many; a check is one. */
function noteOf({ passed, failed, skipped }: Counts): string {
  if (passed + failed + skipped === 1) return skipped === 1 ? "  skipped: there is no solution/ here" : "";
  return `  ${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function run(
  command: string,
  course = existsSync("solution") ? "solution" : "starter",
): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, {
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CHAINRULE_COURSE: course, NO_COLOR: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}
