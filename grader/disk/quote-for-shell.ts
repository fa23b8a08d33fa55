/** Characters that move the cursor, break the line, turn the direction of text, or stay invisible. */
const hidden = /[\p{C}\p{DI}\p{Zl}\p{Zp}\u2800]/gu;

/**
 * Quotes a path for a shell, if the path needs quotes. Hidden characters become escapes: a terminal shows them, and bash and
 * zsh read them back.
 */
export function quoteForShell(path: string): string {
  if (/^[\w./-]+$/.test(path)) return path;
  if (path.search(hidden) < 0) return `'${path.replaceAll("'", "'\\''")}'`;
  return `$'${path.replaceAll(/[\\']/g, "\\$&").replaceAll(hidden, escapeOf)}'`;
}

/** `\u001b`, or `\U000e0001` beyond four digits. */
function escapeOf(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}
