import type { Counterexample } from "../score/result.ts";
import { cut, pad, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";

type Table = NonNullable<NonNullable<Counterexample["difference"]>["table"]>;

const mostRows = 16;
const widestCell = 72;

/**
 * What was due beside what came, a line each; what differs is marked, and where it begins is said.
 *
 * ```
 *   gradient of   expected   got
 *             c          1     1
 * ✗           b          2     1   differs first
 * ✗           a          4     2
 * ```
 */
export function tableLines({ title: ours, rows }: Table, page: Page): readonly string[] {
  const title = cut(ours, widestCell);
  const first = rows.findIndex(({ differs }) => differs);
  // Of a long table, the rows around the first difference: what went before it agrees.
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
  const line = (cells: readonly string[]) => cells.map((cell, i) => fill(cell, columns[i] ?? 0)).join("   ");
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

/** Numbers stand under each other at their right. */
function fill(cell: string, columns: number): string {
  return pad("", columns - width(cell)) + cell;
}
