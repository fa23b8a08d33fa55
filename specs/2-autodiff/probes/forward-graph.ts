import { forwardGraph, type GraphNode } from "#course/2-autodiff/forward-graph.ts";

/** A node as plain data: `bias + Σ weightᵢ · operandᵢ`, so that the order of its operands matters. */
interface DeclaredNode {
  readonly name: string;
  readonly operands: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Nodes in the order in which they are declared. */
interface Declared {
  readonly nodes: readonly DeclaredNode[];
}

/** The most computations that are listed. */
const mostTold = 40;
/** More computations than any graph of the laws has paths. */
const mostComputed = 500_000;

/** The numbers of a declared graph, and the order of its computations. A node is named by its place. */
export function evaluate({ nodes }: Declared): object {
  const computed: number[] = [];
  const graph = graphOf(nodes, (place) => {
    if (computed.push(place) > mostComputed) throw new RangeError("the nodes are computed again and again");
  });
  const declared = Object.entries(graph).map(([name, node]) => ({ name, node, ...node }));
  const found = forwardGraph(graph);
  const now = Object.entries(graph);
  const same = declared.every(({ name, node, compute }, i) => {
    const [nameNow, nodeNow] = now[i] ?? [];
    return nameNow === name && nodeNow === node && node.compute === compute;
  });
  return {
    numbers: nodes.map(({ name }) => found.get(name) ?? null),
    returned: [...found.keys()].slice(0, mostTold).map((name) => nodes.findIndex((node) => node.name === name)),
    computed: computed.slice(0, mostTold),
    times: computed.length,
    graph: same && now.length === declared.length ? "unchanged" : "changed",
  };
}

/** The operands of every node at its first computation. */
export function operands({ nodes }: Declared): object {
  const received = nodes.map((): readonly number[] | null => null);
  forwardGraph(graphOf(nodes, (place, numbers) => (received[place] ??= numbers)));
  return received;
}

/** The last number of a chain of diamonds, each node the sum of its operands: 2^depth; and how often one was computed. */
export function diamonds({ depth }: { readonly depth: number }): object {
  let times = 0;
  const sum = (...numbers: readonly number[]) => {
    if (++times > mostComputed) throw new RangeError("the nodes are computed again and again");
    return numbers.reduce((total, x) => total + x, 0);
  };
  const graph: Record<string, GraphNode> = { top0: { operands: [], compute: () => sum(1) } };
  for (let level = 1; level <= depth; level++) {
    // A node is declared before its operands.
    graph[`top${level}`] = { operands: [`left${level}`, `right${level}`], compute: sum };
    graph[`left${level}`] = { operands: [`top${level - 1}`], compute: sum };
    graph[`right${level}`] = { operands: [`top${level - 1}`], compute: sum };
  }
  return { number: forwardGraph(graph).get(`top${depth}`) ?? null, times };
}

/** The number of the last node of a chain, each one more than the one before; the last is declared first. */
export function chain({ length }: { readonly length: number }): number | undefined {
  const graph: Record<string, GraphNode> = {};
  for (let i = length; i > 1; i--) graph[`n${i}`] = { operands: [`n${i - 1}`], compute: (x) => x + 1 };
  graph["n1"] = { operands: [], compute: () => 1 };
  return forwardGraph(graph).get(`n${length}`);
}

/** The graph as an object; every computation calls `told`. */
function graphOf(
  nodes: readonly DeclaredNode[],
  told: (place: number, numbers: readonly number[]) => void,
): Record<string, GraphNode> {
  return Object.fromEntries(
    nodes.map(({ name, operands: operandNames, weights, bias }, place): [string, GraphNode] => [
      name,
      {
        operands: [...operandNames],
        compute: (...numbers) => {
          told(place, numbers);
          return numbers.reduce((sum, x, k) => sum + (weights[k] ?? 0) * x, bias);
        },
      },
    ]),
  );
}
