/**
 * @file Numbers of the laws' cases, one by one and in arrays.
 *
 * A whole number n stands for each: near 0 for a small whole number beside the simplest one, farther away for n/2³⁰.
 */
import fc from "fast-check";
import { drawsOf } from "./rng.ts";
import { fill, type Shape, sizeOf, type Values } from "./values.ts";

/** Finest distance between two generated numbers; those that are not whole are at least 2⁻¹⁷ in size. */
export const grain = 2 ** -30;
const finest = 2 ** 13;
/** The largest whole number that stands for a number; its own is 8. */
const spread = 2 ** 33 - finest;
/** Whole numbers up to this size stand for whole numbers. */
const whole = 8;
const wholeNumbers = fc.integer({ min: -spread, max: spread });

/**
 * A number within ±8, or a whole number at most 8 away from the simplest.
 *
 * @param simplest - what it shrinks to
 */
export function number(simplest = 2): fc.Arbitrary<number> {
  return wholeNumbers.map((n) => numberOf(n, simplest));
}

function numberOf(n: number, simplest: number): number {
  return Math.abs(n) <= whole ? simplest + n : (n + Math.sign(n) * finest) * grain;
}

/** The whole number that stands for x. */
function wholeNumberOf(x: number, simplest: number): number {
  const n = x - simplest;
  return Number.isInteger(n) && Math.abs(n) <= whole ? n : x / grain - Math.sign(x) * finest;
}

/**
 * Values of one shape, drawn as a whole, and shrunk number by number. An array of fast-check draws the same, but takes ten
 * times as long, because each number of it is a thing of its own.
 */
export class ValuesArbitrary extends fc.Arbitrary<Values> {
  readonly #shape: Shape;
  readonly #simplest: number;
  readonly #everywhere: readonly number[];

  /**
   * @param simplest - what each number shrinks to
   * @param everywhere - now and then one of these numbers stands everywhere
   */
  constructor(shape: Shape, simplest: number, everywhere: readonly number[] = []) {
    super();
    this.#shape = shape;
    this.#simplest = simplest;
    this.#everywhere = everywhere;
  }

  override generate(random: fc.Random, biasFactor: number | undefined): fc.Value<Values> {
    const which = this.#everywhere[random.nextInt(-6, this.#everywhere.length - 1)];
    return new fc.Value(which === undefined ? this.#draw(random, biasFactor) : this.#filledWith(which), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Values {
    return false;
  }

  /** @param contexts - what fast-check's own whole numbers remember of earlier shrinking, one a number */
  override shrink({ shape, data }: Values, contexts?: readonly unknown[]): fc.Stream<fc.Value<Values>> {
    const simplest = this.#simplest;
    const filled = this.#filledWith(simplest);
    return fc.stream(candidates());

    function* candidates(): Generator<fc.Value<Values>> {
      if (contexts === undefined && data.some((x) => x !== simplest)) yield new fc.Value(filled, []);
      for (const [i, x] of data.entries()) {
        for (const { value: n, context } of wholeNumbers.shrink(wholeNumberOf(x, simplest), contexts?.[i])) {
          const known = [...(contexts ?? [])];
          known[i] = context;
          yield new fc.Value({ shape, data: data.with(i, numberOf(n, simplest)) }, known);
        }
      }
    }
  }

  #filledWith(x: number): Values {
    return fill(this.#shape, () => x);
  }

  /** As with fast-check's whole numbers, two numbers in `3 · biasFactor` are among the simplest. */
  #draw(random: fc.Random, biasFactor = Infinity): Values {
    const draws = drawsOf(random.nextInt(0, 2 ** 31 - 1), 2 * sizeOf(this.#shape));
    return fill(this.#shape, (i) => {
      const [which = 0, where = 0] = [draws[2 * i], draws[2 * i + 1]];
      const most = which < 2 / (3 * biasFactor) ? 4 * whole : spread;
      return numberOf(Math.floor(where * (2 * most + 1)) - most, this.#simplest);
    });
  }
}
