/** @file Values in a row of numbers, as a probe answers them: anything may be missing there, or of another kind. */
import { must } from "./compare.ts";
import type { Plain } from "./plain.ts";
import { probeNumbers, type Question } from "./question.ts";
import { showMisfit } from "./shapes.ts";
import { type Shape, sizeOf, type Values } from "./values.ts";

/** The most axes that a probe reads. */
const mostAxes = 16;

/** What a probe packed, to be read one after the other. */
export interface Packed {
  /** The next Values. @throws {Mismatch} if there are none, or their data does not fit their shape */
  readonly next: (what: string) => Values;
}

/**
 * A question that a probe answers with packed Values.
 *
 * @param shapes - the shapes that are due, which limit the answer
 */
export function probePacked(name: string, data: Plain, shapes: readonly Shape[]): Question<Packed> {
  const due = shapes.reduce((sum, shape) => sum + 2 + shape.length + sizeOf(shape), 0);
  const question = probeNumbers(name, data, due + mostAxes);
  return { ...question, read: (answer) => unpack(question.read(answer)) };
}

/** Reads packed Values. Where the row ends early, numbers are NaN. */
export function unpack(row: Float64Array): Packed {
  let place = 0;
  return {
    next: (what) => {
      const axes = row[place++] ?? Number.NaN;
      must(axes >= 0 && axes <= mostAxes, what, "Values, { shape, data }", describeOther(axes));
      const shape = [...row.subarray(place, place + axes)];
      place += axes;
      const length = row[place++] ?? Number.NaN;
      const size = sizeOf(shape);
      must(length === size, what, "data that fits its shape", showMisfit(length, shape));
      // Values of another shape than the due one may not fit into the answer; the shape then tells that they are wrong.
      if (size > row.length - place) {
        const data = new Float64Array(Math.min(size, row.length)).fill(Number.NaN);
        data.set(row.subarray(place));
        place = row.length;
        return { shape, data };
      }
      place += size;
      return { shape, data: row.slice(place - size, place) };
    },
  };
}

function describeOther(axes: number): string {
  if (axes === -2) return "something whose data is a plain array, not a Float64Array";
  return axes === -1 ? "something else" : "nothing";
}
