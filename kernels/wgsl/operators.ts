import { componentwise, type ScalarClass, type Signature } from "./patterns.ts";
import type { BinaryOperator } from "./syntax.ts";

/** §8.7 Both sides scalars, both vectors, or one of each. */
function arithmetic(of: ScalarClass): readonly Signature[] {
  return [
    ...componentwise(of, 2),
    { of, takes: ["vecN<T>", "T"], gives: "vecN<T>" },
    { of, takes: ["T", "vecN<T>"], gives: "vecN<T>" },
  ];
}

const sums: readonly Signature[] = [
  ...arithmetic("number"),
  { of: "float", takes: ["matCxR<T>", "matCxR<T>"], gives: "matCxR<T>" },
];

/** §8.8 */
function comparison(of: ScalarClass): readonly Signature[] {
  return [
    { of, takes: ["T", "T"], gives: "bool" },
    { of, takes: ["vecN<T>", "vecN<T>"], gives: "vecN<bool>" },
  ];
}

/** §8.9 The amount of a shift is unsigned. */
const shift: readonly Signature[] = [
  { of: "integer", takes: ["T", "u32"], gives: "T" },
  { of: "integer", takes: ["vecN<T>", "vecN<u32>"], gives: "vecN<T>" },
];

/** `&` and `|` are for bools, too, and evaluate both sides. */
const bits: readonly Signature[] = [...componentwise("integer", 2), ...componentwise("bool", 2)];

/** The overloads of the binary operators. */
export const binaryOperators: Readonly<Record<BinaryOperator, readonly Signature[]>> = {
  "+": sums,
  "-": sums,
  "*": [
    ...arithmetic("number"),
    { of: "float", takes: ["matCxR<T>", "T"], gives: "matCxR<T>" },
    { of: "float", takes: ["T", "matCxR<T>"], gives: "matCxR<T>" },
    { of: "float", takes: ["matCxR<T>", "vecC<T>"], gives: "vecR<T>" },
    { of: "float", takes: ["vecR<T>", "matCxR<T>"], gives: "vecC<T>" },
    { of: "float", takes: ["matKxR<T>", "matCxK<T>"], gives: "matCxR<T>" },
  ],
  "/": arithmetic("number"),
  "%": arithmetic("number"),
  "&": bits,
  "|": bits,
  "^": componentwise("integer", 2),
  "<<": shift,
  ">>": shift,
  "==": comparison("any"),
  "!=": comparison("any"),
  "<": comparison("number"),
  "<=": comparison("number"),
  ">": comparison("number"),
  ">=": comparison("number"),
};

/** The overloads of the unary operators; those of `*` and `&` are pointers' own. */
export const unaryOperators: Readonly<Record<"-" | "!" | "~", readonly Signature[]>> = {
  "-": componentwise("signed", 1),
  "!": componentwise("bool", 1),
  "~": componentwise("integer", 1),
};
