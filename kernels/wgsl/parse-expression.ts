import type { Cursor } from "./cursor.ts";
import { spanOver } from "./span.ts";
import type { BinaryOperator, CallSyntax, ExpressionSyntax, NameSyntax } from "./syntax.ts";

const multiplicative: ReadonlySet<string> = new Set(["*", "/", "%"]);
const additive: ReadonlySet<string> = new Set(["+", "-"]);
const shifts: ReadonlySet<string> = new Set(["<<", ">>"]);
const relations: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);
const bitwise: ReadonlySet<string> = new Set(["&", "|", "^"]);
const unary: ReadonlySet<string> = new Set(["-", "!", "~", "*", "&"]);

/**
 * Reads an expression. WGSL has fewer precedences than C: what readers of C get wrong (`a & b == c`, `a << b + c`,
 * `a && b || c`, `a < b < c`) needs parentheses.
 *
 * @see WGSL §8.18, Operator precedence and associativity
 */
export function parseExpression(cursor: Cursor): ExpressionSyntax {
  return cursor.nested(() => {
    const first = parseUnary(cursor);
    const sign = cursor.peek().text;
    if (bitwise.has(sign)) return parseChain(cursor, first, new Set([sign]), parseUnary);
    const left = parseRelation(cursor, first);
    const logical = cursor.peek().text;
    if (logical !== "&&" && logical !== "||") return left;
    let all = left;
    for (let depth = 0; cursor.accept(logical); cursor.checkDepth(++depth)) {
      const right = parseRelation(cursor, parseUnary(cursor));
      all = { kind: "logical", operator: logical, left: all, right, span: spanOver(all.span, right.span) };
    }
    return all;
  });
}

function parseRelation(cursor: Cursor, first: ExpressionSyntax): ExpressionSyntax {
  const left = parseShift(cursor, first);
  if (!relations.has(cursor.peek().text) || cursor.peek().kind !== "symbol") return left;
  const operator = cursor.take().text;
  return binary(operator, left, parseShift(cursor, parseUnary(cursor)));
}

function parseShift(cursor: Cursor, first: ExpressionSyntax): ExpressionSyntax {
  if (shifts.has(cursor.peek().text)) return binary(cursor.take().text, first, parseUnary(cursor));
  const product = parseChain(cursor, first, multiplicative, parseUnary);
  return parseChain(cursor, product, additive, () =>
    parseChain(cursor, parseUnary(cursor), multiplicative, parseUnary),
  );
}

function parseChain(
  cursor: Cursor,
  first: ExpressionSyntax,
  operators: ReadonlySet<string>,
  next: (cursor: Cursor) => ExpressionSyntax,
): ExpressionSyntax {
  let left = first;
  for (let depth = 0; operators.has(cursor.peek().text); cursor.checkDepth(++depth))
    left = binary(cursor.take().text, left, next(cursor));
  return left;
}

function binary(operator: string, left: ExpressionSyntax, right: ExpressionSyntax): ExpressionSyntax {
  const span = spanOver(left.span, right.span);
  return { kind: "binary", operator: operator as BinaryOperator, left, right, span };
}

/** Reads a unary expression; also what may stand on the left of an assignment. */
export function parseUnary(cursor: Cursor): ExpressionSyntax {
  const sign = cursor.peek();
  // Two `&` that touch are one token, and `&&x` means nothing.
  if (sign.kind !== "symbol" || !unary.has(sign.text)) {
    if (sign.text === "--") return parseTwice(cursor);
    return parsePostfix(cursor, parsePrimary(cursor));
  }
  return cursor.nested(() => {
    const operator = cursor.take().text as "-" | "!" | "~" | "*" | "&";
    const operand = parseUnary(cursor);
    return { kind: "unary", operator, operand, span: spanOver(sign.span, operand.span) };
  });
}

/** Two minus signs that touch are one token, and still two signs. */
function parseTwice(cursor: Cursor): ExpressionSyntax {
  return cursor.nested(() => {
    const { span } = cursor.take();
    const operand = parseUnary(cursor);
    const all = spanOver(span, operand.span);
    const inner: ExpressionSyntax = { kind: "unary", operator: "-", operand, span: all };
    return { kind: "unary", operator: "-", operand: inner, span: all };
  });
}

function parsePostfix(cursor: Cursor, first: ExpressionSyntax): ExpressionSyntax {
  let of = first;
  for (let depth = 0; ; cursor.checkDepth(++depth)) {
    if (cursor.accept("[")) {
      const index = parseExpression(cursor);
      const { span } = cursor.expect("]", "after the index");
      of = { kind: "index", of, index, span: spanOver(of.span, span) };
    } else if (cursor.accept(".")) {
      const { text, span } = cursor.name("a member or components after .");
      of = { kind: "member", of, member: text, span: spanOver(of.span, span) };
    } else return of;
  }
}

function parsePrimary(cursor: Cursor): ExpressionSyntax {
  const token = cursor.peek();
  if (token.kind === "number") {
    cursor.take();
    return { kind: "number", text: token.text, span: token.span };
  }
  if (cursor.accept("true") || cursor.accept("false")) return { kind: "boolean", text: token.text, span: token.span };
  if (cursor.accept("(")) {
    const inner = parseExpression(cursor);
    cursor.expect(")", "after the expression");
    return inner;
  }
  const name = parseName(cursor, "an expression");
  return cursor.is("(") ? parseCall(cursor, name) : name;
}

/** Reads a name with its template list, if it has one: `array<f32, 4>`. */
export function parseName(cursor: Cursor, what: string): NameSyntax {
  const { text, span } = cursor.name(what);
  const templates = parseTemplates(cursor);
  return {
    kind: "name",
    name: text,
    templates,
    span: templates === undefined ? span : spanOver(span, cursor.last.span),
  };
}

/** Reads a template list, if one starts here. */
export function parseTemplates(cursor: Cursor): readonly ExpressionSyntax[] | undefined {
  if (!cursor.acceptKind("template-start")) return undefined;
  const templates: ExpressionSyntax[] = [];
  while (!cursor.acceptKind("template-end")) {
    templates.push(parseExpression(cursor));
    if (!cursor.accept(",") && cursor.peek().kind !== "template-end")
      cursor.fail("expected , or > in the template list");
  }
  if (templates.length === 0) cursor.fail("expected at least one template parameter");
  return templates;
}

/** Reads the arguments of a call. */
export function parseCall(cursor: Cursor, callee: NameSyntax): CallSyntax {
  const args = parseArguments(cursor);
  return { kind: "call", callee, args, span: spanOver(callee.span, cursor.last.span) };
}

/** Reads expressions in parentheses, with commas between them, and one at the end if it likes. */
export function parseArguments(cursor: Cursor): readonly ExpressionSyntax[] {
  cursor.expect("(", "before the arguments");
  const args: ExpressionSyntax[] = [];
  while (!cursor.accept(")")) {
    args.push(parseExpression(cursor));
    if (!cursor.accept(",") && !cursor.is(")")) cursor.fail("expected , or ) after an argument");
  }
  return args;
}
