/**
 * @file Hostile text in the grader's own process, which no limit ends: each regular expression that may read a stranger's
 * text takes a time that grows only with the length of the text.
 */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";

const grader = fileURLToPath(new URL("../", import.meta.url));

/** The rooms, and the files of other rooms, that read text of a submission, or of a process that runs it, in the grader. */
const readers = [
  "intake/*.ts",
  "course/markers.ts",
  "assembly/*.ts",
  "disk/*.ts",
  "engine/*.ts",
  "hand-in/*.ts",
  "report/**/*.ts",
  "restore/*.ts",
  "result/*.ts",
  "sandbox/ending.ts",
  "score/*.ts",
  "typecheck/*.ts",
];

interface Expression {
  readonly pattern: string;
  readonly flags: string;
}

/** The regular expressions in the code of a file, in the order of the text. */
function expressionsIn(file: string): readonly Expression[] {
  const found: Expression[] = [];
  JSON.stringify(parseSync(file, readFileSync(file, "utf8")).program, (_, node: unknown) => {
    if (typeof node === "object" && node !== null && "regex" in node) found.push(node.regex as Expression);
    return node;
  });
  return found;
}

const length = 20_000;
const fillers = [" ", "\t", "\n", "a", "A", "0", "(", "/", "*", "=", ".", "…", "\u001b", "\u0301", "a ", " a", "1,"];

/** Long texts of words that an expression looks for, and of fillers between and behind them. */
function* hostileTextsFor({ pattern }: Expression): Generator<string> {
  const words = new Set(["", ...(pattern.match(/[A-Za-z]{2,}|[^\w\\\s]/g) ?? [])]);
  for (const word of words)
    for (const filler of fillers) {
      yield word + filler.repeat(length / filler.length);
      yield (word + filler).repeat(length / (word + filler).length);
    }
}

/** The CPU time of `act`, in milliseconds. */
function cpuMsOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe("a regular expression that reads a stranger's text", () => {
  const files = readers
    .flatMap((pattern) => globSync(pattern, { cwd: grader }))
    .filter((file) => !file.endsWith(".test.ts"));
  const all = files.flatMap((file) => expressionsIn(grader + file).map((expression) => ({ file, ...expression })));

  test("the test finds the expressions", () => {
    expect(all.length).toBeGreaterThan(30);
  });

  test.each(all)("$file: /$pattern/$flags", (expression) => {
    const everywhere = new RegExp(expression.pattern, `${expression.flags.replace("g", "")}g`);
    const slow = hostileTextsFor(expression).filter((text) => cpuMsOf(() => void text.match(everywhere)) >= 100);
    expect(Array.from(slow, (text) => text.slice(0, 40))).toEqual([]);
  });
});
