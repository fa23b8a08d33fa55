import * as v from "valibot";
import { expect } from "vitest";

import { toJson } from "../report/json.ts";
import { renderTerminal } from "../report/terminal.ts";
import { type GradingResult, resultSchema, type StubResult } from "../score/result.ts";
import type { Attack } from "./attack.ts";
import { course } from "./set-up.ts";

/** The statements of the reference that nobody could write by chance. */
const secrets = [...(course.reference?.values() ?? [])]
  .flatMap((text) => text.split("\n"))
  .map((line) => line.trim())
  .filter((line) => line.length >= 16);

/** What no reader of a terminal must ever be sent. */
export const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\p{Cf}\p{Cs}\p{Co}]/u;

/** Fails unless an attack is contained in its stub, and tells why. */
export function contained(result: GradingResult, attack: Attack): void {
  const { stub = "mul.forward", verdict, because } = attack;
  const [graded] = result.assignments;
  const own = graded?.stubs.find(({ id }) => id === stub);
  expect([verdict].flat()).toContain(own?.verdict);
  if (own?.verdict !== "passed") expect(own?.earned).toBeLessThan(own?.points ?? 0);
  const short = graded?.stubs.filter(
    ({ id, kind, earned, points }) => kind === "region" && id !== stub && earned < points,
  );
  expect(short?.map(({ id, verdict: theirs }) => `${id}: ${theirs}`)).toEqual([]);
  if (because !== undefined) expect(told(own, result)).toMatch(because);

  const json = toJson(result);
  v.parse(resultSchema, JSON.parse(json));
  expect(secrets.filter((line) => json.includes(JSON.stringify(line).slice(1, -1)))).toEqual([]);
  expect(json.replaceAll("\n", "")).not.toMatch(unseen);
  expect(longest(JSON.parse(json))).toBeLessThan(5000);
  const text = renderTerminal(result, {
    columns: 72,
    color: false,
    command: "npx grade",
    hasReference: true,
    lines: {},
  });
  expect(text).not.toMatch(unseen);
  expect(text.length).toBeLessThan(10_000);
}

/** What a result says about a stub. */
function told(stub: StubResult | undefined, { assignments }: GradingResult): string {
  return `${JSON.stringify(stub)} ${assignments.flatMap(({ remarks }) => remarks.map(({ text }) => text)).join("\n")}`;
}

function longest(json: unknown): number {
  if (typeof json === "string") return json.length;
  return typeof json === "object" && json !== null ? Math.max(0, ...Object.values(json).map(longest)) : 0;
}
