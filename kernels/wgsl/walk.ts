import type { Block, Expression, Place, Statement } from "./tree.ts";

/** Visits each expression of a block with all its parts, and each place. */
export function walk(block: Block, expression: (one: Expression) => void, place: (one: Place) => void): void {
  const visitPlace = (one: Place): void => {
    place(one);
    if (one.kind === "behind") visit(one.pointer);
    if (one.kind === "element") visit(one.index);
    if (one.kind === "element" || one.kind === "member") visitPlace(one.of);
  };
  const visit = (one: Expression | undefined): void => {
    if (one === undefined) return;
    expression(one);
    switch (one.kind) {
      case "constant":
      case "named":
      case "barrier":
        return;
      case "load":
      case "address":
      case "array-length":
      case "uniform-load":
        return visitPlace(one.place);
      case "atomic":
        visitPlace(one.place);
        return one.args.forEach(visit);
      case "unary":
      case "convert":
      case "bitcast":
        return visit(one.operand);
      case "binary":
      case "logical":
        visit(one.left);
        return visit(one.right);
      case "index":
        visit(one.of);
        return visit(one.index);
      case "pick":
        return visit(one.of);
      case "construct":
        return one.parts.forEach(visit);
      case "call":
      case "builtin":
        return one.args.forEach(visit);
    }
  };
  const visitBlock = (one: Block | undefined): void => one?.body.forEach(visitStatement);
  const visitStatement = (one: Statement): void => {
    switch (one.kind) {
      case "block":
        return visitBlock(one.block);
      case "let":
      case "evaluate":
      case "return":
        return visit(one.value);
      case "var":
        return visit(one.variable.initial);
      case "store":
      case "update":
        visitPlace(one.place);
        return visit(one.value);
      case "if":
        visit(one.condition);
        visitBlock(one.thenBlock);
        return visitBlock(one.elseBlock);
      case "loop":
        visit(one.condition);
        visitBlock(one.body);
        visitBlock(one.continuing);
        return visit(one.breakIf);
      case "switch":
        visit(one.selector);
        return one.clauses.forEach(({ body }) => visitBlock(body));
      case "break":
      case "continue":
        return undefined;
    }
  };
  visitBlock(block);
}

/** The calls of functions in a block. */
export function callsOf(block: Block): readonly (Expression & { readonly kind: "call" })[] {
  const calls: (Expression & { readonly kind: "call" })[] = [];
  walk(
    block,
    (one) => {
      if (one.kind === "call") calls.push(one);
    },
    () => {},
  );
  return calls;
}
