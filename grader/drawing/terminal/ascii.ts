const signs: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "·": "*",
  "×": "x",
  "½": "1/2",
  "¼": "1/4",
  "¾": "3/4",
  "√": "sqrt",
  "…": "...",
  "≥": ">=",
  "≤": "<=",
  "→": "->",
  "∞": "infinity",
};

/** Writes a text with the 95 printable characters that every terminal has: `10⁻⁸` becomes `1e-8`. */
export function toAscii(text: string): string {
  return text
    .replaceAll(/10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, exponent: string) => `1e${lower(exponent)}`)
    .replaceAll(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (exponent) => `^${lower(exponent)}`)
    .replaceAll(/[^\n -~]/gu, (sign) => signs[sign] ?? "?");
}

/** Raised signs as ordinary ones. */
function lower(raised: string): string {
  return raised.replaceAll(/./g, (sign) => "-0123456789".charAt("⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)));
}
