/**
 * @file `npm test` runs every check of CI and prints one line for each. `npm run check -- ASSIGNMENT` runs the checks that a
 * change to one assignment can break. Each check is an npm script that can run alone, such as `npm run lint`. The output of
 * a check is printed only if it fails; the later checks run in any case.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";

interface Check {
  readonly name: string;
  /** The npm script with its arguments. */
  readonly script: string;
  /** Whether the check needs `solution/`, which a student's copy lacks. */
  readonly reference?: boolean;
  /** The folder with the library that the laws test; by default `solution` where it exists, else `starter`. */
  readonly course?: "starter";
  /** Whether the check counts each of its tests instead of itself. */
  readonly tests?: boolean;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const folder = mkdtempSync(join(tmpdir(), "chainrule-checks-"));
const testReport = join(folder, "tests.json");
const reporters = `--reporter=default --reporter=json --outputFile.json="${testReport}"`;

/** Checks that each use one core, so that one per core can run in parallel. */
const smallChecks: readonly Check[] = [
  { name: "types", script: "typecheck" },
  { name: "lint", script: "lint" },
  { name: "format", script: "format:check" },
  { name: "dead exports", script: "dead" },
  { name: "rooms", script: "rooms -- --check" },
  { name: "starter is up to date", script: "starter -- --check", reference: true },
];

/** The stages of all checks. The checks of one stage run in parallel. */
function allChecks(): readonly (readonly Check[])[] {
  return [
    [
      { name: "needs are up to date", script: "needs -- --check", reference: true },
      { name: "handout is up to date", script: "handout -- --check", reference: true },
      ...smallChecks,
      { name: "starter has not started", script: "practice", reference: true, course: "starter" },
    ],
    // Each of these checks uses all cores, so it has a stage of its own.
    [{ name: "tests", script: `unit -- ${reporters}`, tests: true }],
    [{ name: "audit of a sample", script: "audit -- --sample 120", reference: true }],
    [{ name: "mutants of a sample", script: "audit -- --mutants --sample 120", reference: true }],
  ];
}

/** The stages for one assignment: its texts, its laws on the reference, some regions of its bank, some mutants. */
function checksOf(id: string): readonly (readonly Check[])[] {
  const texts = "grader/course/laws.test.ts grader/course/assignment.test.ts grader/authoring";
  return [
    [
      { name: "needs are up to date", script: `needs -- --check ${id}`, reference: true },
      { name: "handout is up to date", script: `handout -- --check ${id}`, reference: true },
      ...smallChecks,
      { name: "the reference passes", script: `grade -- solution -a ${id}`, reference: true },
      { name: "texts and regions", script: `unit -- --project unit ${texts} ${reporters}`, tests: true },
    ],
    [{ name: "audit of a sample", script: `audit -- -a ${id} --seeds 1 --sample 300`, reference: true }],
    [{ name: "mutants of a sample", script: `audit -- -a ${id} --mutants --sample 40`, reference: true }],
  ];
}

const testsSchema = v.object({
  success: v.boolean(),
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
});

const total = { passed: 0, failed: 0, skipped: 0 };
for (const stage of stagesFor(process.argv.slice(2))) await runSideBySide(stage);
rmSync(folder, { recursive: true });
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

function stagesFor([option, id = "", ...more]: readonly string[]): readonly (readonly Check[])[] {
  if (option === undefined) return allChecks();
  const known = readdirSync("assignments", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const expected = option === "--assignment" && more.length === 0;
  if (expected && known.some(({ name }) => name === id)) return checksOf(id);
  console.error(
    `check: expected ${expected ? "" : "--assignment and "}one of ${known.map(({ name }) => name).join(", ")}, got ${JSON.stringify((expected ? [id] : [option, id, ...more]).join(" "))}.\n  Next: npm run check -- ${known[0]?.name} [E_USAGE]`,
  );
  process.exit(2);
}

/** Runs checks in parallel, one per core, and prints the result of each when it ends. */
async function runSideBySide(checks: readonly Check[]): Promise<void> {
  const waiting = [...checks];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) await runCheck(check);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}

async function runCheck(check: Check): Promise<void> {
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

async function outcomeOf(check: Check): Promise<{ counts: Counts; output: string }> {
  if (check.reference === true && !existsSync("solution")) {
    return { counts: { passed: 0, failed: 0, skipped: 1 }, output: "" };
  }
  const { code, output } = await run(`npm run --silent ${check.script}`, check.course);
  const counts =
    check.tests === true
      ? countTests(code)
      : { passed: 0, failed: 0, skipped: 0, [code === 0 ? "passed" : "failed"]: 1 };
  return { counts, output };
}

/** Counts tests from the report. A test file that does not load, or a crash without a report, counts as one failure. */
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

/** The note after a check: its tests, or why it was skipped; empty for a single check that ran. */
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
