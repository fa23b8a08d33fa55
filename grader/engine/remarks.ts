/** @file What can be asked about a failure whatever the law is. */
import type { Difference } from "../../specs/support/compare.ts";
import type { Posed } from "../../specs/support/law.ts";
import { isValues } from "../../specs/support/values.ts";
import type { IdentifiedLaw } from "../course/laws.ts";

/** The start of an error's message, and what can be asked about it. */
const onErrors = [
  // The name that every operation gives to its result.
  [
    "Cannot access 'out' before initialization",
    "Might it be that forward reads `out`? There is no `out` yet: it is made of what forward returns.",
  ],
  [
    "Maximum call stack size exceeded",
    "Too many calls wait for each other: does a function call itself, and what makes it stop?",
  ],
  [
    "matmul: expected",
    "These two do not fit in this order: is one of them to be turned over, or to stand on the other side?",
  ],
] as const;

/** What can be asked about an error. */
export function remarksOnError(message: string): readonly string[] {
  return onErrors.flatMap(([start, remark]) => (message.startsWith(start) ? [remark] : []));
}

/** What can be asked about numbers that differ. */
export function remarksOnNumbers(
  { expected, got }: Difference,
  { core }: IdentifiedLaw,
  posed: Posed,
): readonly string[] {
  const hasNaN = /(?<!\w)NaN(?!\w)/u;
  if (!hasNaN.test(got) || hasNaN.test(expected)) return [];
  // Of a kernel it is told which operation made the first NaN.
  if (posed.questions.some(({ ask }) => ask.kind === "launches")) return [];
  // NaN in the question is the likely source of NaN in the answer.
  if (numbersIn(posed).some(Number.isNaN)) return [];
  // A law that is not core is judged only where ordinary cases come out right.
  return [core ? beyondEnd : remarkOnSizes(numbersIn(posed))];
}

// An element that an array does not have is undefined, like what a function without `return` gives, and counts as NaN.
const beyondEnd =
  "NaN: was something read beyond the end of an array, or from one that is empty? Or does an arrow function with { } return nothing?";
const overflow = "NaN: ∞/∞, 0/0, 0 · ∞ and ∞ − ∞ are NaN. Which part of the formula becomes infinite here, or 0?";

/** More numbers than these are drawn for their count, not for their size. */
const fewNumbers = 64;
/** From here on a few factors or an exponential leave the range of numbers. */
const [tiny, huge] = [2 ** -20, 300];

/** What can be asked about NaN that came of these numbers: the formula may overflow where one is huge, and may where one is 0. */
function remarkOnSizes(numbers: readonly number[]): string {
  if (numbers.length > fewNumbers || !numbers.every(Number.isFinite)) return beyondEnd;
  if (numbers.some((x) => Math.abs(x) > huge)) return overflow;
  const isNearZero = numbers.some((x) => Math.abs(x) < tiny);
  return isNearZero ? `${overflow} Or was something read beyond the end of an array?` : beyondEnd;
}

function numbersIn({ shown }: Posed): readonly number[] {
  return Object.values(shown).flatMap((part) =>
    isValues(part) ? [...part.data] : typeof part === "number" ? [part] : [],
  );
}
