import { type Node, parseSync } from "oxc-parser";
import { isUse, walk } from "../intake/region-scopes.mjs";
import { mutations, type Spot } from "./mutations.ts";

/** A region with one mechanical change. */
export interface Mutant {
  /** The change, which no other mutant of the region has: `x + y → x - y`. */
  readonly name: string;
  /** The kind of change, in a few words. */
  readonly sentence: string;
  /** The text of the changed region. */
  readonly text: string;
}

type Visit = Parameters<typeof isUse>[0];

/** The text before a region, so that it parses: a region is the body of a function. */
const head = "function region() {";

/**
 * Makes all mutants of a region: each has one change, parses, and differs from the region and from all others.
 *
 * @param region - the text of the region, with types
 */
export function mutantsOf(region: string): readonly Mutant[] {
  const whole = `${head}${region}}`;
  const seen = new Set([withoutBlanks(region)]);
  const timesNamed = new Map<string, number>();
  const mutants: Mutant[] = [];
  for (const spot of spotsIn(whole)) {
    for (const { sentence, variants } of mutations) {
      for (const variant of variants(spot)) {
        const changed = replace(whole, spot.node, embed(variant, spot));
        const text = changed.slice(head.length, -1);
        const key = withoutBlanks(text);
        if (seen.has(key) || !parses(changed)) continue;
        seen.add(key);
        const change = nameOf(spot, variant);
        const times = (timesNamed.get(change) ?? 0) + 1;
        timesNamed.set(change, times);
        mutants.push({ name: times === 1 ? change : `${change} (${times})`, sentence, text });
      }
    }
  }
  return mutants;
}

/** Finds all nodes of a region that can change. */
function spotsIn(whole: string): readonly Spot[] {
  const text = ({ start, end }: Node) => whole.slice(start, end);
  const visits = [...walk(parseSync("region.ts", whole).program)].filter(
    ({ node, inType }) => node.start >= head.length && !inType,
  );
  const names = new Set(visits.filter(reads).map(({ node }) => text(nodeOf(node))));
  return visits.map((visit) => ({
    node: nodeOf(visit.node),
    parent: visit.parent === undefined ? undefined : nodeOf(visit.parent),
    text,
    isName: reads(visit),
    names: [...names],
  }));
}

/** Whether a node is a name that stands for a value, and does not declare it. */
function reads(visit: Visit): boolean {
  const declares = visit.key === "params" || visit.key === "id" || visit.parent?.type.endsWith("Pattern") === true;
  return isUse(visit) && !declares;
}

/** The parser's own type of a node; the walk knows only that it has a type and a place. */
function nodeOf(node: { readonly type: string }): Node {
  return node as unknown as Node;
}

function replace(whole: string, { start, end }: Node, by: string): string {
  return whole.slice(0, start) + by + whole.slice(end);
}

/** Puts a variant in parentheses where the signs around it would bind tighter. */
function embed(variant: string, { node, parent }: Spot): string {
  const bindsTight =
    parent?.type === "BinaryExpression" ||
    parent?.type === "LogicalExpression" ||
    parent?.type === "UnaryExpression" ||
    (parent?.type === "MemberExpression" && parent.object === node);
  return bindsTight && !/^[\w.]+$/.test(variant) ? `(${variant})` : variant;
}

/** Names a change. A single name or number says too little, so what stands around it is shown, too. */
function nameOf({ node, parent, text }: Spot, variant: string): string {
  const isSmall = node.type === "Literal" || node.type === "Identifier";
  const shown = isSmall && parent !== undefined ? parent : node;
  const [before, after] = [node.start - shown.start, node.end - shown.start];
  const old = text(shown);
  return oneLine(`${old} → ${old.slice(0, before)}${variant}${old.slice(after)}`);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

function parses(whole: string): boolean {
  return parseSync("region.ts", whole, { showSemanticErrors: true }).errors.length === 0;
}
