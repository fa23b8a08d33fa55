// @ts-check
/**
 * @file Finds a backward that asks forward again, as finite differences do: it uses the operation's own `forward`, or the
 * operation itself. The operation may be called on the upstream gradient, once for each operand: this asks for no value of
 * forward, and the gradient of a transpose is a transpose. A region with such a call only reads the upstream gradient and
 * the operands, so that no call gets a number that was moved.
 */
import { isFunction, isUse, scopeDeclaring, visitsOutwards, walk } from "./region-scopes.mjs";

/**
 * @typedef {import("./region-scopes.mjs").Node} Node
 * @typedef {import("./region-scopes.mjs").Visit} Visit
 * @typedef {import("./region-policy.mjs").PolicyFinding} PolicyFinding
 * @typedef {import("./region-policy.mjs").Region} Region
 * @typedef {{ forwards: Node[], parameters: Node[], out: Node | undefined }} Home
 *   what stands around a backward: the names of its operation and of its `forward`, the operation's parameters, its result
 */

/** The most calls of an operation on the upstream gradient: one for each operand. */
const mostCalls = 2;

/** Syntax around an expression that leaves its value as it is. */
const wrappers = new Set(["ParenthesizedExpression", "TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"]);

/** Syntax whose content may run many times: loops, and a class, whose fields run for each object. */
const repeating = new Set([
  "ForStatement",
  "ForInStatement",
  "ForOfStatement",
  "WhileStatement",
  "DoWhileStatement",
  "ClassBody",
]);

/** Properties of a tensor and of its arrays through which no number can be changed. */
const harmless = new Set(["shape", "requiresGrad", "length"]);

/** The findings in a backward region, and in the helpers of a file that has one. @param {Node} program @param {Region} region @returns {PolicyFinding[]} */
export function findForwardCalls(program, { id, helpers, start, end }) {
  if (!helpers && !id.endsWith(".backward")) return [];
  const visits = [...walk(program)];
  const isInside = (/** @type {Visit} */ { node }) => node.start >= start && node.end <= end;
  const homes = visits.filter((visit) => !isInside(visit) && isBackward(visit)).map(homeOf);
  const names = visits.filter((visit) => isInside(visit) && isUse(visit));
  const uses = names.filter((visit) => homes.some(({ forwards }) => forwards.includes(declarationOf(visit))));
  const allowed =
    !helpers &&
    uses.length <= mostCalls &&
    homes.every((home) => uses.every((use) => isOnUpstream(use, home) && !isRepeated(use))) &&
    homes.every((home) => names.every((visit) => isOnlyRead(visit, home)));
  return allowed ? [] : uses.map(findingFor);
}

/** Whether a node is an operation's `backward`. @param {Visit} visit */
function isBackward({ node }) {
  return node.type === "FunctionDeclaration" && node.id.name === "backward";
}

/** @param {Visit} visit - an operation's `backward` @returns {Home} */
function homeOf({ scope }) {
  const operation = scope.parent?.owner;
  const operations = operation === undefined ? exportedConstantsOf(scope.owner) : [operation.id];
  return {
    forwards: [scope.names.get("forward"), ...operations].filter((name) => name !== undefined && name !== null),
    parameters: operation?.params ?? [],
    out: scope.names.get("out"),
  };
}

/** The names of the constants that a file exports, such as an operation that is made of two rules. @param {Node} program @returns {Node[]} */
function exportedConstantsOf({ body }) {
  return body
    .filter((/** @type {Node} */ { type }) => type === "ExportNamedDeclaration")
    .flatMap((/** @type {Node} */ { declaration }) => declaration?.declarations ?? [])
    .map((/** @type {Node} */ { id }) => id);
}

/** The identifier that declares a used name. @param {Pick<Visit, "node" | "scope">} visit @returns {any} */
function declarationOf({ node, scope }) {
  return scopeDeclaring(scope, node.name)?.names.get(node.name);
}

