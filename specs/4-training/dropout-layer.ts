import { hasLayer, layerings, oneMode, someModes } from "./layerings.ts";

/** The value. */
export const onlyInTraining = hasLayer(
  "dropoutLayer",
  true,
  "Dropout in training; in evaluation, x as it is.",
  layerings(oneMode),
  60,
);
export const layerInTurn = hasLayer(
  "dropoutLayer",
  false,
  "Calls in turn: each one of training has a new mask, and evaluation draws nothing.",
  layerings(someModes),
  30,
);
