// @ts-check
/**
 * @file Finds a backward that asks forward again, as finite differences do: it uses the operation's own `forward`, or the
 * operation itself. The operation may be called on the upstream gradient, once for each operand: this asks for no value of
 * forward, and the gradient of a transpose is a transpose.
 */
import { isFunction, isUse, scopeDeclaring, scopesOutwards, walk } from "./region-scopes.mjs";

/**
 * @typedef {import("./region-scopes.mjs").Node} Node
 * @typedef {import("./region-scopes.mjs").Visit} Visit
 * @typedef {import("./region-policy.mjs").PolicyFinding} PolicyFinding
 * @typedef {import("./region-policy.mjs").Region} Region
 */

/** The most calls of an operation on the upstream gradient: one for each operand. */
const mostCalls = 2;

/** The findings in a backward region, and in the helpers of a file that has one. @param {Node} program @param {Region} region @returns {PolicyFinding[]} */
export function findForwardCalls(program, { id, helpers, start, end }) {
  if (!helpers && !id.endsWith(".backward")) return [];
  const visits = [...walk(program)];
  const isInside = (/** @type {Visit} */ { node }) => node.start >= start && node.end <= end;
  const forwards = new Set(visits.filter((visit) => !isInside(visit)).flatMap(forwardsBeside));
  const uses = visits.filter((visit) => isInside(visit) && isUse(visit) && forwards.has(declarationOf(visit)));
  const allowed = !helpers && uses.length <= mostCalls && uses.every((use) => isOnUpstream(use) && !isRepeated(use));
  return allowed ? [] : uses.map(findingFor);
}

/** The names of an operation and of its `forward`, if a node is the operation's `backward`. @param {Visit} visit @returns {Node[]} */
function forwardsBeside({ node, scope }) {
  if (node.type !== "FunctionDeclaration" || node.id.name !== "backward") return [];
  const operations = scope.owner.type === "Program" ? exportedConstantsOf(scope.owner) : [scope.parent?.owner.id];
  return [scope.names.get("forward"), ...operations].filter((name) => name !== undefined && name !== null);
}

/** The names of the constants that a file exports, such as an operation that is made of two rules. @param {Node} program @returns {Node[]} */
function exportedConstantsOf({ body }) {
  return body
    .filter((/** @type {Node} */ { type }) => type === "ExportNamedDeclaration")
    .flatMap((/** @type {Node} */ { declaration }) => declaration?.declarations ?? [])
    .map((/** @type {Node} */ { id }) => id);
}

/** The identifier that declares a used name. @param {Visit} visit @returns {any} */
function declarationOf({ node, scope }) {
  return scopeDeclaring(scope, node.name)?.names.get(node.name);
}

/** Whether a name is called on `out.grad`. @param {Visit} visit */
function isOnUpstream({ parent, key }) {
  if (parent?.type !== "CallExpression" || key !== "callee") return false;
  const [argument] = parent.arguments;
  const tensor = argument?.type === "TSAsExpression" ? argument.expression : argument;
  return (
    tensor?.type === "MemberExpression" &&
    !tensor.computed &&
    tensor.object.name === "out" &&
    tensor.property.name === "grad"
  );
}

/** Whether a place in a backward lies in a loop or in an inner function. @param {Visit} visit */
function isRepeated({ scope }) {
  for (const { owner } of scopesOutwards(scope)) {
    if (owner.type === "FunctionDeclaration" && owner.id.name === "backward") return false;
    if (isFunction(owner) || owner.type.startsWith("For")) return true;
  }
  return false;
}

/** @param {Visit} visit @returns {PolicyFinding} */
function findingFor({ node: { name, start, end } }) {
  return { rule: "backward", message: `\`${name}\` computes values, and backward needs gradients`, start, end };
}
