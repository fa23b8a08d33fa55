import { checkAssertion, constantInteger } from "./check-constant.ts";
import { checkGlobal, checkParameter } from "./check-declaration.ts";
import { checkExpression } from "./check-expression.ts";
import { checkBody } from "./check-statement.ts";
import { checkStruct, checkType } from "./check-type.ts";
import { completes } from "./flow.ts";
import { parse } from "./parse.ts";
import { callsOf } from "./walk.ts";
import { type Meaning, Scope } from "./scope.ts";
import { type Span, WgslError } from "./span.ts";
import type { FunctionSyntax, GlobalSyntax } from "./syntax.ts";
import type { Block, FunctionTree, Module, Variable } from "./tree.ts";
import { isConstructible, nameOf, nothing } from "./types.ts";

/** How many declarations may wait for each other, and calls lie in each other. */
const deepest = 200;

/**
 * Reads and checks a module: the typed tree of all its functions.
 *
 * @throws {WgslError} at the first mistake, or at the first thing that is not supported here
 * @see WGSL §2.1, Shader lifecycle
 */
export function check(source: string): Module {
  try {
    return checkModule(source);
  } catch (error) {
    // Each depth is bounded, but not all of them together: constants of long chains of constants of deep expressions.
    if (!(error instanceof RangeError)) throw error;
    throw new WgslError("the module nests more deeply than is supported here", {
      offset: 0,
      length: 0,
      line: 1,
      column: 1,
    });
  }
}

function checkModule(source: string): Module {
  const globals = new Map<string, Exclude<GlobalSyntax, { kind: "const-assert" }>>();
  const syntaxes = parse(source);
  for (const syntax of syntaxes) {
    if (syntax.kind === "const-assert") continue;
    if (globals.has(syntax.name)) throw new WgslError(`${syntax.name} is declared twice`, syntax.span);
    globals.set(syntax.name, syntax);
  }
  const meanings = new Map<string, Meaning | "open">();
  const functions: FunctionTree[] = [];
  let depth = 0;
  const find = (name: string, span: Span): Meaning | undefined => {
    const known = meanings.get(name);
    if (known === "open") throw new WgslError(`${name} is declared by itself`, span);
    const syntax = globals.get(name);
    if (known !== undefined || syntax === undefined) return known;
    meanings.set(name, "open");
    if (++depth > deepest)
      throw new WgslError("these declarations use each other more deeply than is supported here", span);
    const meaning = mean(syntax);
    depth--;
    meanings.set(name, meaning);
    if (meaning.kind === "function") functions.push(meaning.tree);
    return meaning;
  };
  const scope = new Scope({ find, check: checkExpression });
  const mean = (syntax: Exclude<GlobalSyntax, { kind: "const-assert" }>): Meaning => {
    switch (syntax.kind) {
      case "declaration":
        return checkGlobal(scope, syntax);
      case "struct":
        return { kind: "type", type: checkStruct(scope, syntax) };
      case "alias":
        return { kind: "type", type: checkType(scope, syntax.type) };
      case "function":
        return { kind: "function", tree: checkFunction(scope, syntax) };
    }
  };
  for (const syntax of syntaxes) {
    if (syntax.kind === "const-assert") checkAssertion(scope, syntax.condition);
    else find(syntax.name, syntax.span);
  }
  for (const { body } of functions) body();
  rejectRecursion(functions);
  const variables = [...meanings.values()].flatMap((one): readonly Variable[] =>
    one !== "open" && one.kind === "variable" ? [one] : [],
  );
  return { functions, variables };
}

function checkFunction(scope: Scope, syntax: FunctionSyntax): FunctionTree {
  const { name, attributes, span } = syntax;
  const has = (attribute: string): boolean => attributes.some((one) => one.name === attribute);
  const isEntry = has("compute");
  for (const { name: attribute, span: place } of attributes) {
    if (attribute === "vertex" || attribute === "fragment")
      throw new WgslError(`${attribute} shaders are not supported here`, place);
    if (!["compute", "workgroup_size", "must_use"].includes(attribute))
      throw new WgslError(`@${attribute} does not belong to a function`, place);
  }
  const parameters = syntax.parameters.map((parameter) => checkParameter(scope, parameter, isEntry));
  const result = syntax.result === undefined ? nothing : checkType(scope, syntax.result);
  if (result !== nothing && (isEntry || !isConstructible(result)))
    throw new WgslError(
      isEntry ? "a compute shader returns nothing" : `a function does not return ${nameOf(result)}`,
      span,
    );
  const own = scope.inner();
  for (const { named } of parameters) own.declare(named.name, named, named.span);
  let body: Block | undefined;
  const makeBody = (): Block => {
    const around = { result, mayBreak: false, mayContinue: false, mayReturn: true };
    const block = checkBody(own, syntax.body.body, syntax.body.end, around);
    if (result !== nothing && completes(block)) throw new WgslError(`${name} ends without a return`, block.end);
    return block;
  };
  const workgroupSize = isEntry ? checkWorkgroupSize(scope, syntax) : undefined;
  return { name, parameters, result, workgroupSize, span, body: () => (body ??= makeBody()) };
}

function checkWorkgroupSize(scope: Scope, { attributes, span }: FunctionSyntax): readonly [number, number, number] {
  const attribute = attributes.find(({ name }) => name === "workgroup_size");
  if (attribute === undefined) throw new WgslError("a compute shader needs @workgroup_size", span);
  const { args, span: place } = attribute;
  const [x = 0, y = 1, z = 1] = args.map((arg) => constantInteger(scope, arg));
  const most = [256, 256, 64];
  if (
    args.length < 1 ||
    args.length > 3 ||
    [x, y, z].some((size, i) => size < 1 || size > (most[i] ?? 0)) ||
    x * y * z > 256
  )
    throw new WgslError("a workgroup has 1 to 256 invocations: at most 256, 256 and 64 along its axes", place);
  return [x, y, z];
}

/** §11.2 No function calls itself, directly or by others. */
function rejectRecursion(functions: readonly FunctionTree[]): void {
  const done = new Map<FunctionTree, "open" | "done">();
  const visit = (tree: FunctionTree, span: Span, depth: number): void => {
    const state = done.get(tree);
    if (depth > deepest)
      throw new WgslError("these functions call each other more deeply than is supported here", span);
    if (state === "open") throw new WgslError(`${tree.name} calls itself`, span);
    if (state === "done") return;
    done.set(tree, "open");
    for (const call of callsOf(tree.body())) visit(call.callee, call.span, depth + 1);
    done.set(tree, "done");
  };
  for (const tree of functions) visit(tree, tree.span, 0);
}
