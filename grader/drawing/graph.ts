import { margin, formatNumber, svg, text } from "./sheet.ts";

/** The parts of a tensor that a drawing reads. */
export interface DrawnTensor {
  readonly label: string;
  readonly op: string;
  readonly data: Float64Array;
  readonly grad: { readonly data: Float64Array };
  readonly parents: readonly DrawnTensor[];
  readonly backwardStep: () => void;
}

interface PlacedTensor {
  readonly tensor: DrawnTensor;
  readonly x: number;
  readonly y: number;
}

const box = { width: 112, height: 50, gapX: 92, gapY: 20 };

/**
 * Draws a graph of single numbers after `backward`. Values go to the right. Each edge shows its local gradient, each box
 * the gradient that has arrived.
 *
 * @param root - the last tensor of the graph
 */
export function drawGraph(root: DrawnTensor): string {
  const placed = placeTensors(root);
  const placeOf = new Map(placed.map((one) => [one.tensor, one]));
  const edges = placed.flatMap((one) => edgesInto(one, placeOf));
  const width = Math.max(...placed.map(({ x }) => x)) + box.width + margin;
  const height = Math.max(...placed.map(({ y }) => y)) + box.height + margin;
  return svg(width, height, [...edges, ...placed.flatMap(boxOf)]);
}

/** Places a leaf one column before its first user, and a result at the middle height of its operands. */
function placeTensors(root: DrawnTensor): readonly PlacedTensor[] {
  const order: DrawnTensor[] = [];
  const visit = (tensor: DrawnTensor): void => {
    if (order.includes(tensor)) return;
    tensor.parents.forEach(visit);
    order.push(tensor);
  };
  visit(root);
  const column = new Map<DrawnTensor, number>();
  for (const tensor of order)
    if (tensor.parents.length > 0)
      column.set(tensor, 1 + Math.max(...tensor.parents.map((parent) => column.get(parent) ?? 0)));
  for (const leaf of order.filter(({ parents }) => parents.length === 0)) {
    const users = order.filter(({ parents }) => parents.includes(leaf));
    column.set(leaf, Math.min(...users.map((user) => column.get(user) ?? 1)) - 1);
  }
  const row = new Map<DrawnTensor, number>();
  let next = 0;
  for (const tensor of order) {
    const rows = tensor.parents.map((parent) => row.get(parent) ?? 0);
    row.set(tensor, rows.length === 0 ? next++ : rows.reduce((sum, y) => sum + y, 0) / rows.length);
  }
  const columnOf = (tensor: DrawnTensor) => column.get(tensor) ?? 0;
  const around = order.some((tensor) => tensor.parents.some((parent) => columnOf(tensor) - columnOf(parent) > 1));
  return order.map((tensor) => ({
    tensor,
    x: margin + columnOf(tensor) * (box.width + box.gapX),
    y: margin + (around ? 44 : 0) + (row.get(tensor) ?? 0) * (box.height + box.gapY),
  }));
}

/** Draws the edges from a tensor's operands, each with its local gradient: the factor of upstream on that edge. */
function edgesInto({ tensor, x, y }: PlacedTensor, placeOf: ReadonlyMap<DrawnTensor, PlacedTensor>): readonly string[] {
  const locals = localsOf(tensor);
  return tensor.parents.flatMap((parent, i) => {
    const from = placeOf.get(parent);
    if (from === undefined) return [];
    const bend = isLong({ from, to: x }) ? -56 : bendBeside(tensor, i);
    const [x1, y1, x2, y2] = [from.x + box.width, from.y + box.height / 2, x, y + box.height / 2];
    const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2 + bend];
    return [
      `<path d="M${x1} ${y1} Q${middleX} ${middleY + bend} ${x2} ${y2}"/>`,
      text(middleX, middleY - 4, `×${formatNumber(locals[i] ?? Number.NaN)}`, "local"),
    ];
  });
}

/** Whether an edge passes another column, and so bends around it. */
function isLong({ from, to }: { readonly from: PlacedTensor; readonly to: number }): boolean {
  return to - from.x > box.width + box.gapX;
}

/** The bend of an edge: two edges between two boxes bend away from each other, a single edge is straight. */
function bendBeside({ parents }: DrawnTensor, i: number): number {
  const parent = parents[i];
  if (parents.filter((other) => other === parent).length === 1) return 0;
  return parents.indexOf(parent as DrawnTensor) < i ? 16 : -16;
}

/** The local gradients of a result with respect to its operands, measured with its own backward closure. */
function localsOf(tensor: DrawnTensor): readonly number[] {
  const upstream = tensor.grad.data[0] ?? Number.NaN;
  const before = tensor.parents.map(({ grad }) => grad.data.slice());
  tensor.parents.forEach(({ grad }) => grad.data.fill(0));
  tensor.backwardStep();
  const locals = tensor.parents.map(
    ({ grad }, _, all) => (grad.data[0] ?? Number.NaN) / upstream / all.filter((one) => one.grad === grad).length,
  );
  tensor.parents.forEach(({ grad }, i) => grad.data.set(before[i] ?? []));
  return locals;
}

function boxOf({ tensor, x, y }: PlacedTensor): readonly string[] {
  const title = [tensor.label || tensor.op, formatNumber(tensor.data[0] ?? Number.NaN)].join(" = ");
  return [
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="8"/>`,
    text(
      x + box.width / 2,
      y + 21,
      tensor.label !== "" && tensor.op !== "" ? `${title}  (${signOf(tensor.op)})` : title,
      "name",
    ),
    text(x + box.width / 2, y + 40, `grad ${formatNumber(tensor.grad.data[0] ?? Number.NaN)}`, "grad"),
  ];
}

function signOf(op: string): string {
  return op === "*" ? "·" : op === "-" ? "−" : op;
}
