import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** The commit that was measured; null if the tree differs from it by more than results. */
export function commit(): string | null {
  const git = (...words: readonly string[]) => execFileSync("git", words, { cwd: root, encoding: "utf8" }).trim();
  return git("status", "--porcelain", "--", ".", ":!bench/*.json") === "" ? git("rev-parse", "HEAD") : null;
}
