import { type Accesses, drawAccesses } from "./accesses.ts";
import { type Chart, drawChart } from "./chart.ts";
import { drawFields, type Fields } from "./fields.ts";
import { type DrawnTensor, drawGraph } from "./graph.ts";
import { drawHistograms, type Histograms } from "./histograms.ts";
import { drawLanes, type Lanes } from "./lanes.ts";
import { type Planes, drawPlanes } from "./planes.ts";
import { type MatrixProduct, drawProduct } from "./product.ts";
import { drawRows, type TakenRows } from "./rows.ts";
import { type Stretching, drawStretching } from "./stretching.ts";
import { drawTiles, type Tiles } from "./tiles.ts";
import { type Walk, drawWalk } from "./walk.ts";

/** The input of a drawing: one kind per picture that a handout may show. */
export type DrawingInput =
  | { readonly kind: "graph"; readonly root: DrawnTensor }
  | ({ readonly kind: "stretching" } & Stretching)
  | ({ readonly kind: "walk" } & Walk)
  | ({ readonly kind: "rows" } & TakenRows)
  | ({ readonly kind: "product" } & MatrixProduct)
  | ({ readonly kind: "chart" } & Chart)
  | ({ readonly kind: "planes" } & Planes)
  | ({ readonly kind: "histograms" } & Histograms)
  | ({ readonly kind: "fields" } & Fields)
  | ({ readonly kind: "lanes" } & Lanes)
  | ({ readonly kind: "accesses" } & Accesses)
  | ({ readonly kind: "tiles" } & Tiles);

/** The SVG of a drawing. The input comes from an assignment's `drawings.ts` or `experiments.ts`. */
export function drawingOf(input: DrawingInput): string {
  switch (input.kind) {
    case "graph":
      return drawGraph(input.root);
    case "stretching":
      return drawStretching(input);
    case "walk":
      return drawWalk(input);
    case "rows":
      return drawRows(input);
    case "product":
      return drawProduct(input);
    case "chart":
      return drawChart(input);
    case "planes":
      return drawPlanes(input);
    case "histograms":
      return drawHistograms(input);
    case "fields":
      return drawFields(input);
    case "lanes":
      return drawLanes(input);
    case "accesses":
      return drawAccesses(input);
    case "tiles":
      return drawTiles(input);
  }
}
