// @ts-check
/** @file The course's policy: the names that a region may use, and what it may do. It teaches; the sandbox protects. */
import { findForwardCalls } from "./region-forward.mjs";
import { explainName } from "./region-names.mjs";
import { isUse, scopeDeclaring, walk } from "./region-scopes.mjs";

/**
 * @typedef {import("./region-scopes.mjs").Node} Node
 * @typedef {import("./region-scopes.mjs").Scope} Scope
 * @typedef {import("./region-scopes.mjs").Visit} Visit
 * @typedef {import("./region-names.mjs").Known} Known
 * @typedef {import("./region-names.mjs").Lesson & { start: number, end: number }} PolicyFinding
 *   start and end count from the beginning of the file
 * @typedef {{ id: string, helpers: boolean, start: number, end: number }} Region
 */

/** Syntax of TypeScript that makes more than types, so that the types cannot simply be left out. @type {Readonly<Record<string, string>>} */
const moreThanTypes = {
  TSEnumDeclaration: "`enum` makes a value out of types: write an object or plain constants",
  TSModuleDeclaration: "`namespace` makes a value out of types: write plain functions",
  TSParameterProperty: "a constructor's `private x` writes code behind the scenes: declare the field, and assign it",
  TSTypeAssertion: "`<T>value` cannot be left out in place: write `value as T`",
  Decorator: "a decorator is not JavaScript yet: call the function by hand",
};

/** The findings of the policy in a region, in the order of the text. @param {Node} program @param {Region} region @param {Known} known @returns {PolicyFinding[]} */
export function applyPolicy(program, region, known) {
  const inside = [...walk(program)].filter(({ node }) => node.start >= region.start && node.end <= region.end);
  const declared = namesDeclaredIn(inside);
  /** @type {PolicyFinding[]} */
  const findings = [];
  if (region.helpers) findings.push(...findShadowing(program, region, known));
  for (const visit of inside) {
    const { node } = visit;
    findings.push(...findForbiddenSyntax(visit), ...findUnfitSyntax(node), ...findOutsideChanges(visit, known));
    if (!isUse(visit)) continue;
    if (node.name === "notStarted") findings.push(...findMisusedNotStarted(visit, region));
    const isKnown = scopeDeclaring(visit.scope, node.name) !== undefined || known.own.has(node.name);
    if (isKnown || known.globals.has(node.name)) continue;
    findings.push({ ...explainName(node.name, visit.scope, declared.has(node.name), known), ...spanOf(node) });
  }
  findings.push(...findForwardCalls(program, region));
  return findings.toSorted((a, b) => a.start - b.start);
}

/** The names that a region declares, in any of its scopes. @param {Visit[]} inside @returns {ReadonlySet<string>} */
function namesDeclaredIn(inside) {
  const owners = new Set(inside.map(({ node }) => node));
  const scopes = new Set(inside.map(({ scope }) => scope));
  return new Set([...scopes].filter(({ owner }) => owners.has(owner)).flatMap(({ names }) => [...names.keys()]));
}

/** Finds helpers that have the name of something else. @param {Node} program @param {Region} region @param {Known} known @returns {PolicyFinding[]} */
function findShadowing(program, { start, end }, { exports, globals }) {
  const [top] = walk(program);
  const helper = (/** @type {Node} */ node) => node.start >= start && node.end <= end;
  return program.body.filter(helper).flatMap((/** @type {Node} */ node) => {
    const name = node.id?.name ?? "";
    const first = top?.scope.names.get(name);
    const taken = first !== undefined && (first.start < start || first.start > end);
    const type = top?.scope.types.has(name) === true;
    if (!taken && !type && !globals.has(name) && !(name in globalThis)) return [];
    const whose = Object.hasOwn(exports, name)
      ? "the course's"
      : globals.has(name) || name in globalThis
        ? "JavaScript's"
        : "this file's";
    return [
      {
        rule: "shadow",
        message: `\`${name}\` is already the name of something else here, ${whose}: choose another one`,
        ...spanOf(node.id),
      },
    ];
  });
}

/** Finds syntax that a stub may not use. @param {Visit} visit @returns {PolicyFinding[]} */
function findForbiddenSyntax({ node }) {
  switch (node.type) {
    case "ImportExpression":
      return [
        {
          rule: "import",
          message: "`import()` is not allowed: a stub is built from the imports of its file",
          start: node.start,
          end: node.start + "import".length,
        },
      ];
    case "ImportDeclaration":
      return [{ rule: "import", message: "`import` is not allowed here: the imports are given", ...spanOf(node) }];
    case "MetaProperty":
      return node.meta.name === "import"
        ? [
            {
              rule: "import",
              message: "`import.meta` is not allowed: a stub knows nothing of its file",
              ...spanOf(node),
            },
          ]
        : [];
    case "AwaitExpression":
      return [
        {
          rule: "await",
          message: "`await` is not allowed: nothing here takes time",
          start: node.start,
          end: node.start + "await".length,
        },
      ];
    case "MemberExpression":
      return node.object.name === "Math" && propertyOf(node) === "random"
        ? [
            {
              rule: "random",
              message: "`Math.random` cannot be repeated: use the rng that you were given",
              ...spanOf(node),
            },
          ]
        : [];
    default:
      return [];
  }
}

