/** A place in the text of a module. Lines and columns count from 1, columns in UTF-16 code units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly column: number;
}

/** What is wrong in the text of a module, or what it asks for that is not supported here. */
export class WgslError extends Error {
  override readonly name = "WgslError";
  readonly line: number;
  readonly column: number;
  readonly length: number;

  constructor(message: string, { line, column, length }: Span) {
    super(message);
    this.line = line;
    this.column = column;
    this.length = length;
  }
}

/** From the start of one place to the end of another. */
export function spanOver(first: Span, last: Span): Span {
  return { ...first, length: Math.max(first.length, last.offset + last.length - first.offset) };
}
