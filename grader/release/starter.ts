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

/** Imports that the code around the regions needs, and no region. */
const forLockedCode = new Set(["notStarted", "operation", "expectValues"]);

/** What a region of a file may use: the language, and the values that the file imports, by their names there. */
function usable(text: string): readonly string[] {
  const imported = Array.from(text.matchAll(/^import \{([^}]*)\} from/gm), ([, names = ""]) => names.split(",")).flat();
  const values = imported
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type ") && !forLockedCode.has(name))
    .map((name) => name.replace(/^.* as /, ""));
  return [...new Set(["the language", ...values.map((name) => `\`${name}\``)])];
}

/** Whether a file has a region that holds more than the starter's throw. */
function isFilled(file: string, text: string): boolean {
  if (!file.endsWith(".ts")) return false;
  const regions = cutMarked(file, text).segments.filter((segment) => segment.kind === "region");
  return regions.some(({ text: region }) => !/^\s*(?:throw notStarted\("[^"]*"\);)?\s*$/.test(region));
}

function main(check: boolean): void {
  if (!existsSync(new URL("../../solution/", import.meta.url))) {
    throw new Error(
      "starter: expected solution/, from which it is made, got none; nothing was changed.\n  Next: npx grade. This command is for authors of the course [E_STARTER]",
    );
  }
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
  const filled = [...differing, ...stale].find(
    (path) => existsSync(path) && isFilled(path, readFileSync(path, "utf8")),
  );
  if (filled !== undefined) {
    throw new Error(
      `${filled}: expected empty stubs, got somebody's work, which this command would delete.\n  Next: npx grade; or move the file away first, if it is not needed [E_STARTER]`,
    );
  }
  for (const path of stale) rmSync(path);
  for (const path of differing) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted.get(path) ?? "");
  }
  console.log(`${wanted.size} files, ${differing.length} written, ${stale.length} removed`);
}

if (import.meta.main) {
  try {
    main(process.argv.includes("--check"));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
