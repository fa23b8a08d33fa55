import { showNumber, showNumbers } from "../../specs/support/compare.ts";
import { nest, showShape } from "../../specs/support/shapes.ts";
import { isValues, type Values } from "../../specs/support/values.ts";

const mostNumbers = 8;

/**
 * A part of a case for people: numbers short, a large tensor by its shape and its first numbers, lists and records by
 * their parts.
 */
export function showGiven(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return showNumber(value);
  if (Array.isArray(value)) return `[${value.map(showGiven).join(", ")}]`;
  if (isValues(value)) return showValues(value);
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([name, part]) => `${name}: ${showGiven(part)}`)
      .join(", ")} }`;
  return String(value);
}

/** Nested rows where they are few: they show the shape by themselves. */
function showValues({ shape, data }: Values): string {
  const numbers = showNumbers(Array.from(data.subarray(0, mostNumbers)));
  if (data.length <= mostNumbers && shape.length <= 3) return nest(numbers, shape);
  const [first = Number.NaN] = data;
  if (data.every((x) => Object.is(x, first))) return `shape ${showShape(shape)}, all ${showNumber(first)}`;
  const more = data.length > mostNumbers ? ["…"] : [];
  return `shape ${showShape(shape)}: [${[...numbers, ...more].join(", ")}]`;
}
