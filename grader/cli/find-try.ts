import { findNearestName } from "../course/find-nearest-name.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/** A stub, and its section of the handout. */
export interface SectionOfStub {
  readonly id: string;
  readonly section: string;
}

/**
 * Finds a try by its name, by the heading of its section, or by the id of a stub of that section; `mul` stands for
 * `mul.forward` and `mul.backward`. Upper and lower case are equal.
 *
 * @param names - the names of all tries; the first try of a section has the section's anchor as its name
 * @throws {ChainruleError} if no try fits; the error suggests the nearest name
 */
export function findTry(word: string, names: readonly string[], stubs: readonly SectionOfStub[]): string {
  const lowerCase = word.trim().toLowerCase();
  const anchor = lowerCase.replaceAll(/\s+/g, "-");
  const named = names.find((name) => name.toLowerCase() === anchor);
  if (named !== undefined) return named;
  const stub =
    stubs.find(({ id }) => id.toLowerCase() === lowerCase) ??
    stubs.find(({ id }) => id.toLowerCase().startsWith(`${lowerCase}.`));
  if (stub !== undefined && names.includes(stub.section)) return stub.section;
  const nearestName = findNearestName(anchor, [...names, ...stubs.map(({ id }) => id)]);
  throw new ChainruleError("E_USAGE", {
    where: "try",
    expected: "the name of a try, or the id of a stub",
    got: word,
    next:
      nearestName === undefined
        ? "npx grade try, which lists the names"
        : `npx grade try ${nearestName}, if you meant that`,
  });
}
