import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import type { Proof } from "./proof.ts";

const reportSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  testResults: v.array(v.object({ assertionResults: v.array(v.object({ fullName: v.string(), status: v.string() })) })),
});

/** Proves the walls: judges each attack with every other stub beside it. `npm test` draws two of them. */
export function proveAttacks(): Promise<Proof> {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-attacks-"));
  const file = join(folder, "report.json");
  const words = [
    "vitest",
    "run",
    "--project",
    "unit",
    "grader/attacks",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  try {
    spawnSync("npx", words, {
      env: { ...process.env, CI: "true", CHAINRULE_COURSE: "solution", CHAINRULE_ATTACKS: "whole" },
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    });
    const report = v.parse(reportSchema, JSON.parse(readFileSync(file, "utf8")));
    const failed = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === "failed")
      .map(({ fullName }) => fullName);
    const { numPassedTests: passed, numPendingTests: skipped } = report;
    const holds = passed > 0 && failed.length === 0 && skipped === 0 && report.numFailedTests === 0;
    return Promise.resolve({ holds, figures: { passed, skipped, failed } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
