import { broadcastShapes } from "./broadcast-shapes.ts";
import { offset } from "./offset.ts";
import { broadcastStrides, eachIndex } from "./strides.ts";
import { sameShape, type Values, zeros } from "./values.ts";

/** `f` of every element: new Values of the same shape. */
export function mapEach(a: Values, f: (x: number) => number): Values {
  return { shape: a.shape, data: a.data.map((x) => f(x)) };
}

/**
 * `f` of every pair of elements, broadcasting where the shapes differ.
 *
 * Arrays of one shape are walked side by side. Otherwise both are read with your `offset`, as if each had
 * the shape that your `broadcastShapes` says.
 *
 * @returns new Values of the broadcast shape; `a` and `b` are not changed
 * @throws {ShapeError} if the shapes do not fit each other
 */
export function zipWith(a: Values, b: Values, f: (x: number, y: number) => number): Values {
  if (sameShape(a.shape, b.shape)) return { shape: a.shape, data: a.data.map((x, i) => f(x, b.data[i])) };

  const out = zeros(broadcastShapes(a.shape, b.shape));
  const [aStrides, bStrides] = [broadcastStrides(a.shape, out.shape), broadcastStrides(b.shape, out.shape)];
  eachIndex(out.shape, (index, i) => {
    out.data[i] = f(a.data[offset(index, aStrides)], b.data[offset(index, bStrides)]);
  });
  return out;
}
