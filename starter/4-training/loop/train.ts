/** @file You may use: the language, `minibatches`, `evaluate`, `trainEpoch`, and functions of your own (last region). */
import { notStarted } from "../../2-autodiff/errors.ts";
import type { Rng } from "../../2-autodiff/rng.ts";
import type { Module } from "../../3-networks/modules/module.ts";
import type { Examples } from "../examples/examples.ts";
import { minibatches } from "../examples/minibatches.ts";
import type { Optimiser } from "../steps/optimiser.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { trainEpoch } from "./train-epoch.ts";

/** How a training goes. */
export interface Plan {
  readonly epochs: number;
  /** How many examples a batch has. */
  readonly size: number;
  /** The learning rate of an epoch, counted from 0: a schedule. */
  readonly rateAt: (epoch: number) => number;
  readonly rng: Rng;
}

/** What is known after an epoch. */
export interface EpochReport {
  /** The mean loss of the examples that were learned. */
  readonly loss: number;
  /** How good the network is for others. */
  readonly validation: Evaluation;
}

/**
 * Trains a network, and watches it with examples that it does not learn from.
 *
 * @returns a report for every epoch
 */
export function train(network: Module, learned: Examples, others: Examples, optimiser: Optimiser, plan: Plan): EpochReport[] {
  const places = learned.labels.map((_, place) => place);
  return Array.from({ length: plan.epochs }, (_, epoch) => trainAndWatch(epoch));

  /** One epoch. @param epoch - from 0 on */
  function trainAndWatch(epoch: number): EpochReport {
    // START CODE HERE (train) ~3 lines: the epoch's rate, an epoch of new batches, then an evaluation with the others
    throw notStarted("train");
    // END CODE HERE
  }
}

// START CODE HERE (helpers) optional: functions of your own for this file
// END CODE HERE
