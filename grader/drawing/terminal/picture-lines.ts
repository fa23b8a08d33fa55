import type { Picture } from "../experiment.ts";
import { chartLines } from "./chart-lines.ts";
import { fieldLines } from "./field-lines.ts";
import { histogramLines } from "./histogram-lines.ts";
import type { Look } from "./look.ts";
import { planeLines } from "./plane-lines.ts";

/** Draws a picture for a terminal, with a legend below it, and says in words what it cannot draw. */
export function pictureLines(picture: Picture, look: Look): readonly string[] {
  switch (picture.kind) {
    case "chart":
      return chartLines(picture, look);
    case "histograms":
      return histogramLines(picture, look);
    case "fields":
      return fieldLines(picture, look);
    case "planes":
      return planeLines(picture, look);
  }
}
