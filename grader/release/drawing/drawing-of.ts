import { type Chart, chartDrawing } from "./chart.ts";
import { type DrawnTensor, graphDrawing } from "./graph.ts";
import { type Planes, planeDrawing } from "./planes.ts";
import { type MatrixProduct, productDrawing } from "./product.ts";
import { rowsDrawing, type TakenRows } from "./rows.ts";
import { type Stretching, stretchingDrawing } from "./stretching.ts";
import { type Walk, walkDrawing } from "./walk.ts";

/** What a handout may draw. */
export type Drawn =
  | { readonly kind: "graph"; readonly root: DrawnTensor }
  | ({ readonly kind: "stretching" } & Stretching)
  | ({ readonly kind: "walk" } & Walk)
  | ({ readonly kind: "rows" } & TakenRows)
  | ({ readonly kind: "product" } & MatrixProduct)
  | ({ readonly kind: "chart" } & Chart)
  | ({ readonly kind: "planes" } & Planes);

/** The picture of what an export of `drawings.ts` made, as SVG. */
export function drawingOf(drawn: Drawn): string {
  switch (drawn.kind) {
    case "graph":
      return graphDrawing(drawn.root);
    case "stretching":
      return stretchingDrawing(drawn);
    case "walk":
      return walkDrawing(drawn);
    case "rows":
      return rowsDrawing(drawn);
    case "product":
      return productDrawing(drawn);
    case "chart":
      return chartDrawing(drawn);
    case "planes":
      return planeDrawing(drawn);
  }
}
