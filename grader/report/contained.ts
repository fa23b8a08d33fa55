import * as v from "valibot";

import { type GradingResult, resultSchema } from "../score/result.ts";
import { printable, printableLines } from "./printable.ts";

/** Where a line break means one. Everywhere else it is a blank, so that nobody can draw a line of the report. */
const severalLines: ReadonlySet<string> = new Set(["console", "text"]);

/** A result in which every text is fit for a terminal. A renderer that begins with this cannot forget one. */
export function contained(result: GradingResult): GradingResult {
  const safe = JSON.stringify(result, (key, value: unknown) => {
    if (typeof value === "string")
      return severalLines.has(key) ? printableLines(value.slice(0, 20_000), 400).join("\n") : printable(value, 400);
    return isUnwritable(value) ? undefined : value;
  });
  return v.parse(resultSchema, JSON.parse(safe));
}

/** NaN and ±∞ have no form in JSON: what is optional is left out rather than null. */
export function isUnwritable(value: unknown): boolean {
  return typeof value === "number" && !Number.isFinite(value);
}
