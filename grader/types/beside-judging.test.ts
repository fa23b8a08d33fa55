/** @file The compiler beside the judging: it adds its word, and moves nothing else. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { practiceSecret } from "../engine/seed.ts";
import { grade } from "../grade.ts";
import type { GradingResult } from "../score/result.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chainrule-beside-"));
  cpSync(fileURLToPath(new URL("../../solution/2-autodiff", import.meta.url)), join(folder, "2-autodiff"), {
    recursive: true,
  });
  const file = join(folder, "2-autodiff/offset.ts");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/(START CODE HERE \(offset\)[^\n]*\n)/, '$1  const n: number = "3";\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const judged = (types?: boolean): Promise<GradingResult> =>
  grade({
    folder,
    assignments: ["2-autodiff"],
    stubs: ["offset"],
    secret: practiceSecret,
    ...(types === undefined ? {} : { types }),
  });

test("a type error costs nothing, and is told only to whom asks", { timeout: 60_000 }, async () => {
  const [asked, plain] = [await judged(true), await judged()];
  const [{ types = [], ...graded } = { types: undefined }] = asked.assignments;
  expect(types).toMatchObject([{ rule: "TS2322", stub: "offset", column: 9 }]);
  expect(asked.engine.types).toBeUndefined();
  expect([graded]).toEqual(plain.assignments);
  expect(plain.assignments[0]).not.toHaveProperty("types");
  expect(plain.assignments[0]?.stubs).toMatchObject([{ id: "offset", verdict: "passed" }]);
});
