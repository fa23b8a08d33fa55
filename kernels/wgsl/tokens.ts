import { type Span, WgslError } from "./span.ts";
import { markTemplates } from "./template-lists.ts";

/** A token. `<` and `>` around a template list have kinds of their own; all other signs are symbols. */
export interface Token {
  readonly kind: "word" | "number" | "symbol" | "template-start" | "template-end" | "end";
  readonly text: string;
  readonly span: Span;
}

/** The largest module, in UTF-16 code units. */
export const longestSource = 200_000;

/** §3.2 Blankspace, without line breaks. */
const blank = /[\u0009\u0020\u200e\u200f]+/y;
/** §3.3 A line comment ends before any line break. */
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/y;
const lineComment = /\/\/[^\n\v\f\r\u0085\u2028\u2029]*/y;
/** §3.7 Identifiers, keywords among them. */
const word = /[_\p{XID_Start}]\p{XID_Continue}*/uy;
/** §3.5.2 Numeric literals. Floats stand first, as the longer forms. */
const number = new RegExp(
  [
    String.raw`0[xX][0-9a-fA-F]*\.[0-9a-fA-F]+(?:[pP][+-]?\d+[fh]?)?`,
    String.raw`0[xX][0-9a-fA-F]+\.(?:[pP][+-]?\d+[fh]?)?`,
    String.raw`0[xX][0-9a-fA-F]+[pP][+-]?\d+[fh]?`,
    String.raw`0[xX][0-9a-fA-F]+[iu]?`,
    String.raw`\d*\.\d+(?:[eE][+-]?\d+)?[fh]?`,
    String.raw`\d+\.(?:[eE][+-]?\d+)?[fh]?`,
    String.raw`\d+[eE][+-]?\d+[fh]?`,
    String.raw`(?:0|[1-9]\d*)[iufh]?`,
  ].join("|"),
  "y",
);
/** §3.8 The signs. `>` always stands alone here: whether it ends a template list is decided later. */
const symbol = /<<=|->|&&|\|\||==|!=|<=|<<|\+\+|--|[-+*/%&|^]=|[-+*/%&|^!~<>=.,:;(){}[\]@]/y;
const afterNumber = /[\p{XID_Continue}_]/uy;

/**
 * Splits a module into tokens, the last of kind "end". Comments, which nest, are left out.
 *
 * @throws {WgslError} at a sign that WGSL does not have, a comment without an end, or a module that is too long
 * @see WGSL §3, Textual structure
 */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let [offset, line, lineStart] = [0, 1, 0];
  const spanOf = (length: number): Span => ({ offset, length, line, column: offset - lineStart + 1 });
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset;
    return pattern.exec(source)?.[0];
  };
  if (source.length > longestSource)
    throw new WgslError(`the module has ${source.length} characters, more than ${longestSource}`, spanOf(0));

  /** Steps over blankspace and comments. */
  const skip = (): boolean => {
    const newLine = match(lineBreak);
    if (newLine !== undefined) {
      offset += newLine.length;
      line++;
      lineStart = offset;
      return true;
    }
    const passed = match(blank) ?? match(lineComment);
    if (passed !== undefined) {
      offset += passed.length;
      return true;
    }
    if (!source.startsWith("/*", offset)) return false;
    const start = spanOf(2);
    let depth = 0;
    do {
      if (offset >= source.length) throw new WgslError("the comment has no end: */ is missing", start);
      const inner = match(lineBreak);
      if (inner !== undefined) {
        offset += inner.length;
        line++;
        lineStart = offset;
      } else if (source.startsWith("/*", offset)) {
        depth++;
        offset += 2;
      } else if (source.startsWith("*/", offset)) {
        depth--;
        offset += 2;
      } else offset++;
    } while (depth > 0);
    return true;
  };

  while (offset < source.length) {
    if (skip()) continue;
    let [kind, text]: [Token["kind"], string | undefined] = ["word", match(word)];
    if (text === undefined) [kind, text] = ["number", match(number)];
    if (text === undefined) [kind, text] = ["symbol", match(symbol)];
    if (text === undefined) {
      const sign = String.fromCodePoint(source.codePointAt(offset) ?? 0);
      throw new WgslError(`unknown character ${JSON.stringify(sign)}`, spanOf(sign.length));
    }
    const span = spanOf(text.length);
    if (kind === "word" && text.startsWith("__"))
      throw new WgslError("a name must not start with two underscores", span);
    offset += text.length;
    if (kind === "number" && match(afterNumber) !== undefined)
      throw new WgslError("this number has a form that WGSL does not know", span);
    tokens.push({ kind, text, span });
  }
  tokens.push({ kind: "end", text: "", span: spanOf(0) });
  return markTemplates(tokens);
}
