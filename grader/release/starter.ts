/**
 * @file Makes what a student receives from the reference: every region becomes a throw, and the top of each file says
 * what its stubs may use. Run it with `npm run starter`; with `--check` it writes nothing and fails if anything differs.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { cutMarked, helpersId } from "../intake/markers.ts";
import { assignmentIds } from "./assignment.ts";
import { skeletonFile, solutionFiles } from "./course.ts";

const starterFolder = new URL("../../starter/", import.meta.url);

/** A file of the starter, from the same file of the reference. */
export function starterText(file: string, text: string): string {
  const { segments } = cutMarked(file, text);
  if (segments.length === 1) return text;
  const body = segments.map((segment, i) => {
    if (segment.kind === "locked") return segment.text;
    if (segment.id === helpersId) return "";
    const marker = segments[i - 1]?.text ?? "";
    const indent = /([ \t]*)\/\/ START CODE HERE[^\n]*\n$/.exec(marker)?.[1] ?? "";
    return `${indent}throw notStarted("${segment.id}");\n`;
  });
  return `/** @file You may use: ${usable(text).join(", ")}, and functions of your own (last region). */\n${body.join("")}`;
}

/** The values that a file imports, and its own exported helpers, by name. */
function usable(text: string): readonly string[] {
  const imported = Array.from(text.matchAll(/^import \{([^}]*)\} from/gm), ([, names = ""]) => names.split(",")).flat();
  const values = imported
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type ") && name !== "notStarted");
  return [...new Set(["the language", ...values.map((name) => `\`${name}\``)])];
}

function main(check: boolean): void {
  const readme = readFileSync(new URL("starter-readme.md", import.meta.url), "utf8");
  const wanted = new Map([[fileURLToPath(new URL("README.md", starterFolder)), readme]]);
  for (const id of assignmentIds()) {
    const files = new Map([...solutionFiles(id)].map(([file, text]) => [file, starterText(file, text)]));
    for (const [file, text] of files) wanted.set(fileURLToPath(new URL(file, starterFolder)), text);
    wanted.set(fileURLToPath(skeletonFile(id)), `${JSON.stringify(Object.fromEntries(files), null, 1)}\n`);
  }
  const stale = globSync("*/**/*.ts", { cwd: fileURLToPath(starterFolder) })
    .map((file) => fileURLToPath(new URL(file, starterFolder)))
    .filter((path) => !wanted.has(path));
  const differing = [...wanted]
    .filter(([path, text]) => !existsSync(path) || readFileSync(path, "utf8") !== text)
    .map(([path]) => path);
  if (check) {
    for (const path of [...differing, ...stale])
      console.error(`${path}: expected what solution/ gives.\n  Next: npm run starter [E_STARTER]`);
    process.exitCode = differing.length + stale.length > 0 ? 1 : 0;
    return;
  }
  for (const path of stale) rmSync(path);
  for (const path of differing) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted.get(path) ?? "");
  }
  console.log(`${wanted.size} files, ${differing.length} written, ${stale.length} removed`);
}

if (import.meta.main) main(process.argv.includes("--check"));
