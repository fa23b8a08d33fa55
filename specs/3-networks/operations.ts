/** @file The functions that this assignment exports to programs, and the truth about each. */
import { layers } from "./layer-rows.ts";

/** The assignment's rows of the table in `support/operations.ts`, by the names of the exports. */
export const networks = { ...layers } as const;
