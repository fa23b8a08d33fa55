import type { RestoredFile } from "./put-back.ts";

/** The outcome of restoring a file. `backup` is the path of a copy of the damaged file. */
export type Restoration =
  | { readonly kind: "intact"; readonly path: string; readonly stub?: string }
  /** `from`: the backup whose regions the file has again. */
  | { readonly kind: "recreated"; readonly path: string; readonly from?: string }
  | { readonly kind: "reset"; readonly path: string; readonly backup: string; readonly stub: string }
  | ({ readonly kind: "restored"; readonly path: string; readonly backup: string } & Omit<RestoredFile, "text">);
