/**
 * @file Bounds that random numbers of the right distribution break only with a stated probability, for any count of
 * numbers. `alarm` is the largest probability with which a bound is broken by chance.
 */

/**
 * The normal distribution: the probability that a draw is at most x.
 *
 * By the series `Φ(x) = 1/2 + φ(x)·(x + x³/3 + x⁵/(3·5) + …)`, summed until nothing changes; the error is a few units of
 * 2⁻⁵³ within ±7, and beyond that the result is 0 or 1, at most 2·10⁻¹² away.
 *
 * @see Marsaglia, "Evaluating the normal distribution" (2004)
 */
export function normalCdf(x: number): number {
  if (Math.abs(x) > 7) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  let before = Number.NaN;
  for (let odd = 3; sum !== before; odd += 2) {
    before = sum;
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The largest distance between the share of `numbers` that are at most x and `cdf(x)`, over all x. */
export function farthest(numbers: Float64Array, cdf: (x: number) => number): number {
  const sorted = numbers.toSorted();
  return sorted.reduce((most, x, i) => {
    const due = cdf(x);
    return Math.max(most, due - i / sorted.length, (i + 1) / sorted.length - due);
  }, 0);
}

/**
 * How far the shares of `count` independent draws stay from their distribution: `P(farthest > ε) ≤ 2·exp(−2nε²)`.
 *
 * @see Massart, "The tight constant in the Dvoretzky–Kiefer–Wolfowitz inequality" (1990)
 */
export function distanceBound(count: number, alarm: number): number {
  return Math.sqrt(Math.log(2 / alarm) / (2 * count));
}

/**
 * Between which two numbers the sum of `count` squares of independent normal draws stays:
 * `P(χ² ≥ n + 2√(nt) + 2t) ≤ e⁻ᵗ` and `P(χ² ≤ n − 2√(nt)) ≤ e⁻ᵗ`.
 *
 * @see Laurent & Massart, "Adaptive estimation of a quadratic functional by model selection" (2000), lemma 1
 */
export function squaresBounds(count: number, alarm: number): { readonly least: number; readonly most: number } {
  const t = Math.log(2 / alarm);
  const width = 2 * Math.sqrt(count * t);
  return { least: count - width, most: count + width + 2 * t };
}

/**
 * How far from 0 the sum of `count` products of two independent normal draws each stays: `P(|S| ≥ √(2nt) + t) ≤ 2e⁻ᵗ`.
 *
 * One product has `log E exp(sxy) = −½·log(1 − s²) ≤ s²/(2·(1 − |s|))` for |s| < 1: the sum is sub-gamma with variance
 * factor n and scale 1, on both sides.
 *
 * @see Boucheron, Lugosi & Massart, Concentration Inequalities, section 2.4
 */
export function productsBound(count: number, alarm: number): number {
  const t = Math.log(2 / alarm);
  return Math.sqrt(2 * count * t) + t;
}

/**
 * Between which two numbers the hits of `count` independent trials stay: `P(K ≥ k) ≤ exp(−n·D(k/n‖p))` above the mean, and the
 * same below it, with `D(q‖p) = q·ln(q/p) + (1 − q)·ln((1 − q)/(1 − p))`.
 *
 * @param probability - p, of a hit in one trial
 * @see Boucheron, Lugosi & Massart, Concentration Inequalities, section 2.2
 */
export function hitsBounds(
  count: number,
  probability: number,
  alarm: number,
): { readonly least: number; readonly most: number } {
  const t = Math.log(2 / alarm);
  const mean = count * probability;
  const isLikely = (hits: number) => hits >= 0 && hits <= count && count * divergence(hits / count, probability) < t;
  let [least, most] = [Math.floor(mean), Math.ceil(mean)];
  while (isLikely(least - 1)) least--;
  while (isLikely(most + 1)) most++;
  return { least, most };
}

/** `D(q‖p)`, where 0 · ln 0 is 0. */
function divergence(q: number, p: number): number {
  const part = (x: number, y: number) => (x === 0 ? 0 : x * Math.log(x / y));
  return part(q, p) + part(1 - q, 1 - p);
}