/** Finds syntax that the parser accepts and the engine refuses. @param {Node} node @returns {PolicyFinding[]} */
function findUnfitSyntax(node) {
  const message = moreThanTypes[node.type];
  if (message !== undefined) return [{ rule: "types", message, ...spanOf(node) }];
  if (node.type !== "Literal" || node.regex === undefined) return [];
  try {
    void new RegExp(node.regex.pattern, node.regex.flags);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : "invalid regular expression";
    return [{ rule: "syntax", message: reason, ...spanOf(node) }];
  }
}

/** Finds assignments to values outside the region. @param {Visit} visit @param {Known} known @returns {PolicyFinding[]} */
function findOutsideChanges({ node, scope }, { globals, own }) {
  return assignmentTargetsOf(node).flatMap(
    /** @returns {PolicyFinding[]} */ (target) => {
      const root = rootNameOf(target);
      if (root === undefined) return [];
      const home = scopeDeclaring(scope, root);
      if (home !== undefined ? home.owner.type === "Program" : own.has(root))
        return [
          {
            rule: "state",
            message: `\`${root}\` belongs to the whole file: a stub keeps nothing between calls`,
            ...spanOf(target),
          },
        ];
      return home === undefined && globals.has(root)
        ? [
            {
              rule: "shared",
              message: `\`${root}\` is shared by everybody: a stub changes nothing but what is its own`,
              ...spanOf(target),
            },
          ]
        : [];
    },
  );
}

/** Finds uses of `notStarted` but for the throw of the region's own stub. @param {Visit} visit @param {Region} region @returns {PolicyFinding[]} */
function findMisusedNotStarted({ node, parent, key, scope }, { id, helpers }) {
  if (scopeDeclaring(scope, node.name)?.owner.type !== "Program") return [];
  const call = parent?.type === "CallExpression" && key === "callee" ? parent : undefined;
  const [argument, ...more] = call?.arguments ?? [];
  const named = argument?.type === "Literal" && more.length === 0 ? argument.value : undefined;
  if (named === id && !helpers) return [];
  const message =
    typeof named === "string" && !helpers
      ? `\`notStarted(${JSON.stringify(named)})\` is the starter's line of another stub, and this one is ${id}`
      : "`notStarted` is the starter's: a region says with it that nobody has begun on it";
  return [{ rule: "not-started", message, ...spanOf(call ?? node) }];
}

/** The expressions that a node assigns to. @param {Node} node @returns {Node[]} */
function assignmentTargetsOf(node) {
  if (node.type === "AssignmentExpression") return assignmentTargetsIn(node.left);
  if (node.type === "UpdateExpression") return [node.argument];
  if (node.type === "UnaryExpression" && node.operator === "delete") return [node.argument];
  if ((node.type === "ForInStatement" || node.type === "ForOfStatement") && node.left.type !== "VariableDeclaration")
    return assignmentTargetsIn(node.left);
  return [];
}

/** @param {any} pattern @returns {Node[]} */
function assignmentTargetsIn(pattern) {
  switch (pattern?.type) {
    case "ObjectPattern":
      return pattern.properties.flatMap((/** @type {any} */ property) =>
        assignmentTargetsIn(property.value ?? property.argument),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(assignmentTargetsIn);
    case "AssignmentPattern":
      return assignmentTargetsIn(pattern.left);
    case "RestElement":
      return assignmentTargetsIn(pattern.argument);
    case undefined:
      return [];
    default:
      return [pattern];
  }
}

/** The first name of an expression: `cache` of `cache.list[3]`. @param {any} node @returns {string | undefined} */
function rootNameOf(node) {
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return rootNameOf(node.object);
  if (
    [
      "ParenthesizedExpression",
      "ChainExpression",
      "TSAsExpression",
      "TSNonNullExpression",
      "TSSatisfiesExpression",
    ].includes(node.type)
  )
    return rootNameOf(node.expression);
  return undefined;
}

/** The property that a member expression names. @param {Node} node */
function propertyOf(node) {
  return node.computed ? node.property.value : node.property.name;
}

/** @param {Node} node */
function spanOf({ start, end }) {
  return { start, end };
}
