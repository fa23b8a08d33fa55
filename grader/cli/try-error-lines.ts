import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { summarizeError } from "../authoring/summarize-error.ts";

/** A syntax error of a file, and its line. */
interface SyntaxIssue {
  readonly line: number;
  readonly message: string;
}

/**
 * The lines about an error that a try has thrown: its summary, as in the handout, the line of the student's file that it
 * comes from, and what to do next, if the error says so. What is not started needs only its summary.
 *
 * An earlier assignment's stub that refuses its arguments is called by a stub of this one: that one's line is named.
 *
 * @param starter - the folder of the student's files
 * @param assignment - the id of the try's assignment
 */
export function tryErrorLines(error: unknown, starter: string, assignment = ""): readonly string[] {
  const short = summarizeError(error);
  if (!(error instanceof Error) || ("code" in error && error.code === "E_NOT_STARTED")) return [short];
  const places = (error.stack ?? "")
    .split("\n")
    .flatMap((frame) => /(file:\/\/.*?):(\d+):\d+\)?$/.exec(frame)?.slice(1, 3).join(" ") ?? [])
    .map((place) => place.split(" "))
    .map(([url = "", line = ""]) => ({ path: fileURLToPath(url), line: Number(line) }))
    .filter(({ path }) => path.startsWith(join(starter, "/")));
  const own = places.filter(({ path, line }) => isInRegion(path, line));
  const place = own.find(({ path }) => path.startsWith(join(starter, assignment, "/"))) ?? own[0] ?? places[0];
  const next = error.message.split("\n").slice(1);
  return [
    short,
    ...(place === undefined ? [] : [`  at ${relative(process.cwd(), place.path)}:${place.line}`]),
    ...next,
  ];
}

/**
 * The lines about an error that stopped the loading of the student's files: the first file that does not parse, and the
 * stub of its faulty line.
 *
 * @param files - paths within `starter`
 */
export function loadErrorLines(error: unknown, starter: string, files: readonly string[]): readonly string[] {
  for (const file of files) {
    const path = join(starter, file);
    if (!existsSync(path)) continue;
    const text = readFileSync(path, "utf8");
    const issue = firstSyntaxIssue(file, text);
    if (issue === undefined) continue;
    return [
      `${relative(process.cwd(), path)}:${issue.line} does not parse: ${issue.message}`,
      `  Next: npx grade${stubAt(text, issue.line)}, which says more`,
    ];
  }
  return [summarizeError(error), "  Next: npx grade, which says more"];
}

function firstSyntaxIssue(file: string, text: string): SyntaxIssue | undefined {
  const [first] = parseSync(file, text, { lang: "ts", sourceType: "module", showSemanticErrors: true }).errors;
  if (first === undefined) return undefined;
  const at = first.labels[0]?.start ?? 0;
  return { line: text.slice(0, at).split("\n").length, message: first.message };
}

function isInRegion(path: string, line: number): boolean {
  return existsSync(path) && markerAbove(readFileSync(path, "utf8"), line).includes("START");
}

/** The id of the stub whose region has the line, after a blank: ` mul.backward`; empty outside the regions. */
function stubAt(text: string, line: number): string {
  const id = /START CODE HERE \(([\w.]+)\)/.exec(markerAbove(text, line))?.[1];
  return id === undefined || id === "helpers" ? "" : ` ${id}`;
}

/** The last marker above a line; empty if there is none. */
function markerAbove(text: string, line: number): string {
  const above = text.split("\n").slice(0, line).toReversed();
  return above.find((each) => /(?:START|END) CODE HERE/.test(each)) ?? "";
}
