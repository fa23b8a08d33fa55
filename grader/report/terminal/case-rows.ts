import type { Counterexample } from "../../result/result.ts";
import { type LabelledRow, roomBesideLabels } from "./label-rows.ts";
import { cut, pad, width, wrap } from "./layout.ts";
import type { Page } from "./page.ts";

type Difference = NonNullable<Counterexample["difference"]>;

const mostLines = 12;
const factLines = 3;

/**
 * The rows of a counterexample: smallest case, difference, facts, error, fault, reason. `tableLines` draws a table of
 * differences.
 */
export function caseRows(
  counterexample: Counterexample,
  reasonLabel: string,
  { replayed, width: columns }: Pick<Page, "replayed" | "width">,
): readonly LabelledRow[] {
  const { difference, thrown, fault, reason } = counterexample;
  const { what, facts = [] } = difference ?? {};
  const hasNoTable = difference !== undefined && difference.table === undefined;
  const caseLabel = replayed === true ? "the case" : counterexample.shrunk === false ? "a case" : "smallest case";
  const labels = [caseLabel, ...(hasNoTable ? [what ?? ""] : []), ...facts.map(({ name }) => name)];
  const room = roomBesideLabels(labels, columns);
  return [
    ...(counterexample.case.length > 0 ? [{ label: caseLabel, lines: caseLines(counterexample.case, room) }] : []),
    ...(hasNoTable ? [{ label: difference.what, lines: differenceLines(difference, room) }] : []),
    ...facts.map(({ name, text }) => ({ label: name, lines: cut(text, factLines * room).split("\n") })),
    ...(thrown
      ? [{ label: thrown.name === "WgslError" ? "does not compile" : "it threw", lines: thrownLines(thrown) }]
      : []),
    ...(fault ? [{ label: fault.name, lines: faultLines(fault) }] : []),
    ...(reason === undefined ? [] : [{ label: reasonLabel, lines: [reason] }]),
  ];
}

/**
 * The inputs on one line, `x = [2]    y = [3]`, if the line fits. Otherwise a line for each name and each step of a
 * graph.
 */
function caseLines(given: Counterexample["case"], room: number): readonly string[] {
  const together = given
    .map(({ name, text, steps }) => `${name}${steps === undefined ? " = " : ": "}${text}`)
    .join("    ");
  if (!together.includes("\n") && width(together) <= room) return [together];
  const names = Math.max(...given.map(({ name }) => width(name)));
  const sign = given.some(({ steps }) => steps !== undefined) ? "  " : " = ";
  const lines = given.flatMap(({ name, text, steps }) => {
    const isShort = width(text) + names + sign.length <= room;
    const parts = steps === undefined || isShort ? text.split("\n") : steps;
    const [first, rest] = [pad(name, names) + sign, " ".repeat(names + sign.length)];
    return parts.flatMap((part, i) => wrap(part, room, i === 0 ? first : rest, rest));
  });
  return lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines - 1), `… ${lines.length - mostLines + 1} more lines`];
}

function differenceLines(difference: Difference, room: number): readonly string[] {
  const { expected, got } = difference;
  const together = `expected ${expected}    got ${got}`;
  const both = width(together) <= room ? [together] : [`expected ${expected}`, `got      ${got}`];
  return [...both, ...extentLines(difference)];
}

/** How many numbers differ and where. For numbers that nearly agree: the error in multiples of a rounding error. */
function extentLines({ expected, got, differing, of, index, errorOverAllowed: times }: Difference): readonly string[] {
  const many = differing !== undefined && of !== undefined && of > 1;
  const where = index === undefined || index.length === 0 ? "" : `, first at [${index.join(", ")}]`;
  const near = times !== undefined && (times < 2 ** 20 || expected === got);
  return [
    ...(many ? [`${differing} of ${of} ${differing === 1 ? "differs" : "differ"}${where}`] : []),
    ...(near ? [`${showTimes(times)} times what rounding explains`] : []),
  ];
}

function showTimes(times: number): string {
  return String(times >= 10 ? Math.round(times) : Number(times.toPrecision(2)));
}

/** What happened, and a line for everyone who took part in it. */
function faultLines({ text, places }: NonNullable<Counterexample["fault"]>): readonly string[] {
  return [text, ...places.map((place) => (place.at ? `${place.text}, ${place.at.file}:${place.at.line}` : place.text))];
}

function thrownLines({ name, message, at, within }: NonNullable<Counterexample["thrown"]>): readonly string[] {
  return [
    message === "" ? name : name === "WgslError" ? message : `${name}: ${message}`,
    ...(at ? [`at ${at.file}:${at.line}`] : []),
    ...(within === undefined || at !== undefined
      ? []
      : [`in ${within}, which is given: look at what your region hands to it`]),
  ];
}
