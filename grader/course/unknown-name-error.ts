import { findNearestName } from "./find-nearest-name.ts";
import { ChainruleError } from "../result/chainrule-error.ts";

/**
 * The error for a name that the course does not have.
 *
 * @param where - the option or command with the name: `--stub`
 * @param what - the kind of name: `the id of a stub`
 * @param command - the command for the name that the student may have meant
 * @param list - the command that lists the names
 */
export function unknownNameError(
  where: string,
  what: string,
  name: string,
  known: readonly string[],
  command: (meant: string) => string,
  list = "npx grade list",
): ChainruleError {
  const meant = findNearestName(name, known);
  if (meant !== undefined)
    return new ChainruleError("E_USAGE", {
      where,
      expected: what,
      got: name,
      next: `${command(meant)}, if you meant that`,
    });
  const choice = known.length > mostListed ? `, such as ${known[0]}` : `: ${known.join(", ")}`;
  return new ChainruleError("E_USAGE", {
    where,
    expected: `${what}${choice}`,
    got: name === "" ? "nothing" : name,
    next: list,
  });
}

const mostListed = 8;
