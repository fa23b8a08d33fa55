/**
 * @file Makes the starter, which students receive, from the reference: every region becomes a throw, and the first line
 * of each file lists the names that its stubs may use. Run it with `npm run starter`; with `--check` it writes nothing and
 * fails if anything differs.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { cutAtMarkers, helpersId } from "../course/markers.ts";
import { loadAssignments } from "../course/assignment.ts";
import { skeletonFile, solutionFiles } from "../course/course.ts";
import { projectRoot } from "../course/roots.ts";
import { usableNamesLine } from "../course/usable-names.ts";
import { ChainruleError, messageOf } from "../result/chainrule-error.ts";

const starterFolder = new URL("starter/", projectRoot);

/** The text of a starter file, made from the same file of the reference. */
export function starterText(file: string, text: string): string {
  const { segments } = cutAtMarkers(file, text);
  if (segments.length === 1) return text;
  const body = segments.map((segment, i) => {
    if (segment.kind === "locked") return segment.text;
    if (segment.id === helpersId) return "";
    const marker = segments[i - 1]?.text ?? "";
    const indent = /([ \t]*)\/\/ START CODE HERE[^\n]*\n$/.exec(marker)?.[1] ?? "";
    return `${indent}throw notStarted("${segment.id}");\n`;
  });
  return `${usableNamesLine(text)}\n${body.join("")}`;
}

/** Whether a file has a region with more text than the starter's throw. */
function isFilled(file: string, text: string): boolean {
  if (!file.endsWith(".ts")) return false;
  const regions = cutAtMarkers(file, text).segments.filter((segment) => segment.kind === "region");
  return regions.some(({ text: region }) => !/^\s*(?:throw notStarted\("[^"]*"\);)?\s*$/.test(region));
}

function main(check: boolean): void {
  if (!existsSync(new URL("solution/", projectRoot)))
    throw new ChainruleError("E_STARTER", {
      where: "starter",
      expected: "solution/, from which it is made",
      got: "none; nothing was changed",
      next: "npx grade. This command is for authors of the course",
    });
  const readme = readFileSync(new URL("starter-readme.md", import.meta.url), "utf8");
  const wanted = new Map([[fileURLToPath(new URL("README.md", starterFolder)), readme]]);
  for (const assignment of loadAssignments()) {
    const files = new Map([...solutionFiles(assignment)].map(([file, text]) => [file, starterText(file, text)]));
    wanted.set(fileURLToPath(skeletonFile(assignment)), `${JSON.stringify(Object.fromEntries(files), null, 1)}\n`);
    // The files of an assignment in another root stay in that root.
    if (assignment.root.href !== projectRoot.href) continue;
    for (const [file, text] of files) wanted.set(fileURLToPath(new URL(file, starterFolder)), text);
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
    throw new ChainruleError("E_STARTER", {
      where: filled,
      expected: "empty stubs",
      got: "somebody's work, which this command would delete",
      next: "npx grade; or move the file away first, if it is not needed",
    });
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
    console.error(messageOf(error));
    process.exitCode = 2;
  }
}
