// @ts-check
/** @file A parser's complaints, told to somebody who wrote a region of the text. */
import jsTokens from "js-tokens";
import { keywords, nearest } from "./region-names.mjs";

/**
 * @typedef {{ rule: string, message: string, next?: string, offset: number, length: number }} Finding
 *   offset counts from the region's start
 */

/** Each closing bracket's opening one. */
const partners = new Map(Object.entries({ ")": "(", "]": "[", "}": "{" }));
const noSemicolon = "Expected a semicolon";

/**
 * Where the parser points behind the region, or at a statement that should have gone on, something in the region has no
 * partner, and that is the place to look at.
 *
 * @param {import("oxc-parser").OxcError} error @param {number} start - where the region begins @param {string} text - the region's @returns {Finding}
 */
export function complaint({ message, labels, helpMessage }, start, text) {
  const end = start + text.trimEnd().length;
  const label = labels
    .filter((candidate) => candidate.message !== "Opened here")
    .findLast((candidate) => candidate.start >= start && candidate.start < end);
  const place = label === undefined ? undefined : { offset: label.start - start, length: label.end - label.start };
  if (place !== undefined && message.startsWith("`await`"))
    return { rule: "await", message: "`await` is not allowed: nothing here takes time", ...place };
  const cut = message.startsWith(noSemicolon);
  const slip = cut && place !== undefined ? mistyped(text, place.offset) : undefined;
  if (slip !== undefined) return slip;
  const alone = cut || place === undefined ? unpaired(text) : undefined;
  if (alone !== undefined)
    return {
      rule: "syntax",
      message: alone.opens
        ? `this \`${alone.bracket}\` is never closed in the region`
        : `this \`${alone.bracket}\` closes something that the region has not opened`,
      offset: alone.offset,
      length: alone.bracket.length,
    };
  if (place !== undefined)
    return { rule: "syntax", message, ...(helpMessage === null ? {} : { next: helpMessage }), ...place };
  return {
    rule: "syntax",
    message: `${message}: something that the region opens is not closed in it, or the other way round`,
    offset: Math.max(text.trimEnd().length - 1, 0),
    length: 1,
  };
}

/** `retrun x`: a word before the place that was meant to be one of the language. @param {string} text @param {number} offset @returns {Finding | undefined} */
function mistyped(text, offset) {
  const from = Math.max(0, offset - 100);
  const [, word = ""] = /([\w$]+)\s*$/.exec(text.slice(from, offset)) ?? [];
  const [keyword] = keywords.has(word) ? [] : nearest(word, keywords);
  return keyword === undefined
    ? undefined
    : {
        rule: "syntax",
        message: `\`${word}\` is no word of the language: did you mean \`${keyword}\`?`,
        offset: text.lastIndexOf(word, offset - 1),
        length: word.length,
      };
}

/** The first bracket of a region that closes nothing or something else, or the last one that stays open. @param {string} text @returns {{ bracket: string, offset: number, opens: boolean } | undefined} */
function unpaired(text) {
  /** @type {{ bracket: string, offset: number }[]} */
  const open = [];
  let offset = 0;
  for (const { type, value } of jsTokens(text)) {
    if (type === "TemplateHead") open.push({ bracket: "${", offset: offset + value.length - 2 });
    else if (type === "TemplateTail") open.pop();
    else if (type === "Punctuator" && ["(", "[", "{"].includes(value)) open.push({ bracket: value, offset });
    else if (type === "Punctuator" && partners.has(value)) {
      const last = open.pop();
      if (last === undefined) return { bracket: value, offset, opens: false };
      if (last.bracket !== partners.get(value)) return { ...last, opens: true };
    }
    offset += value.length;
  }
  const last = open.at(-1);
  return last === undefined ? undefined : { ...last, opens: true };
}
