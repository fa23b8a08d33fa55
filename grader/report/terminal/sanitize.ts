import * as v from "valibot";

import { isNonFinite } from "../../result/json.ts";
import { type GradingResult, resultSchema } from "../../result/result.ts";
import { printable, printableLines } from "./printable.ts";

/**
 * The JSON keys whose texts keep their line breaks. In all other texts a line break could imitate a line of the report.
 */
const multilineKeys: ReadonlySet<string> = new Set(["console", "text"]);

/** Makes every text of a result safe for a terminal. A renderer that calls `sanitize` first covers all texts. */
export function sanitize(result: GradingResult): GradingResult {
  const safe = JSON.stringify(result, (key, value: unknown) => {
    if (typeof value === "string")
      return multilineKeys.has(key) ? printableLines(value.slice(0, 20_000), 400).join("\n") : printable(value, 400);
    return isNonFinite(value) ? undefined : value;
  });
  return v.parse(resultSchema, JSON.parse(safe));
}
