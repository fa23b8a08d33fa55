// @ts-check
/** @file Explains an error of the parser to the student who wrote the region. */
import jsTokens from "js-tokens";
import { keywords, nearestNames } from "./region-names.mjs";

/**
 * @typedef {import("./inspection.ts").RegionFinding} RegionFinding
 */

/** Each closing bracket's opening one. */
const partners = new Map(Object.entries({ ")": "(", "]": "[", "}": "{" }));
const noSemicolon = "Expected a semicolon";

/**
 * Finds the place of an error. If the parser points to a place after the region, or to a statement that it could not
 * finish, the cause is a bracket without a partner: then the finding points to that bracket.
 *
 * @param {import("oxc-parser").OxcError} error @param {number} start - where the region begins @param {string} text - the region's @returns {RegionFinding}
 */
export function explainSyntaxError({ message, labels, helpMessage }, start, text) {
  const end = start + text.trimEnd().length;
  const label = labels
    .filter((candidate) => candidate.message !== "Opened here")
    .findLast((candidate) => candidate.start >= start && candidate.start < end);
  const place = label === undefined ? undefined : { offset: label.start - start, length: label.end - label.start };
  if (place !== undefined && message.startsWith("`await`"))
    return { rule: "await", message: "`await` is not allowed: nothing here takes time", ...place };
  const isUnfinished = message.startsWith(noSemicolon);
  const mistyped = isUnfinished && place !== undefined ? findMistypedKeyword(text, place.offset) : undefined;
  if (mistyped !== undefined) return mistyped;
  const bracket = isUnfinished || place === undefined ? findUnpairedBracket(text) : undefined;
  if (bracket !== undefined)
    return {
      rule: "syntax",
      message: bracket.opens
        ? `this \`${bracket.bracket}\` is never closed in the region`
        : `this \`${bracket.bracket}\` closes something that the region has not opened`,
      offset: bracket.offset,
      length: bracket.bracket.length,
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

/** Finds a mistyped keyword right before a place, such as `retrun x`. @param {string} text @param {number} offset @returns {RegionFinding | undefined} */
function findMistypedKeyword(text, offset) {
  const from = Math.max(0, offset - 100);
  const [, word = ""] = /([\w$]+)\s*$/.exec(text.slice(from, offset)) ?? [];
  const [keyword] = keywords.has(word) ? [] : nearestNames(word, keywords);
  return keyword === undefined
    ? undefined
    : {
        rule: "syntax",
        message: `\`${word}\` is no word of the language: did you mean \`${keyword}\`?`,
        offset: text.lastIndexOf(word, offset - 1),
        length: word.length,
      };
}

/** The first bracket that closes none or another one; otherwise the last bracket that stays open. @param {string} text @returns {{ bracket: string, offset: number, opens: boolean } | undefined} */
function findUnpairedBracket(text) {
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
