import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Runs `grade try NAME`: in a process of its own, since a try runs the student's library as it is. */
export function tryCommand(words: readonly string[]): void {
  const script = fileURLToPath(new URL("../run-try.ts", import.meta.url));
  const { status } = spawnSync(process.execPath, ["--no-warnings", script, ...words], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
