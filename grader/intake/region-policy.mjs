// @ts-check
/** @file The course's policy: what a region may name, and what it may do. Its lessons; the sandbox is the barrier. */
import { lessonOn } from "./region-names.mjs";
import { declaring, isUse, visits } from "./region-scopes.mjs";

/**
 * @typedef {import("./region-scopes.mjs").Node} Node
 * @typedef {import("./region-scopes.mjs").Scope} Scope
 * @typedef {import("./region-scopes.mjs").Visit} Visit
 * @typedef {import("./region-names.mjs").Known} Known
 * @typedef {{ rule: string, message: string, next?: string, start: number, end: number }} Said
 * @typedef {{ id: string, helpers: boolean, start: number, end: number }} Region
 */

/** What is more than a type, so that leaving out the types would leave something of it. @type {Readonly<Record<string, string>>} */
const moreThanTypes = {
  TSEnumDeclaration: "`enum` makes a value out of types: write an object or plain constants",
  TSModuleDeclaration: "`namespace` makes a value out of types: write plain functions",
  TSParameterProperty: "a constructor's `private x` writes code behind the scenes: declare the field, and assign it",
  TSTypeAssertion: "`<T>value` cannot be left out in place: write `value as T`",
  Decorator: "a decorator is not JavaScript yet: call the function by hand",
};

/** What the policy says of a region, in the order of the text. @param {Node} program @param {Region} region @param {Known} known @returns {Said[]} */
export function policy(program, region, known) {
  const inside = [...visits(program)].filter(({ node }) => node.start >= region.start && node.end <= region.end);
  const declared = declaredIn(inside);
  /** @type {Said[]} */
  const said = [];
  if (region.helpers) said.push(...shadows(program, region, known));
  for (const visit of inside) {
    const { node } = visit;
    said.push(...forbidden(visit), ...unfit(node), ...kept(visit, known));
    if (!isUse(visit)) continue;
    if (node.name === "notStarted") said.push(...notStarted(visit, region));
    const seen = declaring(visit.scope, node.name) !== undefined || known.own.has(node.name);
    if (seen || known.globals.has(node.name)) continue;
    said.push({ ...lessonOn(node.name, visit.scope, declared.has(node.name), known), ...spanOf(node) });
  }
  return said.toSorted((a, b) => a.start - b.start);
}

/** The names that a region declares, in whichever of its scopes. @param {Visit[]} inside @returns {ReadonlySet<string>} */
function declaredIn(inside) {
  const owners = new Set(inside.map(({ node }) => node));
  const scopes = new Set(inside.map(({ scope }) => scope));
  return new Set([...scopes].filter(({ owner }) => owners.has(owner)).flatMap(({ names }) => [...names.keys()]));
}

/** A helper may not have the name of anything else. @param {Node} program @param {Region} region @param {Known} known @returns {Said[]} */
function shadows(program, { start, end }, { exports, globals }) {
  const [top] = visits(program);
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

/** Syntax that no stub needs. @param {Visit} visit @returns {Said[]} */
function forbidden({ node }) {
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

/** What the parser lets through, and the engine does not take. @param {Node} node @returns {Said[]} */
function unfit(node) {
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

/** What a node changes of what is not the region's own. @param {Visit} visit @param {Known} known @returns {Said[]} */
function kept({ node, scope }, { globals, own }) {
  return assigned(node).flatMap((target) => {
    const root = rootName(target);
    if (root === undefined) return [];
    const home = declaring(scope, root);
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
  });
}

/** `notStarted` stands for the stub that it names, so a region may say it of itself only. @param {Visit} visit @param {Region} region @returns {Said[]} */
function notStarted({ node, parent, key, scope }, { id, helpers }) {
  if (declaring(scope, node.name)?.owner.type !== "Program") return [];
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

/** What a node assigns to. @param {Node} node @returns {Node[]} */
function assigned(node) {
  if (node.type === "AssignmentExpression") return targetsIn(node.left);
  if (node.type === "UpdateExpression") return [node.argument];
  if (node.type === "UnaryExpression" && node.operator === "delete") return [node.argument];
  if ((node.type === "ForInStatement" || node.type === "ForOfStatement") && node.left.type !== "VariableDeclaration")
    return targetsIn(node.left);
  return [];
}

/** @param {any} pattern @returns {Node[]} */
function targetsIn(pattern) {
  switch (pattern?.type) {
    case "ObjectPattern":
      return pattern.properties.flatMap((/** @type {any} */ property) =>
        targetsIn(property.value ?? property.argument),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(targetsIn);
    case "AssignmentPattern":
      return targetsIn(pattern.left);
    case "RestElement":
      return targetsIn(pattern.argument);
    case undefined:
      return [];
    default:
      return [pattern];
  }
}

/** `cache` of `cache.list[3]`. @param {any} node @returns {string | undefined} */
function rootName(node) {
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return rootName(node.object);
  if (
    [
      "ParenthesizedExpression",
      "ChainExpression",
      "TSAsExpression",
      "TSNonNullExpression",
      "TSSatisfiesExpression",
    ].includes(node.type)
  )
    return rootName(node.expression);
  return undefined;
}

/** The property that a member expression names, if it is written out. @param {Node} node */
function propertyOf(node) {
  return node.computed ? node.property.value : node.property.name;
}

/** @param {Node} node */
function spanOf({ start, end }) {
  return { start, end };
}
