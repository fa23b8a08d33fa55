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

/** Links to the sections of stubs. The forward and the backward of an operation share a section, and so a link. */
function linksTo(stubs: readonly StubEntry[]): string {
  const links = stubs.map(({ id, section }) => `[\`${id.replace(/\.(?:forward|backward)$/u, "")}\`](#${section})`);
  return [...new Set(links)].join(", ");
}

function pointsOf(stubs: readonly StubEntry[], more = 0): string {
  const points = stubs.reduce((sum, stub) => sum + stub.points, more);
  return stubs.every(({ extra }) => extra) ? `${points} extra` : `${points}`;
}
