import { copyOfNumbers, lengthOf, misfit, readValues } from "./read-values.ts";

/** More numbers than any law asks for; longer arrays tell their length only. */
const mostNumbers = 2 ** 20;

/**
 * Values in one row of numbers, which keeps NaN and infinities as JSON does not: for each the number of its axes, its shape, how many
 * numbers it has, and these, if they are as many as the shape asks for. So the next Values begin where they are looked for, whatever a
 * student made of these. What is not Values at all has −1 axes; −2 if its data is a plain array.
 */
export function pack(all: readonly unknown[]): Float64Array {
  const row: number[] = [];
  for (const made of all) {
    const read = readValues(made);
    if (read.kind === "other") {
      row.push(read.hasPlainArray === true ? -2 : -1);
      continue;
    }
    const length = lengthOf(read.data);
    row.push(read.shape.length, ...read.shape, length);
    if (misfit(read) !== undefined || length > mostNumbers) continue;
    for (const x of copyOfNumbers(read.data)) row.push(x);
  }
  return Float64Array.from(row);
}
