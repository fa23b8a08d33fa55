/** @file The mechanical changes that the audit makes to the reference. Each stands for a slip of a programmer. */
import type { Node } from "oxc-parser";

/** A node of a region, and what surrounds it. */
export interface Spot {
  readonly node: Node;
  readonly parent: Node | undefined;
  /** The text of a node. */
  readonly text: (node: Node) => string;
  /** Whether the node is a name that stands for a value. */
  readonly isName: boolean;
  /** All names that stand for values in the region. */
  readonly names: readonly string[];
}

/** A kind of change: what it does, in a few words, and the texts that it puts in place of a node. */
export interface Mutation {
  readonly sentence: string;
  readonly variants: (spot: Spot) => readonly string[];
}

const otherOperators: Readonly<Record<string, readonly string[]>> = {
  "+": ["-", "*"],
  "-": ["+", "*"],
  "*": ["/", "+"],
  "/": ["*", "-"],
  "%": ["*", "/"],
  "**": ["*", "/"],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "??": ["&&"],
};

const otherAssignments: Readonly<Record<string, readonly string[]>> = {
  "+=": ["=", "-="],
  "-=": ["=", "+="],
  "*=": ["=", "/="],
  "/=": ["=", "*="],
};

const otherMethods: Readonly<Record<string, readonly string[]>> = {
  some: ["every"],
  every: ["some"],
  min: ["max"],
  max: ["min"],
  push: ["unshift"],
  pop: ["shift"],
  shift: ["pop"],
  find: ["findLast"],
  indexOf: ["lastIndexOf"],
  reduce: ["reduceRight"],
  add: ["delete"],
  sin: ["cos"],
  cos: ["sin"],
  exp: ["expm1"],
  log: ["log1p"],
  floor: ["ceil"],
  ceil: ["floor"],
};

/** The operators whose two operands may not change places. */
const orderedOperators = new Set(["-", "/", "%", "**", "??"]);
const comparisons = new Set(["<", "<=", ">", ">=", "===", "!=="]);
/** The statements that can be left out. A loop's head and a declaration cannot. */
const statements = new Set([
  "ExpressionStatement",
  "IfStatement",
  "ForStatement",
  "ForOfStatement",
  "WhileStatement",
  "ReturnStatement",
  "ThrowStatement",
]);

