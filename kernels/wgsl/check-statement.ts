import { checkAssertion } from "./check-constant.ts";
import { checkLocal } from "./check-declaration.ts";
import { checkBinary, examine } from "./check-expression.ts";
import { coerce, constant, load, settle } from "./convert.ts";
import { storeSwizzle, swizzleTarget } from "./check-swizzle.ts";
import { originOf } from "./places.ts";
import type { Scope } from "./scope.ts";
import { type Span, WgslError } from "./span.ts";
import type { BlockSyntax, ExpressionSyntax, IfSyntax, StatementSyntax, SwitchClauseSyntax } from "./syntax.ts";
import type { Block, Expression, Place, Statement, SwitchClause } from "./tree.ts";
import { bool, isConstructible, nameOf, nothing, scalarOf, type Type } from "./types.ts";

/** Where a statement stands. */
export interface Around {
  readonly result: Type;
  readonly mayBreak: boolean;
  readonly mayContinue: boolean;
  readonly mayReturn: boolean;
}

/** Checks a block in a scope of its own. @see WGSL §9, Statements */
function checkBlock(outer: Scope, { body, end }: BlockSyntax, around: Around): Block {
  return checkBody(outer.inner(), body, end, around);
}

/** Checks statements in the scope of what they belong to: the body of a function shares its parameters'. */
export function checkBody(scope: Scope, body: readonly StatementSyntax[], end: Span, around: Around): Block {
  return { body: body.flatMap((statement) => checkStatement(scope, statement, around)), end };
}

function checkStatement(scope: Scope, syntax: StatementSyntax, around: Around): readonly Statement[] {
  const { span } = syntax;
  const jump = (may: boolean, what: string): void => {
    if (!may) throw new WgslError(`${what} does not belong here`, span);
  };
  switch (syntax.kind) {
    case "block":
      return [{ kind: "block", block: checkBlock(scope, syntax, around), span }];
    case "declaration":
      return checkLocal(scope, syntax);
    case "assign":
      return checkAssignment(scope, syntax);
    case "increment":
      return [checkIncrement(scope, syntax)];
    case "if":
      return [checkIf(scope, syntax, around)];
    case "loop":
      return checkLoop(scope, syntax, around);
    case "switch":
      return [checkSwitch(scope, syntax, around)];
    case "break":
      jump(around.mayBreak, "break");
      return [{ kind: "break", span }];
    case "continue":
      jump(around.mayContinue, "continue");
      return [{ kind: "continue", span }];
    case "return":
      jump(around.mayReturn, "return");
      return [{ kind: "return", value: checkResult(scope, syntax.value, around.result, span), span }];
    case "call-statement": {
      const value = scope.check(syntax.call);
      const hasEffect = ["call", "atomic", "barrier", "uniform-load"].includes(value.kind);
      if (!hasEffect) throw new WgslError(`the value of ${syntax.call.callee.name} is not used`, span);
      return [{ kind: "evaluate", value, span }];
    }
    case "const-assert":
      checkAssertion(scope, syntax.condition);
      return [];
  }
}

function checkResult(
  scope: Scope,
  syntax: ExpressionSyntax | undefined,
  result: Type,
  span: Span,
): Expression | undefined {
  if (syntax === undefined) {
    if (result !== nothing) throw new WgslError(`expected a value of type ${nameOf(result)} after return`, span);
    return undefined;
  }
  if (result === nothing) throw new WgslError("this function returns nothing", span);
  return coerce(scope.check(syntax), result);
}

/** The place on the left of an assignment. */
function checkTarget(scope: Scope, syntax: ExpressionSyntax): Place {
  const meant = examine(scope, syntax);
  if (!("place" in meant)) {
    const hint = meant.value.kind === "named" ? ": a let or a parameter does not change, a var does" : "";
    throw new WgslError(`expected a variable on the left of the assignment${hint}`, syntax.span);
  }
  rejectReadOnly(meant.place);
  if (!isConstructible(meant.place.type))
    throw new WgslError(`${nameOf(meant.place.type)} cannot be written as a whole`, syntax.span);
  return meant.place;
}

function checkAssignment(scope: Scope, syntax: StatementSyntax & { readonly kind: "assign" }): readonly Statement[] {
  const { operator, span, target } = syntax;
  if (target === undefined) return [{ kind: "evaluate", value: settle(scope.check(syntax.value)), span }];
  const swizzled = swizzleTarget(scope, target);
  const place = swizzled?.place ?? checkTarget(scope, target);
  if (swizzled !== undefined) rejectReadOnly(place);
  const value = scope.check(syntax.value);
  if (swizzled !== undefined) {
    const whole = operator === undefined ? value : checkBinary(operator, swizzled.value, value, span);
    return storeSwizzle(swizzled, coerce(whole, swizzled.type), span);
  }
  return [
    operator === undefined
      ? { kind: "store", place, value: coerce(value, place.type), span }
      : update(place, operator, value, span),
  ];
}

