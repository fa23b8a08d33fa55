import fc from "fast-check";
import { valuesOf } from "./arbitraries.ts";
import { nameOf, pick } from "./graphs.ts";
import { type Body, constant, type Inputs } from "./question.ts";
import type { Handle } from "./writing.ts";
import { broadcast } from "./shapes.ts";
import type { Shape, Values } from "./values.ts";

const binary = { add: "+", sub: "−", mul: "·" } as const;

/** Operations on one tensor. `rows` stands for the sum over the last axis, which stays with size 1; `largest` for the maximum there. */
const unary = {
  neg: { apply: (a: Handle) => a.neg(), show: (a: string) => `−${a}` },
  sum: { apply: (a: Handle) => a.sum(), show: (a: string) => `sum(${a})` },
  mean: { apply: (a: Handle) => a.mean(), show: (a: string) => `mean(${a})` },
  rows: { apply: (a: Handle) => a.sum([-1], true), show: (a: string) => `sum(${a}, [−1], true)` },
  largest: { apply: (a: Handle) => a.max([-1], true), show: (a: string) => `max(${a}, [−1], true)` },
} as const;

type Binary = keyof typeof binary;
type Unary = keyof typeof unary;

/** One operation, on earlier slots. */
export type OperationStep =
  | { readonly name: Binary; readonly left: number; readonly right: number }
  | { readonly name: Unary; readonly of: number };

/** A graph of the course's own operations. */
export interface OperationGraph {
  readonly leaves: readonly Values[];
  /** Which leaves are constants. */
  readonly constants: readonly number[];
  readonly steps: readonly OperationStep[];
}

/**
 * Graphs of operations on broadcastable tensors, with shared nodes and now and then a constant. Whatever nobody uses is
 * summed into the result, a single number, so every leaf reaches it.
 *
 * The simplest: one leaf, added to itself.
 */
export function operationGraphs(): fc.Arbitrary<OperationGraph> {
  const step = fc.record({
    name: fc.constantFrom<Binary | Unary>("add", "sub", "mul", "sum", "neg", "mean", "rows", "largest"),
    left: fc.nat({ max: 9 }),
    right: fc.nat({ max: 9 }),
  });
  const leafShape = fc.constantFrom<Shape>([1], [], [3], [2, 1], [2, 3]);
  return fc
    .record({
      shapes: fc.array(leafShape, { minLength: 1, maxLength: 3 }),
      steps: fc.array(step, { minLength: 1, maxLength: 6 }),
      fixed: fc.nat({ max: 5 }),
    })
    .chain(({ shapes, steps, fixed }) =>
      fc.tuple(...shapes.map((shape, i) => valuesOf(shape, 2 + i))).map((leaves) => ({
        leaves,
        constants: fixed >= 4 && shapes.length > 1 ? [fixed % shapes.length] : [],
        steps: fitting(shapes, steps),
      })),
    );
}

/** The steps on slots that are there by then; what needs an axis gets a tensor that has one, or becomes a plain sum. */
function fitting(
  leaves: readonly Shape[],
  drawn: readonly { readonly name: Binary | Unary; readonly left: number; readonly right: number }[],
): readonly OperationStep[] {
  const shapes = [...leaves];
  return drawn.map(({ name, left, right }): OperationStep => {
    const [of, other] = [left % shapes.length, right % shapes.length];
    const shape = pick(shapes, of);
    if (isBinary(name)) {
      shapes.push(broadcast(shape, pick(shapes, other)) ?? []);
      return { name, left: of, right: other };
    }
    const alongLast = name === "rows" || name === "largest";
    const made = alongLast && shape.length === 0 ? "sum" : name;
    shapes.push(made === "neg" ? shape : made === "sum" || made === "mean" ? [] : [...shape.slice(0, -1), 1]);
    return { name: made, of };
  });
}

function isBinary(name: Binary | Unary): name is Binary {
  return name in binary;
}

/** The leaves of a graph by name: a, b, c. */
export function operandsOf({ leaves, constants }: OperationGraph): Inputs<string> {
  return Object.fromEntries(
    leaves.map((leaf, i) => [nameOf(i), constants.includes(i) ? constant(leaf) : leaf] as const),
  );
}

/** Writes the graph down as a program whose result is a single number. */
export function composed(graph: OperationGraph): Body<string> {
  return (leaves) => {
    const slots: Handle[] = Object.values(leaves);
    for (const step of graph.steps)
      slots.push(
        "of" in step
          ? unary[step.name].apply(pick(slots, step.of))
          : pick(slots, step.left)[step.name](pick(slots, step.right)),
      );
    return totalOf(slots, usedBy(graph));
  };
}

/** The graph for people to read: `c = a · b;  d = sum(c);  result = sum(d)`. */
export function showOperations(graph: OperationGraph): string {
  const used = usedBy(graph);
  const slots = Array.from({ length: graph.leaves.length + graph.steps.length }, (_, slot) => slot);
  const ends = slots.filter((slot) => !used.has(slot)).map((slot) => `sum(${nameOf(slot)})`);
  return [
    ...graph.constants.map((slot) => `${nameOf(slot)} is a constant`),
    ...graph.steps.map((step, i) => `${nameOf(graph.leaves.length + i)} = ${showStep(step)}`),
    `result = ${ends.join(" + ")}`,
  ].join(";  ");
}

function showStep(step: OperationStep): string {
  if ("of" in step) return unary[step.name].show(nameOf(step.of));
  return `${nameOf(step.left)} ${binary[step.name]} ${nameOf(step.right)}`;
}

/** The slots that a step reads. */
export function operandsIn(step: OperationStep): readonly number[] {
  return "of" in step ? [step.of] : [step.left, step.right];
}

function usedBy({ steps }: OperationGraph): ReadonlySet<number> {
  return new Set(steps.flatMap(operandsIn));
}

function totalOf(slots: readonly Handle[], used: ReadonlySet<number>): Handle {
  const [first, ...rest] = slots.filter((_, slot) => !used.has(slot)).map((slot) => slot.sum());
  if (first === undefined) throw new RangeError("the last slot of a graph is always unused");
  return rest.reduce((total, term) => total.add(term), first);
}
