import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { errorInShort } from "../release/error-in-short.ts";

/** Where in a text something was found. */
interface Found {
  readonly line: number;
  readonly message: string;
}

/**
 * What there is to say of an error that a try has thrown: as short as in the handout, and where it happened. An error
 * of the course speaks for itself.
 *
 * @param starter - the folder of the course's files
 */
export function tryTrouble(error: unknown, starter: string): readonly string[] {
  const short = errorInShort(error);
  if (!(error instanceof Error) || "code" in error) return [short];
  const place = error.stack
    ?.split("\n")
    .flatMap((frame) => /(file:\/\/.*?):(\d+):\d+\)?$/.exec(frame)?.slice(1, 3).join(" ") ?? [])
    .map((found) => found.split(" "))
    .map(([url = "", line = ""]) => ({ path: fileURLToPath(url), line }))
    .find(({ path }) => path.startsWith(join(starter, "/")));
  return place === undefined ? [short] : [short, `  at ${relative(process.cwd(), place.path)}:${place.line}`];
}

/**
 * What there is to say if the course's files cannot be loaded: the first of them that does not parse, and which stub
 * the line is in.
 *
 * @param files - paths within `starter`
 */
export function loadTrouble(error: unknown, starter: string, files: readonly string[]): readonly string[] {
  for (const file of files) {
    const path = join(starter, file);
    if (!existsSync(path)) continue;
    const text = readFileSync(path, "utf8");
    const found = doesNotParse(file, text);
    if (found === undefined) continue;
    return [
      `${relative(process.cwd(), path)}:${found.line} does not parse: ${found.message}`,
      `  Next: npx grade${stubAt(text, found.line)}, which says more`,
    ];
  }
  return [errorInShort(error), "  Next: npx grade, which says more"];
}

function doesNotParse(file: string, text: string): Found | undefined {
  const [first] = parseSync(file, text, { lang: "ts", sourceType: "module", showSemanticErrors: true }).errors;
  if (first === undefined) return undefined;
  const at = first.labels[0]?.start ?? 0;
  return { line: text.slice(0, at).split("\n").length, message: first.message };
}

/** ` mul.backward`, if the line is in that region; nothing if it is in none. */
function stubAt(text: string, line: number): string {
  const above = text.split("\n").slice(0, line).toReversed();
  const marker = above.find((each) => /(?:START|END) CODE HERE/.test(each)) ?? "";
  const id = /START CODE HERE \(([\w.]+)\)/.exec(marker)?.[1];
  return id === undefined || id === "helpers" ? "" : ` ${id}`;
}
