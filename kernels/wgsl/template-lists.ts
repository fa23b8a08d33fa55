import { spanOver } from "./span.ts";
import type { Token } from "./tokens.ts";

/** The signs that cannot stand in a template list: what was open before them is a comparison. */
const endsAll = new Set([";", "{", ":", "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<="]);

/**
 * Finds the template lists: `<` after a name is the start of one if a `>` follows at the same depth of brackets. All
 * other `>` are joined to `>=`, `>>` and `>>=` where they touch.
 *
 * @see WGSL §3.9, Template lists
 */
export function markTemplates(tokens: readonly Token[]): readonly Token[] {
  const [starts, ends] = [new Set<number>(), new Set<number>()];
  let pending: { readonly at: number; readonly depth: number }[] = [];
  let depth = 0;
  const close = (): void => {
    while ((pending.at(-1)?.depth ?? -1) >= depth) pending.pop();
  };
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind === "word" && tokens[i + 1]?.text === "<") pending.push({ at: i + 1, depth });
    else if (text === ">") {
      const top = pending.at(-1);
      if (top?.depth !== depth) continue;
      pending.pop();
      starts.add(top.at);
      ends.add(i);
    } else if (text === "(" || text === "[") depth++;
    else if (text === ")" || text === "]") {
      close();
      depth = Math.max(0, depth - 1);
    } else if (text === "&&" || text === "||") close();
    else if (endsAll.has(text)) {
      depth = 0;
      pending = [];
    }
  }

  const joined: Token[] = [];
  /** Whether the last token is a `>` or `>>` that may grow. */
  let grows = false;
  for (const [i, token] of tokens.entries()) {
    const last = joined.at(-1);
    const touches = grows && last !== undefined && last.span.offset + last.span.length === token.span.offset;
    const isSign = token.text === ">" && !ends.has(i);
    if (touches && ((isSign && last.text === ">") || token.text === "=")) {
      joined[joined.length - 1] = { ...last, text: last.text + token.text, span: spanOver(last.span, token.span) };
      grows = isSign;
      continue;
    }
    const kind = starts.has(i) ? "template-start" : ends.has(i) ? "template-end" : token.kind;
    joined.push({ ...token, kind });
    grows = isSign;
  }
  return joined;
}
