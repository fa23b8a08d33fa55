import { type Axis, marksOf, placeOn } from "./axis.ts";
import { margin, roundToTenth, svg, text } from "./sheet.ts";

/** How often numbers of each size come: one panel a list of numbers, all over the same axis. */
export interface Histograms {
  readonly x: Axis;
  /** How many parts of equal width the axis has. */
  readonly bins: number;
  readonly panels: readonly { readonly title: string; readonly numbers: Iterable<number> }[];
}

/** A panel that is counted. */
export interface CountedPanel {
  readonly title: string;
  /** The share of all numbers in each bin; what lies outside the axis counts in the first or last bin. */
  readonly shares: readonly number[];
}

const panel = { width: 190, height: 130, gap: 46 };

/** Draws the panels beside each other. The tallest bar of each has the full height, and its share is shown. */
export function drawHistograms(histograms: Histograms): string {
  const { x } = histograms;
  const top = margin + 30;
  const bottom = top + panel.height;
  const panels = countPanels(histograms);
  const notes = uncountedNotes(histograms);
  const width = margin + panels.length * (panel.width + panel.gap) + margin;
  return svg(width, bottom + 56 + 18 * notes.length, [
    ...panels.flatMap(({ title, shares }, k) => {
      const left = margin + panel.gap + k * (panel.width + panel.gap);
      const [most, step] = [Math.max(...shares), panel.width / shares.length];
      return [
        text(left + panel.width / 2, top - 14, title, "name"),
        text(left - 6, top + 5, percent(most), "small", "end"),
        ...shares.map((share, i) => {
          const height = most === 0 ? 0 : (panel.height * share) / most;
          const place = `x="${roundToTenth(left + i * step)}" y="${roundToTenth(bottom - height)}"`;
          return `<rect class="ink-0" ${place} width="${roundToTenth(step)}" height="${roundToTenth(height)}"/>`;
        }),
        `<path d="M${left} ${bottom} H${left + panel.width}"/>`,
        ...marksOf(x).map(({ at, shown }) =>
          text(roundToTenth(left + panel.width * placeOn(at, x)), bottom + 18, shown, "small"),
        ),
      ];
    }),
    text(width / 2, bottom + 42, x.label, "name"),
    ...notes.map((note, k) => text(margin, bottom + 64 + 18 * k, note, "", "start")),
  ]);
}

/** Counts how many numbers of each panel fall into each bin. */
export function countPanels({ x, bins, panels }: Histograms): readonly CountedPanel[] {
  return panels.map(({ title, numbers }) => {
    const places = [...numbers].filter((each) => !Number.isNaN(each)).map((each) => placeOn(each, x));
    const counts = Array<number>(bins).fill(0);
    for (const place of places) {
      const bin = Math.min(bins - 1, Math.floor(place * bins));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return { title, shares: counts.map((count) => (places.length === 0 ? 0 : count / places.length)) };
  });
}

/** What no bar counts, in words: NaN. */
export function uncountedNotes({ panels }: Pick<Histograms, "panels">): readonly string[] {
  return panels.flatMap(({ title, numbers }) => {
    const all = [...numbers];
    const missing = all.filter((each) => Number.isNaN(each)).length;
    if (all.length === 0) return [`${title}: there are no numbers`];
    return missing === 0 ? [] : [`${title}: ${missing} of ${all.length} numbers are NaN`];
  });
}

/** A share as a percentage. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
