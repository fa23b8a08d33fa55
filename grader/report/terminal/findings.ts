import type { AssignmentResult, Finding, StubResult, TypeFinding } from "../../result/result.ts";
import { joinBlocks, cut, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";

type Excerpt = NonNullable<Finding["excerpt"]>;

const mostFindings = 3;
const mostTypes = 2;

/**
 * Draws the findings in a region: message, line with carets, reason of the rule, remedy.
 */
export function findingLines(findings: readonly Finding[], page: Page): readonly string[] {
  return listLines(findings, mostFindings, "", page);
}

/** Draws the compiler's findings, each with its line. */
export function typeLines(types: readonly TypeFinding[], page: Page): readonly string[] {
  if (types.length === 0) return [];
  return [
    ...listLines(types, mostTypes, "the compiler says, ", page),
    page.paint.quiet("  (what the compiler says costs no mark)"),
  ];
}

function listLines(findings: readonly Finding[], most: number, prefix: string, page: Page): readonly string[] {
  const more = findings.length - most;
  return joinBlocks(
    ...findings.slice(0, most).map(({ why, ...finding }, i) => {
      // Several findings of one rule state its reason once.
      const isNew = why !== undefined && findings.findIndex((other) => other.why === why) === i;
      return oneFindingLines(isNew ? { ...finding, why } : finding, prefix, page);
    }),
    more > 0 ? [page.paint.quiet(`  and ${more} more`)] : [],
  );
}

/** The compiler's findings for a stub: in its region, and in the helper functions of its file. */
export function typesOf({ types = [] }: AssignmentResult, { id, place }: StubResult): readonly TypeFinding[] {
  return types.filter(({ stub, file }) => stub === id || (stub === undefined && file === place?.file));
}

/** Draws a finding's line of code, with carets under the part that the finding means. */
export function excerptLines({ line, excerpt }: Finding, { width: columns, paint }: Page): readonly string[] {
  if (excerpt === undefined || `${excerpt.before}${excerpt.meant}${excerpt.after}`.trim() === "") return [];
  const gutter = `    ${line} │ `;
  const { before, meant, after } = fitExcerpt(excerpt, columns - width(gutter));
  const blank = `${" ".repeat(width(gutter) - 2)}│ `;
  return [
    paint.quiet(gutter) + before + meant + after,
    paint.quiet(blank) + " ".repeat(width(before)) + paint.bad("^".repeat(Math.max(1, width(meant)))),
  ];
}

function oneFindingLines(finding: Finding, prefix: string, page: Page): readonly string[] {
  const { line, column, message, why, next } = finding;
  const where = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return [
    ...wrap(`${prefix}${where}: ${message}`, page.width, "  "),
    ...excerptLines(finding, page),
    ...(why === undefined ? [] : wrap(why, page.width, "  ")),
    ...(next === undefined ? [] : wrap(next, page.width, "  → ")),
  ];
}

/** Shortens an excerpt to the room, and keeps the meant part in sight with some text before it. */
function fitExcerpt({ before, meant, after }: Excerpt, room: number): Excerpt {
  const short = cut(meant, Math.floor(room / 2));
  const head = Math.max(Math.floor(room / 3), room - width(short) - width(after));
  const start =
    width(before) > head
      ? `…${Array.from(before)
          .slice(1 - head)
          .join("")}`
      : before;
  return { before: start, meant: short, after: cut(after, room - width(start) - width(short)) };
}
