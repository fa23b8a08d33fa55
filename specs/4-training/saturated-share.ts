import fc from "fast-check";
import { around } from "../3-networks/layer-cases.ts";
import { pick } from "../support/lists.ts";
import { fill, values } from "../support/values.ts";
import { isShare } from "./shares.ts";

/** The value. */
export const flatSlopes = isShare(
  "saturatedShare",
  true,
  "The share of numbers y whose slope 1 − y² is below 1/50.",
  fc
    .array(fc.constantFrom(0, 0.5, -0.5, 0.98, -0.98, 0.9899, -0.9899, 0.99, -0.99, 0.9999, -0.9999, 1, -1), {
      minLength: 1,
      maxLength: 12,
    })
    .map((data) => ({ outputs: values(data), due: data.filter((y) => 1 - y * y < 0.02).length / data.length })),
  60,
);
export const manySlopes = isShare(
  "saturatedShare",
  false,
  "Hundreds of numbers, in any shape, are counted like a few.",
  fc.constantFrom([401], [7, 59], [3, 5, 29]).chain((s) =>
    around(
      0,
      1.2,
    )(s).map((v) => {
      const outputs = fill(s, (i) => Math.tanh(3 * pick(v.data, i)));
      return { outputs, due: outputs.data.filter((y) => 1 - y * y < 0.02).length / outputs.data.length };
    }),
  ),
  5,
);
