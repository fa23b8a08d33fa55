import { expandBinary } from "../wgsl/expand.ts";
import { scalarPlaces } from "../wgsl/layout.ts";
import type { Block, Expression, Statement } from "../wgsl/tree.ts";
import type { Span } from "../wgsl/span.ts";
import { nothing, type Type } from "../wgsl/types.ts";
import { valueCode } from "./expression-code.ts";
import type { FunctionCode } from "./function-code.ts";
import { clearPlace, locate, pointee, readPlace, writePlace } from "./place-code.ts";
import { scalarCode } from "./scalar-code.ts";
import { addressText, type Location } from "./writer.ts";

/** Writes the code of a block. JavaScript's `var` knows no blocks, and all names differ, so it needs no scope. */
export function blockCode(code: FunctionCode, { body }: Block): void {
  code.inBlock(() => {
    for (const statement of body) statementCode(code, statement);
  });
}

function statementCode(code: FunctionCode, statement: Statement): void {
  const { writer } = code;
  const { span } = statement;
  writer.at(span);
  switch (statement.kind) {
    case "block":
      return blockCode(code, statement.block);
    case "let": {
      const { named, value } = statement;
      if (value.type.kind === "pointer") code.named.set(named, pointee(code, value, valueCode));
      else {
        const names = valueCode(code, value).map((scalar) => code.steady(scalar));
        code.named.set(named, names);
        code.keepAlive(names, value.type);
        code.tell(span, named.name, names);
      }
      return undefined;
    }
    case "var":
      return variableCode(code, statement);
    case "store": {
      const { place, value } = statement;
      const location = locate(code, place, valueCode);
      return storeCode(code, location, place.type, valueCode(code, value), span);
    }
    case "update": {
      const { place, operator, value, type } = statement;
      const location = locate(code, place, valueCode);
      const old = readPlace(code, location, type, span);
      const change = valueCode(code, value);
      const result = expandBinary(scalarCode(writer, span), operator, [type, old], [value.type, change]);
      return storeCode(code, location, type, result, span);
    }
    case "evaluate":
      valueCode(code, statement.value);
      return undefined;
    case "if": {
      const { thenBlock, elseBlock } = statement;
      writer.line(`if (${condition(code, statement.condition)}) {`);
      branchCode(code, thenBlock);
      if (elseBlock !== undefined) {
        writer.line("} else {");
        branchCode(code, elseBlock);
      }
      writer.line("}");
      if (jumps(thenBlock) || (elseBlock !== undefined && jumps(elseBlock))) writer.counter = undefined;
      return undefined;
    }
    case "loop":
      return loopCode(code, statement);
    case "switch":
      return switchCode(code, statement);
    case "break":
      return writer.line(`break ${code.breaks.at(-1)};`);
    case "continue":
      return writer.line(`break ${code.continues.at(-1)};`);
    case "return":
      return returnCode(code, statement);
  }
}

function condition(code: FunctionCode, expression: Expression): string {
  const [value = "false"] = valueCode(code, expression);
  code.tell(expression.span, "", [value]);
  return value;
}

function storeCode(code: FunctionCode, location: Location, type: Type, scalars: readonly string[], span: Span): void {
  writePlace(code, location, type, scalars, span);
  if (location.kind === "locals") code.tell(span, location.variable.name, code.locals.get(location.variable) ?? []);
  else code.tell(span, location.variable.name, scalars, `${location.memory}, ${addressText(location, 0)}`);
}

function branchCode(code: FunctionCode, block: Block): void {
  code.writer.branch(() => blockCode(code, block));
}

