import type { Counterexample } from "../../result/result.ts";
import { cut, pad, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";

type Table = NonNullable<NonNullable<Counterexample["difference"]>["table"]>;

const mostRows = 16;
const widestCell = 72;

/**
 * Draws expected beside got, one row for each name. Marks the rows that differ, and the first of them.
 *
 * ```
 *   gradient of   expected   got
 *             c          1     1
 * ✗           b          2     1   differs first
 * ✗           a          4     2
 * ```
 */
export function tableLines({ title: fullTitle, rows }: Table, page: Page): readonly string[] {
  const title = cut(fullTitle, widestCell);
  const first = rows.findIndex(({ differs }) => differs);
  // A long table shows only the rows around the first difference.
  const from = Math.max(0, Math.min(first - 2, rows.length - mostRows));
  const shown = rows.slice(from, from + mostRows).map(({ name, expected, got, differs }) => ({
    name: cut(name, widestCell),
    expected: cut(expected, widestCell),
    got: cut(got, widestCell),
    differs,
  }));
  const left = rows.length - shown.length;
  const columns = [
    [title, ...shown.map(({ name }) => name)],
    ["expected", ...shown.map(({ expected }) => expected)],
    ["got", ...shown.map(({ got }) => got)],
  ].map((column) => Math.max(...column.map(width)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => alignRight(cell, columns[i] ?? 0)).join("   ");
  const drawn = shown.map(({ name, expected, got, differs }, i) => ({
    differs,
    text: line([name, expected, got]) + (from + i === first ? "   differs first" : ""),
  }));
  const more = left > 0 ? [page.paint.quiet(`  … ${left} more`)] : [];
  if (drawn.every(({ text }) => width(text) <= page.width - 4))
    return [
      page.paint.quiet(`    ${line([title, "expected", "got"])}`),
      ...drawn.map(({ text, differs }) => (differs ? page.paint.bad(`  ✗ ${text}`) : `    ${text}`)),
      ...more,
    ];
  return [
    ...shown.flatMap(({ name, expected, got, differs }) => {
      const lines = wrap(
        `${title} ${name}: expected ${expected}, got ${got}`,
        page.width,
        differs ? "  ✗ " : "    ",
        "      ",
      );
      return differs ? lines.map(page.paint.bad) : lines;
    }),
    ...more,
  ];
}

/** Fills a cell up with blanks at its start, so that numbers align at the right. */
function alignRight(cell: string, columns: number): string {
  return pad("", columns - width(cell)) + cell;
}
