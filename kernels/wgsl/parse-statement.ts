import type { Cursor } from "./cursor.ts";
import { parseAttributes } from "./parse-attributes.ts";
import { parseCall, parseExpression, parseName, parseTemplates, parseUnary } from "./parse-expression.ts";
import { spanOver, WgslError } from "./span.ts";
import type {
  AttributeSyntax,
  BinaryOperator,
  BlockSyntax,
  DeclarationSyntax,
  ExpressionSyntax,
  IfSyntax,
  StatementSyntax,
  SwitchClauseSyntax,
} from "./syntax.ts";

const compound = new Set(["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="]);

/** Reads `{ … }`. */
export function parseBlock(cursor: Cursor): BlockSyntax {
  return parseBraces(cursor, () => undefined).block;
}

/** Reads statements in braces; `special` may take a statement that stands only in this block. */
function parseBraces(cursor: Cursor, special: () => true | undefined): { readonly block: BlockSyntax } {
  return cursor.nested(() => {
    const { span } = cursor.expect("{", "before the statements");
    const body: StatementSyntax[] = [];
    while (!cursor.is("}")) {
      if (cursor.accept(";")) continue;
      if (special() === true) continue;
      body.push(parseStatement(cursor));
    }
    const end = cursor.take().span;
    return { block: { kind: "block", body, span: spanOver(span, end), end } };
  });
}

/** Reads a statement. @see WGSL §9, Statements */
function parseStatement(cursor: Cursor): StatementSyntax {
  const [attribute] = parseAttributes(cursor);
  if (attribute !== undefined) throw new WgslError(`@${attribute.name} does not belong to a statement`, attribute.span);
  const { text, span } = cursor.peek();
  switch (text) {
    case "{":
      return parseBlock(cursor);
    case "if":
      return parseIf(cursor);
    case "for":
      return cursor.nested(() => parseFor(cursor));
    case "while": {
      cursor.take();
      const condition = parseExpression(cursor);
      const body = parseBlock(cursor);
      return { kind: "loop", initial: undefined, condition, body, continuing: undefined, breakIf: undefined, span };
    }
    case "loop":
      return parseLoop(cursor);
    case "switch":
      return parseSwitch(cursor);
    case "break":
    case "continue":
      cursor.take();
      if (text === "break" && cursor.is("if")) cursor.fail("break if stands only at the end of a continuing block");
      cursor.expect(";", `after ${text}`);
      return { kind: text, span };
    case "return": {
      cursor.take();
      const value = cursor.is(";") ? undefined : parseExpression(cursor);
      cursor.expect(";", "after return");
      return { kind: "return", value, span };
    }
    case "discard":
      throw new WgslError("discard belongs to fragment shaders, which are not supported here", span);
    case "continuing":
      throw new WgslError("continuing stands only at the end of a loop", span);
    case "const_assert":
      return parseConstAssert(cursor);
    case "let":
    case "const":
    case "var": {
      const declaration = parseDeclaration(cursor, []);
      cursor.expect(";", "after the declaration");
      return declaration;
    }
  }
  const statement = parseSimple(cursor);
  cursor.expect(";", "after the statement");
  return statement;
}

/** Reads `const_assert condition;`. */
export function parseConstAssert(cursor: Cursor): StatementSyntax & { readonly kind: "const-assert" } {
  const { span } = cursor.take();
  const condition = parseExpression(cursor);
  cursor.expect(";", "after const_assert");
  return { kind: "const-assert", condition, span };
}

/** Reads a declaration, without its `;`. */
export function parseDeclaration(cursor: Cursor, attributes: readonly AttributeSyntax[]): DeclarationSyntax {
  const form = cursor.take().text as DeclarationSyntax["form"];
  const templates = form === "var" ? parseTemplates(cursor) : undefined;
  const { text: name, span } = cursor.name("a name");
  const type = cursor.accept(":") ? parseName(cursor, "a type") : undefined;
  const initial = cursor.accept("=") ? parseExpression(cursor) : undefined;
  if ((form === "let" || form === "const") && initial === undefined) cursor.fail(`expected = and the value of ${name}`);
  return { kind: "declaration", form, attributes, templates, name, type, initial, span };
}

