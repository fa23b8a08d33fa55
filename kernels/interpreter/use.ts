import type { Block, FunctionTree, Place, Variable } from "../wgsl/tree.ts";
import { walk } from "../wgsl/walk.ts";

/** What an entry point uses. */
export interface Use {
  readonly functions: ReadonlySet<FunctionTree>;
  readonly variables: ReadonlySet<Variable>;
  /** Variables with an address, or with an index that is not known before. */
  readonly inWords: ReadonlySet<Variable>;
  /** Functions that can come to a barrier. */
  readonly waiting: ReadonlySet<FunctionTree>;
}

/** Finds what an entry point uses, by itself and by the functions that it calls. */
export function findUse(entry: FunctionTree): Use {
  const functions = new Set([entry]);
  const variables = new Set<Variable>();
  const inWords = new Set<Variable>();
  const waiting = new Set<FunctionTree>();
  const callers = new Map<FunctionTree, FunctionTree[]>();
  const mark = (place: Place): void => {
    const root = rootOf(place);
    if (root !== undefined) inWords.add(root);
  };
  // A set is walked to its end, also through what is added on the way.
  for (const tree of functions) {
    walk(
      tree.body(),
      (one) => {
        if (one.kind === "address") mark(one.place);
        if (one.kind === "barrier" || one.kind === "uniform-load") waiting.add(tree);
        if (one.kind !== "call") return;
        functions.add(one.callee);
        callers.set(one.callee, [...(callers.get(one.callee) ?? []), tree]);
      },
      (place) => {
        if (place.kind === "whole") variables.add(place.variable);
        if (place.kind === "element" && place.index.kind !== "constant") mark(place.of);
      },
    );
    declaredIn(tree.body(), (variable) => variables.add(variable));
  }
  for (const tree of waiting) for (const caller of callers.get(tree) ?? []) waiting.add(caller);
  return { functions, variables, inWords, waiting };
}

/** The variable that a place is a part of; undefined behind a pointer. */
function rootOf(place: Place): Variable | undefined {
  if (place.kind === "whole") return place.variable;
  return place.kind === "behind" ? undefined : rootOf(place.of);
}

/** Visits the variables that a block declares. */
function declaredIn({ body }: Block, visit: (variable: Variable) => void): void {
  const inside = (block: Block | undefined): void => {
    if (block !== undefined) declaredIn(block, visit);
  };
  for (const statement of body) {
    if (statement.kind === "var") visit(statement.variable);
    if (statement.kind === "block") inside(statement.block);
    if (statement.kind === "if") [statement.thenBlock, statement.elseBlock].forEach(inside);
    if (statement.kind === "loop") [statement.body, statement.continuing].forEach(inside);
    if (statement.kind === "switch") statement.clauses.forEach((clause) => inside(clause.body));
  }
}
