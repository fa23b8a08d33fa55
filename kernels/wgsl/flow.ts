import type { Block, Statement } from "./tree.ts";

/** Whether control can reach the end of a block. @see WGSL §9.6, Statements behavior analysis */
export function completes({ body }: Block): boolean {
  return body.every(statementCompletes);
}

function statementCompletes(statement: Statement): boolean {
  switch (statement.kind) {
    case "return":
    case "break":
    case "continue":
      return false;
    case "block":
      return completes(statement.block);
    case "if":
      return statement.elseBlock === undefined || completes(statement.thenBlock) || completes(statement.elseBlock);
    case "loop":
      return statement.condition !== undefined || statement.breakIf !== undefined || breaks(statement.body);
    case "switch":
      return statement.clauses.some(({ body }) => completes(body) || breaks(body));
    case "let":
    case "var":
    case "store":
    case "update":
    case "evaluate":
      return true;
  }
}

/** Whether a `break` in the block leaves the loop or switch that the block belongs to. */
function breaks({ body }: Block): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case "break":
        return true;
      case "block":
        return breaks(statement.block);
      case "if":
        return breaks(statement.thenBlock) || (statement.elseBlock !== undefined && breaks(statement.elseBlock));
      case "return":
      case "continue":
      case "loop":
      case "switch":
      case "let":
      case "var":
      case "store":
      case "update":
      case "evaluate":
        return false;
    }
  });
}
