/** @file Values in a row of numbers, as a probe answers them: anything may be missing there, or of another kind. */
import { must } from "./compare.ts";
import type { Plain } from "./plain.ts";
import { probeNumbers, type Question } from "./question.ts";
import { type Shape, sizeOf, type Values } from "./values.ts";

/** The most axes that are read; the course has no use for more than five. */
const mostAxes = 8;

/** What a probe packed, to be read one after the other. */
export interface Packed {
  /** The next Values. @throws {Mismatch} if there are none */
  readonly next: (what: string) => Values;
}

/**
 * A question that a probe answers with packed Values.
 *
 * @param shapes - the shapes that are due, which limit the answer
 */
export function probePacked(name: string, data: Plain, shapes: readonly Shape[]): Question<Packed> {
  const due = shapes.reduce((sum, shape) => sum + 1 + shape.length + sizeOf(shape), 0);
  const question = probeNumbers(name, data, due + mostAxes);
  return { ...question, read: (answer) => unpack(question.read(answer)) };
}

/** Reads packed Values. Where the row ends early, numbers are NaN. */
function unpack(row: Float64Array): Packed {
  let place = 0;
  return {
    next: (what) => {
      const axes = row[place++] ?? Number.NaN;
      must(axes >= 0 && axes <= mostAxes, what, "Values, { shape, data }", axes === -1 ? "something else" : "nothing");
      const shape = [...row.subarray(place, place + axes)];
      const size = sizeOf(shape);
      const isShape = shape.every((n) => Number.isSafeInteger(n) && n >= 0) && size <= row.length;
      place += axes;
      // Values of another shape than the due one may not fit into the answer; the shape then tells that they are wrong.
      if (!isShape) return { shape, data: new Float64Array(0) };
      const data = new Float64Array(size).fill(Number.NaN);
      data.set(row.subarray(place, place + size));
      place += size;
      return { shape, data };
    },
  };
}
