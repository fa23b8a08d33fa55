import { delimiter, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The folder of this project. */
export const projectRoot = new URL("../../", import.meta.url);

/**
 * The folders of the course, each with `assignments/`, `solution/` and `specs/`: this project, and the folders in the
 * environment variable CHAINRULE_COURSES, separated as in PATH. A lecturer keeps further assignments there.
 */
export function courseRoots(): readonly URL[] {
  const further = (process.env["CHAINRULE_COURSES"] ?? "").split(delimiter).filter((path) => path !== "");
  return [projectRoot, ...further.map((path) => pathToFileURL(`${resolve(path)}/`))];
}
