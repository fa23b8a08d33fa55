import type { BuiltinName } from "./builtins.ts";
import { type Span, WgslError } from "./span.ts";
import type { Expression } from "./tree.ts";

/** The scalars of each argument that is known before the launch; none of another. */
type Known = readonly (readonly number[])[];

/** What is wrong with the arguments; undefined if nothing is. */
type Rule = (args: Known, isAbstract: boolean) => string | undefined;

/** The smallest number that 16 bits round to infinity. */
const aboveF16 = 65_520;

const bitRange =
  (offsetAt: number): Rule =>
  (args) => {
    const pair = firstPair(args[offsetAt], args[offsetAt + 1], (offset, count) => offset + count > 32);
    return pair && `${pair[1]} bits from bit ${pair[0]} on are beyond the 32 of a word`;
  };

/** @see WGSL §17: what each function calls a shader-creation error */
const rules: Readonly<Partial<Record<BuiltinName, Rule>>> = {
  clamp: ([, low, high]) => {
    const pair = firstPair(low, high, (x, y) => x > y);
    return pair && `the lower end ${pair[0]} is above the upper end ${pair[1]}`;
  },
  smoothstep: ([low, high]) => firstPair(low, high, (x, y) => x === y) && "its two ends are equal",
  extractBits: bitRange(1),
  insertBits: bitRange(2),
  ldexp: ([, exponents = []], isAbstract) => {
    const most = isAbstract ? 1024 : 128;
    const exponent = exponents.find((x) => x > most);
    return exponent === undefined ? undefined : `the exponent ${exponent} is above ${most}`;
  },
  pack2x16float: ([numbers = []]) => {
    const large = numbers.find((x) => Math.abs(x) >= aboveF16);
    return large === undefined ? undefined : `${large} is beyond the numbers of 16 bits`;
  },
  unpack2x16float: ([words = []]) => {
    const isInfinite = (half: number) => ((half >>> 10) & 31) === 31;
    return words.some((word) => isInfinite(word) || isInfinite(word >>> 16)) ? "its bits are no number" : undefined;
  },
};

/**
 * Checks those arguments of a built-in function that are known before the launch.
 *
 * @throws {WgslError} if they make the call wrong, whatever the others are
 */
export function checkKnownArguments(name: BuiltinName, args: readonly Expression[], span: Span): void {
  const known = args.map((arg) => (arg.kind === "constant" ? arg.value.scalars.map(Number) : []));
  const of = args[0]?.type;
  const isAbstract = (of?.kind === "scalar" || of?.kind === "vector") && of.of === "abstract-float";
  const wrong = rules[name]?.(known, isAbstract);
  if (wrong !== undefined) throw new WgslError(`${name}: ${wrong}`, span);
}

/** The first two components that stand at the same place and belong together so. */
function firstPair(
  a: readonly number[] = [],
  b: readonly number[] = [],
  isWrong: (x: number, y: number) => boolean,
): readonly [number, number] | undefined {
  for (const [i, x] of a.entries()) {
    const y = b[i];
    if (y !== undefined && isWrong(x, y)) return [x, y];
  }
  return undefined;
}
