/** @file The parts of every drawing in a handout: the sheet, its colours for light and dark screens, text and cells. */

const style = `
  text { font: 14px system-ui, sans-serif; fill: #1f2328; }
  .name { font-weight: 600; }
  .grad, .local { fill: #8250df; }
  .local, .small { font-size: 12px; }
  .small { fill: #59636e; }
  rect { fill: #f6f8fa; stroke: #59636e; }
  .copy { fill: none; stroke-dasharray: 4 3; }
  path { fill: none; stroke: #59636e; }
  .ink-0 { stroke: #0969da; }
  .ink-1 { stroke: #bc4c00; }
  .ink-2 { stroke: #8250df; }
  rect.ink-0 { fill: #ddf4ff; }
  rect.ink-1 { fill: #fff1e5; }
  rect.ink-2 { fill: #fbefff; }
  path.ink-0, path.ink-1, path.ink-2, .edge { stroke-width: 2; }
  .grid { stroke: #d1d9e0; }
  circle { fill: #ffffff; }
  circle.ink-0 { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; }
    .grad, .local { fill: #d2a8ff; }
    .small { fill: #9198a1; }
    rect { fill: #151b23; stroke: #9198a1; }
    path { stroke: #9198a1; }
    .ink-0 { stroke: #58a6ff; }
    .ink-1 { stroke: #f0883e; }
    .ink-2 { stroke: #d2a8ff; }
    rect.ink-0 { fill: #0c2d6b; }
    rect.ink-1 { fill: #5a1e02; }
    rect.ink-2 { fill: #3c1e70; }
    .grid { stroke: #3d444d; }
    circle { fill: #0d1117; }
    circle.ink-0 { fill: #58a6ff; }
  }`;

/** The width of the free edge around a drawing. */
export const margin = 16;

/** Wraps parts of a drawing into an SVG document. */
export function svg(width: number, height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<style>${style}
</style>
${parts.join("\n")}
</svg>
`;
}

/** Draws a line of text. `anchor`: the part of the text that is at `x`. */
export function text(
  x: number,
  y: number,
  content: string,
  kind: string,
  anchor: "start" | "middle" | "end" = "middle",
): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text${kind === "" ? "" : ` class="${kind}"`} x="${x}" y="${y}" text-anchor="${anchor}">${escaped}</text>`;
}

/** A box with a number; `kind` is its class. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly number: number;
  readonly kind: string;
}

/** Draws a number in a box. */
export function drawCell({ x, y, width, height, number, kind }: Cell): string {
  const box = `<rect${kind === "" ? "" : ` class="${kind}"`} x="${x}" y="${y}" width="${width}" height="${height}"/>`;
  return `${box}\n${text(x + width / 2, y + height / 2 + 5, formatNumber(number), "")}`;
}

/** Formats a number with at most four digits. */
export function formatNumber(x: number): string {
  return String(Number(x.toPrecision(4))).replace("-", "−");
}

/** Rounds a place on the sheet. */
export function roundToTenth(x: number): number {
  return Math.round(10 * x) / 10;
}
