/** A proof's figures, and whether anything falls short. */
export interface Proof {
  readonly holds: boolean;
  readonly figures: Readonly<Record<string, unknown>>;
}
