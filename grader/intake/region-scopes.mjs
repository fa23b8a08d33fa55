// @ts-check
/**
 * @file Which names are visible where in a text: block, function, loop, `catch`, `switch`, class and module scopes, with
 * `var` carried up to its function. Only names of values count, since a type is gone when the code runs.
 */
import { visitorKeys } from "oxc-parser";

/**
 * @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node
 * @typedef {{ owner: Node, names: Map<string, Node>, types: Set<string>, parent: Scope | undefined }} Scope
 *   names: value → the identifier that declares it; types: what only annotations may name
 * @typedef {{ node: Node, parent: Node | undefined, key: string, scope: Scope, inType: boolean, depth: number }} Visit
 *   scope: the innermost around the node
 */

/** Deeper than any honest text; from twice as deep on, what takes the types away breaks down for every text after it. */
const mostDepth = 500;

/** TypeScript's expressions; whatever else of its nodes begins with `TS` is part of a type. */
const typedExpressions = new Set([
  "TSAsExpression",
  "TSNonNullExpression",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "TSParameterProperty",
  "TSEnumDeclaration",
  "TSModuleDeclaration",
  "TSModuleBlock",
]);

/**
 * Every node of a program with the scope that it stands in, a node before what is in it.
 *
 * @param {Node} program @returns {Generator<Visit>}
 * @throws {RangeError} if it is nested too deeply
 */
export function* visits(program) {
  /** @type {Visit[]} */
  const pending = [
    { node: program, parent: undefined, key: "", scope: scopeFor(program, undefined), inType: false, depth: 0 },
  ];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    yield visit;
    const { node, scope } = visit;
    const depth = visit.depth + 1;
    if (depth > mostDepth) throw new RangeError("nested too deeply");
    const inner = node === program ? scope : within(visit);
    const inType = visit.inType || isAmbient(node) || (node.type.startsWith("TS") && !typedExpressions.has(node.type));
    for (const key of (visitorKeys[node.type] ?? []).toReversed())
      for (const child of [node[key] ?? []].flat().toReversed())
        if (isNode(child)) pending.push({ node: child, parent: node, key, scope: inner, inType, depth });
  }
}

/** Whether an identifier stands for a value, rather than being a property's name, a label, or part of a type. @param {Visit} visit */
export function isUse({ node, parent, key, inType }) {
  if (inType || node.type !== "Identifier") return false;
  switch (parent?.type) {
    case "MemberExpression":
      return key !== "property" || parent.computed;
    case "Property":
    case "PropertyDefinition":
    case "AccessorProperty":
    case "MethodDefinition":
      return key !== "key" || parent.computed;
    case "LabeledStatement":
      return key !== "label";
    case "BreakStatement":
    case "ContinueStatement":
    case "MetaProperty":
    case "ImportSpecifier":
    case "ImportDefaultSpecifier":
    case "ImportNamespaceSpecifier":
    case "ExportSpecifier":
      return false;
    default:
      return true;
  }
}

/** The scope that declares a name, seen from `scope`. @param {Scope} scope @param {string} name @returns {Scope | undefined} */
export function declaring(scope, name) {
  for (let at = /** @type {Scope | undefined} */ (scope); at !== undefined; at = at.parent)
    if (at.names.has(name)) return at;
  return undefined;
}

/** Scopes from the innermost outwards. @param {Scope} scope @returns {Generator<Scope>} */
export function* outwards(scope) {
  for (let at = /** @type {Scope | undefined} */ (scope); at !== undefined; at = at.parent) yield at;
}

/** @param {Node} node */
export function isFunction({ type }) {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}

/** Whether a node is declared for the types only, as in `declare const x: number`. @param {Node} node */
function isAmbient(node) {
  return node.declare === true || node.type === "TSDeclareFunction";
}

/** @param {unknown} child @returns {child is Node} */
function isNode(child) {
  return typeof child === "object" && child !== null && "type" in child;
}

/** The scope of what stands in a node: a new one, if the node opens one. @param {Visit} visit @returns {Scope} */
function within({ node, parent, scope }) {
  switch (node.type) {
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ClassDeclaration":
    case "ClassExpression":
    case "StaticBlock":
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "CatchClause":
    case "SwitchStatement":
      return scopeFor(node, scope);
    case "BlockStatement":
      return scopeFor(node, scope, parent !== undefined && isFunction(parent));
    default:
      return scope;
  }
}

