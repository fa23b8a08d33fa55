import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { width } from "./layout.ts";
import { pageFor } from "./page.ts";
import { tableLines } from "./table.ts";

const pageOf = (columns = 72, color = false) =>
  pageFor({ columns, color, command: "npx grade", hasReference: false, tasks: {} });

const rows = [
  { name: "c", expected: "1", got: "1", differs: false },
  { name: "b", expected: "2", got: "−1.5", differs: true },
  { name: "a", expected: "18.5", got: "2", differs: true },
];

describe("tableLines(table, page)", () => {
  test("puts expected beside got and marks every difference", () => {
    expect(tableLines({ title: "gradient of", rows }, pageOf())).toEqual([
      "    gradient of   expected    got",
      "              c          1      1",
      "  ✗           b          2   −1.5   differs first",
      "  ✗           a       18.5      2",
    ]);
  });

  test("writes sentences where columns are too wide", () => {
    const wide = rows.map((row) => ({ ...row, expected: "[1, 2, 3, 4, 5, 6, 7, 8]", got: "[1, 2, 3, 4, 5, 6, 7, 9]" }));
    const lines = tableLines({ title: "gradient of", rows: wide }, pageOf(60));
    expect(lines[0]).toBe("    gradient of c: expected [1, 2, 3, 4, 5, 6, 7, 8], got");
    expect(lines[2]).toMatch(/^ {2}✗ gradient of b: /u);
  });

  test("shows the rows around the first difference", () => {
    const long = Array.from({ length: 40 }, (_, i) => ({ name: `n${i}`, expected: "1", got: "2", differs: i >= 30 }));
    const lines = tableLines({ title: "gradient of", rows: long }, pageOf());
    expect(lines.find((line) => line.endsWith("differs first"))).toMatch(/✗ +n30 /u);
    expect(lines.at(-1)).toBe("  … 24 more");
    expect(lines).toHaveLength(18);
  });

  test("every line fits for any names and numbers", () => {
    const cell = fc.string({ maxLength: 80 }).map((text) => text.replaceAll(/[^ -~]/gu, "x"));
    const row = fc.record({ name: cell, expected: cell, got: cell, differs: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), fc.constantFrom(60, 72, 100), (some, columns) => {
        for (const line of tableLines({ title: "gradient of", rows: some }, pageOf(columns, true)))
          expect(width(stripVTControlCharacters(line))).toBeLessThanOrEqual(Math.min(72, columns));
      }),
    );
  });
});
