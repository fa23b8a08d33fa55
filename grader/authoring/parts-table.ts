import type { Assignment, StubEntry } from "../course/assignment.ts";

const marker = /^<!-- parts -->\n(?:\n?(?:\|.*\n)+)?/gm;

/** Writes a table of the assignment's parts, stubs and points after each `<!-- parts -->` of a handout. */
export function withPartsTable(handout: string, assignment: Assignment): string {
  return handout.replace(marker, () => `<!-- parts -->\n\n${partsTable(assignment)}\n`);
}

function partsTable({ stubs, capstone }: Assignment): string {
  const parts = [...new Set(stubs.map(({ part }) => part))].map((title) => {
    const own = stubs.filter(({ part }) => part === title);
    return `| ${title} | ${linksTo(own)} | ${pointsOf(own)} |`;
  });
  const due = stubs.filter(({ extra }) => !extra);
  return [
    "| part | what you write | points |",
    "|---|---|---|",
    ...parts,
    `| All in one | [\`${capstone.id}\`](#${capstone.section}) | ${capstone.points} |`,
    `| | together | ${pointsOf(due, capstone.points)} |`,
  ].join("\n");
}

/** Links to the sections of stubs. The forward and the backward of an operation mostly share a section, and so a link. */
function linksTo(stubs: readonly StubEntry[]): string {
  const operationOf = (id: string) => id.replace(/\.(?:forward|backward)$/u, "");
  const links = stubs.map(({ id, section }) => {
    const isSplit = stubs.some((other) => operationOf(other.id) === operationOf(id) && other.section !== section);
    return `[\`${isSplit ? id : operationOf(id)}\`](#${section})`;
  });
  return [...new Set(links)].join(", ");
}

/** The points of stubs: `12`, `4 extra`, or `12, 4 extra`. */
function pointsOf(stubs: readonly StubEntry[], more = 0): string {
  const sum = (some: readonly StubEntry[]) => some.reduce((total, { points }) => total + points, 0);
  const due = sum(stubs.filter(({ extra }) => !extra)) + more;
  const extra = sum(stubs.filter((stub) => stub.extra));
  return [...(due > 0 ? [`${due}`] : []), ...(extra > 0 ? [`${extra} extra`] : [])].join(", ");
}
