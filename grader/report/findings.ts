import type { AssignmentResult, Finding, StubResult, TypeFinding } from "../score/result.ts";
import { blocks, cut, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";

type Excerpt = NonNullable<Finding["excerpt"]>;

const mostFindings = 3;
const mostTypes = 2;

/**
 * What was found in a region, each beside its line: what it is, the line with a caret under the place, why there is such
 * a rule, and what to do instead.
 */
export function findingsInFull(findings: readonly Finding[], page: Page): readonly string[] {
  return severalInFull(findings, mostFindings, "", page);
}

/** What the compiler says, each beside its line. */
export function typesInFull(types: readonly TypeFinding[], page: Page): readonly string[] {
  if (types.length === 0) return [];
  return [
    ...severalInFull(types, mostTypes, "the compiler says, ", page),
    page.paint.quiet("  (what the compiler says costs no mark)"),
  ];
}

function severalInFull(findings: readonly Finding[], most: number, who: string, page: Page): readonly string[] {
  const more = findings.length - most;
  return blocks(
    ...findings.slice(0, most).map(({ why, ...finding }, i) => {
      // Why there is a rule is said once.
      const isNew = why !== undefined && findings.findIndex((other) => other.why === why) === i;
      return inFull(isNew ? { ...finding, why } : finding, who, page);
    }),
    more > 0 ? [page.paint.quiet(`  and ${more} more`)] : [],
  );
}

/** What the compiler says of a stub: of its region, and of the helper functions of its file. */
export function typesOf({ types = [] }: AssignmentResult, { id, place }: StubResult): readonly TypeFinding[] {
  return types.filter(({ stub, file }) => stub === id || (stub === undefined && file === place?.file));
}

/** The line that a finding speaks of, with a caret under what is meant. */
export function excerptLines({ line, excerpt }: Finding, { width: columns, paint }: Page): readonly string[] {
  if (excerpt === undefined || `${excerpt.before}${excerpt.meant}${excerpt.after}`.trim() === "") return [];
  const gutter = `    ${line} │ `;
  const { before, meant, after } = within(excerpt, columns - width(gutter));
  const blank = `${" ".repeat(width(gutter) - 2)}│ `;
  return [
    paint.quiet(gutter) + before + meant + after,
    paint.quiet(blank) + " ".repeat(width(before)) + paint.bad("^".repeat(Math.max(1, width(meant)))),
  ];
}

function inFull(finding: Finding, who: string, page: Page): readonly string[] {
  const { line, column, message, why, next } = finding;
  const where = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return [
    ...wrap(`${who}${where}: ${message}`, page.width, "  "),
    ...excerptLines(finding, page),
    ...(why === undefined ? [] : wrap(why, page.width, "  ")),
    ...(next === undefined ? [] : wrap(next, page.width, "  → ")),
  ];
}

/** Cut so that what is meant can be seen, with some of what is before it. */
function within({ before, meant, after }: Excerpt, room: number): Excerpt {
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
