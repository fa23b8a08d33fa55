import fc from "fast-check";
import { number } from "../support/values-arbitrary.ts";
import { must, reports, sameNumber, showNumber } from "../support/compare.ts";
import { law } from "../support/law.ts";
import { entry, listIn, numbersIn, type Plain } from "../support/plain.ts";
import type { Thrown } from "../support/program.ts";
import { probe, refuses } from "../support/question.ts";

const stub = "forwardGraph";

/** A declared node: its number is `bias + Σ weightᵢ · operandᵢ`. */
interface DeclaredNode {
  readonly name: string;
  readonly operands: readonly string[];
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Nodes in the order in which they are declared. */
interface DeclaredGraph {
  readonly nodes: readonly DeclaredNode[];
}

/** Names whose order tells nothing about dependencies; every object inherits two of them. */
const names = ["h", "c", "f", "a", "toString", "e", "b", "constructor", "d", "g"];

/**
 * Graphs in which nodes repeat and share operands, declared in any order.
 *
 * The simplest: an input and a node computed from it.
 */
const graphs: fc.Arbitrary<DeclaredGraph> = fc
  .record({
    nodes: fc.array(
      fc.record({
        operands: fc.array(fc.record({ back: fc.nat({ max: 4 }), weight: fc.constantFrom(1, 2, -1, 3) }), {
          maxLength: 3,
        }),
        bias: number(2),
      }),
      { minLength: 1, maxLength: names.length - 1 },
    ),
    input: number(5),
    order: fc.array(fc.nat(), { minLength: names.length, maxLength: names.length }),
  })
  .map(({ nodes, input, order }) => {
    const nameAt = (i: number) => names[i] ?? "";
    const all = [{ operands: [], bias: input }, ...nodes].map(({ operands, bias }, i) => ({
      name: nameAt(i),
      operands: operands.map(({ back }) => nameAt(Math.max(0, i - 1 - back))),
      weights: operands.map(({ weight }) => weight),
      bias,
    }));
    return { nodes: all.toSorted((a, b) => (order[names.indexOf(a.name)] ?? 0) - (order[names.indexOf(b.name)] ?? 0)) };
  });

const askNumbers = ({ nodes }: DeclaredGraph) =>
  probe("2-autodiff/forward-graph.evaluate", { nodes: nodes.map((node) => ({ ...node })) });
const shows = ({ nodes }: DeclaredGraph) => ({ declared: nodes.map(showNode) });

/** d is declared first, and depends on nodes that are declared later. */
const backwards: DeclaredGraph = {
  nodes: [
    { name: "d", operands: ["c", "b"], weights: [1, -1], bias: 0 },
    { name: "c", operands: ["a", "b"], weights: [2, 3], bias: 0 },
    { name: "b", operands: ["a"], weights: [1], bias: 1 },
    { name: "a", operands: [], weights: [], bias: 2 },
  ],
};

/** The numbers. */
export const everyNode = law({
  stub,
  core: true,
  weight: 2,
  says: "Every node is computed once, after all of its operands.",
  given: graphs,
  examples: [backwards],
  runs: 80,
  ask: askNumbers,
  holds: (said, { nodes }) => {
    const computed = placesIn("the computations", said, "computed");
    nodes.forEach(({ name, operands }, place) => {
      const times = computed.filter((other) => other === place).length;
      must(times === 1, `the node ${name}`, "computed once", times === 0 ? "not computed" : "computed again");
      const early = operands.find((operand) => computed.indexOf(placeOf(nodes, operand)) > computed.indexOf(place));
      must(early === undefined, `the node ${name}`, `computed after ${early}`, "computed before it");
    });
    sameNumbers(said, nodes);
  },
  shows,
  suspects: [
    {
      asks: "Might it be that a node is computed again for everybody who asks for it?",
      explains: (said, { nodes }) => {
        sameNumbers(said, nodes);
        const due = nodes.reduce((sum, { name }) => sum + countVisits(nodes, name), 0);
        reports("computations", entry(said, "times"), due);
      },
    },
  ],
});

/** The arguments of compute. */
export const operandsInOrder = law({
  stub,
  says: "The numbers of a node's operands come in the order in which it names them.",
  given: graphs,
  examples: [backwards],
  runs: 30,
  ask: ({ nodes }) => probe("2-autodiff/forward-graph.operands", { nodes: nodes.map((node) => ({ ...node })) }),
  holds: (said, { nodes }) => {
    const received = listIn("the operands", said);
    const due = numbersOf(nodes);
    nodes.forEach(({ name, operands }, place) => {
      const got = numbersIn(`operands of ${name}`, received[place] ?? null);
      must(got.length === operands.length, `operands of ${name}`, `${operands.length} numbers`, `${got.length}`);
      operands.forEach((operand, k) =>
        sameNumber(`operand ${k + 1} of ${name}`, got[k] ?? Number.NaN, due.get(operand) ?? Number.NaN),
      );
    });
  },
  shows,
});

/** The order of the map that is returned. */
export const orderOfComputing = law({
  stub,
  says: "All nodes are returned, in the order in which they were computed.",
  given: graphs,
  examples: [backwards],
  runs: 30,
  ask: askNumbers,
  holds: (said, { nodes }) => {
    const nameAll = (places: readonly number[]) => places.map((place) => nodes[place]?.name ?? "nobody").join(", ");
    const computed = placesIn("the computations", said, "computed");
    reports("the order that is returned", nameAll(placesIn("the nodes", said, "returned")), nameAll(computed));
    reports("how many nodes are returned", computed.length, nodes.length);
  },
  shows,
});

/** A node whose number is 0. */
export const zero = law({
  stub,
  says: "A node whose number is 0 is known, too, and is not computed again.",
  given: fc
    .record({ users: fc.integer({ min: 1, max: 4 }), after: fc.boolean() })
    .map(({ users, after }) => ({ nodes: usersOfZero(users, after) })),
  runs: 8,
  ask: askNumbers,
  holds: (said, { nodes }) => {
    sameNumbers(said, nodes);
    reports("computations", entry(said, "times"), nodes.length);
  },
  shows,
});

/** The cost for a graph with many paths. */
export const linearCost = law({
  stub,
  says: "The cost is linear: a chain of 60 diamonds has 2⁶⁰ paths, and 181 nodes.",
  given: fc.record({ depth: fc.integer({ min: 2, max: 60 }) }),
  examples: [{ depth: 60 }],
  runs: 5,
  ask: ({ depth }) => probe("2-autodiff/forward-graph.diamonds", { depth }),
  holds: (said, { depth }) => {
    reports("the number at the top of a chain of diamonds", entry(said, "number"), 2 ** depth);
    reports("computations", entry(said, "times"), 3 * depth + 1);
  },
});

/** A deep graph. */
export const deep = law({
  stub,
  says: "A chain of 1,000 nodes, the last declared first, is no deeper than the call stack.",
  given: fc.record({ length: fc.constant(1000) }),
  runs: 1,
  ask: ({ length }) => probe("2-autodiff/forward-graph.chain", { length }),
  holds: (said, { length }) => reports("the number of the last node", said, length),
});

/** The declared graph stays as it is. */
export const untouched = law({
  stub,
  says: "The declared graph is not changed.",
  given: graphs,
  runs: 20,
  ask: askNumbers,
  holds: (said) => reports("the declared graph, afterwards", entry(said, "graph"), "unchanged"),
  shows,
});

/** Graphs that cannot be computed. */
export const refusal = law({
  stub,
  says: "A node that depends on itself is refused, and so is an operand that was not declared.",
  given: fc.record({ length: fc.integer({ min: 1, max: 4 }), bias: number(2) }),
  runs: 20,
  ask: ({ length, bias }) => {
    // A chain n1, n2, … in which each node is the operand of the next; `first` are the operands of n1.
    const chain = (first: readonly string[]) =>
      askNumbers({
        nodes: Array.from({ length }, (_, i) => {
          const operands = i === 0 ? first : [`n${i}`];
          return { name: `n${i + 1}`, operands, weights: operands.map(() => 1), bias };
        }),
      });
    return { cycle: refuses(chain([`n${length}`])), undeclared: refuses(chain(["x"])), control: chain([]) };
  },
  holds: ({ cycle, undeclared, control }, { length }) => {
    reports("computations without a cycle", entry(control, "times"), length);
    isRefused("a node that depends on itself", cycle);
    isRefused("an operand that was not declared", undeclared);
  },
});

function isRefused(what: string, error: Thrown | undefined): void {
  const got = error === undefined ? "a result" : `${error.name}: ${error.message}`;
  must(error?.name === "ShapeError", what, "a ShapeError", got);
}

function placesIn(what: string, said: Plain, name: string): readonly number[] {
  return [...numbersIn(what, entry(said, name))];
}

function placeOf(nodes: readonly DeclaredNode[], name: string): number {
  return nodes.findIndex((node) => node.name === name);
}

function sameNumbers(said: Plain, nodes: readonly DeclaredNode[]): void {
  const got = numbersIn("the numbers", entry(said, "numbers"));
  const due = numbersOf(nodes);
  nodes.forEach(({ name }, place) =>
    sameNumber(`the number of ${name}`, got[place] ?? Number.NaN, due.get(name) ?? Number.NaN),
  );
}

/** The grader's own evaluation: the next node is any whose operands are known. */
function numbersOf(nodes: readonly DeclaredNode[]): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  while (known.size < nodes.length) {
    const next = nodes.find(
      ({ name, operands }) => !known.has(name) && operands.every((operand) => known.has(operand)),
    );
    if (next === undefined) throw new RangeError("the graph has a cycle");
    const { name, operands, weights, bias } = next;
    known.set(
      name,
      operands.reduce((sum, operand, k) => sum + (weights[k] ?? 0) * (known.get(operand) ?? Number.NaN), bias),
    );
  }
  return known;
}

