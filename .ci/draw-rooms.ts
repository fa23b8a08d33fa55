/** A room in the drawing: its purpose, and the rooms that it imports. */
export interface DrawnRoom {
  readonly name: string;
  readonly purpose: string;
  readonly imports: readonly string[];
}

const [width, left, boxWidth, boxHeight, step] = [900, 20, 130, 26, 44];

/**
 * Draws rooms as a house: the ground floor at the bottom, and from each room an arrow down to every room that it imports.
 * An arrow that follows from two others is omitted.
 */
export function drawRooms(rooms: readonly DrawnRoom[]): string {
  const height = rooms.length * step + 20;
  const middle = (name: string) => height - 20 - rooms.findIndex((room) => room.name === name) * step - boxHeight / 2;
  const boxes = rooms.map(({ name, purpose }) => {
    const y = middle(name);
    return [
      `<rect x="${left}" y="${y - boxHeight / 2}" width="${boxWidth}" height="${boxHeight}" rx="4" class="room"/>`,
      `<text x="${left + 10}" y="${y + 5}" class="name">${name}/</text>`,
      `<text x="${left + boxWidth + 250}" y="${y + 5}">${escapeXml(purpose)}</text>`,
    ].join("\n");
  });
  const arrows = rooms.flatMap(({ name, imports }) =>
    directImports(imports, rooms).map((below) => {
      const [from, to] = [middle(name) + 4, middle(below) - 4];
      const bend = left + boxWidth + 20 + Math.min(210, (to - from) * 0.45);
      const x = left + boxWidth;
      return `<path d="M ${x} ${from} C ${bend} ${from}, ${bend} ${to}, ${x + 7} ${to}" marker-end="url(#head)"/>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="14">
<style>
.room { fill: #eef3fa; stroke: #35618e } .name { font-weight: bold } path { fill: none; stroke: #35618e; stroke-opacity: 0.6 }
text { fill: #222 } marker path { fill: #35618e; stroke: none }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M 0 0 L 8 4 L 0 8 z"/></marker></defs>
<rect width="${width}" height="${height}" fill="white"/>
${[...arrows, ...boxes].join("\n")}
</svg>
`;
}

/** The imported rooms that no other imported room imports, directly or not. */
function directImports(imports: readonly string[], rooms: readonly DrawnRoom[]): readonly string[] {
  const reached = new Set<string>();
  const walk = (name: string): void => {
    for (const below of rooms.find((room) => room.name === name)?.imports ?? []) {
      if (reached.has(below)) continue;
      reached.add(below);
      walk(below);
    }
  };
  for (const name of imports) walk(name);
  return imports.filter((name) => !reached.has(name));
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
