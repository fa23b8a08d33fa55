import { notStarted } from "../../2-autodiff/errors.ts";
import { gather } from "../../2-autodiff/ops/gather.ts";
import { reshape } from "../../2-autodiff/ops/reshape.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import type { Values } from "../../2-autodiff/values.ts";
import { Module } from "../modules/module.ts";

/**
 * Words as vectors: in place of every index stands its row of the table.
 *
 * A batch of sentences `[b, ℓ]` becomes `[b, ℓ, d]`. It is the same as multiplying a row of zeros with a single 1 by the table, without
 * the multiplications.
 *
 * @param table - shape `[count, d]`: one row a word
 * @param indices - any shape; whole numbers from 0 to count − 1
 * @returns a new tensor: the shape of `indices`, and d
 */
export function embed(table: Tensor, indices: Values): Tensor {
  // START CODE HERE (embed) ~2 lines: for every index its row of the table
  const rows = gather(table, [...indices.data]);
  return reshape(rows, [...indices.shape, ...table.shape.slice(1)]);
  // END CODE HERE
}

/** A table of words. What goes in are not numbers to compute with, but indices; they receive no gradient. */
export class Embedding extends Module {
  readonly table: Tensor;

  constructor(table: Tensor) {
    super();
    this.table = table;
  }

  forward(x: Tensor): Tensor {
    return embed(this.table, x);
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