/** @param {Node} owner @param {Scope | undefined} parent @param {boolean} [isBody] whether a block is a function's body @returns {Scope} */
function scopeFor(owner, parent, isBody = false) {
  /** @type {Scope} */
  const scope = { owner, names: new Map(), types: new Set(), parent };
  const add = (/** @type {Node[]} */ identifiers) => {
    for (const identifier of identifiers)
      if (!scope.names.has(identifier.name)) scope.names.set(identifier.name, identifier);
  };
  switch (owner.type) {
    case "Program":
      for (const statement of owner.body) addImports(statement, scope, add);
      addStatements(owner.body, scope, add);
      add(varsIn(owner));
      break;
    case "BlockStatement":
    case "StaticBlock":
      addStatements(owner.body, scope, add);
      if (isBody || owner.type === "StaticBlock") add(varsIn(owner));
      break;
    case "SwitchStatement":
      addStatements(
        owner.cases.flatMap((/** @type {Node} */ { consequent }) => consequent),
        scope,
        add,
      );
      break;
    case "ForStatement":
      addStatements(owner.init === null ? [] : [owner.init], scope, add);
      break;
    case "ForInStatement":
    case "ForOfStatement":
      addStatements([owner.left], scope, add);
      break;
    case "CatchClause":
      add(bound(owner.param));
      break;
    case "ClassDeclaration":
    case "ClassExpression":
      add(bound(owner.id));
      break;
    default:
      if (owner.type === "FunctionExpression") add(bound(owner.id));
      add(owner.params.flatMap(bound));
      if (owner.type !== "ArrowFunctionExpression") scope.names.set("arguments", owner);
  }
  return scope;
}

/** @param {Node} statement @param {Scope} scope @param {(identifiers: Node[]) => void} add */
function addImports(statement, scope, add) {
  if (statement.type !== "ImportDeclaration") return;
  for (const specifier of statement.specifiers) {
    const isType = statement.importKind === "type" || specifier.importKind === "type";
    if (isType) scope.types.add(specifier.local.name);
    else add([specifier.local]);
  }
}

/** What statements declare in the scope that they stand in; `var` is not among it. @param {Node[]} statements @param {Scope} scope @param {(identifiers: Node[]) => void} add */
function addStatements(statements, scope, add) {
  for (const statement of statements) {
    const declared = statement.declaration ?? statement;
    switch (declared.type) {
      case "VariableDeclaration":
        if (declared.kind !== "var" && !isAmbient(declared)) add(bound(declared));
        break;
      case "FunctionDeclaration":
      case "ClassDeclaration":
        if (!isAmbient(declared)) add(bound(declared.id));
        break;
      case "TSEnumDeclaration":
        add(bound(declared.id));
        break;
      case "TSTypeAliasDeclaration":
      case "TSInterfaceDeclaration":
        scope.types.add(declared.id.name);
        break;
      default:
    }
  }
}

/** What `var` declares in a function's body, however deep, but not in functions within it. @param {Node} body @returns {Node[]} */
function varsIn(body) {
  /** @type {Node[]} */
  const found = [];
  const pending = [body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node !== body && (isFunction(node) || node.type === "StaticBlock" || node.type.startsWith("TS"))) continue;
    if (node.type === "VariableDeclaration" && node.kind === "var" && !isAmbient(node)) found.push(...bound(node));
    for (const key of visitorKeys[node.type] ?? [])
      for (const child of [node[key] ?? []].flat()) if (isNode(child)) pending.push(child);
  }
  return found;
}

/** The identifiers that a pattern binds. @param {any} pattern @returns {Node[]} */
function bound(pattern) {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern];
    case "ObjectPattern":
      return pattern.properties.flatMap((/** @type {any} */ property) => bound(property.value ?? property.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap(bound);
    case "AssignmentPattern":
      return bound(pattern.left);
    case "RestElement":
      return bound(pattern.argument);
    case "TSParameterProperty":
      return bound(pattern.parameter);
    case "VariableDeclaration":
      return pattern.declarations.flatMap((/** @type {any} */ declarator) => bound(declarator.id));
    default:
      return [];
  }
}
