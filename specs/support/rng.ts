/**
 * The grader's own copy of the course's random numbers: what `seededRng(seed)` draws, one after the other.
 *
 * A SplitMix: the state walks in steps of 2³² ÷ φ, and each number is a scrambled copy of the state. Two times 26 bits make
 * one draw of 52.
 *
 * @see Steele, Lea & Flood, "Fast splittable pseudorandom number generators" (2014)
 */
export function drawsOf(seed: number, count: number): Float64Array {
  let state = seed >>> 0;
  const draws = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const high = bits26();
    draws[i] = high / 2 ** 26 + bits26() / 2 ** 52;
  }
  return draws;

  function bits26(): number {
    state = (state + 0x9e3779b9) >>> 0;
    const once = scramble(state, 16, 0x21f0aaad);
    const twice = scramble(once, 15, 0x735a2d97);
    return ((twice ^ (twice >>> 15)) >>> 0) >>> 6;
  }
}

/** Folds the high bits onto the low ones, and spreads them over all bits by a product with an odd number. */
function scramble(bits: number, shift: number, odd: number): number {
  return Math.imul(bits ^ (bits >>> shift), odd) >>> 0;
}
