import fc from "fast-check";

/** Shuffles things. The seed decides the order. */
export function shuffle<T>(things: readonly T[], seed: number): readonly T[] {
  const whole = { minLength: things.length, maxLength: things.length };
  return fc.sample(fc.shuffledSubarray([...things], whole), { seed, numRuns: 1 })[0] ?? [];
}
