/**
 * @file Finds names that a student declares where a region cannot see them: outside the markers, or in another region.
 * Patterns are enough, without a parser: the names only improve the message about an unknown name.
 */
import type { Elsewhere } from "./inspection.ts";
import type { MarkedFile } from "../course/markers.ts";

const importPattern = /^[ \t]*import\s([^;"']{0,500}?)\sfrom\b/gmu;
const functionPattern = /\bfunction\b\s{0,9}\*?\s{0,9}([\p{ID_Start}$_][\p{ID_Continue}$]{0,59})/gu;
const variablePattern = /\b(?:const|let|var|class)\s{1,9}([\p{ID_Start}$_][\p{ID_Continue}$]{0,59})([^\n]{0,200})/gu;
/** The value of a variable that holds a function: `= (x) =>`, `= x =>`, `= function`. */
const functionValue = /^[^=]*=(?:\s*(?:async\s+)?function\b|[^=;]*=>)/u;
/** Limit for a file that is full of declarations. */
const maxNames = 50;

/** Finds the names that an edited file declares outside the markers, except for the skeleton's own names. */
export function findOutsideDeclarations(
  { locked, lockedAt }: { readonly locked: string; readonly lockedAt: readonly number[] },
  skeleton: MarkedFile,
): readonly Elsewhere[] {
  const skeletonText = skeleton.segments.map(({ kind, text }) => (kind === "locked" ? text : "")).join("");
  const given = new Set(declarationsIn(skeletonText).map((entry) => entry.name));
  return declarationsIn(locked)
    .filter((entry) => !given.has(entry.name))
    .slice(0, maxNames)
    .map(({ offset, ...entry }) => ({ ...entry, where: `line ${lockedAt[countLinesBefore(locked, offset)] ?? 1}` }));
}

/** Finds the names that the regions of a file declare. */
export function findRegionDeclarations(regions: ReadonlyMap<string, string>): readonly Elsewhere[] {
  return [...regions].flatMap(([id, text]) =>
    declarationsIn(text)
      .slice(0, maxNames)
      .map((entry) => ({ name: entry.name, what: "region", where: id })),
  );
}

interface Declaration extends Pick<Elsewhere, "name" | "what"> {
  readonly offset: number;
}

function declarationsIn(text: string): readonly Declaration[] {
  const imports = Array.from(text.matchAll(importPattern), ({ 1: clause = "", index }) =>
    clause
      .split(/[{},]/)
      .map((part) => part.trim().split(/\s+/).at(-1) ?? "")
      .filter((part) => part !== "")
      .map((part): Declaration => ({ name: part, what: "import", offset: index })),
  );
  return [
    ...imports.flat(),
    ...Array.from(text.matchAll(functionPattern), ({ 1: called = "", index }): Declaration => ({
      name: called,
      what: "function",
      offset: index,
    })),
    ...Array.from(text.matchAll(variablePattern), ({ 1: called = "", 2: rest = "", index }): Declaration => ({
      name: called,
      what: functionValue.test(rest) ? "function" : "value",
      offset: index,
    })),
  ];
}

function countLinesBefore(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length - 1;
}
