import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** The hash of the measured commit; null if the tree has changes other than results. */
export function measuredCommit(): string | null {
  const git = (...words: readonly string[]) => execFileSync("git", words, { cwd: root, encoding: "utf8" }).trim();
  return git("status", "--porcelain", "--", ".", ":!bench/*.json") === "" ? git("rev-parse", "HEAD") : null;
}