/** Whether an operation is called on `out.grad`, and on tensors that were not moved. @param {Visit} visit @param {Home} home */
function isOnUpstream({ parent, key, scope }, { parameters, out }) {
  if (parent?.type !== "CallExpression" || key !== "callee" || out === undefined) return false;
  /** @type {Node[]} */
  const [upstream, ...others] = parent.arguments.map(unwrapped);
  return (
    upstream?.type === "MemberExpression" &&
    nameOfProperty(upstream) === "grad" &&
    declarationOf({ node: upstream.object, scope }) === out &&
    others.every((other, i) => !isTensor(parameters[i + 1]) || isUnmoved(other))
  );

  /** Whether a node is an operand, or what a given function makes of operands: `b`, `turned(b)`. @param {Node} node @returns {boolean} */
  function isUnmoved(node) {
    return node.type === "CallExpression"
      ? isGivenFunction({ node: node.callee, scope }) && node.arguments.map(unwrapped).every(isUnmoved)
      : parameters.includes(declarationOf({ node, scope }));
  }
}

/** Whether a place in a backward may be reached many times. @param {Visit} visit */
function isRepeated(visit) {
  for (const outer of visitsOutwards(visit)) {
    if (isBackward(outer)) return false;
    if (isFunction(outer.node) || repeating.has(outer.node.type)) return true;
  }
  return false;
}

/**
 * Whether no number of the upstream gradient or of an operand can be changed by a name: it stands for something else, or is
 * compared, or handed to a given function, or one of its numbers is read.
 *
 * @param {Visit} visit @param {Home} home @returns {boolean}
 */
function isOnlyRead(visit, { parameters, out }) {
  const declaration = declarationOf(visit);
  const isResult = out !== undefined && declaration === out;
  const isOperand = isTensor(declaration) && parameters.includes(declaration);
  return !(isResult || isOperand) || isReadAt(visit);

  /** @param {Visit} visit @returns {boolean} */
  function isReadAt({ node, parent, key, scope, outer }) {
    if (parent === undefined || outer === undefined) return false;
    if (wrappers.has(parent.type)) return isReadAt(outer);
    if (parent.type === "BinaryExpression") return true;
    if (parent.type === "CallExpression" && key === "arguments") {
      // `accumulate` adds to the gradient of its first argument, and `out` has the upstream gradient. `expectValues` returns
      // the tensor itself, under another name.
      const isChanged = isResult && parent.callee.name === "accumulate" && parent.arguments[0] === node;
      const isRenamed = parent.callee.name === "expectValues";
      return isGivenFunction({ node: parent.callee, scope }) && !isChanged && !isRenamed;
    }
    if (parent.type !== "MemberExpression" || key !== "object") return false;
    if (parent.computed) return isNumberRead(outer);
    const name = nameOfProperty(parent);
    return harmless.has(name) || ((name === "grad" || name === "data") && isReadAt(outer));
  }
}

/** Whether an element of an array is read, and not assigned. @param {Visit} visit */
function isNumberRead({ parent, key }) {
  return parent?.type === "BinaryExpression" || ["right", "init", "arguments"].includes(key);
}

/** Whether a name is that of a function of the file, or of one of its imports. @param {Pick<Visit, "node" | "scope">} visit */
function isGivenFunction({ node, scope }) {
  return scopeDeclaring(scope, node.name)?.owner.type === "Program";
}

/** @param {Node | undefined} parameter */
function isTensor(parameter) {
  return parameter?.typeAnnotation?.typeAnnotation.typeName?.name === "Tensor";
}

/** An expression without what leaves its value as it is. @param {Node} node @returns {Node} */
function unwrapped(node) {
  return wrappers.has(node.type) ? unwrapped(node.expression) : node;
}

/** The name in `x.name`; undefined in `x[name]`. @param {Node} node - a member expression */
function nameOfProperty({ computed, property }) {
  return computed ? undefined : property.name;
}

/** @param {Visit} visit @returns {PolicyFinding} */
function findingFor({ node: { name, start, end } }) {
  return { rule: "backward", message: `\`${name}\` computes values, and backward needs gradients`, start, end };
}
