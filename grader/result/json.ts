import * as v from "valibot";

import { type GradingResult, resultSchema } from "./result.ts";

/**
 * A result as JSON: keys in the order of the schema, two blanks of indentation, a line break at the end.
 *
 * Equal results give equal bytes, whatever the order of their keys.
 *
 * @throws {v.ValiError} if `result` does not fit the schema, for instance because points are not finite
 * @see result.schema.json
 */
export function toJson(result: GradingResult): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(result, (_, value: unknown) => (isNonFinite(value) ? undefined : value)),
  );
  const { timings, ...rest } = v.parse(resultSchema, plain);
  const sorted = Object.fromEntries(Object.entries(timings).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...rest, timings: sorted }, null, 2).replace(controls, escapeChar)}\n`;
}

/** Control and format characters. JSON permits them, and a terminal would obey them when `--json -` prints there. */
const controls = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu;

function escapeChar(char: string): string {
  return char
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** Whether a value is NaN or ±∞, which JSON cannot write: an optional field with such a value is left out. */
export function isNonFinite(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}
