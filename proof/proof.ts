/** The result of a proof: whether the claim holds, and the figures. */
export interface Proof {
  readonly holds: boolean;
  readonly figures: Readonly<Record<string, unknown>>;
}
