/** @file What the losses and activations check before they begin. */
import { ShapeError } from "../2-autodiff/errors.ts";
import { stretchesTo } from "../2-autodiff/strides.ts";
import { sameShape, type Values } from "../2-autodiff/values.ts";

/**
 * Checks that two arrays have one shape.
 *
 * Nothing is stretched here: `[n]` beside `[n, 1]` would make `[n, n]`, and a loss of that falls for the wrong reason.
 *
 * @param what - who asks, for the message
 * @throws {ShapeError} if the shapes differ
 */
export function expectSameShape(what: string, a: Values, b: Values): void {
  if (sameShape(a.shape, b.shape)) return;
  throw new ShapeError(
    what,
    "two arrays of one shape",
    `[${a.shape.join(", ")}] and [${b.shape.join(", ")}]`,
    "reshape one of them; nothing is stretched here",
  );
}

/**
 * Checks that an array stretches to the shape of another one.
 *
 * @param what - who asks, for the message
 * @throws {ShapeError} if it does not
 */
export function expectStretches(what: string, from: Values, to: Values): void {
  if (stretchesTo(from.shape, to.shape)) return;
  throw new ShapeError(
    what,
    `a shape that stretches to [${to.shape.join(", ")}]`,
    `[${from.shape.join(", ")}]`,
    "aligned at the last axis, its sizes are equal or 1",
  );
}

/**
 * The number of rows and of columns of a matrix.
 *
 * @param what - who asks, for the message
 * @throws {ShapeError} if there are not two axes
 */
export function expectMatrix(what: string, { shape }: Values): readonly [rows: number, columns: number] {
  const [rows, columns] = shape;
  if (shape.length === 2) return [rows, columns];
  throw new ShapeError(
    what,
    "a matrix, [rows, classes]",
    `shape [${shape.join(", ")}]`,
    "reshape it: one row an example, one column a class",
  );
}

/**
 * The number of classes, if each row of a matrix has a label.
 *
 * @param what - who asks, for the message
 * @param logits - shape `[rows, classes]`
 * @param labels - one for each row, from 0 to classes − 1
 * @throws {ShapeError} if there are more labels or fewer, or one names no class
 */
export function expectLabels(what: string, logits: Values, labels: readonly number[]): number {
  const [rows, classes] = expectMatrix(what, logits);
  const isLabel = (label: number) => Number.isInteger(label) && label >= 0 && label < classes;
  if (labels.length === rows && labels.every(isLabel)) return classes;
  throw new ShapeError(
    what,
    `${rows} labels for shape [${rows}, ${classes}], each a whole number from 0 to ${classes - 1}`,
    `[${labels.join(", ")}]`,
    "give every row the number of its class, counted from 0",
  );
}
