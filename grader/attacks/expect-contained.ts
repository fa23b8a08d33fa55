import * as v from "valibot";
import { expect } from "vitest";

import { toJson } from "../result/json.ts";
import { renderTerminal } from "../report/terminal/terminal.ts";
import { type GradingResult, resultSchema, type StubResult } from "../result/result.ts";
import type { Attack } from "./attack.ts";
import { course, judgedBeside } from "./set-up.ts";

/** The lines of the reference that are too long to appear in a result by chance. */
const secrets = [...(course.reference?.values() ?? [])]
  .flatMap((text) => text.split("\n"))
  .map((line) => line.trim())
  .filter((line) => line.length >= 16);

/** Characters that a terminal must never receive, because they change what a reader sees. */
export const hiddenCharacters = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\p{Cf}\p{Cs}\p{Co}]/u;

/** Expects that the result contains the attack, as `attack.ts` defines that. */
export function expectContained(result: GradingResult, attack: Attack): void {
  const { stub = "mul.forward", verdict, because } = attack;
  const [graded] = result.assignments;
  const judged = judgedBeside(attack);
  expect(graded?.stubs.map(({ id }) => id)).toEqual(expect.arrayContaining([...judged]));
  const own = graded?.stubs.find(({ id }) => id === stub);
  expect([verdict].flat()).toContain(own?.verdict);
  if (own?.verdict !== "passed") expect(own?.earned).toBeLessThan(own?.points ?? 0);
  const short = graded?.stubs.filter(({ id, earned, points }) => id !== stub && judged.includes(id) && earned < points);
  expect(short?.map(({ id, verdict: theirs }) => `${id}: ${theirs}`)).toEqual([]);
  if (because !== undefined) expect(textAbout(own, result)).toMatch(because);

  const json = toJson(result);
  v.parse(resultSchema, JSON.parse(json));
  expect(secrets.filter((line) => json.includes(JSON.stringify(line).slice(1, -1)))).toEqual([]);
  expect(json.replaceAll("\n", "")).not.toMatch(hiddenCharacters);
  expect(longestText(JSON.parse(json))).toBeLessThan(5000);
  const text = renderTerminal(result, {
    columns: 72,
    color: false,
    command: "npx grade",
    hasReference: true,
    tasks: {},
  });
  expect(text).not.toMatch(hiddenCharacters);
  expect(text.length).toBeLessThan(10_000);
}

/** The text of a result about one stub: its entry, and the remarks on its files. */
function textAbout(stub: StubResult | undefined, { assignments }: GradingResult): string {
  return `${JSON.stringify(stub)} ${assignments.flatMap(({ remarks }) => remarks.map(({ text }) => text)).join("\n")}`;
}

/** The length of the longest text in a JSON value. */
function longestText(json: unknown): number {
  if (typeof json === "string") return json.length;
  return typeof json === "object" && json !== null ? Math.max(0, ...Object.values(json).map(longestText)) : 0;
}
