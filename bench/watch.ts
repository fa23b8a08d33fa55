/**
 * @file `npm run bench -- watch`: measures the wait between a save and the verdict of the stub at hand, with a real
 * `grade --watch` and a program that saves like an editor. Writes `bench/watch.json`.
 */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readBank } from "../grader/specimens/bank.ts";
import { assignmentOf, loadCourse, solutionFiles } from "../grader/course/course.ts";
import { measuredCommit } from "./measured-commit.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const resultsFile = new URL("watch.json", import.meta.url);
const assignment = "2-autodiff";
/** Two cases: a stub with few dependents, saved when all is judged; a stub with many, saved while others are judged. */
const runs = [
  { name: "mul.backward, when everything has been judged", stub: "mul.backward", settles: true },
  { name: "offset, while the rest is still being judged", stub: "offset", settles: false },
];
const saves = 50;
/** The pause between saves, in which a student would read the verdict and type. */
const pauseMs = 250;
const patienceMs = 60_000;

interface Wait {
  readonly right: boolean;
  readonly ms: number;
}

const course = loadCourse();
const folder = mkdtempSync(join(tmpdir(), "chainrule-watch-"));
const results: Record<string, object> = {};
try {
  cpSync(join(root, "solution", assignment), join(folder, assignment), { recursive: true });
  const child = spawn(process.execPath, ["grader/cli/grade.mjs", folder, "--watch"], { cwd: root });
  const screen = readLines(child);
  await screen.line(/^next:|is complete/);
  for (const { name, stub, settles } of runs) {
    const waits = await measure(stub, settles, screen);
    const right = waits.filter((wait) => wait.right);
    const wrong = waits.filter((wait) => !wait.right);
    results[name] = { all: summarize(waits), right: summarize(right), wrong: summarize(wrong) };
  }
  child.kill("SIGTERM");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const starts = Array.from({ length: 9 }, () => {
  const start = performance.now();
  spawnSync(process.execPath, ["--eval", "0"]);
  return { right: true, ms: performance.now() - start };
});
const written = {
  commit: measuredCommit(),
  node: process.version,
  cores: availableParallelism(),
  stubs: course.stubs.length,
  saves,
  "milliseconds from save to verdict": results,
  "milliseconds of a bare start of Node": summarize(starts),
};
writeFileSync(resultsFile, `${JSON.stringify(written, null, 2)}\n`);
console.log(JSON.stringify(written, null, 2));
if (written.commit === null) console.log("The tree has changes, so watch.json names no commit.");

/** Saves a stub many times, alternately wrong and right, and measures each wait. */
async function measure(stub: string, settles: boolean, screen: Screen): Promise<readonly Wait[]> {
  const file = course.stubs.find(({ id }) => id === stub)?.file ?? "";
  const path = join(folder, file);
  const rightText = solutionFiles(assignmentOf(course, stub)).get(file) ?? "";
  const wrong = readBank(course, stub).find(({ kind, helpers }) => kind === "wrong" && helpers === "");
  const [before = "", after = ""] = rightText.split(regionOf(rightText, stub));
  const verdict = new RegExp(`^\\S ${stub.replace(".", "\\.")}(: | passed| crashed)`);
  const waits: Wait[] = [];
  // The first two warm up.
  for (let save = -2; save < saves; save++) {
    const right = save % 2 !== 0;
    const text = right ? rightText : before + (wrong?.text ?? "") + after;
    const seen = screen.count;
    writeFileSync(`${path}.tmp`, text);
    const start = performance.now();
    renameSync(`${path}.tmp`, path);
    const { at, text: said } = await screen.line(verdict, seen);
    if (said.includes("passed") !== right)
      throw new Error(`bench: expected a ${right ? "right" : "wrong"} region to be told, got ${said} [E_BENCH]`);
    if (save >= 0) waits.push({ right, ms: at - start });
    if (settles) await screen.line(/^next:|is complete/, seen);
    await sleep(pauseMs);
  }
  return waits;
}

function regionOf(text: string, stub: string): string {
  const [, region = ""] =
    new RegExp(`START CODE HERE \\(${stub.replace(".", "\\.")}\\)[^\\n]*\\n([^]*?)[ \\t]*// END CODE HERE`).exec(
      text,
    ) ?? [];
  return region;
}

interface Line {
  readonly text: string;
  readonly at: number;
}

interface Screen {
  /** The number of lines so far. */
  readonly count: number;
  /** Waits for the first line of this form after the first `after` lines. */
  readonly line: (form: RegExp, after?: number) => Promise<Line>;
}

/** Reads the lines of a child process, each with the time of its arrival. */
function readLines(child: ChildProcessWithoutNullStreams): Screen {
  const lines: Line[] = [];
  let rest = "";
  let wake = () => {};
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdout.on("data", (chunk: Buffer) => {
    const at = performance.now();
    const [...parts] = (rest + chunk.toString()).split("\n");
    rest = parts.pop() ?? "";
    lines.push(...parts.map((text) => ({ text, at })));
    wake();
  });
  return {
    get count() {
      return lines.length;
    },
    line: async (form, after = 0) => {
      const until = performance.now() + patienceMs;
      for (;;) {
        const found = lines.slice(after).find(({ text }) => form.test(text));
        if (found !== undefined) return found;
        if (child.exitCode !== null || performance.now() > until)
          throw new Error(
            `bench: expected a line like ${form.source}, got:\n${lines
              .map(({ text }) => text)
              .slice(-20)
              .join("\n")}${Buffer.concat(errors).toString()} [E_BENCH]`,
          );
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await Promise.race([promise, sleep(1000)]);
      }
    },
  };
}

function summarize(waits: readonly Wait[]): object {
  const sorted = waits.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN);
  return { min: at(0), median: at(0.5), p90: at(0.9), max: at(1) };
}