/** Reads an assignment, an increment or a call: what may also stand in the head of a `for`. */
function parseSimple(cursor: Cursor): StatementSyntax {
  const { span } = cursor.peek();
  if (cursor.is("_")) {
    cursor.take();
    cursor.expect("=", "after _");
    return { kind: "assign", target: undefined, operator: undefined, value: parseExpression(cursor), span };
  }
  const target = parseTarget(cursor);
  if (target.kind === "call" && cursor.last.text === ")" && !cursor.is("="))
    return { kind: "call-statement", call: target, span: target.span };
  const sign = cursor.peek().text;
  if (sign === "++" || sign === "--") {
    cursor.take();
    return { kind: "increment", target, operator: sign === "++" ? "+" : "-", span: spanOver(span, cursor.last.span) };
  }
  if (sign !== "=" && !compound.has(sign)) cursor.fail("expected an assignment");
  cursor.take();
  const operator = sign === "=" ? undefined : (sign.slice(0, -1) as BinaryOperator);
  const value = parseExpression(cursor);
  return { kind: "assign", target, operator, value, span: spanOver(span, value.span) };
}

function parseTarget(cursor: Cursor): ExpressionSyntax {
  if (cursor.peek().kind === "word" && cursor.peek(1).text === "(" && cursor.peek(1).kind === "symbol")
    return parseCall(cursor, parseName(cursor, "a function"));
  return parseUnary(cursor);
}

function parseIf(cursor: Cursor): IfSyntax {
  return cursor.nested(() => {
    const { span } = cursor.take();
    const condition = parseExpression(cursor);
    const thenBlock = parseBlock(cursor);
    const hasElse = cursor.accept("else");
    const elseBlock = !hasElse ? undefined : cursor.is("if") ? parseIf(cursor) : parseBlock(cursor);
    return { kind: "if", condition, thenBlock, elseBlock, span };
  });
}

function parseFor(cursor: Cursor): StatementSyntax {
  const { span } = cursor.take();
  cursor.expect("(", "after for");
  let initial: StatementSyntax | undefined;
  if (!cursor.is(";"))
    initial = ["let", "const", "var"].includes(cursor.peek().text) ? parseDeclaration(cursor, []) : parseSimple(cursor);
  cursor.expect(";", "after the start of the loop");
  const condition = cursor.is(";") ? undefined : parseExpression(cursor);
  cursor.expect(";", "after the condition of the loop");
  const update = cursor.is(")") ? undefined : parseSimple(cursor);
  const end = cursor.expect(")", "after the head of the loop").span;
  const continuing: BlockSyntax | undefined =
    update === undefined ? undefined : { kind: "block", body: [update], span: update.span, end };
  return { kind: "loop", initial, condition, body: parseBlock(cursor), continuing, breakIf: undefined, span };
}

function parseLoop(cursor: Cursor): StatementSyntax {
  const { span } = cursor.take();
  let [continuing, breakIf]: [BlockSyntax | undefined, ExpressionSyntax | undefined] = [undefined, undefined];
  const { block: body } = parseBraces(cursor, () => {
    if (!cursor.accept("continuing")) return undefined;
    ({ block: continuing } = parseBraces(cursor, () => {
      if (!cursor.is("break") || cursor.peek(1).text !== "if") return undefined;
      cursor.take();
      cursor.take();
      breakIf = parseExpression(cursor);
      cursor.expect(";", "after break if");
      if (!cursor.is("}")) cursor.fail("expected } after break if");
      return true;
    }));
    if (!cursor.is("}")) cursor.fail("expected } after the continuing block");
    return true;
  });
  return { kind: "loop", initial: undefined, condition: undefined, body, continuing, breakIf, span };
}

function parseSwitch(cursor: Cursor): StatementSyntax {
  const { span } = cursor.take();
  const selector = parseExpression(cursor);
  cursor.expect("{", "after the value of switch");
  const clauses: SwitchClauseSyntax[] = [];
  while (!cursor.accept("}")) {
    const { text, span: start } = cursor.take();
    const selectors: (ExpressionSyntax | "default")[] = text === "default" ? ["default"] : [];
    if (text === "case")
      do selectors.push(cursor.accept("default") ? "default" : parseExpression(cursor));
      while (cursor.accept(",") && !cursor.is(":") && !cursor.is("{"));
    else if (text !== "default") throw new WgslError(`expected case or default, got ${text}`, start);
    cursor.accept(":");
    clauses.push({ selectors, body: parseBlock(cursor), span: start });
  }
  return { kind: "switch", selector, clauses, span };
}
