/** A source of random numbers that can be repeated. */
export interface Rng {
  /** The next draw: evenly distributed, at least 0 and below 1. */
  readonly uniform: () => number;
}

/**
 * Random numbers that the seed decides: the same seed, the same numbers, on every machine.
 *
 * @param seed - a whole number; only its last 32 bits count
 * @see Steele, Lea & Flood, "Fast splittable pseudorandom number generators" (2014); this is the 32-bit SplitMix
 */
export function seededRng(seed: number): Rng {
  let state = seed | 0;
  return {
    uniform: () => (next() + next() * 2 ** -26) * 2 ** -26,
  };

  /** 26 random bits. */
  function next(): number {
    state = (state + 0x9e3779b9) | 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return ((bits ^ (bits >>> 15)) >>> 0) >>> 6;
  }
}
