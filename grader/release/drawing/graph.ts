import { margin, show, svg, text } from "./sheet.ts";

/** What a drawing has to know of a tensor. */
export interface DrawnTensor {
  readonly label: string;
  readonly op: string;
  readonly data: Float64Array;
  readonly grad: { readonly data: Float64Array };
  readonly parents: readonly DrawnTensor[];
  readonly backwardStep: () => void;
}

interface Placed {
  readonly tensor: DrawnTensor;
  readonly x: number;
  readonly y: number;
}

const box = { width: 112, height: 50, gapX: 92, gapY: 20 };

/**
 * A graph of single numbers after `backward`: values travel to the right; on every edge stands the local gradient, in
 * every box the gradient that arrived.
 *
 * @param root - the last tensor of the graph
 */
export function graphDrawing(root: DrawnTensor): string {
  const placed = place(root);
  const at = new Map(placed.map((one) => [one.tensor, one]));
  const edges = placed.flatMap((one) => edgesInto(one, at));
  const width = Math.max(...placed.map(({ x }) => x)) + box.width + margin;
  const height = Math.max(...placed.map(({ y }) => y)) + box.height + margin;
  return svg(width, height, [...edges, ...placed.flatMap(boxOf)]);
}

/** Leaves stand one column before the first that uses them; a result at the height of the middle of its operands. */
function place(root: DrawnTensor): readonly Placed[] {
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

/** The edges from a tensor's operands, each with what upstream is multiplied by on its way there. */
function edgesInto({ tensor, x, y }: Placed, at: ReadonlyMap<DrawnTensor, Placed>): readonly string[] {
  const locals = localsOf(tensor);
  return tensor.parents.flatMap((parent, i) => {
    const from = at.get(parent);
    if (from === undefined) return [];
    const bend = isLong({ from, to: x }) ? -56 : bendBeside(tensor, i);
    const [x1, y1, x2, y2] = [from.x + box.width, from.y + box.height / 2, x, y + box.height / 2];
    const [middleX, middleY] = [(x1 + x2) / 2, (y1 + y2) / 2 + bend];
    return [
      `<path d="M${x1} ${y1} Q${middleX} ${middleY + bend} ${x2} ${y2}"/>`,
      text(middleX, middleY - 4, `×${show(locals[i] ?? Number.NaN)}`, "local"),
    ];
  });
}

/** Whether an edge passes another column, and so goes around it. */
function isLong({ from, to }: { readonly from: Placed; readonly to: number }): boolean {
  return to - from.x > box.width + box.gapX;
}

/** Two edges between the same boxes bend away from each other. */
function bendBeside({ parents }: DrawnTensor, i: number): number {
  const parent = parents[i];
  if (parents.filter((other) => other === parent).length === 1) return 0;
  return parents.indexOf(parent as DrawnTensor) < i ? 16 : -16;
}

/** The local gradients of a result with respect to its operands, read off what its own closure hands on. */
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

function boxOf({ tensor, x, y }: Placed): readonly string[] {
  const title = [tensor.label || tensor.op, show(tensor.data[0] ?? Number.NaN)].join(" = ");
  return [
    `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="8"/>`,
    text(
      x + box.width / 2,
      y + 21,
      tensor.label !== "" && tensor.op !== "" ? `${title}  (${sign(tensor.op)})` : title,
      "name",
    ),
    text(x + box.width / 2, y + 40, `grad ${show(tensor.grad.data[0] ?? Number.NaN)}`, "grad"),
  ];
}

function sign(op: string): string {
  return op === "*" ? "·" : op === "-" ? "−" : op;
}
