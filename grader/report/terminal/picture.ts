import type { Counterexample } from "../../result/result.ts";
import { cut, pad, width, wrap } from "./layout.ts";

type Locals = NonNullable<Counterexample["locals"]>;

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
  // In narrow columns the formula of the local derivative stays and its value goes: the formula says more.
  const words = locals.map(({ local, ...rest }) => ({ ...rest, local: local.split(" = ")[0] ?? local }));
  const drawings = [drawLines(locals, wideIndent), drawLines(locals, indent), drawLines(words, indent)];
  const fitting = drawings.find((lines) => lines.every((line) => width(line) <= columns));
  if (fitting !== undefined) return fitting;
  return locals.flatMap(({ operand, upstream, local, downstream, got }) =>
    wrap(
      `${shorten(operand)} is due upstream ${shorten(upstream)} × local ${shorten(local)} = ${shorten(downstream)}${gotTextOf(got)}`,
      columns,
      indent,
      "    ",
    ),
  );
}

function drawLines(locals: Locals, indent: string): readonly string[] {
  const shared = locals.every(({ upstream }) => upstream === locals[0]?.upstream);
  const stem = Math.max(...locals.map(({ upstream }) => width(`upstream ${upstream}`)));
  const widest = Math.max(...locals.map(({ local }) => width(local)));
  return locals.map(({ operand, upstream, local, downstream, got }, i) => {
    const start = shared && i > 0 ? " ".repeat(stem + 2) : `${pad(`upstream ${upstream}`, stem)} ─`;
    return `${indent}${start}${shared ? forkAt(i, locals.length) : "─"}─ × local ${pad(local, widest)} ─→ ${operand} is due ${downstream}${gotTextOf(got)}`;
  });
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
