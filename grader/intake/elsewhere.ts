/**
 * @file Names that a student declares where a region cannot see them: outside the markers, or in another region. Told
 * from the text, without a parser: they only help to say what is meant by a name that is not known.
 */
import type { Elsewhere } from "./inspect.ts";
import type { MarkedFile } from "./markers.ts";

const name = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]{0,59}`;
const imported = /^[ \t]*import\s([^;"']{0,500}?)\sfrom\b/gmu;
const functions = new RegExp(String.raw`\bfunction\b\s{0,9}\*?\s{0,9}(${name})`, "gu");
const variables = new RegExp(String.raw`\b(?:const|let|var|class)\s{1,9}(${name})([^\n]{0,200})`, "gu");
/** `= (x) =>`, `= x =>`, `= function`: a function by another way of writing. */
const isFunction = /^[^=]*=\s*(?:async\s+)?(?:function\b|[^=;]*=>)/u;
/** Of a file full of declarations, nobody needs more. */
const most = 50;

/** Names declared outside the markers of an edited file, but not in the file as it is handed out. */
export function declaredOutside(
  { locked, lockedAt }: { readonly locked: string; readonly lockedAt: readonly number[] },
  skeleton: MarkedFile,
): readonly Elsewhere[] {
  const due = skeleton.segments.map(({ kind, text }) => (kind === "locked" ? text : "")).join("");
  const given = new Set(declarations(due).map((entry) => entry.name));
  return declarations(locked)
    .filter((entry) => !given.has(entry.name))
    .slice(0, most)
    .map(({ offset, ...entry }) => ({ ...entry, where: `line ${lockedAt[linesBefore(locked, offset)] ?? 1}` }));
}

/** Names declared in the regions of a file, by the id of the region. */
export function declaredInRegions(regions: ReadonlyMap<string, string>): readonly Elsewhere[] {
  return [...regions].flatMap(([id, text]) =>
    declarations(text)
      .slice(0, most)
      .map((entry) => ({ name: entry.name, what: "region", where: id })),
  );
}

interface Declaration extends Pick<Elsewhere, "name" | "what"> {
  readonly offset: number;
}

function declarations(text: string): readonly Declaration[] {
  const imports = Array.from(text.matchAll(imported), ({ 1: clause = "", index }) =>
    clause
      .split(/[{},]/)
      .map((part) => part.trim().split(/\s+/).at(-1) ?? "")
      .filter((part) => part !== "")
      .map((part): Declaration => ({ name: part, what: "import", offset: index })),
  );
  return [
    ...imports.flat(),
    ...Array.from(text.matchAll(functions), ({ 1: called = "", index }): Declaration => ({
      name: called,
      what: "function",
      offset: index,
    })),
    ...Array.from(text.matchAll(variables), ({ 1: called = "", 2: rest = "", index }): Declaration => ({
      name: called,
      what: isFunction.test(rest) ? "function" : "value",
      offset: index,
    })),
  ];
}

function linesBefore(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}
