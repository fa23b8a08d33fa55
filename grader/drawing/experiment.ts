import type { DrawingInput } from "./drawing-of.ts";

/** A picture that a terminal can draw, too. */
export type Picture = Extract<DrawingInput, { readonly kind: "chart" | "planes" | "histograms" | "fields" }>;

/** An experiment of an assignment's `experiments.ts`: something to predict, and a picture that answers. */
export interface Experiment {
  readonly title: string;
  /** What to predict before the picture is drawn. */
  readonly question: string;
  /** What to look at, in a sentence or two. */
  readonly look: string;
  readonly draw: () => Picture;
}
