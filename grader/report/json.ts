import * as v from "valibot";

import { type GradingResult, resultSchema } from "../score/result.ts";
import { isUnwritable } from "./contained.ts";

/**
 * A result as JSON: keys in the order of the schema, two blanks of indentation, a line break at the end.
 *
 * Equal results give equal bytes, in whatever order they were put together.
 *
 * @throws {v.ValiError} if `result` is none, for instance because points are not finite
 * @see result.schema.json
 */
export function toJson(result: GradingResult): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(result, (_, value: unknown) => (isUnwritable(value) ? undefined : value)),
  );
  const { timings, ...rest } = v.parse(resultSchema, plain);
  const sorted = Object.fromEntries(Object.entries(timings).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ ...rest, timings: sorted }, null, 2).replace(unseen, escaped)}\n`;
}

/** `--json -` ends on a terminal as well: what JSON lets through and a terminal would obey. */
const unseen = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu;

function escaped(char: string): string {
  return char
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
