import { SubmissionError } from "../intake/files.ts";
import { nearest } from "./nearest.ts";

/** A stub, and the section of the handout that it stands in. */
export interface SectionOfStub {
  readonly id: string;
  readonly section: string;
}

/**
 * The try that somebody means: by its name, by the heading of its section, or by the id of a stub of that section; `mul`
 * is `mul.forward` and `mul.backward`. Capitals do not matter.
 *
 * @param names - the names of all tries; the first of a section is called as its anchor
 * @throws {SubmissionError} if there is no such try; it names the nearest
 */
export function tryNamed(word: string, names: readonly string[], stubs: readonly SectionOfStub[]): string {
  const small = word.trim().toLowerCase();
  const anchor = small.replaceAll(/\s+/g, "-");
  const named = names.find((name) => name.toLowerCase() === anchor);
  if (named !== undefined) return named;
  const stub =
    stubs.find(({ id }) => id.toLowerCase() === small) ??
    stubs.find(({ id }) => id.toLowerCase().startsWith(`${small}.`));
  if (stub !== undefined && names.includes(stub.section)) return stub.section;
  const meant = nearest(anchor, [...names, ...stubs.map(({ id }) => id)]);
  throw new SubmissionError(
    "npm run try",
    "the name of a try, or the id of a stub",
    word,
    meant === undefined ? "npm run try, which lists the names" : `npm run try ${meant}, if you meant that`,
  );
}
