import fc from "fast-check";
import { hasLayer, layerings, oneMode, someModes } from "./layerings.ts";

/** The value. */
export const scaledDown = hasLayer(
  "testScaledDropout",
  true,
  "The mask times x in training; in evaluation, x times 1 − p.",
  layerings(oneMode),
  60,
);
export const twinInTurn = hasLayer(
  "testScaledDropout",
  false,
  "Calls in turn: each one of training has a new mask, and evaluation draws nothing.",
  layerings(someModes),
  30,
);
export const twinAtEnds = hasLayer(
  "testScaledDropout",
  false,
  "With p = 0 nothing is dropped or scaled, and next to 1 nearly everything.",
  layerings(oneMode, fc.constantFrom(0, 1 - 2 ** -20)),
  20,
);
