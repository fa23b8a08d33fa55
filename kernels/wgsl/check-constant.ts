import type { Scope } from "./scope.ts";
import { WgslError } from "./span.ts";
import type { ExpressionSyntax } from "./syntax.ts";
import type { Constant } from "./tree.ts";

/** Reads an expression that must be known before the launch. @throws {WgslError} if it is not */
function constantValue(scope: Scope, syntax: ExpressionSyntax): Constant {
  const expression = scope.check(syntax);
  if (expression.kind !== "constant")
    throw new WgslError("expected a const-expression: what is known before the launch", syntax.span);
  return expression.value;
}

/** Reads an integer that must be known before the launch. */
export function constantInteger(scope: Scope, syntax: ExpressionSyntax): number {
  const { type, scalars } = constantValue(scope, syntax);
  const isInteger = type.kind === "scalar" && ["abstract-int", "i32", "u32"].includes(type.of);
  if (!isInteger) throw new WgslError("expected an integer", syntax.span);
  return Number(scalars[0]);
}

/** `const_assert`. @throws {WgslError} if the condition is false */
export function checkAssertion(scope: Scope, syntax: ExpressionSyntax): void {
  const { type, scalars } = constantValue(scope, syntax);
  if (type.kind !== "scalar" || type.of !== "bool") throw new WgslError("const_assert takes a bool", syntax.span);
  if (scalars[0] !== true) throw new WgslError("const_assert failed", syntax.span);
}
