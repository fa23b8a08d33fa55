// @ts-check
/**
 * @file The names that are visible at a place of a text. There are scopes of blocks, functions, loops, `catch`, `switch`,
 * classes and the module; a `var` belongs to the scope of its function. Names of types are kept apart, since types are left
 * out when the code runs.
 */
import { visitorKeys } from "oxc-parser";

/**
 * @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node
 * @typedef {{ owner: Node, names: Map<string, Node>, types: Set<string>, parent: Scope | undefined }} Scope
 *   names: name of a value → the identifier that declares it; types: names of types
 * @typedef {{ node: Node, outer: Visit | undefined, parent: Node | undefined, key: string, scope: Scope, inType: boolean, depth: number }} Visit
 *   outer: the visit of the parent; scope: the innermost scope around the node
 */

/** The greatest depth of a tree. At twice this depth, Node's type stripper crashes, and fails for every later text. */
const mostDepth = 500;

/** TypeScript's nodes that hold expressions. All other nodes whose type begins with `TS` are part of a type. */
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
 * Visits every node of a program with its scope, each node before its children.
 *
 * @param {Node} program @returns {Generator<Visit>}
 * @throws {RangeError} if it is nested too deeply
 */
export function* walk(program) {
  /** @type {Visit[]} */
  const pending = [
    {
      node: program,
      outer: undefined,
      parent: undefined,
      key: "",
      scope: scopeFor(program, undefined),
      inType: false,
      depth: 0,
    },
  ];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    yield visit;
    const { node, scope } = visit;
    const depth = visit.depth + 1;
    if (depth > mostDepth) throw new RangeError("nested too deeply");
    const inner = node === program ? scope : scopeInside(visit);
    const inType = visit.inType || isAmbient(node) || (node.type.startsWith("TS") && !typedExpressions.has(node.type));
    for (const key of (visitorKeys[node.type] ?? []).toReversed())
      for (const child of [node[key] ?? []].flat().toReversed())
        if (isNode(child)) pending.push({ node: child, outer: visit, parent: node, key, scope: inner, inType, depth });
  }
}

/** Whether an identifier stands for a value. Names of properties, labels and types do not. @param {Visit} visit @returns {boolean} */
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

/** The innermost scope around a place that declares a name. @param {Scope} scope @param {string} name @returns {Scope | undefined} */
export function scopeDeclaring(scope, name) {
  for (let at = /** @type {Scope | undefined} */ (scope); at !== undefined; at = at.parent)
    if (at.names.has(name)) return at;
  return undefined;
}

/** Scopes from the innermost outwards. @param {Scope} scope @returns {Generator<Scope>} */
export function* scopesOutwards(scope) {
  for (let at = /** @type {Scope | undefined} */ (scope); at !== undefined; at = at.parent) yield at;
}

/** The visits of the nodes around a visit, from the innermost outwards. @param {Visit} visit @returns {Generator<Visit>} */
export function* visitsOutwards({ outer }) {
  for (let at = outer; at !== undefined; at = at.outer) yield at;
}

/** @param {Node} node */
export function isFunction({ type }) {
  return type === "FunctionDeclaration" || type === "FunctionExpression" || type === "ArrowFunctionExpression";
}

/** Whether a node declares a name for types only, as in `declare const x: number`. @param {Node} node */
function isAmbient(node) {
  return node.declare === true || node.type === "TSDeclareFunction";
}

/** @param {unknown} child @returns {child is Node} */
function isNode(child) {
  return typeof child === "object" && child !== null && "type" in child;
}

/** The scope of a node's children: a new one if the node opens a scope. @param {Visit} visit @returns {Scope} */
function scopeInside({ node, parent, scope }) {
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
      add(identifiersBoundBy(owner.param));
      break;
    case "ClassDeclaration":
    case "ClassExpression":
      add(identifiersBoundBy(owner.id));
      break;
    default:
      if (owner.type === "FunctionExpression") add(identifiersBoundBy(owner.id));
      add(owner.params.flatMap(identifiersBoundBy));
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

/** Adds the names that statements declare in their own scope; a `var` belongs to a function. @param {Node[]} statements @param {Scope} scope @param {(identifiers: Node[]) => void} add */
function addStatements(statements, scope, add) {
  for (const statement of statements) {
    const declared = statement.declaration ?? statement;
    switch (declared.type) {
      case "VariableDeclaration":
        if (declared.kind !== "var" && !isAmbient(declared)) add(identifiersBoundBy(declared));
        break;
      case "FunctionDeclaration":
      case "ClassDeclaration":
        if (!isAmbient(declared)) add(identifiersBoundBy(declared.id));
        break;
      case "TSEnumDeclaration":
        add(identifiersBoundBy(declared.id));
        break;
      case "TSTypeAliasDeclaration":
      case "TSInterfaceDeclaration":
        scope.types.add(declared.id.name);
        break;
      default:
    }
  }
}

/** The names that `var` declares in a function's body, at any depth, without those of inner functions. @param {Node} body @returns {Node[]} */
function varsIn(body) {
  /** @type {Node[]} */
  const found = [];
  const pending = [body];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node !== body && (isFunction(node) || node.type === "StaticBlock" || node.type.startsWith("TS"))) continue;
    if (node.type === "VariableDeclaration" && node.kind === "var" && !isAmbient(node))
      found.push(...identifiersBoundBy(node));
    for (const key of visitorKeys[node.type] ?? [])
      for (const child of [node[key] ?? []].flat()) if (isNode(child)) pending.push(child);
  }
  return found;
}

/** The identifiers that a pattern binds. @param {any} pattern @returns {Node[]} */
function identifiersBoundBy(pattern) {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern];
    case "ObjectPattern":
      return pattern.properties.flatMap((/** @type {any} */ property) =>
        identifiersBoundBy(property.value ?? property.argument),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(identifiersBoundBy);
    case "AssignmentPattern":
      return identifiersBoundBy(pattern.left);
    case "RestElement":
      return identifiersBoundBy(pattern.argument);
    case "TSParameterProperty":
      return identifiersBoundBy(pattern.parameter);
    case "VariableDeclaration":
      return pattern.declarations.flatMap((/** @type {any} */ declarator) => identifiersBoundBy(declarator.id));
    default:
      return [];
  }
}
