import { countPanels, type Histograms, percent, uncountedNotes } from "../histograms.ts";
import type { Look } from "./look.ts";
import { noteLines } from "./panels.ts";
import { type Place, plotLayers } from "./plot.ts";

const rows = 6;

/** Draws the panels below each other. The tallest bar of each has the full height, and its share is shown. */
export function histogramLines(histograms: Histograms, look: Look): readonly string[] {
  const { x } = histograms;
  const panels = countPanels(histograms).flatMap(({ title, shares }, k, all) => {
    const most = Math.max(...shares);
    const places = Array.from({ length: look.columns }, (_, i) => i / (look.columns - 1)).flatMap((across) => {
      const share = shares[Math.min(shares.length - 1, Math.floor(across * shares.length))] ?? 0;
      return share === 0 ? [] : columnOf(across, share / most);
    });
    const isLast = k === all.length - 1;
    const frame = {
      x: isLast ? x : { ...x, label: "" },
      y: { label: title, from: 0, to: 1, marks: [{ at: 1, shown: percent(most) }] },
      rows,
    };
    return [...plotLayers([{ sign: look.ink(0, look.bar), places }], frame, look), ...(isLast ? [] : [""])];
  });
  return [...panels, ...noteLines(uncountedNotes(histograms), look)];
}

/** A place for every row that a bar fills, from the ground up. Whatever comes at all fills one. */
function columnOf(across: number, height: number): readonly Place[] {
  const filled = Math.max(1, Math.round(height * rows));
  return Array.from({ length: filled }, (_, row): Place => [across, row / (rows - 1)]);
}
