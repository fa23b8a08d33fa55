import { SubmissionError } from "../intake/files.ts";
import { nearest } from "./nearest.ts";

/**
 * What is said of a name that nobody knows.
 *
 * @param where - what it was given to: `--stub`
 * @param what - what it should be: `the id of a stub`
 * @param command - what to type with the name that may have been meant
 */
export function unknownName(
  where: string,
  what: string,
  name: string,
  known: readonly string[],
  command: (meant: string) => string,
): SubmissionError {
  const meant = nearest(name, known);
  if (meant !== undefined) return new SubmissionError(where, what, name, `${command(meant)}, if you meant that`);
  const choice = known.length > mostListed ? `, such as ${known[0]}` : `: ${known.join(", ")}`;
  return new SubmissionError(where, `${what}${choice}`, name === "" ? "nothing" : name, "npx grade list");
}

const mostListed = 8;
