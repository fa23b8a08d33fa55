/** @file Freezes the functions and classes of a module, so that a stub keeps nothing on them from one call to the next. */

/** Words that follow `function` in a text of a student, but are no names. */
const reserved = new Set(
  (
    "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
    "function if implements import in instanceof interface let new null package private protected public return static " +
    "super switch this throw true try typeof var void while with yield"
  ).split(" "),
);

/** What stands after `function`, `function *` or `class`. A name may be written with escapes. */
const declared =
  /(?<![\p{ID_Continue}$])(?:function ?(?:\* ?)?|class )((?:[\p{ID_Continue}$]|\\u[\da-fA-F]{4}|\\u\{[\da-fA-F]{1,5}\})+)/gu;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * A statement that freezes each function and class that texts of a module declare at the top level. A name that neither has,
 * such as one in a string, has no effect.
 *
 * @param texts - locked text, and the tokens of helpers, which have no comments
 */
export function freezeFunctions(texts: readonly string[]): string {
  const found = texts.flatMap((text) => Array.from(text.matchAll(declared), ([, name = ""]) => withoutEscapes(name)));
  return [...new Set(found)]
    .filter((name) => identifier.test(name) && !reserved.has(name))
    .map((name) => `typeof ${name}==="function"&&Object.freeze(${name})&&Object.freeze(${name}.prototype);`)
    .join("");
}

/** A name with the characters that its escapes stand for. */
function withoutEscapes(name: string): string {
  return name.replaceAll(/\\u(?:([\da-fA-F]{4})|\{([\da-fA-F]{1,5})\})/g, (_, four?: string, more?: string) =>
    String.fromCodePoint(Number.parseInt(four ?? more ?? "", 16)),
  );
}