/** How often a node is computed if no number is remembered: once for itself, and once for each use of a user. */
function countVisits(nodes: readonly DeclaredNode[], name: string): number {
  const users = nodes.flatMap((node) => node.operands.filter((operand) => operand === name).map(() => node.name));
  return users.reduce((sum, user) => sum + countVisits(nodes, user), 1);
}

/** A node with the number 0, and nodes that use it; it is declared before or after them. */
function usersOfZero(users: number, after: boolean): readonly DeclaredNode[] {
  const zeroNode = { name: "zero", operands: [], weights: [], bias: 0 };
  const others = Array.from({ length: users }, (_, i) => ({
    name: `user${i + 1}`,
    operands: ["zero", "zero"],
    weights: [2, 3],
    bias: i + 1,
  }));
  return after ? [...others, zeroNode] : [zeroNode, ...others];
}

/** A node for people to read: `c = 2·a − b + 1`. */
function showNode({ name, operands, weights, bias }: DeclaredNode): string {
  const terms = [
    ...operands.map((operand, k) => ({ factor: weights[k] ?? Number.NaN, of: operand })),
    ...(bias === 0 && operands.length > 0 ? [] : [{ factor: bias, of: "" }]),
  ];
  const written = terms.map(({ factor, of }, i) => {
    const size = showNumber(Math.abs(factor));
    const text = of === "" ? size : size === "1" ? of : `${size}·${of}`;
    if (i === 0) return factor < 0 ? `−${text}` : text;
    return factor < 0 ? ` − ${text}` : ` + ${text}`;
  });
  return `${name} = ${written.join("")}`;
}
