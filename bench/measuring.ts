/** @file What all parts of the bench measure with. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { measuredCommit } from "./measured-commit.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/**
 * Measures the milliseconds of `act`: the median of `rounds`, each the mean of `times` calls, after one round to warm up.
 *
 * @param prepare - runs before every round, unmeasured
 */
export async function medianMs(
  rounds: number,
  times: number,
  act: () => void | Promise<void>,
  prepare: () => void = () => {},
): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    prepare();
    const start = performance.now();
    for (let i = 0; i < times; i++) await act();
    taken.push((performance.now() - start) / times);
  }
  const sorted = taken.slice(1).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs a command in the repository. @throws {Error} if it fails */
export function runQuietly(
  command: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): void {
  const { status, stderr } = spawnSync(command, parameters, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`bench: ${parameters.join(" ")} ended with ${status}: ${stderr} [E_BENCH]`);
}

/** a : b, to three digits. */
export function ratioOf(a: number, b: number): number {
  return toThreeDigits(a / b);
}

/** Rounds a number to three digits. */
function toThreeDigits(n: number): number {
  return Number(n.toPrecision(3));
}

/** The figures of one part: ratios of times from one run, and the milliseconds behind them. */
export interface Figures {
  readonly protection?: readonly string[];
  readonly ratios: Readonly<Record<string, number>>;
  readonly milliseconds: Readonly<Record<string, number>>;
}

/** Writes figures beside the bench, with the commit and the machine, and prints the ratios. */
export function writeFigures(file: string, { ratios, milliseconds, ...further }: Figures): void {
  const commit = measuredCommit();
  const rounded = Object.fromEntries(Object.entries(milliseconds).map(([name, ms]) => [name, toThreeDigits(ms)]));
  const results = {
    commit,
    node: process.version,
    cores: availableParallelism(),
    ...further,
    ratios,
    milliseconds: rounded,
  };
  writeFileSync(new URL(file, import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
  for (const [name, value] of Object.entries(ratios)) console.log(`${String(value).padStart(8)}  ${name}`);
  if (commit === null) console.log(`The tree has changes, so ${file} names no commit.`);
}
