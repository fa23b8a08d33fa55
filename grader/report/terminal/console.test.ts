import { describe, expect, test } from "vitest";

import { consoleLines } from "./console.ts";
import { width } from "./layout.ts";
import { pageFor } from "./page.ts";

const page = pageFor({ columns: 60, color: false, command: "npx grade", hasReference: false, tasks: {} });

describe("consoleLines(text, page)", () => {
  test("wraps a long line behind the bar", () => {
    const numbers = Array.from({ length: 30 }, (_, i) => 1000 + i);
    const text = `Tensor [30] (${numbers.join(", ")})`;
    const [title, ...lines] = consoleLines(`${text}\n`, page);
    expect(title).toBe("  your console said:");
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(width(line)).toBeLessThanOrEqual(60);
    expect(lines[0]).toMatch(/^ {2}│ Tensor \[30\] \(1000, .*,$/u);
    expect(lines[1]).toMatch(/^ {2}│ {3}\d{4}, /u);
    expect(lines.map((line) => line.slice(4).trim()).join(" ")).toBe(text);
  });

  test("breaks a word longer than the line", () => {
    const lines = consoleLines("x".repeat(130), page).slice(1);
    expect(lines.map((line) => line.slice(4).trim()).join("")).toBe("x".repeat(130));
    expect(lines).toHaveLength(3);
  });

  test("keeps blanks within a line, and empty lines", () => {
    expect(consoleLines("a    b\n\nc\n", page)).toEqual(["  your console said:", "  │ a    b", "  │", "  │ c"]);
  });

  test("shows more lines when one stub is selected", () => {
    const text = Array.from({ length: 30 }, (_, i) => `${i + 1}\n`).join("");
    expect(consoleLines(text, page).slice(-2)).toEqual(["  │ 5", "  │ … 25 more lines"]);
    expect(consoleLines(text, { ...page, only: true }).slice(-2)).toEqual(["  │ 23", "  │ … 7 more lines"]);
  });
});
