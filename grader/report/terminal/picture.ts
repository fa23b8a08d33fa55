import type { Counterexample } from "../../result/result.ts";
import { cut, pad, width, wrap } from "./layout.ts";

type Locals = NonNullable<Counterexample["locals"]>;
type Local = Locals[number];

const wideIndent = " ".repeat(6);
const indent = " ".repeat(2);
const widestNumber = 60;

/**
 * Draws the chain rule on one operation: upstream × local, for each operand.
 *
 * ```
 * upstream 1 ─┬─ × local 3 ─→ a is due 3, got 2
 *             └─ × local 2 ─→ b is due 2, got 3
 * ```
 */
export function pictureLines(locals: Locals, columns: number): readonly string[] {
  const [first] = locals;
  if (first === undefined) return [];
  // In narrow columns the formula of the local gradient stays and its value goes: the formula says more.
  const drawings = [
    drawLines(locals, localTextOf, wideIndent),
    drawLines(locals, localTextOf, indent),
    drawLines(locals, ({ formula, local }) => formula ?? local, indent),
  ];
  const fitting = drawings.find((lines) => lines.every((line) => width(line) <= columns));
  if (fitting !== undefined) return fitting;
  return locals.flatMap((each) =>
    wrap(
      `${shorten(each.operand)} is due upstream ${shorten(each.upstream)} × local ${shorten(localTextOf(each))} = ${shorten(each.downstream)}${gotTextOf(each.got)}`,
      columns,
      indent,
      "    ",
    ),
  );
}

function drawLines(locals: Locals, textOf: (local: Local) => string, indent: string): readonly string[] {
  const shared = locals.every(({ upstream }) => upstream === locals[0]?.upstream);
  const stem = Math.max(...locals.map(({ upstream }) => width(`upstream ${upstream}`)));
  const widest = Math.max(...locals.map((each) => width(textOf(each))));
  return locals.map((each, i) => {
    const { operand, upstream, downstream, got } = each;
    const start = shared && i > 0 ? " ".repeat(stem + 2) : `${pad(`upstream ${upstream}`, stem)} ─`;
    return `${indent}${start}${shared ? forkAt(i, locals.length) : "─"}─ × local ${pad(textOf(each), widest)} ─→ ${operand} is due ${downstream}${gotTextOf(got)}`;
  });
}

/** The local gradient with its formula, if it has one: `b = 3`. */
function localTextOf({ formula, local }: Local): string {
  return formula === undefined ? local : `${formula} = ${local}`;
}

function gotTextOf(got: string | undefined): string {
  return got === undefined ? "" : `, got ${shorten(got)}`;
}

function shorten(text: string): string {
  return cut(text, widestNumber);
}

function forkAt(i: number, of: number): string {
  if (of === 1) return "─";
  if (i === 0) return "┬";
  return i === of - 1 ? "└" : "├";
}