/** All kinds of changes. */
export const mutations: readonly Mutation[] = [
  {
    sentence: "another operator",
    variants: ({ node, text }) =>
      node.type === "BinaryExpression" || node.type === "LogicalExpression"
        ? (otherOperators[node.operator] ?? []).map(
            (operator) => `${operand(node.left, text)} ${operator} ${operand(node.right, text)}`,
          )
        : [],
  },
  {
    sentence: "one operand alone",
    variants: ({ node, text }) =>
      (node.type === "BinaryExpression" && !comparisons.has(node.operator)) || node.type === "LogicalExpression"
        ? [text(node.left), text(node.right)]
        : [],
  },
  {
    sentence: "the operands exchanged",
    variants: ({ node, text }) =>
      (node.type === "BinaryExpression" || node.type === "LogicalExpression") && orderedOperators.has(node.operator)
        ? [`${operand(node.right, text)} ${node.operator} ${operand(node.left, text)}`]
        : [],
  },
  {
    sentence: "without the sign",
    variants: ({ node, text }) =>
      node.type === "UnaryExpression" && ["-", "!", "+", "~"].includes(node.operator) ? [text(node.argument)] : [],
  },
  {
    sentence: "another number",
    variants: ({ node }) => {
      if (node.type === "Identifier" && node.name === "Infinity") return ["0"];
      if (node.type !== "Literal" || typeof node.value !== "number") return [];
      const { value } = node;
      return [value + 1, value - 1, 0, 1].filter((other) => other !== value).map(String);
    },
  },
  {
    sentence: "the other truth value",
    variants: ({ node }) => (node.type === "Literal" && typeof node.value === "boolean" ? [String(!node.value)] : []),
  },
  {
    sentence: "another name",
    variants: ({ node, isName, names }) =>
      isName && node.type === "Identifier" ? names.filter((name) => name !== node.name) : [],
  },
  {
    sentence: "another condition",
    variants: ({ node, parent, text }) => {
      const isTest =
        (parent?.type === "IfStatement" || parent?.type === "ConditionalExpression") && parent.test === node;
      if (!isTest) return [];
      const isComparison = node.type === "BinaryExpression" && comparisons.has(node.operator);
      return ["true", "false", ...(isComparison ? [] : [`!(${text(node)})`])];
    },
  },
  {
    sentence: "another bound",
    variants: ({ node, parent, text }) => {
      if (parent?.type === "ForOfStatement" && parent.right === node)
        return [`${operand(node, text)}.slice(1)`, `${operand(node, text)}.slice(0, -1)`];
      const isTest = parent?.type === "ForStatement" && parent.test === node;
      return isTest && node.type === "BinaryExpression"
        ? [`${text(node.left)} ${node.operator} ${operand(node.right, text)} - 1`]
        : [];
    },
  },
  {
    sentence: "a longer step",
    variants: ({ node, text }) =>
      node.type === "UpdateExpression" ? [`${text(node.argument)} ${node.operator === "++" ? "+=" : "-="} 2`] : [],
  },
  {
    sentence: "another assignment",
    variants: ({ node, text }) =>
      node.type === "AssignmentExpression"
        ? (otherAssignments[node.operator] ?? []).map((sign) => `${text(node.left)} ${sign} ${text(node.right)}`)
        : [],
  },
  {
    sentence: "another function",
    variants: ({ node, text }) =>
      node.type === "MemberExpression" && node.property.type === "Identifier" && !node.computed
        ? otherNames(node.property.name).map((name) => `${text(node.object)}.${name}`)
        : [],
  },
  {
    sentence: "a value in place of a call",
    variants: ({ node, parent, text }) => {
      if (node.type !== "CallExpression" || parent?.type === "ExpressionStatement") return [];
      const receiver = node.callee.type === "MemberExpression" ? [node.callee.object] : [];
      const plain = node.arguments.filter(({ type }) => type !== "SpreadElement" && type !== "ArrowFunctionExpression");
      return [...receiver, ...plain].map(text);
    },
  },
  {
    sentence: "the whole in place of a part",
    variants: ({ node, text }) => (node.type === "MemberExpression" ? [text(node.object)] : []),
  },
  {
    sentence: "the place before or after",
    variants: ({ node, text }) =>
      node.type === "MemberExpression" && node.computed
        ? ["+", "-"].map((sign) => `${text(node.object)}[${operand(node.property, text)} ${sign} 1]`)
        : [],
  },
  {
    sentence: "two neighbours exchanged",
    variants: (spot) => {
      const { node, text } = spot;
      const isSymmetric = node.type === "CallExpression" && /^Math\.(?:max|min|hypot)$/.test(text(node.callee));
      if (isSymmetric || node.type === "ObjectExpression") return [];
      return variantsOfList(spot, (items) =>
        items.slice(1).map((item, i) => items.with(i, item).with(i + 1, items[i] ?? item)),
      );
    },
  },
  {
    sentence: "one part left out",
    variants: (spot) => variantsOfList(spot, (items) => items.map((_, i) => items.toSpliced(i, 1))),
  },
  {
    sentence: "a statement left out",
    variants: ({ node, parent }) => (statements.has(node.type) && parent?.type !== "ForStatement" ? [";"] : []),
  },
  {
    sentence: "an effect left out",
    variants: ({ node }) => (node.type === "UnaryExpression" && node.operator === "void" ? ["undefined"] : []),
  },
];

function otherNames(name: string): readonly string[] {
  return Object.hasOwn(otherMethods, name) ? (otherMethods[name] ?? []) : [];
}

/** The text of a node as an operand: in parentheses, unless it is a name, a number, a call or the like. */
function operand(node: Node, text: Spot["text"]): string {
  const isTight = ["Identifier", "Literal", "MemberExpression", "CallExpression", "ParenthesizedExpression"];
  return isTight.includes(node.type) ? text(node) : `(${text(node)})`;
}

/** Rewrites the list that a node holds, such as a call's arguments. @param rewrite - makes other lists of one list */
function variantsOfList(
  { node, text }: Spot,
  rewrite: (items: readonly string[]) => readonly (readonly string[])[],
): readonly string[] {
  const nodes = itemsOf(node);
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined) return [];
  const before = text(node).slice(0, first.start - node.start);
  const after = text(node).slice(last.end - node.start);
  return rewrite(nodes.map(text)).map((items) => before + items.join(", ") + after);
}

function itemsOf(node: Node): readonly Node[] {
  if (node.type === "CallExpression" || node.type === "NewExpression") return node.arguments;
  if (node.type === "ObjectExpression") return node.properties;
  if (node.type === "ArrayExpression" || node.type === "ArrayPattern")
    return node.elements.filter((element) => element !== null);
  return [];
}
