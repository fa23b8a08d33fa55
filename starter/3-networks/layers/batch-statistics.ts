/** @file You may use: the language, `mapEach`, `ShapeError`, `mean`, `allAxes`, `moveTowards`, `variance`, and functions of your own (last region). */
import { mapEach } from "../../2-autodiff/elementwise.ts";
import { notStarted, ShapeError } from "../../2-autodiff/errors.ts";
import { mean } from "../../2-autodiff/ops/mean.ts";
import { allAxes } from "../../2-autodiff/strides.ts";
import type { Tensor } from "../../2-autodiff/tensor.ts";
import { moveTowards } from "./move-towards.ts";
import { variance } from "./variance.ts";

/** Mean and variance of every feature. */
export interface Statistics {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/**
 * Mean and variance of every feature over a batch; the running ones move towards them.
 *
 * The batch's own variance has 1/n. The running one is to say how far examples spread that are not in the batch, and takes
 * n/(n − 1) times as much.
 *
 * @param x - shape `[…, d]`: d features; everything in front is the batch, of n rows in all
 * @param running - constants of shape `[d]`; their data are changed
 * @param momentum - how much this batch counts
 * @returns the batch's own, of shape `[1, …, 1, d]`; gradients flow through both
 * @throws {ShapeError} if there is only one row, which says nothing about a spread
 */
export function batchStatistics(x: Tensor, running: Statistics, momentum: number): Statistics {
  const axes = allAxes(x.shape).slice(0, -1);
  const rows = x.data.length / running.mean.data.length;
  if (!(rows > 1)) throw oneRow(x);
  return measured();

  function measured(): Statistics {
    // START CODE HERE (batchStatistics) ~4 lines: mean and variance over the batch; the running ones move towards them, the variance times n/(n − 1)
    throw notStarted("batchStatistics");
    // END CODE HERE
  }
}

function oneRow(x: Tensor): ShapeError {
  return new ShapeError(
    "batch norm in training",
    "a batch of at least two rows",
    `shape [${x.shape.join(", ")}]`,
    "take larger batches, or call eval() first, if this is no training",
  );
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
