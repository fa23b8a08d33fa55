import type { Values } from "../../2-autodiff/values.ts";

/** What is to be learned from: numbers, and for each row of them what it shows. */
export interface Examples {
  /** One example a row, shape `[n, d]`. */
  readonly x: Values;
  /** The right class of each row, from 0 on: n of them. */
  readonly labels: readonly number[];
}