function rejectReadOnly(place: Place): void {
  if (originOf(place).access === "read") throw new WgslError("this memory may only be read", place.span);
}

function update(
  place: Place,
  operator: (StatementSyntax & { readonly kind: "assign" })["operator"] & string,
  value: Expression,
  span: Span,
): Statement {
  const result = checkBinary(operator, load(place), value, span);
  if (result.kind !== "binary") throw new Error("what a variable holds is not constant");
  coerce(result, place.type, `the variable is a`);
  return { kind: "update", place, operator, value: result.right, type: place.type, span };
}

function checkIncrement(scope: Scope, syntax: StatementSyntax & { readonly kind: "increment" }): Statement {
  const place = checkTarget(scope, syntax.target);
  const of = scalarOf(place.type);
  if (place.type.kind !== "scalar" || (of !== "i32" && of !== "u32"))
    throw new WgslError(`++ and -- take an i32 or a u32, got ${nameOf(place.type)}`, syntax.span);
  return update(place, syntax.operator, constant(place.type, [1], syntax.span), syntax.span);
}

function checkCondition(scope: Scope, syntax: ExpressionSyntax): Expression {
  return coerce(scope.check(syntax), bool, "a condition is a");
}

function checkIf(scope: Scope, syntax: IfSyntax, around: Around): Statement {
  const { elseBlock, span } = syntax;
  const condition = checkCondition(scope, syntax.condition);
  const thenBlock = checkBlock(scope, syntax.thenBlock, around);
  const rest: Block | undefined =
    elseBlock?.kind === "if"
      ? { body: [checkIf(scope, elseBlock, around)], end: elseBlock.span }
      : elseBlock && checkBlock(scope, elseBlock, around);
  return { kind: "if", condition, thenBlock, elseBlock: rest, span };
}

function checkLoop(
  outer: Scope,
  syntax: StatementSyntax & { readonly kind: "loop" },
  around: Around,
): readonly Statement[] {
  const { span } = syntax;
  const scope = outer.inner();
  const initial = syntax.initial === undefined ? [] : checkStatement(scope, syntax.initial, around);
  const condition = syntax.condition && checkCondition(scope, syntax.condition);
  const inside = { ...around, mayBreak: true, mayContinue: true };
  // A continuing block sees the names of the body.
  const bodyScope = scope.inner();
  const body = checkBody(bodyScope, syntax.body.body, syntax.body.end, inside);
  const between = { ...around, mayBreak: false, mayContinue: false, mayReturn: false };
  const betweenScope = bodyScope.inner();
  const { continuing: next } = syntax;
  const continuing = next && checkBody(betweenScope, next.body, next.end, between);
  const breakIf = syntax.breakIf && checkCondition(betweenScope, syntax.breakIf);
  const loop: Statement = { kind: "loop", condition, body, continuing, breakIf, span };
  return initial.length === 0 ? [loop] : [{ kind: "block", block: { body: [...initial, loop], end: span }, span }];
}

function checkSwitch(
  scope: Scope,
  { selector: selectorSyntax, clauses: syntaxes, span }: StatementSyntax & { readonly kind: "switch" },
  around: Around,
): Statement {
  const asked = scope.check(selectorSyntax);
  const cases = syntaxes.flatMap(({ selectors }) =>
    selectors.flatMap((one) => (one === "default" ? [] : [scope.check(one)])),
  );
  // A selector that is a bare number takes the type of the cases.
  const type = [asked, ...cases].find((one) => scalarOf(one.type) !== "abstract-int")?.type ?? settle(asked).type;
  if (type.kind !== "scalar" || (type.of !== "i32" && type.of !== "u32"))
    throw new WgslError(`switch takes an i32 or a u32, got ${nameOf(type)}`, span);
  const seen = new Set<number | "default">();
  const readClause = ({ selectors, body }: SwitchClauseSyntax): SwitchClause => {
    const numbers: number[] = [];
    for (const one of selectors) {
      const value = one === "default" ? undefined : coerce(scope.check(one), type);
      if (value !== undefined && value.kind !== "constant")
        throw new WgslError("a case is a const-expression", value.span);
      const number = value === undefined ? "default" : Number(value.value.scalars[0]);
      if (seen.has(number)) throw new WgslError(`the case ${number} stands here twice`, value?.span ?? span);
      seen.add(number);
      if (number !== "default") numbers.push(number);
    }
    const inside = { ...around, mayBreak: true };
    return { selectors: numbers, isDefault: selectors.includes("default"), body: checkBlock(scope, body, inside) };
  };
  const clauses = syntaxes.map(readClause);
  if (!seen.has("default")) throw new WgslError("a switch has a default", span);
  return { kind: "switch", selector: coerce(asked, type), clauses, span };
}
