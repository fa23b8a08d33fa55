import { readFileSync } from "node:fs";
import { projectRoot } from "../course/roots.ts";
import { type GradingResult, resultFormat } from "../result/result.ts";
import type { Protection } from "../sandbox/sealed-process.ts";

/** The fields of a result that describe the grader: format, versions and protection. */
export function graderInfoOf({
  protection,
}: {
  readonly protection: Protection | undefined;
}): Pick<GradingResult, "schema" | "versions" | "protection"> {
  return {
    schema: resultFormat,
    versions: { chainrule: chainruleVersion(), node: process.version },
    ...(protection === undefined ? {} : { protection: { level: protection.level, layers: [...protection.layers] } }),
  };
}

function chainruleVersion(): string {
  const text = readFileSync(new URL("package.json", projectRoot), "utf8");
  return String((JSON.parse(text) as { readonly version?: unknown }).version);
}
