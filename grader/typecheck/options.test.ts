import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compilerOptions } from "./options.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-options-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The compiler options of a project. Those about JavaScript and `types` are left out: they differ on purpose. */
function optionsOf(project: string): unknown {
  const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
  const shown = execFileSync(process.execPath, [tsc, "--showConfig", "--project", project], { encoding: "utf8" });
  const { types, allowJs, checkJs, ...rest } = (JSON.parse(shown) as { compilerOptions: Record<string, unknown> })
    .compilerOptions;
  expect([allowJs, checkJs, types]).toSatisfy((values: readonly unknown[]) => values.length === 3);
  return rest;
}

test("a submission has the compiler options of the starter", () => {
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["a.ts"] }));
  writeFileSync(join(folder, "a.ts"), "");
  expect(optionsOf(folder)).toEqual(optionsOf(fileURLToPath(new URL("../../starter", import.meta.url))));
});
