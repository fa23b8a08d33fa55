import { Cursor } from "./cursor.ts";
import { parseAttributes, parseDiagnostic } from "./parse-attributes.ts";
import { parseName } from "./parse-expression.ts";
import { parseBlock, parseConstAssert, parseDeclaration } from "./parse-statement.ts";
import { type Span, WgslError } from "./span.ts";
import type { AttributeSyntax, FunctionSyntax, GlobalSyntax, ParameterSyntax, StructSyntax } from "./syntax.ts";
import { tokenize } from "./tokens.ts";

/** The language features of `requires` that this front end has. */
const features = new Set([
  "packed_4x8_integer_dot_product",
  "pointer_composite_access",
  "readonly_and_readwrite_storage_textures",
  "swizzle_assignment",
  "unrestricted_pointer_parameters",
]);

/**
 * Reads a module into its syntax tree, in time linear in its length.
 *
 * @throws {WgslError} at the first token that does not fit
 * @see WGSL §3 to §11
 */
export function parse(source: string): readonly GlobalSyntax[] {
  const cursor = new Cursor(tokenize(source));
  parseDirectives(cursor);
  const globals: GlobalSyntax[] = [];
  while (cursor.peek().kind !== "end") if (!cursor.accept(";")) globals.push(parseGlobal(cursor));
  return globals;
}

/** §4 Directives stand before all declarations. */
function parseDirectives(cursor: Cursor): void {
  for (;;) {
    if (cursor.is("enable")) {
      cursor.take();
      const { text, span } = cursor.name("the name of an extension");
      throw new WgslError(`the extension ${text} is not supported here`, span);
    } else if (cursor.accept("requires")) {
      do {
        const { text, span } = cursor.name("the name of a language feature");
        if (!features.has(text)) throw new WgslError(`the language feature ${text} is not supported here`, span);
      } while (cursor.accept(",") && !cursor.is(";"));
    } else if (cursor.accept("diagnostic")) parseDiagnostic(cursor);
    else return;
    cursor.expect(";", "after a directive");
  }
}

function parseGlobal(cursor: Cursor): GlobalSyntax {
  const attributes = parseAttributes(cursor);
  const { text, span } = cursor.peek();
  const bare = (): void => {
    const [first] = attributes;
    if (first !== undefined) throw new WgslError(`@${first.name} does not belong to ${text}`, first.span);
  };
  switch (text) {
    case "fn":
      return parseFunction(cursor, attributes);
    case "var":
    case "const":
    case "override": {
      const declaration = parseDeclaration(cursor, attributes);
      cursor.expect(";", "after the declaration");
      return declaration;
    }
    case "struct":
      bare();
      return parseStruct(cursor);
    case "alias": {
      bare();
      cursor.take();
      const { text: name, span: place } = cursor.name("the name of the alias");
      cursor.expect("=", "after the name of the alias");
      const type = parseName(cursor, "a type");
      cursor.expect(";", "after the alias");
      return { kind: "alias", name, type, span: place };
    }
    case "const_assert":
      bare();
      return parseConstAssert(cursor);
    case "let":
      throw new WgslError("let stands only in a function: at module scope it is const, override or var", span);
  }
  return cursor.fail("expected fn, var, const, override, struct, alias or const_assert");
}

function parseFunction(cursor: Cursor, attributes: readonly AttributeSyntax[]): FunctionSyntax {
  cursor.take();
  const { text: name, span } = cursor.name("the name of the function");
  cursor.expect("(", "after the name of the function");
  const parameters = parseMembers(cursor, ")", "parameter");
  let result: FunctionSyntax["result"];
  if (cursor.accept("->")) {
    rejectStage(parseAttributes(cursor)[0]?.span);
    result = parseName(cursor, "the type of the result");
  }
  return { kind: "function", name, attributes, parameters, result, body: parseBlock(cursor), span };
}

function rejectStage(span: Span | undefined): void {
  if (span !== undefined)
    throw new WgslError("only compute shaders are supported here: their result has no attribute", span);
}

function parseStruct(cursor: Cursor): StructSyntax {
  cursor.take();
  const { text: name, span } = cursor.name("the name of the struct");
  cursor.expect("{", "after the name of the struct");
  const members = parseMembers(cursor, "}", "member");
  if (members.length === 0) throw new WgslError(`expected at least one member of ${name}`, span);
  return { kind: "struct", name, members, span };
}

function parseMembers(cursor: Cursor, end: ")" | "}", what: string): readonly ParameterSyntax[] {
  const members: ParameterSyntax[] = [];
  while (!cursor.accept(end)) {
    const attributes = parseAttributes(cursor);
    const { text: name, span } = cursor.name(`a ${what} or ${end}`);
    cursor.expect(":", `and the type of the ${what}`);
    members.push({ name, type: parseName(cursor, "a type"), attributes, span });
    if (!cursor.accept(",") && !cursor.is(end)) cursor.fail(`expected , or ${end} after the ${what}`);
  }
  return members;
}