function variableCode(code: FunctionCode, { variable, span }: Statement & { readonly kind: "var" }): void {
  const { writer, module } = code;
  const { type, initial } = variable;
  const words = module.wordsOf(variable);
  const values = initial === undefined ? undefined : valueCode(code, initial);
  if (words !== undefined)
    return values === undefined ? clearPlace(code, words, type) : storeCode(code, words, type, values, span);
  const zeros = scalarPlaces(type).map(({ of }) => (of === "bool" ? "false" : "0"));
  const names = zeros.map(() => writer.module.name("v"));
  writer.line(`var ${names.map((name, i) => `${name} = ${values?.[i] ?? zeros[i]}`).join(", ")};`);
  code.locals.set(variable, names);
  code.keepAlive(names, type);
  code.tell(span, variable.name, names);
}

/** Writes a loop. `continue` leaves an inner block, behind which stands what runs between rounds. */
function loopCode(code: FunctionCode, statement: Statement & { readonly kind: "loop" }): void {
  const { writer } = code;
  const { body, continuing, breakIf, span } = statement;
  const [leave, next] = [writer.module.name("L"), writer.module.name("C")];
  const site = code.site("loop", span);
  writer.line(`${leave}: for (;;) {`);
  writer.branch(() => {
    if (statement.condition !== undefined) {
      writer.line(`if (!${condition(code, statement.condition)}) break;`);
      writer.counter = undefined;
    }
    writer.line(`if (--F < 0) endless(${site});`);
    code.breaks.push(leave);
    code.continues.push(next);
    writer.line(`${next}: {`);
    blockCode(code, body);
    writer.line("}");
    code.breaks.pop();
    code.continues.pop();
    writer.counter = undefined;
    if (continuing !== undefined) blockCode(code, continuing);
    if (breakIf !== undefined) writer.line(`if (${condition(code, breakIf)}) break;`);
  });
  writer.line("}");
  if (returns(body)) writer.counter = undefined;
}

/** Writes a switch. No clause falls into the next. */
function switchCode(code: FunctionCode, { selector, clauses }: Statement & { readonly kind: "switch" }): void {
  const { writer } = code;
  const leave = writer.module.name("L");
  writer.line(`${leave}: switch (${condition(code, selector)}) {`);
  code.breaks.push(leave);
  for (const { selectors, isDefault, body } of clauses) {
    writer.line(`${selectors.map((one) => `case ${one}: `).join("")}${isDefault ? "default: " : ""}{`);
    branchCode(code, body);
    writer.line(`break ${leave}; }`);
  }
  code.breaks.pop();
  writer.line("}");
  if (clauses.some(({ body }) => jumps(body))) writer.counter = undefined;
}

function returnCode(code: FunctionCode, { value, span }: Statement & { readonly kind: "return" }): void {
  const { writer, tree } = code;
  if (tree.result === nothing) {
    // Where an invocation ended is told if others wait for it.
    const result = tree.workgroupSize === undefined ? "" : String(code.site("end", span));
    return writer.leave(result);
  }
  const scalars = value === undefined ? [] : valueCode(code, value).map((scalar) => code.steady(scalar));
  for (const [i, scalar] of scalars.entries()) if (i > 0) writer.line(`r${i} = ${scalar};`);
  return writer.leave(scalars[0] ?? "");
}

/** Whether control may leave a block on another way than its end. */
function jumps(block: Block): boolean {
  return some(block, (kind) => kind === "return" || kind === "break" || kind === "continue");
}

function returns(block: Block): boolean {
  return some(block, (kind) => kind === "return");
}

function some({ body }: Block, is: (kind: Statement["kind"]) => boolean): boolean {
  return body.some((statement) => {
    if (is(statement.kind)) return true;
    switch (statement.kind) {
      case "block":
        return some(statement.block, is);
      case "if":
        return some(statement.thenBlock, is) || (statement.elseBlock !== undefined && some(statement.elseBlock, is));
      case "loop":
        return some(statement.body, is);
      case "switch":
        return statement.clauses.some((clause) => some(clause.body, is));
      case "let":
      case "var":
      case "store":
      case "update":
      case "evaluate":
      case "break":
      case "continue":
      case "return":
        return false;
    }
  });
}
