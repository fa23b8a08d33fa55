/** An axis of a picture. */
export interface Axis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** The places of grid lines. The number there is shown, or the text that stands beside it. */
  readonly marks: readonly (number | { readonly at: number; readonly shown: string })[];
  /** True: equal factors are equally far apart. */
  readonly logarithmic?: boolean;
}

/** The place of a number on an axis: 0 at its one end, 1 at the other. NaN stays NaN. */
export function partOf(at: number, { from, to, logarithmic }: Axis): number {
  // Nothing on a logarithmic axis is 0 or below; it lies far below the lower end.
  const scale = (value: number) => (logarithmic === true ? Math.log(Math.max(value, Number.MIN_VALUE)) : value);
  return (scale(at) - scale(from)) / (scale(to) - scale(from));
}

/** The same, but what lies outside moves to the nearer end. */
export function placeOn(at: number, axis: Axis): number {
  return Math.min(1, Math.max(0, partOf(at, axis)));
}

/** The marks of an axis, each with its text: far away on a logarithmic axis a power of ten, such as 10⁻⁸. */
export function marksOf({ marks, logarithmic }: Axis): readonly { readonly at: number; readonly shown: string }[] {
  return marks.map((mark) => {
    if (typeof mark !== "number") return mark;
    const isFar = logarithmic === true && Math.abs(Math.log10(mark)) > 3;
    const shown = isFar ? powerOfTen(Math.log10(mark)) : String(mark).replace("-", "−");
    return { at: mark, shown };
  });
}

function powerOfTen(exponent: number): string {
  const digits = String(Math.round(exponent));
  return `10${digits.replaceAll(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(sign))))}`;
}
